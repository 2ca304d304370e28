"""The fitted model: features of a value to the probability that it is right, and the ground of a doubt.

Its trees, calibration and the usual value of every feature are data (``data/trust.json``, written by
``python -m bench.trust fit``); nothing but arithmetic is needed to use them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from iku.extract.structure.trees import Floats, Trees

_DATA = Path(__file__).parents[1] / "data" / "trust.json"
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
    return read_model(json.loads(_DATA.read_text(encoding="utf-8")))


def read_model(data: Mapping[str, object]) -> TrustModel:
    """A model from its plain data."""

    def floats(name: str) -> Floats:
        return np.array(data[name], dtype=np.float64)

    trees = Trees(
        float(str(data["base"])), np.array(data["feature"], dtype=np.int32), floats("limit"),
        np.array(data["left"], dtype=np.int32), np.array(data["right"], dtype=np.int32), floats("value"),
        int(str(data["depth"])),
    )  # fmt: skip
    names = data["names"]
    assert isinstance(names, list)
    return TrustModel(tuple(names), floats("usual"), trees, floats("odds"), floats("chance"))
