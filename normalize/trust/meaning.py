"""The evidence of the meaning of a value: how its header was known, and whether it holds what its field should."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from iku.normalize.content import probabilities
from iku.normalize.trust.numbers import Features
from iku.normalize.trust.trace import Trace
from iku.normalize.unit_names import normal_unit

CLASSES = {
    "indikator": "indikator", "sasaran": "sasaran", "tujuan": "sasaran", "penjelasan": "penjelasan",
    "formulasi": "formulasi", "satuan": "satuan", "sumber_data": "sumber_data",
    "penanggung_jawab": "penanggung_jawab", "program": "kerja", "nilai": "angka",
}  # fmt: skip
"""Field -> the class of ``normalize.content`` that its texts should be of."""
FIELDS = ("indikator", "sasaran", "tujuan", "misi", "formulasi", "penjelasan", "alasan", "satuan", "nilai",
          "sumber_data", "penanggung_jawab", "program", "kegiatan", "keterangan", "lainnya")  # fmt: skip
WAYS = ("mirip", "posisi", "isi")


def field_of(name: str) -> str:
    """``nilai.target.2021`` is of the field ``nilai``."""
    return name.partition(".")[0]


def of_meaning(name: str, text: str, trace: Trace) -> Features:
    """The features of one value by its name."""
    own, column = field_of(name), trace.column
    match = column.match if column is not None else None
    out = {f"makna.medan.{f}": float(own == f) for f in FIELDS}
    out |= {f"makna.cara.{w}": float(match is not None and match.how == w) for w in WAYS}
    out["makna.kepala"] = 1.0 - match.confidence if match is not None else 0.0
    out["makna.pita"] = float(column is None)
    out["makna.pecah"] = float(match is not None and match.field != own)
    out["makna.isi"] = fit(own, [text])
    out["makna.satuan"] = float(own == "satuan" and normal_unit(text) is None)
    out["makna.angka"] = float(own == "nilai" and not re.search(r"\d", text))
    out["makna.bernomor"] = float(bool(re.match(r"\s*(?:\d{1,2}|[a-z])[.)]\s", text)))
    out["makna.titik_dua"] = float(":" in text)
    return out


def fit(name: str, texts: Sequence[str]) -> float:
    """How much likelier texts are of their field's kind than of any other (difference of logarithms, clipped)."""
    wanted = CLASSES.get(name)
    said = probabilities(texts) if wanted else {}
    if not said or wanted is None:
        return 0.0
    best = max(p for n, p in said.items() if n != wanted)
    return max(-3.0, min(3.0, math.log(max(said[wanted], 1e-4)) - math.log(max(best, 1e-4))))
