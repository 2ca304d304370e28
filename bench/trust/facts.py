"""The facts of documents: which are right, and the small model of how likely each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.scoring import fold
from iku.extract.structure.trees import Floats

SINGLE = ("jenis", "nomor", "tentang", "tanggal", "tempat", "perubahan")
WRONG_WEIGHT = 3.0
"""How much a wrong fact counts against a right one: facts of other documents are wrong more often than of those that
the readers of facts were made with."""
STRENGTH = 0.5
"""Of the logistic regression (the inverse of its regularisation)."""
FOLDS = 8
SIGNS = {"fakta.suara": 1, "teks.ocr": -1, "teks.ocr.asing": -1, "fakta.jabatan.pendek": -1}
"""Evidence that can only speak for a fact (1), or only against it."""


def fact_verdicts(
    names: Sequence[str], agency: Mapping[str, Any], document: Mapping[str, Any], gold: Mapping[str, Any]
) -> Iterator[tuple[str, bool]]:
    """Each fact that *gold* could tell, and whether it is right."""
    own, told = gold["dokumen"], gold["instansi"]
    for name in names:
        head, _, rest = name.partition(".")
        if name in ("instansi.nama", "instansi.daerah"):
            read, wanted = ((x.get(rest) or {}) if rest == "daerah" else x.get(rest) for x in (agency, told))
            if rest == "daerah":
                read, wanted = read.get("kode"), wanted.get("kode")
            yield name, _same(read, [wanted])
        elif head not in own:
            continue
        elif name in SINGLE:
            yield name, _same(document[name], [own[name]])
        elif name == "periode":
            yield name, all(document[name][k] == own[name][k] for k in ("awal", "akhir"))
        elif head == "penandatangan" and "." in rest:
            number, part = rest.split(".")
            yield name, _same(document[head][int(number)].get(part), [x.get(part) for x in own[head]])
        elif head == "dasar_hukum":
            yield name, _law(document[head][int(rest)]) in [_law(x) for x in own[head]]


def _same(read: object, wanted: Sequence[object]) -> bool:
    return fold("" if read is None else read) in [fold("" if w is None else w) for w in wanted]


def _law(item: Mapping[str, Any]) -> tuple[object, object]:
    return item.get("nomor"), item.get("tahun")


def _fitted(names: Sequence[str], rows: Floats, right: Any) -> LogisticRegression:
    """The model, without what speaks the wrong way only because there are few wrong facts."""
    rows = rows.copy()
    while True:
        model = _model(rows, right)
        wrong = [i for i, n in enumerate(names) if SIGNS.get(n, 0) * model.coef_[0][i] < 0]
        if not wrong:
            return model
        rows[:, wrong] = 0.0


def fit_facts(values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The weights as ``normalize.trust.facts`` reads them."""
    names, rows, right, _ = _arrays(values)
    model = _fitted(names, rows, right)
    weights = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)}
    return {"weights": weights, "bias": round(float(model.intercept_[0]), 4)}


def held_out_facts(values: Sequence[Mapping[str, Any]]) -> tuple[Floats, Any]:
    """The probability of every fact by a model that saw none of its document, and which are right."""
    names, rows, right, groups = _arrays(values)
    out = np.zeros(len(right))
    for train, test in GroupKFold(FOLDS).split(rows, right, groups):
        out[test] = _fitted(names, rows[train], right[train]).predict_proba(rows[test])[:, 1]
    return out, right


def _model(rows: Floats, right: Any) -> LogisticRegression:
    weights = np.where(right == 1, 1.0, WRONG_WEIGHT)
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(rows, right, sample_weight=weights)


def _arrays(values: Sequence[Mapping[str, Any]]) -> tuple[list[str], Floats, Any, list[str]]:
    names = sorted({n for v in values for n in v["evidence"]})
    rows = np.array([[v["evidence"].get(n, 0.0) for n in names] for v in values], dtype=np.float64)
    return names, rows, np.array([int(v["right"]) for v in values]), [v["group"] for v in values]
