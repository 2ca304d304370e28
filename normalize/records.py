"""A logical table becomes indicator records, each value with its place on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from iku.extract.boundary import Boundary
from iku.extract.model import Line, Page
from iku.extract.table_model import Cell, LogicalTable
from iku.normalize.account import Account, cell_words
from iku.normalize.blocks import cut_blocks
from iku.normalize.columns import Column
from iku.normalize.fields import keep_cell, read_field, read_goal, settle
from iku.normalize.goal_items import GoalItems, pairs_under
from iku.normalize.keys import Key, keys_of
from iku.normalize.model import BarisMentah
from iku.normalize.parents import set_level
from iku.normalize.places import place_around
from iku.normalize.raw import raw_draft
from iku.normalize.reading import Note, Reading
from iku.normalize.record_model import Asal, AsalMedan, Indikator
from iku.normalize.rows import CARRIED, Draft, group_rows
from iku.normalize.trust.trace import Trace
from iku.normalize.wording import Vocabulary

GOALS = ("tujuan", "sasaran")
_PERIOD = re.compile(r"((?:19|20)\d\d)\s*(?:[-–—]|s\.?\s?/?\s?d\.?|sampai)\s*((?:19|20)\d\d)")
_ONE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(slots=True)
class Sheet:
    """What the records of one table share. ``kind`` as in ``Tabel.jenis``; ``value_kind`` and ``year`` are those of
    the title, for columns that print only one of the two, ``years`` the year of each column that only counts them;
    ``account`` knows what became of its words, ``notes`` are oddities and ``traces`` where each value came from, by
    the identity of their record. A cell or an indicator that the program stumbles over is a fault of ``boundary``;
    the latter's texts are kept in ``raw``."""

    table: LogicalTable
    columns: list[Column]
    kind: str
    pages: Mapping[int, Page]
    vocabulary: Vocabulary
    value_kind: str | None = None
    year: int | None = None
    years: Mapping[int, int] = field(default_factory=dict)
    boundary: Boundary = field(default_factory=Boundary)
    raw: list[BarisMentah] = field(default_factory=list)
    account: Account = field(default_factory=Account)
    notes: dict[int, list[Note]] = field(default_factory=dict)
    traces: dict[int, dict[str, Trace]] = field(default_factory=dict)


