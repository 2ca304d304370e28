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
_NUMBERED = re.compile(r"(?<=\s)(?:\d{1,2}\.){1,3}\d{0,2}\s(?=[^\W\d_])|(?<=\s)[a-z][.)]\s")
_TIMES = re.compile(r"[x×*]\s*(?:100|1\.?000)", re.IGNORECASE)
_OVER = re.compile(r"[/:÷]|\b(?:di)?bagi\b|\bper\b", re.IGNORECASE)
_BROKEN = re.compile(r"\d[,.]?\s+[,.]?\d")
_WORDS = re.compile(r"[^\W\d_]{3,}")
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
    out["makna.bernomor.dalam"] = float(len(_NUMBERED.findall(text)))
    out["makna.titik_dua"] = float(":" in text)
    out["makna.rumus.tanpa_bagi"] = float(own == "formulasi" and bool(_TIMES.search(text)) and not _OVER.search(text))
    out["makna.angka.putus"] = float(own == "nilai" and bool(_BROKEN.search(text)))
    out["makna.angka.kata"] = float(len(_WORDS.findall(text))) if own == "nilai" else 0.0
    return out


def fit(name: str, texts: Sequence[str]) -> float:
    """How much likelier texts are of their field's kind than of any other (difference of logarithms, clipped)."""
    wanted = CLASSES.get(name)
    said = probabilities(texts) if wanted else {}
    if not said or wanted is None:
        return 0.0
    best = max(p for n, p in said.items() if n != wanted)
    return max(-3.0, min(3.0, math.log(max(said[wanted], 1e-4)) - math.log(max(best, 1e-4))))
