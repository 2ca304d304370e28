"""The model fitted: boosted trees of few levels over the evidence, then a rising curve from log-odds to probability."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from iku.extract.structure.trees import Floats

TREES, LEVELS, LEAVES, RATE = 500, 7, 24, 0.06
LEAST_LEAF, SHRINK = 30, 10.0
HELPS = (
    "teks.ocr.terendah", "teks.ocr.rata", "susunan.tegas", "susunan.utuh", "susunan.lepas", "susunan.garis.atas",
    "susunan.garis.bawah", "susunan.tabel.tegas", "susunan.tabel.baris_terlemah", "susunan.tabel.utuh_terlemah",
    "makna.isi", "makna.kolom", "makna.tabel.indikator", "makna.baris.indikator",
)  # fmt: skip
HURTS = (
    "teks.ocr", "teks.ocr.ragu", "teks.ocr.kurang", "teks.asing", "teks.kamus", "teks.lapisan", "teks.huruf",
    "teks.rapat", "teks.campur", "teks.tanda", "teks.longgar", "teks.ulang", "teks.patah", "teks.disambung",
    "susunan.beda", "susunan.kecil",
    "susunan.gantung", "susunan.kurung", "susunan.putus", "susunan.panjang", "susunan.patah", "susunan.celah",
    "susunan.jarak.dalam", "susunan.jarak.tak_rata", "susunan.lewat", "susunan.sambung", "susunan.ganda",
    "susunan.dua_kali", "susunan.awal", "susunan.lain", "susunan.nomor", "susunan.garis.dalam",
    "susunan.baris.kosong", "susunan.baris.lebih", "susunan.baris.kecil", "susunan.baris.gantung",
    "susunan.tabel.beda", "susunan.tabel.kecil", "susunan.tabel.gantung", "susunan.tabel.sama",
    "susunan.tabel.pendek", "susunan.tabel.sisa", "susunan.tabel.mentah", "susunan.tabel.baris_sisa",
    "susunan.tabel.baris_ragu", "susunan.tabel.kolom_ragu", "susunan.tabel.utuh_ragu", "susunan.tabel.lepas_ragu",
    "susunan.tabel.nomor.hilang", "makna.catatan", "makna.kepala", "makna.satuan", "makna.angka", "makna.rumus",
    "makna.bernomor.dalam", "makna.kolom.angka", "makna.tahun.ganda", "makna.tahun.lompat", "makna.tabel.asing",
    "makna.tabel.tanpa_kepala", "makna.tabel.kepala", "makna.tabel.kembar",
)  # fmt: skip
FREE = ("makna.angka.panjang",)
SHARED = (".baris", ".rerata", ".tabel")
"""Endings of what a value is told of its row and table: it speaks as the value's own does."""
"""Evidence that can only speak for a value, or only against it (with all whose names go on from these), whatever the
documents of the fit happen to show; ``FREE`` are left out of that."""
FOLDS = 5
WEIGHTS = {"real": 8.0, "samples": 8.0, "own": 0.5}
"""How much a value counts by the kind of its document: of agencies, of this repository's samples, of the layouts of its
own generator (harder than what agencies print); any other 1."""
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
        return np.array([WEIGHTS.get(k, 1.0) for k in self.kinds])


def sign_of(name: str) -> int:
    """1 for evidence that can only help, -1 for such that can only hurt, else 0."""
    for ending in SHARED:
        name = name if name == f"susunan{ending}" else name.removesuffix(ending)

    def among(names: Sequence[str]) -> bool:
        return any(name == n or name.startswith(f"{n}.") for n in names)

    if name in FREE:
        return 0
    return -1 if among(HURTS) else 1 if among(HELPS) else 0


def load_facts(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """The facts of real documents in files of JSON lines, as ``gather`` writes them."""
    return [v for v in _lines(paths) if v.get("fact") and v["kind"] == "real"]


def _lines(paths: Sequence[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def load(paths: Sequence[Path]) -> Sample:
    """The values in files of JSON lines, as ``gather`` writes them."""
    values = [v for v in _lines(paths) if not v.get("fact")]
    names = sorted({name for v in values for name in v["evidence"]})
    rows = np.array([[v["evidence"].get(n, 0.0) for n in names] for v in values], dtype=np.float64)
    right = np.array([v["right"] for v in values], dtype=np.int64)
    return Sample(names, rows, right, *([v[key] for v in values] for key in ("group", "kind", "source")))


def _trees(sample: Sample, chosen: Any) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=TREES, max_depth=LEVELS, max_leaf_nodes=LEAVES, learning_rate=RATE, min_samples_leaf=LEAST_LEAF,
        l2_regularization=SHRINK,
        max_features=0.4, random_state=0, early_stopping=False,
        monotonic_cst=[sign_of(n) for n in sample.names],
    )  # fmt: skip
    return model.fit(sample.rows[chosen], sample.right[chosen], sample_weight=sample.weights[chosen])


def held_out(sample: Sample) -> Floats:
    """The log-odds of every value by trees that saw no value of its document; the folds are fitted side by side, in
    processes (what grows trees holds the lock of threads)."""
    out = np.zeros(len(sample.right))
    folds = list(GroupKFold(FOLDS).split(sample.rows, sample.right, sample.groups))
    with ProcessPoolExecutor(FOLDS, mp_context=get_context("spawn")) as pool:
        judged = pool.map(partial(_judge, sample), *zip(*folds, strict=True))
        for (_, test), odds in zip(folds, judged, strict=True):
            out[test] = odds
    return out


def _judge(sample: Sample, train: Any, test: Any) -> Floats:
    odds: Floats = _trees(sample, train).decision_function(sample.rows[test])
    return odds


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


def fit(sample: Sample, held: Floats) -> dict[str, npt.NDArray[Any]]:
    """The model as plain arrays, as ``normalize.trust.model`` reads them; *held* are the log-odds of ``held_out``."""
    return arrays_of(_trees(sample, np.arange(len(sample.right))), sample, held)


def arrays_of(model: HistGradientBoostingClassifier, sample: Sample, held: Floats) -> dict[str, npt.NDArray[Any]]:
    """Fitted trees and the curve that *held* gives them as plain arrays."""
    at, chance = calibration(held, sample.right, sample.weights)
    trees = [own[0].nodes for own in model._predictors]
    nodes = max(len(t) for t in trees)

    def table(of: Callable[[Any, int], float], kind: type) -> npt.NDArray[Any]:
        return np.array([[of(t[n], n) if n < len(t) else 0 for n in range(nodes)] for t in trees], dtype=kind)

    told = model.predict_proba(sample.rows)[:, 1]
    sure = (told >= np.median(told)) & (sample.right == 1)
    return {
        "names": np.array(sample.names),
        "usual": np.median(sample.rows[sure], axis=0).astype(np.float32),
        "odds": at.astype(np.float32), "chance": chance.astype(np.float32),
        "trees.base": np.float64(model._baseline_prediction[0, 0]), "trees.depth": np.int32(LEVELS),
        "trees.feature": table(lambda node, _: int(node["feature_idx"]), np.int16),
        "trees.limit": table(lambda node, _: 0 if node["is_leaf"] else float(node["num_threshold"]), np.float32),
        "trees.left": table(lambda node, n: n if node["is_leaf"] else int(node["left"]), np.uint8),
        "trees.right": table(lambda node, n: n if node["is_leaf"] else int(node["right"]), np.uint8),
        "trees.value": table(lambda node, _: float(node["value"]) if node["is_leaf"] else 0, np.float32),
    }  # fmt: skip
