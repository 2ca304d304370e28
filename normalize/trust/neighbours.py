"""What the rows of a table say of each other: numbers that count, values that stand over and under a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from iku.normalize.model import Indikator
from iku.normalize.trust.numbers import Features
from iku.normalize.trust.trace import Trace
from iku.normalize.trust.whites import Stretch

_NUMBER = re.compile(r"\(?(\d{1,3})[.)]*")
_OPENING = re.compile(r"[^\W\d_]{3,}")
BEGINNINGS = frozenset([
    "persentase", "prosentase", "presentase", "jumlah", "indeks", "nilai", "tingkat", "rata", "rasio", "angka",
    "cakupan", "laju", "opini", "skor", "predikat", "kontribusi", "proporsi", "pertumbuhan", "capaian", "realisasi",
])  # fmt: skip
"""Words with which most indicators begin."""



def numbers(records: Sequence[Indikator]) -> tuple[Features, list[Features]]:
    """What the row numbers say of the table and of each record: missing where others have one, out of turn."""
    found = [_number(r) for r in records]
    known = [n for n in found if n is not None]
    usual = len(known) * 2 > len(records)
    most = max(known, default=0)
    lost = (most - len(set(known))) / most if usual and most else 0.0
    table = {
        "susunan.tabel.nomor": len(known) / len(records) if records else 0.0,
        "susunan.tabel.nomor.hilang": max(-1.0, min(1.0, lost)),
        "susunan.tabel.nomor.ulang": 1.0 - len(set(known)) / len(known) if known else 0.0,
    }
    own: list[Features] = []
    last: int | None = None
    for number in found:
        turn = number is not None and last is not None and number not in (last, last + 1, 1)
        own.append({"susunan.nomor.tanpa": float(usual and number is None), "susunan.nomor.lompat": float(turn)})
        last = number if number is not None else last
    for this, following in zip(own, own[1:], strict=False):
        this["susunan.nomor.lompat.nanti"] = following["susunan.nomor.lompat"]
        this["susunan.nomor.tanpa.nanti"] = following["susunan.nomor.tanpa"]
    return table, own


def _number(record: Indikator) -> int | None:
    match = _NUMBER.fullmatch((record.nomor or "").strip())
    return int(match[1]) if match else None


def columns(traces: Sequence[Mapping[str, Trace]], texts: Sequence[Mapping[str, str]]) -> dict[str, list[Stretch]]:
    """By the name of the value, the texts of its column from top to bottom, each once."""
    out: dict[str, list[Stretch]] = {}
    for own, said in zip(traces, texts, strict=True):
        for name, trace in own.items():
            column = out.setdefault(name, [])
            if trace.lines and not (column and column[-1].lines[0] is trace.lines[0]):
                column.append(Stretch(trace.lines, said.get(name, "")))
    return out


def beginnings(records: Sequence[Indikator]) -> frozenset[str]:
    """The words with which the indicators of a table begin, and those with which most do."""
    found = (_OPENING.match(r.indikator or "") for r in records)
    return BEGINNINGS | {m[0].casefold() for m in found if m and m[0][0].isupper()}


def begun_again(trace: Trace, opening: frozenset[str]) -> float:
    """How many lines after the first begin like an indicator: the cell may hold several."""
    firsts = [m[0] for line in trace.lines[1:] if (m := _OPENING.match(line.text)) is not None]
    return float(sum(w[0].isupper() and w.casefold() in opening for w in firsts))
