"""Body rows to drafts: which cells make one indicator.

The indicator cell sets the extent: rows that it covers, and rows after it without an indicator of their own, belong to
it. A row cut by a page break is put together again; a merged or empty sasaran is carried down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from iku.extract.table_model import Cell, LogicalTable, Row
from iku.normalize.chain_cells import ChainReader, is_chain
from iku.normalize.columns import Column
from iku.normalize.goals import Chain, Goal
from iku.normalize.header_text import header_key, squash
from iku.normalize.row_kinds import RowJudge, RowKind
from iku.normalize.title_goals import goals_in_header, goals_over

CARRIED = ("nomor", "misi", "tujuan", "sasaran")
_BARE_LABEL = re.compile(r"indikator(?:\s+kinerja)?\s*:", re.IGNORECASE)
"""A label over the indicators below it."""
SHORTEST_HEADER = 5
"""Letters of a header that is known again in the body."""
PASSED = frozenset({"sum", "signature", "header", "numbers", "blank"})
"""Kinds of rows that hold nothing of an indicator."""


@dataclass(slots=True)
class Draft:
    """One indicator to be: for each column index its cells in reading order, the number of its first body row (from 1),
    the goals over it from bands and labelled cells (level -> cells), and which columns were carried down from above."""

    row: int
    cells: dict[int, list[Cell]] = field(default_factory=dict)
    context: dict[str, list[Cell]] = field(default_factory=dict)
    carried: set[int] = field(default_factory=set)

    def add(self, index: int, cell: Cell) -> None:
        own = self.cells.setdefault(index, [])
        if all(cell is not c for c in own):
            own.append(cell)


def group_rows(table: LogicalTable, columns: Sequence[Column], key: int) -> tuple[list[Draft], list[Cell]]:
    """Drafts in order, and the cells that no draft took (bands of no known kind, rows without any indicator).

    *key* is the index of the indicator column."""
    grouper = _Grouper(table, columns, key)
    kinds = [grouper.judge.judge(row) for row in table.body]
    for number, row in enumerate(table.body, start=1):
        following = next((i for i in range(number, len(kinds)) if kinds[i].kind not in PASSED), None)
        below = table.body[following] if following is not None and kinds[following].kind == "data" else None
        grouper.take(number, row, kinds[number - 1], below)
    return grouper.drafts, grouper.left_over


class _Grouper:
    """State of one pass over the body: the goals in force, the cells carried down, the pieces of cut cells."""

    def __init__(self, table: LogicalTable, columns: Sequence[Column], key: int) -> None:
        self.columns = [c for c in columns if c.index == key or not is_chain(c)]
        self.key = key
        self.judge = RowJudge(table, columns, key)
        self.fields = {c.index: c.field for c in self.columns}
        self.held = [c.index for c in self.columns if c.field in CARRIED and c.index != key]
        self.drafts: list[Draft] = []
        self.left_over: list[Cell] = []
        names = {n for c in columns if c.match for n in (c.match.field, *c.match.parts)}
        self.chain = Chain(goals_over(table.title_lines, names) | goals_in_header(table))
        self.reader = ChainReader(table, columns, self.chain)
        self.carried: dict[int, Cell] = {}
        self.pieces: dict[Cell, list[Cell]] = {}
        self.again = _headers_again(table)
        self.heads: list[Row] = []
        self.signed = False

    def take(self, number: int, row: Row, kind: RowKind, below: Row | None) -> None:
        """One body row of a known kind; *below* is the next one that holds data."""
        if kind.kind in PASSED:
            if kind.kind in ("sum", "signature"):
                self.left_over += [c for c in row.own if not c.empty]
            return
        if kind.kind == "band" and kind.cell is not None and not self._goes_on(row, kind.cell):
            self._band(kind.cell, kind.goal)
            return
        if kind.kind == "label":
            if kind.goal is not None:
                self.reader.expect(kind.goal)
            self._number_of(row)
            return
        self.reader.read(row)
        cell = row.cells[self.key]
        last = self.drafts[-1] if self.drafts else None
        if last is not None and cell is not None and cell in last.cells.get(self.key, ()):
            if self._measured_apart(row, last):
                self._begin(number, row)
            else:
                self._merge(last, row)
        elif below is not None and _is_head(row, below, self.key):
            self._remember(row, left_over=False)
            self.heads.append(row)
        elif last is not None and not self.reader.fresh and _is_rest(row, last, self.columns, self.key):
            if row.breaks:
                self._join_pieces(last, row)
            self._merge(last, row)
        elif (
            cell is not None
            and not cell.empty
            and cell not in self.again
            and not _BARE_LABEL.fullmatch(cell.text.strip())
        ):
            self._begin(number, row)
        else:
            self._remember(row)

    def _measured_apart(self, row: Row, last: Draft) -> bool:
        """A row under a merged indicator that has a formula and figures of its own measures it once more."""
        fresh = {
            c.field
            for c in self.columns
            if (own := row.cells[c.index]) is not None and not own.empty and own not in last.cells.get(c.index, ())
        }
        return {"formulasi", "nilai"} <= fresh

    def _goes_on(self, row: Row, cell: Cell) -> bool:
        return row.breaks and cell.text[:1].islower()

    def _band(self, cell: Cell, goal: Goal | None) -> None:
        if goal is None:
            self.left_over.append(cell)
        elif not goal.text:
            self.reader.expect(goal)
        else:
            self.chain.enter(goal.level, cell)
        self.carried.clear()

    def _number_of(self, row: Row) -> None:
        """The number beside a label belongs to the rows under it."""
        for i in self.held:
            cell = row.cells[i]
            if self.fields[i] == "nomor" and cell is not None and not cell.empty:
                self.carried[i] = cell

    def _begin(self, number: int, row: Row) -> None:
        draft = Draft(number, context={level: list(cells) for level, cells in self.chain.held.items()})
        for head in self.heads:
            self._merge(draft, head)
        self.heads.clear()
        self._merge(draft, row)
        self._carry(draft)
        self.drafts.append(draft)
        if row.breaks and len(self.drafts) > 1:
            _over_the_break(draft, self.drafts[-2], self.columns, self.key)

    def _merge(self, draft: Draft, row: Row) -> None:
        for column in self.columns:
            cell = row.cells[column.index]
            if cell is not None and not cell.empty and cell is not column.year_cell and cell not in self.again:
                for piece in self.pieces.get(cell, [cell]):
                    draft.add(column.index, piece)

    def _join_pieces(self, last: Draft, row: Row) -> None:
        """The cells of a cut row are the rest of the cells over the break, in all rows that they are merged over."""
        for column in self.columns:
            cell, before = row.cells[column.index], last.cells.get(column.index)
            if cell is not None and not cell.empty and before and cell not in before:
                self.pieces[cell] = [*self.pieces.get(before[-1], before[-1:]), cell]

    def _carry(self, draft: Draft) -> None:
        """Carry number and sasaran down into empty cells. A new sasaran without a number has none."""
        fresh = [i for i in self.held if i in draft.cells]
        new_goal = any(self.fields[i] == "sasaran" for i in fresh)
        for i in self.held:
            if i in draft.cells:
                self.carried[i] = draft.cells[i][-1]
            elif i in self.carried and not (self.fields[i] == "nomor" and new_goal):
                draft.cells[i] = [self.carried[i]]
                draft.carried.add(i)

    def _remember(self, row: Row, *, left_over: bool = True) -> None:
        for i in self.held:
            cell = row.cells[i]
            if cell is not None and not cell.empty:
                self.carried[i] = cell
        if left_over:
            self.left_over += [c for c in row.own if not c.empty and not _is_carried_cell(c, row, self.held)]


def _headers_again(table: LogicalTable) -> set[Cell]:
    """Body cells that say again what the header of their column says: a header printed on a later page, of which some
    cells reach down among the rows."""
    names = [{squash(header_key(c.text)) for c in path} for path in table.header]
    found = set()
    for row in table.body:
        for own, cell in zip(names, row.cells, strict=False):
            if cell is not None and len(cell.text) >= SHORTEST_HEADER and squash(header_key(cell.text)) in own:
                found.add(cell)
    return found


def _is_carried_cell(cell: Cell, row: Row, held: Sequence[int]) -> bool:
    return any(row.cells[i] is cell for i in held)


def _is_head(row: Row, below: Row, key: int) -> bool:
    """The last row of a page that has no indicator yet, because its cell goes on after the break: what it holds goes on
    there too, in every column."""
    cell, next_cell = row.cells[key], below.cells[key]
    if not below.breaks or row.breaks or cell is None or not cell.empty or next_cell is None or next_cell.empty:
        return False
    filled = [i for i, c in enumerate(row.cells) if c is not None and not c.empty]
    return len(filled) >= 2 and all((c := below.cells[i]) is not None and not c.empty for i in filled)


def _is_rest(row: Row, last: Draft, columns: Sequence[Column], key: int) -> bool:
    """Whether a row belongs to the indicator before it: it has none of its own and names no new sasaran, or it stands
    after a page break and reads like the rest of a cut row."""
    if row.torn:
        return True
    cell = row.cells[key]
    names = [c for c in columns if c.field in CARRIED]
    fresh = [c for c in names if (own := row.cells[c.index]) is not None and not own.empty]
    if cell is None or cell.empty:
        old = [c for c in fresh if row.cells[c.index] in last.cells.get(c.index, ())]
        if len(old) == len(fresh):
            return any(not c.empty for c in row.own)
        return row.breaks and all(_continues(row.cells[c.index], last, c.index) for c in fresh if c.field != "nomor")
    if not row.breaks or row.torn is False or any(c.field == "nomor" for c in fresh):
        return False
    return _reads_on(row, last, columns, key)


def _continues(cell: Cell | None, last: Draft, index: int) -> bool:
    return cell is not None and bool(last.cells.get(index)) and cell.text[:1].islower()


def _reads_on(row: Row, last: Draft, columns: Sequence[Column], key: int) -> bool:
    """A cut row: its filled cells begin in the middle of a sentence, or most of what the row before had is missing."""
    cell = row.cells[key]
    assert cell is not None
    first = cell.text[:1]
    if first.isdigit() or first in "•-–✓√":
        return False
    filled = [c.index for c in columns if (own := row.cells[c.index]) is not None and not own.empty]
    low = [i for i in filled if (own := row.cells[i]) is not None and own.text[:1].islower()]
    if cell.text[:1].islower() and len(low) * 2 >= len(filled):
        return True
    plain = {c.index for c in columns if c.field not in CARRIED}
    before = plain & set(last.cells)
    return len(before) >= 3 and len(plain & set(filled)) * 2 <= len(before) - 1


def _over_the_break(draft: Draft, before: Draft, columns: Sequence[Column], key: int) -> None:
    """A cell merged over several rows goes on over the page break: its text stands on the first page only."""
    for column in columns:
        i = column.index
        old = before.cells.get(i)
        if i in draft.cells or not old or i == key or column.field in (None, "nilai"):
            continue
        if column.field in CARRIED or old[-1].rowspan > 1 and not _own_cell(before, key, old[-1]):
            draft.cells[i] = [old[-1]]
            draft.carried.add(i)


def _own_cell(draft: Draft, key: int, cell: Cell) -> bool:
    """The cell covers no more rows than the indicator cell of its draft."""
    own = draft.cells.get(key)
    return bool(own) and cell.rowspan <= sum(c.rowspan for c in own or ())
