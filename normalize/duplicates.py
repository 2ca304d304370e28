"""The same indicators in two tables of one document: body and annex, or two versions of the decree.

Both are kept; the pairs are linked and their differences told. Which one holds is a matter of law: the annex of the
decree does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from normalize.cell_findings import CellFinding
from normalize.model import Indikator, Lokasi, Temuan

ALIKE = 80.0
"""Two indicators are one when their names are this alike (token ratio, 0..100)."""
LEAST = 0.6
"""Two tables are versions of each other when this share of the smaller one's indicators finds a partner."""


def duplicate_findings(tables: Sequence[tuple[int, Sequence[Indikator]]]) -> list[Temuan]:
    """Findings for every two tables (id, records) that hold the same indicators; places count all records in order."""
    found: list[Temuan] = []
    offsets = [sum(len(r) for _, r in tables[:i]) for i in range(len(tables))]
    for i, (first, own) in enumerate(tables):
        for j in range(i + 1, len(tables)):
            second, other = tables[j]
            pairs = pair_records(own, other)
            if not pairs or len(pairs) < LEAST * min(len(own), len(other)):
                continue
            page = other[0].asal.halaman if other[0].asal else None
            said = {"satu": first, "dua": second, "jumlah": len(pairs)}
            found.append(CellFinding("TABEL_GANDA", said).temuan(Lokasi(halaman=page)))
            for a, b in pairs:
                found += _differences(own[a], other[b], first, second, offsets[j] + b)
    return found


def pair_records(own: Sequence[Indikator], other: Sequence[Indikator]) -> list[tuple[int, int]]:
    """Pairs (place in *own*, place in *other*) of like indicators, each used once, best first."""
    scored = sorted(
        (
            (-_likeness(_key(a.indikator), _key(b.indikator)), i, j)
            for i, a in enumerate(own)
            for j, b in enumerate(other)
            if a.indikator and b.indikator
        )
    )
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for score, i, j in scored:
        if -score >= ALIKE and i not in used_a and j not in used_b:
            pairs.append((i, j))
            used_a.add(i)
            used_b.add(j)
    return sorted(pairs)


def _differences(a: Indikator, b: Indikator, first: int, second: int, place: int) -> Iterator[Temuan]:
    texts = {
        "sasaran": (a.sasaran, b.sasaran),
        "indikator": (a.indikator, b.indikator),
        "formulasi": (a.formulasi.teks if a.formulasi else None, b.formulasi.teks if b.formulasi else None),
    }
    for name, (one, two) in texts.items():
        if one and two and _plain(one) != _plain(two):
            said = {"medan": name, "satu": first, "dua": second, "teks_satu": one[:160], "teks_dua": two[:160]}
            at = b.asal.medan.get(name) if b.asal else None
            where = Lokasi(at.halaman if at else None, at.bbox if at else None, place, name)
            yield CellFinding("ISI_TABEL_BERBEDA", said).temuan(where)


def _likeness(a: str, b: str) -> float:
    """0..100: the same words in any order, or the words of one all in the other."""
    return max(fuzz.token_sort_ratio(a, b), fuzz.token_set_ratio(a, b) - 10)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).strip(".;:")


def _key(text: str | None) -> str:
    return re.sub(r"\W+", " ", (text or "").lower()).replace("prosentase", "persentase").strip()
