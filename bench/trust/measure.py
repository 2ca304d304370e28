"""How well probabilities tell right from wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from iku.extract.structure.trees import Floats

SURE = 0.9
BINS = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """``sure_right``: share of right ones among those of ``SURE`` or more, ``coverage`` how many those are of all;
    ``error``: expected calibration error; ``at_99``: the share that can be taken, the surest first, with 99 % right;
    ``doubts_wrong``: share of wrong ones among the others, the doubts that were right to be raised."""

    values: int
    right: float
    auc: float
    sure_right: float
    coverage: float
    error: float
    at_99: float
    doubts_wrong: float

    def row(self) -> str:
        """The figures as the cells of a table in Markdown."""
        shares = (self.right, self.auc, self.sure_right, self.coverage, self.error, self.at_99, self.doubts_wrong)
        return " | ".join([str(self.values), *(f"{v:.3f}" for v in shares)])


@dataclass(frozen=True, slots=True)
class Bin:
    """Values between two probabilities: how many, their mean probability, and the share of right ones."""

    low: float
    count: int
    mean: float
    right: float


def bins(chance: Floats, right: Any) -> list[Bin]:
    """The values by tenths of probability; empty tenths are left out."""
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    return [
        Bin(b / BINS, int(own.sum()), float(chance[own].mean()), float(right[own].mean()))
        for b in range(BINS)
        if (own := place == b).any()
    ]


def figures(chance: Floats, right: Any) -> Figures:
    """The figures of one set of values."""
    sure = chance >= SURE
    error = sum(b.count * abs(b.mean - b.right) for b in bins(chance, right)) / len(right)
    share = np.cumsum(right[np.argsort(-chance, kind="stable")]) / np.arange(1, len(right) + 1)
    at_99 = max((i + 1 for i in range(len(right)) if share[i] >= 0.99), default=0) / len(right)
    both = 0 < right.sum() < len(right)
    return Figures(
        len(right), float(right.mean()), float(roc_auc_score(right, chance)) if both else float("nan"),
        float(right[sure].mean()) if sure.any() else float("nan"), float(sure.mean()), float(error), at_99,
        1 - float(right[~sure].mean()) if not sure.all() else float("nan"),
    )  # fmt: skip
