"""The model fitted: boosted trees of few levels over the evidence, then a rising curve from log-odds to probability."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from iku.extract.structure.trees import Floats
from iku.normalize.trust.model import TrustModel, read_model

TREES, LEVELS, RATE = 160, 3, 0.06
LEAST_LEAF, SHRINK = 40, 10.0
HELPS = ("teks.ocr.terendah", "teks.ocr.rata", "susunan.tegas", "susunan.tabel.tegas", "makna.isi", "makna.kolom",
         "makna.tabel.indikator", "makna.baris.indikator")  # fmt: skip
HURTS = ("teks.ocr", "teks.ocr.ragu", "teks.asing", "teks.asing.jumlah", "teks.lapisan", "teks.huruf", "susunan.beda",
         "susunan.tabel.beda", "susunan.kecil", "susunan.gantung", "susunan.kurung", "susunan.tabel.kecil",
         "susunan.tabel.gantung", "susunan.tabel.sama", "susunan.tabel.pendek", "susunan.tabel.sisa",
         "susunan.tabel.mentah", "susunan.tabel.baris_sisa", "susunan.baris.kosong", "susunan.baris.lebih",
         "susunan.baris.kecil", "susunan.baris.gantung", "susunan.putus", "susunan.panjang", "makna.catatan",
         "makna.kepala", "makna.satuan", "makna.angka", "makna.tabel.asing", "makna.tabel.tanpa_kepala")  # fmt: skip
"""Evidence that can only speak for a value, or only against it, whatever the documents of the fit happen to show."""
FOLDS = 8
REAL_WEIGHT = 5.0
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


def _trees(sample: Sample, chosen: Any) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=TREES, max_depth=LEVELS, learning_rate=RATE, min_samples_leaf=LEAST_LEAF, l2_regularization=SHRINK,
        max_features=0.4, random_state=0, early_stopping=False,
        monotonic_cst=[1 if n in HELPS else -1 if n in HURTS else 0 for n in sample.names],
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
    trees = [own[0].nodes for own in model._predictors]
    nodes = max(len(t) for t in trees)

    def table(of: Any) -> list[list[float]]:
        return [[_rounded(of(t[n], n)) if n < len(t) else 0 for n in range(nodes)] for t in trees]

    sure = model.predict_proba(sample.rows)[:, 1] >= np.median(model.predict_proba(sample.rows)[:, 1])
    return {
        "names": sample.names,
        "usual": [_rounded(v) for v in np.median(sample.rows[sure & (sample.right == 1)], axis=0)],
        "base": round(float(model._baseline_prediction[0, 0]), 6), "depth": LEVELS,
        "feature": table(lambda node, n: int(node["feature_idx"])),
        "limit": table(lambda node, n: float(node["num_threshold"]) if not node["is_leaf"] else 0),
        "left": table(lambda node, n: n if node["is_leaf"] else int(node["left"])),
        "right": table(lambda node, n: n if node["is_leaf"] else int(node["right"])),
        "value": table(lambda node, n: float(node["value"]) if node["is_leaf"] else 0),
        "odds": [_rounded(v) for v in at], "chance": [_rounded(v) for v in chance],
    }  # fmt: skip


def model_of(data: dict[str, Any]) -> TrustModel:
    return read_model(data)


def _rounded(value: float) -> float:
    return value if isinstance(value, int) else round(float(value), 5)
