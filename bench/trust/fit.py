"""The model fitted: boosted trees of few levels over the evidence, then a rising curve from log-odds to probability."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from extract.structure.trees import Floats
from normalize.trust.model import TrustModel, read_model

TREES, LEVELS, RATE = 150, 3, 0.08
LEAST_LEAF = 30
SUBSAMPLE, FEATURES = 0.6, 0.3
FOLDS = 8
REAL_WEIGHT = 2.0
"""How much a value of a real document counts against one of a generated one."""
HIGHEST = 0.995
"""No value is surer than this: so many of the surest ones are right."""
LEAST_IN_STEP = 60
"""So many values at least stand behind each step of the calibration."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Evidence of values with their truth. ``groups`` are the documents that must not be on both sides of a split (a
    recorded document in all its layouts is one), ``kinds`` the folder, ``sources`` teks or ocr."""

    names: list[str]
    rows: Floats
    right: np.ndarray[Any, np.dtype[np.int64]]
    groups: list[str]
    kinds: list[str]
    sources: list[str]

    @property
    def weights(self) -> Floats:
        return np.array([REAL_WEIGHT if k == "real" else 1.0 for k in self.kinds])


def load(paths: Sequence[Path]) -> Sample:
    """The values in files of JSON lines, as ``gather`` writes them."""
    values = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    names = sorted({name for v in values for name in v["evidence"]})
    rows = np.array([[v["evidence"].get(n, 0.0) for n in names] for v in values], dtype=np.float64)
    right = np.array([v["right"] for v in values], dtype=np.int64)
    return Sample(names, rows, right, *([v[key] for v in values] for key in ("group", "kind", "source")))


def _trees(sample: Sample, chosen: Any) -> GradientBoostingClassifier:
    model = GradientBoostingClassifier(
        n_estimators=TREES, max_depth=LEVELS, learning_rate=RATE, subsample=SUBSAMPLE, max_features=FEATURES,
        min_samples_leaf=LEAST_LEAF, random_state=0,
    )  # fmt: skip
    return model.fit(sample.rows[chosen], sample.right[chosen], sample_weight=sample.weights[chosen])


def held_out(sample: Sample) -> Floats:
    """The log-odds of every value by trees that saw no value of its document."""
    out = np.zeros(len(sample.right))
    for train, test in GroupKFold(FOLDS).split(sample.rows, sample.right, sample.groups):
        out[test] = _trees(sample, train).decision_function(sample.rows[test])
    return out


def calibration(odds: Floats, right: Any, weights: Floats) -> tuple[Floats, Floats]:
    """Places and probabilities of a rising curve: medians of the steps of an isotonic fit."""
    order = np.argsort(odds, kind="stable")
    parts = np.array_split(order, max(2, len(order) // LEAST_IN_STEP))
    at = np.array([np.average(odds[p], weights=weights[p]) for p in parts])
    share = np.array([np.average(right[p], weights=weights[p]) for p in parts])
    mass = np.array([weights[p].sum() for p in parts])
    curve = IsotonicRegression(y_min=1 - HIGHEST, y_max=HIGHEST).fit_transform(at, share, sample_weight=mass)
    keep = [i for i in range(len(at)) if i in (0, len(at) - 1) or not curve[i - 1] == curve[i] == curve[i + 1]]
    return at[keep], curve[keep]


def fit(sample: Sample) -> dict[str, Any]:
    """The model as plain data, as ``normalize.trust.model`` reads it."""
    at, chance = calibration(held_out(sample), sample.right, sample.weights)
    model = _trees(sample, np.arange(len(sample.right)))
    base = float(model.decision_function(sample.rows[:1])[0] - _sum(model, sample.rows[:1])[0])
    trees = [t[0].tree_ for t in model.estimators_]
    nodes = max(t.node_count for t in trees)

    def table(of: Any, leaf: Any) -> list[list[float]]:
        return [[_rounded(of(t, n)) if n < t.node_count else leaf for n in range(nodes)] for t in trees]

    sure = model.predict_proba(sample.rows)[:, 1] >= np.median(model.predict_proba(sample.rows)[:, 1])
    return {
        "names": sample.names,
        "usual": [_rounded(v) for v in np.median(sample.rows[sure & (sample.right == 1)], axis=0)],
        "base": round(base, 6), "depth": LEVELS,
        "feature": table(lambda t, n: max(0, int(t.feature[n])), 0),
        "limit": table(lambda t, n: float(t.threshold[n]), 0),
        "left": table(lambda t, n: n if t.children_left[n] < 0 else int(t.children_left[n]), 0),
        "right": table(lambda t, n: n if t.children_right[n] < 0 else int(t.children_right[n]), 0),
        "value": table(lambda t, n: RATE * float(t.value[n, 0, 0]) if t.children_left[n] < 0 else 0.0, 0),
        "odds": [_rounded(v) for v in at], "chance": [_rounded(v) for v in chance],
    }  # fmt: skip


def model_of(data: dict[str, Any]) -> TrustModel:
    return read_model(data)


def _sum(model: GradientBoostingClassifier, rows: Floats) -> Floats:
    """What the trees add to the base."""
    return RATE * np.sum([t[0].predict(rows) for t in model.estimators_], axis=0)


def _rounded(value: float) -> float:
    return value if isinstance(value, int) else round(float(value), 5)
