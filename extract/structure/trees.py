"""Boosted trees read from plain arrays: no training library is needed at run time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of regression trees for one yes-or-no question. Arrays are (trees, nodes); a leaf is its own child."""

    base: float
    feature: npt.NDArray[np.int32]
    limit: Floats
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: Floats
    depth: int

    def log_odds(self, rows: Floats) -> Floats:
        """Log-odds of yes for every row of features, shape (n,)."""
        if not len(rows):
            return np.zeros(0)
        count = self.feature.shape[0]
        tree = np.arange(count)[None, :]
        at = np.zeros((len(rows), count), dtype=np.int32)
        item = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            low = rows[item, self.feature[tree, at]] <= self.limit[tree, at]
            at = np.where(low, self.left[tree, at], self.right[tree, at])
        return np.asarray(self.base + self.value[tree, at].sum(axis=1))


@cache
def load(name: str) -> Trees:
    """The trees called *name* (columns, rows, context, cells) of ``data/structure.npz``."""
    with files("iku.extract.structure").joinpath("data/structure.npz").open("rb") as handle, np.load(handle) as data:
        return trees_of(data, name)


def trees_of(data: Mapping[str, npt.NDArray[np.float64]], name: str) -> Trees:
    """The trees called *name* among the arrays of an npz file."""
    part = {k.split(".", 1)[1]: data[k] for k in data if k.startswith(f"{name}.")}
    return Trees(
        float(part["base"]), part["feature"].astype(np.int32), part["limit"].astype(np.float64),
        part["left"].astype(np.int32), part["right"].astype(np.int32), part["value"].astype(np.float64),
        int(part["depth"]),
    )  # fmt: skip