def title_year(title: str) -> int | None:
    """The year that a title speaks of, None when it names none or several."""
    years = {int(y) for y in _ONE_YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None


def counted_years(columns: Sequence[Column], title: str, period: tuple[int | None, int | None]) -> dict[int, int]:
    """The years of columns that only count them (``Target Tahun ke- 1 … 5``), when the period of the title, else of the
    document, has as many years as there are columns, or one more (then the first is the year before)."""
    counts = {c.match.tahun_ke for c in columns if c.match and c.match.field == "nilai" and c.match.tahun_ke}
    found = _PERIOD.search(title)
    first, last = (int(found.group(1)), int(found.group(2))) if found else period
    if not counts or first is None or last is None or counts != set(range(1, max(counts) + 1)):
        return {}
    spare = last - first + 1 - len(counts)
    return {n: first + spare + n - 1 for n in counts} if spare in (0, 1) else {}


def read_records(sheet: Sheet) -> list[Indikator]:
    """All records of a table in printed order, those of programmes and activities among them."""
    keys = keys_of(sheet.columns)
    found: list[tuple[int, int, Indikator]] = []
    for key in keys:
        drafts, _ = group_rows(sheet.table, key.columns, key.index)
        items = sheet.boundary.around("sasaran dalam sel", partial(_goal_items, drafts, key), GoalItems)
        for draft in drafts:
            read = partial(_records_of, draft, sheet, key, items)
            kept = sheet.boundary.around("indikator", read, partial(_keep_raw, draft, sheet))
            found += [(draft.row, key.index, r) for r in kept]
    return [record for _, _, record in sorted(found, key=lambda f: f[:2])]


def _keep_raw(draft: Draft, sheet: Sheet) -> list[Indikator]:
    sheet.raw.append(raw_draft(draft, len(sheet.columns), sheet.pages))
    sheet.account.move(cell_words(c for cells in draft.cells.values() for c in cells), "mentah")
    return []


def _blocks_of(draft: Draft, key: Key) -> list[dict[int, list[Line]]]:
    lines = {i: [line for cell in cells for line in cell.lines] for i, cells in draft.cells.items()}
    shared = [c.index for c in key.columns if c.field in CARRIED and c.index != key.index]
    return cut_blocks(lines, key.index, shared)


def _goal_items(drafts: Sequence[Draft], key: Key) -> GoalItems:
    goals = [c.index for c in key.columns if c.field in GOALS]
    starts = ((d.cells, [b[key.index][0] for b in _blocks_of(d, key) if b.get(key.index)]) for d in drafts)
    return GoalItems.of(pairs_under(starts, goals))


def _records_of(draft: Draft, sheet: Sheet, key: Key, items: GoalItems) -> list[Indikator]:
    return [_record(block, draft, sheet, key, items) for block in _blocks_of(draft, key)]


def _record(block: Mapping[int, list[Line]], draft: Draft, sheet: Sheet, key: Key, items: GoalItems) -> Indikator:
    record = Indikator(jenis_tabel=sheet.kind)
    places: dict[str, AsalMedan] = {}
    reading = Reading(record, places, sheet.pages, sheet.vocabulary, sheet.value_kind, sheet.year, sheet.years)
    reading.formula_apart = any(c.field == "formulasi" for c in sheet.columns)
    reading.account = sheet.account
    for level, goal_cells in draft.context.items():
        read_goal(reading, level, goal_cells)
    groups = _under_one_header(key.columns)
    for group in sorted(groups, key=lambda g: g[0].field == "penjelasan"):  # a formula of its own column comes first
        lines = [line for c in group for line in block.get(c.index, ())]
        if lines:
            reading.cells = list(dict.fromkeys(cell for c in group for cell in draft.cells.get(c.index, ())))
            reading.column, reading.carried = group[0], any(c.index in draft.carried for c in group)
            lines = lines if len(group) == 1 else _row_wise(lines, reading.cells)
            if len(group) == 1 and group[0].field in GOALS and block.get(key.index):
                lines = list(items.lines_for(draft.cells.get(group[0].index, ()), lines, block[key.index][0]))
            _read_cell(reading, group[0], lines, sheet.boundary)
    settle(reading)
    set_level(record, key.level, draft.context, block[key.index][0].text)
    if reading.notes:
        sheet.notes[id(record)] = reading.notes
    sheet.traces[id(record)] = reading.traces
    around = place_around(places.values())
    if around is not None:
        page, box, source, confidence = around
        page = block[key.index][0].page
        own = place_around([p for p in places.values() if p.halaman == page])
        box = own[1] if own else box
        record.asal = Asal(page, sheet.table.id, draft.row, box, source, confidence, places)
    return record


def _read_cell(reading: Reading, column: Column, lines: list[Line], boundary: Boundary) -> None:
    """The cell into its field; one that the program stumbles over is kept as printed. Without its name an indicator is
    none."""
    read, kept = partial(read_field, reading, column, lines), partial(keep_cell, reading, column, lines)
    if column.field == "indikator":
        read()
    else:
        boundary.around("sel", read, kept, page=lines[0].page)


def _under_one_header(columns: Sequence[Column]) -> list[list[Column]]:
    """Neighbouring columns that share one header cell and one meaning: a list with its numbers ruled off."""
    groups: list[list[Column]] = []
    for column in columns:
        last = groups[-1][-1] if groups else None
        same = last is not None and last.printed == column.printed and last.field == column.field
        if same and column.printed and column.field not in ("nilai", None):
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _row_wise(lines: Sequence[Line], cells: Sequence[Cell]) -> list[Line]:
    """Lines of cells side by side, read row by row instead of column by column."""
    place = {id(line): (cell.page, cell.row, cell.col) for cell in cells for line in cell.lines}
    order = sorted(enumerate(lines), key=lambda item: (place.get(id(item[1]), (item[1].page, 0, 0)), item[0]))
    return list(dict.fromkeys(line for _, line in order))
