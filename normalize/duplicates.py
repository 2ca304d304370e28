"""What differs between two tables of one document that hold the same indicators, said as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from iku.normalize.cell_findings import CellFinding
from iku.normalize.model import Lokasi, Temuan
from iku.normalize.record_model import Indikator
from iku.normalize.versions import Link, plain, texts

NAMED = 3
"""So many tables of a group are named, the others counted."""
Numbered = tuple[int, Sequence[Indikator]]
"""The id of a table and its records."""


def duplicate_findings(tables: Sequence[Numbered], links: Sequence[Link]) -> list[Temuan]:
    """Findings for linked tables, one for a table and all that repeat it; places count the records of all tables in
    order. A difference that several tables share is said of the first."""
    offsets = [0, *accumulate(len(records) for _, records in tables)]
    groups: dict[tuple[int, int | None], list[Link]] = {}
    for link in links:
        groups.setdefault((link.earlier, None if link.repeats else link.later), []).append(link)
    found: list[Temuan] = []
    for group in groups.values():
        (first, own), (_, other) = tables[group[0].earlier], tables[group[0].later]
        known: set[tuple[int, str, str]] = set()
        differences = [
            finding for link in group for a, b in link.pairs
            for finding in _differences(
                own[a], tables[link.later][1][b], (first, tables[link.later][0]), (a, offsets[link.later] + b), known
            )
        ]  # fmt: skip
        changed = len({f.lokasi.indikator for f in differences if f.lokasi})
        others = _listed([tables[link.later][0] for link in group])
        said = {"satu": first, "dua": others, "jumlah": sum(len(link.pairs) for link in group), "berubah": changed}
        page = other[0].asal.halaman if other[0].asal else None
        code = "TABEL_GANDA" if group[0].repeats else "TABEL_VERSI"
        found.append(CellFinding(code, said).temuan(Lokasi(halaman=page)))
        found += differences
    return found


def _listed(ids: Sequence[int]) -> str:
    """``2``, ``2, 5`` or ``2, 5, 9 dan 397 lainnya``."""
    more = f" dan {len(ids) - NAMED} lainnya" if len(ids) > NAMED else ""
    return ", ".join(map(str, ids[:NAMED])) + more


def _differences(
    a: Indikator, b: Indikator, tables: tuple[int, int], places: tuple[int, int], known: set[tuple[int, str, str]]
) -> Iterator[Temuan]:
    """Texts that differ between two records, but those *known*; *tables* and *places* of the earlier and the later."""
    (first, second), (earlier, place) = tables, places
    for name, one, two in texts(a, b):
        if plain(one) != plain(two) and (told := (earlier, name, plain(two))) not in known:
            known.add(told)
            said = {"medan": name, "satu": first, "dua": second, "teks_satu": one[:160], "teks_dua": two[:160]}
            at = b.asal.medan.get(name) if b.asal else None
            where = Lokasi(at.halaman if at else None, at.bbox if at else None, place, name)
            yield CellFinding("ISI_TABEL_BERBEDA", said).temuan(where)
