"""A logical table becomes indicator records, each value with its place on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.model import Cell, Line, LogicalTable, Page
from normalize.blocks import cut_blocks
from normalize.columns import Column
from normalize.fields import Reading, read_field, settle
from normalize.model import Asal, AsalMedan, Indikator
from normalize.numbering import split_number
from normalize.places import DISAGREED, place_around, place_of
from normalize.rows import CARRIED, Draft, group_rows
from normalize.wording import Vocabulary

_ONE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(slots=True)
class Sheet:
    """What the records of one table share. ``kind`` as in ``Tabel.jenis``; ``value_kind`` and ``year`` are those of the
    title, for columns that print only one of the two; ``left_over`` collects cells that no record took."""

    table: LogicalTable
    columns: list[Column]
    kind: str
    pages: Mapping[int, Page]
    vocabulary: Vocabulary
    value_kind: str | None = None
    year: int | None = None
    left_over: list[Cell] = field(default_factory=list)


def indicator_columns(columns: Sequence[Column]) -> list[int]:
    """The columns that make records, the one of the lowest level (a sasaran's) first where goals have some too."""
    own = [c for c in columns if c.match is not None and c.match.field == "indikator"]
    own.sort(key=lambda c: (c.match is not None and c.match.tingkat is not None, c.index))
    return [c.index for c in own]


def title_year(title: str) -> int | None:
    """The year that a title speaks of, None when it names none or several."""
    years = {int(y) for y in _ONE_YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None


def read_records(sheet: Sheet) -> list[Indikator]:
    """All records of a table in printed order."""
    keys = indicator_columns(sheet.columns)
    if not keys:
        return []
    records: list[Indikator] = []
    drafts, sheet.left_over = group_rows(sheet.table, sheet.columns, keys[0])
    for draft in drafts:
        records += _records_of(draft, sheet, keys[0])
    return records


def _records_of(draft: Draft, sheet: Sheet, key: int) -> list[Indikator]:
    lines = {i: [line for cell in cells for line in cell.lines] for i, cells in draft.cells.items()}
    shared = [c.index for c in sheet.columns if c.field in (*CARRIED, "tujuan_sasaran", "misi_tujuan")]
    return [_record(block, draft, sheet, key) for block in cut_blocks(lines, key, shared)]


def _record(block: Mapping[int, list[Line]], draft: Draft, sheet: Sheet, key: int) -> Indikator:
    record = Indikator(jenis_tabel=sheet.kind)
    places: dict[str, AsalMedan] = {}
    for name, (text, cell) in draft.context.items():
        setattr(record, name, split_number(text)[1] if name == "sasaran" else text)
        _put(places, name, place_of(cell.lines, sheet.pages, printed=cell.text))
    reading = Reading(record, places, sheet.pages, sheet.vocabulary, sheet.value_kind, sheet.year)
    for column in sheet.columns:
        lines = block.get(column.index)
        if lines:
            reading.sure = _sureness(column, draft.cells.get(column.index, ()))
            reading.cells = draft.cells.get(column.index, [])
            read_field(reading, column, lines)
    settle(reading)
    around = place_around(places.values())
    if around is not None:
        page, box, source, confidence = around
        page = block[key][0].page
        own = place_around([p for p in places.values() if p.halaman == page])
        box = own[1] if own else box
        record.asal = Asal(page, sheet.table.id, draft.row, box, source, confidence, places)
    return record


def _sureness(column: Column, cells: Sequence[Cell]) -> float:
    known = column.match.confidence if column.match is not None else 1.0
    agreed = all(c.agreed for c in cells)
    return (1.0 if known >= 0.9 else known) * (1.0 if agreed else DISAGREED)


def _put(places: dict[str, AsalMedan], name: str, place: AsalMedan | None) -> None:
    if place is not None:
        places[name] = place
