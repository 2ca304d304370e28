"""What the rows of a table say of each other: numbers that count, values that stand over and under a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from iku.normalize.record_model import Indikator
from iku.normalize.trust.numbers import Features
from iku.normalize.trust.trace import Trace
from iku.normalize.trust.whites import Stretch

_NUMBER = re.compile(r"\(?(\d{1,3})[.)]*")
_GOAL = re.compile(r"(?:ter|me|pe|ber|ke|di)\w*(?:nya|kan|an|i)|\w+nya")
"""How goals begin: ``Meningkatnya``, ``Terwujudnya``, ``Mewujudkan``, ``Peningkatan``."""
GOALS = ("sasaran", "tujuan")
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


def begins(name: str, text: str, opening: frozenset[str]) -> bool:
    """Whether a text begins as those of its field do; always true of fields whose texts may begin anyhow."""
    first = _OPENING.search(text)
    word = first[0].casefold() if first else ""
    if name in GOALS:
        return bool(_GOAL.fullmatch(word))
    return name != "indikator" or word in opening


def begun_again(text: str, opening: frozenset[str]) -> float:
    """How many words after the first begin like an indicator: the cell may hold several."""
    words = text.split()[1:]
    return float(sum(w[:1].isupper() and not w.isupper() and w.casefold() in opening for w in words))


def said_twice(text: str) -> float:
    """Whether a text begins anew with its first words: two rows in one cell."""
    words = text.casefold().split()
    return float(any(words[:3] == words[i : i + 3] for i in range(3, len(words) - 2)))


OF_ROW = {
    "susunan.sambung.atas": max, "susunan.sambung.bawah": max, "susunan.patah": max, "susunan.lepas": min,
    "susunan.utuh": min, "susunan.tegas.atas": min, "susunan.tegas.bawah": min, "susunan.ganda": max,
    "susunan.awal": max, "susunan.awal.nanti": max, "susunan.jarak.dalam": max, "susunan.garis.dalam": max,
    "susunan.dua_kali": max, "susunan.celah": max, "susunan.lewat": max, "teks.patah": max, "makna.angka.putus": max,
    "makna.bernomor.dalam": max,
}  # fmt: skip
"""What one value of a row shows, all its values are told."""


def share_in_rows(found: Sequence[Mapping[str, Features]]) -> None:
    """Tell every value the worst and the mean of what the values of its row show, and the mean of the whole table."""
    everything: dict[str, list[float]] = {name: [] for name in OF_ROW}
    rows = []
    for own in found:
        told: Features = {}
        fresh = [f for f in own.values() if not f.get("susunan.turun")] or list(own.values())
        for name, worst in OF_ROW.items():
            values = [f.get(name, 0.0) for f in fresh]
            everything[name] += values
            told[f"{name}.baris"] = worst(values, default=0.0)
            told[f"{name}.rerata"] = sum(values) / max(1, len(values))
        rows.append(told)
    whole = {f"{name}.tabel": sum(v) / max(1, len(v)) for name, v in everything.items()}
    for own, told in zip(found, rows, strict=True):
        for features in own.values():
            features |= told
            features |= whole
