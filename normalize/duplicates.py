"""What differs between two tables of one document that hold the same indicators, said as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iku.normalize.cell_findings import CellFinding
from iku.normalize.model import Indikator, Lokasi, Temuan
from iku.normalize.versions import Link, plain, texts

Numbered = tuple[int, Sequence[Indikator]]
"""The id of a table and its records."""


def duplicate_findings(tables: Sequence[Numbered], links: Sequence[Link]) -> list[Temuan]:
    """Findings for linked tables; places count the records of all tables in order."""
    offsets = [sum(len(r) for _, r in tables[:i]) for i in range(len(tables))]
    found: list[Temuan] = []
    for link in links:
        (first, own), (second, other) = tables[link.earlier], tables[link.later]
        differences = [
            finding for a, b in link.pairs
            for finding in _differences(own[a], other[b], first, second, offsets[link.later] + b)
        ]  # fmt: skip
        changed = len({f.lokasi.indikator for f in differences if f.lokasi})
        said = {"satu": first, "dua": second, "jumlah": len(link.pairs), "berubah": changed}
        page = other[0].asal.halaman if other[0].asal else None
        found.append(CellFinding("TABEL_GANDA" if link.repeats else "TABEL_VERSI", said).temuan(Lokasi(halaman=page)))
        found += differences
    return found


def _differences(a: Indikator, b: Indikator, first: int, second: int, place: int) -> Iterator[Temuan]:
    for name, one, two in texts(a, b):
        if plain(one) != plain(two):
            said = {"medan": name, "satu": first, "dua": second, "teks_satu": one[:160], "teks_dua": two[:160]}
            at = b.asal.medan.get(name) if b.asal else None
            where = Lokasi(at.halaman if at else None, at.bbox if at else None, place, name)
            yield CellFinding("ISI_TABEL_BERBEDA", said).temuan(where)
