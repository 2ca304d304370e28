"""The fitted model: features of a value to the probability that it is right, and the ground of a doubt.

Its trees, calibration and the usual value of every feature are data (``data/trust.npz``, written by
``python -m bench.trust fit``); nothing but arithmetic is needed to use them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from iku.extract.structure.trees import Floats, Trees, trees_of

_DATA = Path(__file__).parents[1] / "data" / "trust.npz"
GROUNDS = ("teks", "susunan", "makna")


@dataclass(frozen=True, slots=True)
class TrustModel:
    """``names``: the features in their order; ``usual``: what each is for a value that is sure; ``odds`` and
    ``chance``: the calibration, probability against log-odds, both rising."""

    names: tuple[str, ...]
    usual: Floats
    trees: Trees
    odds: Floats
    chance: Floats

    def rows(self, features: Sequence[Mapping[str, float]]) -> Floats:
        """One row of numbers for each value; a feature that is not told is 0."""
        return np.array([[f.get(n, 0.0) for n in self.names] for f in features], dtype=np.float64)

    def probabilities(self, rows: Floats) -> Floats:
        """The calibrated probability of being right, shape (n,)."""
        return np.interp(self.trees.log_odds(rows), self.odds, self.chance)

    def grounds(self, rows: Floats) -> list[str]:
        """For each value what makes it doubtful: the ground whose evidence, were it as usual, would help most."""
        gains = np.stack([self.trees.log_odds(self._as_usual(rows, ground)) for ground in GROUNDS])
        return [GROUNDS[i] for i in gains.argmax(axis=0)] if len(rows) else []

    def _as_usual(self, rows: Floats, ground: str) -> Floats:
        out = rows.copy()
        for i, name in enumerate(self.names):
            if name.startswith(f"{ground}.") and not name.startswith("makna.medan."):
                out[:, i] = self.usual[i]
        return out


@cache
def trust_model() -> TrustModel:
    """The model that ships with the program."""
    with np.load(_DATA) as data:
        return read_model(data)


def read_model(data: Mapping[str, npt.NDArray[Any]]) -> TrustModel:
    """A model from its plain arrays: ``names``, ``usual``, ``odds``, ``chance`` and those of its trees."""
    usual, odds, chance = (data[name].astype(np.float64) for name in ("usual", "odds", "chance"))
    return TrustModel(tuple(map(str, data["names"])), usual, trees_of(data, "trees"), odds, chance)
