"""What JSON Schema cannot say: that one part of an agency file fits the other parts (pages, tables, boxes).

Works on data that already has the right shape (``schemas.validate`` looks at that first).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One disagreement: ``rule`` is a key of ``data/problems.toml``."""

    rule: str
    path: list[str | int]
    expected: Any
    found: Any


def mismatches(data: Mapping[str, Any]) -> list[Mismatch]:
    """Every disagreement inside the agency file *data*, document by document."""
    return [m for i, document in enumerate(data["dokumen"]) for m in _document(document, ["dokumen", i])]


def _document(document: Mapping[str, Any], at: list[str | int]) -> Iterator[Mismatch]:
    pages, count = document["jumlah_halaman"], len(document["indikator"])
    tables: set[int] = set()
    for i, table in enumerate(document["tabel"]):
        if table["id"] in tables:
            yield Mismatch("double_table", [*at, "tabel", i, "id"], None, table["id"])
        tables.add(table["id"])
        for k, page in enumerate(table["halaman"]):
            yield from _page(page, pages, [*at, "tabel", i, "halaman", k])
        for k, row in enumerate(table["mentah"]):
            yield from _spot(row, pages, [*at, "tabel", i, "mentah", k])
        for k, column in enumerate(table["kolom"]):
            yield from _box(column["bbox"], [*at, "tabel", i, "kolom", k, "bbox"])
    for name in ("indikator", "indikator_lain"):
        for i, record in enumerate(document[name]):
            yield from _origin(record["asal"], pages, tables, [*at, name, i, "asal"])
            yield from _parent(record["induk"], document, [*at, name, i, "induk", "rekaman"])
    for i, finding in enumerate(document["temuan"]):
        yield from _finding(finding["lokasi"], pages, count, [*at, "temuan", i, "lokasi"])
    for field, place in document["asal"].items():
        yield from _spot(place, pages, [*at, "asal", field])


def _parent(
    parent: Mapping[str, Any] | None, document: Mapping[str, Any], at: list[str | int]
) -> Iterator[Mismatch]:
    if parent is None or parent["rekaman"] is None:
        return
    part, _, number = parent["rekaman"].partition(".")
    if int(number) >= len(document[part]) or [part, int(number)] == at[2:4]:
        yield Mismatch("unknown_record", at, len(document[part]), parent["rekaman"])


def _origin(
    origin: Mapping[str, Any] | None, pages: int, tables: set[int], at: list[str | int]
) -> Iterator[Mismatch]:
    if origin is None:
        return
    if origin["tabel"] not in tables:
        yield Mismatch("unknown_table", [*at, "tabel"], sorted(tables), origin["tabel"])
    yield from _spot(origin, pages, at)
    for field, place in origin["medan"].items():
        yield from _spot(place, pages, [*at, "medan", field])


def _finding(place: Mapping[str, Any] | None, pages: int, count: int, at: list[str | int]) -> Iterator[Mismatch]:
    if place is None:
        return
    if place["indikator"] is not None and place["indikator"] >= count:
        yield Mismatch("unknown_indicator", [*at, "indikator"], count, place["indikator"])
    yield from _spot(place, pages, at)


def _spot(place: Mapping[str, Any], pages: int, at: list[str | int]) -> Iterator[Mismatch]:
    if place["halaman"] is not None:
        yield from _page(place["halaman"], pages, [*at, "halaman"])
    yield from _box(place["bbox"], [*at, "bbox"])


def _page(page: int, pages: int, at: list[str | int]) -> Iterator[Mismatch]:
    if page > pages:
        yield Mismatch("page_out_of_range", at, pages, page)


def _box(box: list[float] | None, at: list[str | int]) -> Iterator[Mismatch]:
    if box is not None and (box[0] > box[2] or box[1] > box[3]):
        yield Mismatch("inverted_box", at, None, box)
