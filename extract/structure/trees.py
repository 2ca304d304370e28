"""Boosted trees read from plain arrays: no training library is needed at run time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


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
    _flat: tuple[Places, Floats, Places] = field(init=False, repr=False, compare=False)
    """Features and limits of the nodes of all trees one behind the other, and the places of the two children of each,
    the right one first: a third of the time of an array for each."""

    def __post_init__(self) -> None:
        count, nodes = self.feature.shape
        first = np.arange(count)[:, None] * nodes
        children = np.stack([self.right + first, self.left + first], axis=-1).ravel().astype(np.int64)
        object.__setattr__(self, "_flat", (self.feature.ravel().astype(np.int64), self.limit.ravel(), children))

    def log_odds(self, rows: Floats) -> Floats:
        """Log-odds of yes for every row of features, shape (n,)."""
        if not len(rows):
            return np.zeros(0)
        count, nodes = self.feature.shape
        feature, limit, children = self._flat
        held = np.ascontiguousarray(rows).ravel()
        item = np.arange(len(rows))[:, None] * rows.shape[1]
        at = np.broadcast_to(np.arange(count) * nodes, (len(rows), count))
        for _ in range(self.depth):
            at = children.take(2 * at + (held.take(item + feature.take(at)) <= limit.take(at)))
        odds: Floats = self.base + self.value.ravel().take(at).sum(axis=1)
        return odds


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
