"""The facts of documents: which are right, and the small model of how likely each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from bench.scoring import fold
from iku.extract.structure.trees import Floats

SINGLE = ("jenis", "nomor", "tentang", "tanggal", "tempat", "perubahan")
WRONG_WEIGHT = 3.0
"""How much a wrong fact counts against a right one: facts of other documents are wrong more often than of those that
the readers of facts were made with."""
STRENGTH = 0.3
"""How freely the weights leave what is given (the inverse of a regularisation)."""
FOLDS = 8
FIRM = 0.01
"""The same for those of ``GIVEN``."""
STEPS = 30
GIVEN = {"fakta.suara": 0.5, "teks.ocr.asing": -1.5, "fakta.jabatan.pendek": -1.5}
"""What evidence is worth before any document is seen: the few wrong facts of real documents can hardly tell."""


def fact_verdicts(
    names: Sequence[str], agency: Mapping[str, Any], document: Mapping[str, Any], gold: Mapping[str, Any]
) -> Iterator[tuple[str, bool]]:
    """Each fact that *gold* could tell, and whether it is right."""
    own, told = gold["dokumen"], gold["instansi"]
    for name in names:
        head, _, rest = name.partition(".")
        if name == "instansi.nama":
            yield name, _same(agency["nama"], [told["nama"]])
        elif name == "instansi.daerah":
            yield name, _same((agency["daerah"] or {}).get("kode"), [(told.get("daerah") or {}).get("kode")])
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


def _fitted(names: Sequence[str], rows: Floats, right: Any) -> Floats:
    """Weights and, last, the bias of a logistic regression drawn to ``GIVEN``, by Newton's steps."""
    given = np.array([*(GIVEN.get(n, 0.0) for n in names), 0.0])
    wide = np.hstack([rows, np.ones((len(rows), 1))])
    heavy = np.where(right == 1, 1.0, WRONG_WEIGHT)
    drawn = np.array([1 / (FIRM if n in GIVEN else STRENGTH) for n in names] + [0.0])
    out = given.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-wide @ out))
        slope = wide.T @ (heavy * (chance - right)) + drawn * (out - given)
        bend = wide.T @ (wide * (heavy * chance * (1 - chance))[:, None]) + np.diag(drawn) + 1e-9 * np.eye(len(out))
        out = out - np.linalg.solve(bend, slope)
    return out


def fit_facts(values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The weights as ``normalize.trust.facts`` reads them."""
    names, rows, right, _ = _arrays(values)
    *weights, bias = (round(float(w), 4) for w in _fitted(names, rows, right))
    return {"weights": dict(zip(names, weights, strict=True)), "bias": bias}


def held_out_facts(values: Sequence[Mapping[str, Any]]) -> tuple[Floats, Any]:
    """The probability of every fact by a model that saw none of its document, and which are right."""
    names, rows, right, groups = _arrays(values)
    out = np.zeros(len(right))
    for train, test in GroupKFold(FOLDS).split(rows, right, groups):
        *weights, bias = _fitted(names, rows[train], right[train])
        out[test] = 1 / (1 + np.exp(-(rows[test] @ np.array(weights) + bias)))
    return out, right


def _arrays(values: Sequence[Mapping[str, Any]]) -> tuple[list[str], Floats, Any, list[str]]:
    names = sorted({n for v in values for n in v["evidence"]})
    rows = np.array([[v["evidence"].get(n, 0.0) for n in names] for v in values], dtype=np.float64)
    return names, rows, np.array([int(v["right"]) for v in values]), [v["group"] for v in values]
