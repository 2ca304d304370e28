"""Columns that hold several levels of goals at once: TUJUAN/SASARAN/PROGRAM/KEGIATAN in one.

The level of a cell is told by its label, its code, its first word, a label row before it, the depth of its number, or,
where nothing says it, by what came before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.extract.table_model import Cell, LogicalTable, Row
from iku.normalize.columns import Column, body_texts
from iku.normalize.goals import Chain, Goal, labelled, levels
from iku.normalize.numbering import split_number
from iku.normalize.row_kinds import named_goal

_DEPTH = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
WORK = ("program", "kegiatan", "sub_kegiatan")
_ONE = 2
"""A column for two levels only: what bears no sign is of the lower one."""


def is_chain(column: Column) -> bool:
    """The column holds goals of several levels (and neither the indicators nor a list of programmes)."""
    parts = _parts(column)
    return column.field != "indikator" and len(parts) > 1 and bool({"misi", "tujuan", "sasaran"} & set(parts))


def _parts(column: Column) -> list[str]:
    named = column.match.parts if column.match is not None else ()
    return [level for level in levels() if level in named]


class ChainReader:
    """Reads the cells of chain columns into the goals in force. ``fresh`` after ``read``: a new goal began there."""

    def __init__(self, table: LogicalTable, columns: Sequence[Column], chain: Chain) -> None:
        self.columns = [c for c in columns if is_chain(c)]
        self.chain = chain
        self.fresh = False
        self.expected: Goal | None = None
        self.depths = {c.index: _depths(table, c) for c in self.columns}

    def expect(self, goal: Goal) -> None:
        """A label stood alone: the next text is of its level."""
        self.expected = goal

    def read(self, row: Row) -> None:
        """The goals that *row* prints."""
        self.fresh = False
        for column in self.columns:
            cell = row.cells[column.index]
            if cell is None or cell.empty or any(cell is c for own in self.chain.held.values() for c in own):
                continue
            if row.breaks and cell.text[:1].islower() and (lowest := self.chain.lowest()) is not None:
                self.chain.held[lowest].append(cell)
                continue
            level = self._level(cell, column)
            self.expected = None
            self.chain.enter(level, cell)
            self.fresh = True
        if self.expected is not None and not self.columns:
            self._take_expected(row)

    def _take_expected(self, row: Row) -> None:
        """A table without a chain column: the first text of words takes the label that stood over it."""
        cell = next((c for c in row.own if len(c.text.split()) > 1), None)
        if cell is not None and self.expected is not None:
            self.chain.enter(self.expected.level, cell)
        self.expected = None

    def _level(self, cell: Cell, column: Column) -> str:
        goal = labelled(cell.text)
        if goal is not None and goal.text and not goal.measured:
            return goal.level
        if self.expected is not None:
            return self.expected.level
        parts = _parts(column)
        goal = named_goal(cell.text)
        if goal is not None and not goal.measured and (goal.level in parts or goal.level in WORK):
            return goal.level  # of a level that the column names: "Urusan …" may open the name of a programme
        depth = _depth(cell.text)
        if depth and self.depths[column.index].get(depth) is not None:
            return self.depths[column.index][depth]
        return self._unsaid(parts)

    def _unsaid(self, parts: Sequence[str]) -> str:
        """A cell without any sign: the lower level of two; after a programme an activity; else what the column has
        next."""
        if len(parts) <= _ONE:
            return parts[-1]
        lowest = self.chain.lowest()
        if lowest is None or lowest not in levels():
            return parts[0]
        order = levels()
        if order.index(lowest) >= order.index("program"):
            lower = [p for p in parts if order.index(p) > order.index("program")]
            return lowest if lowest in lower else (lower[0] if lower else lowest)
        return "sasaran" if "sasaran" in parts else lowest


def _depth(text: str) -> int:
    number, rest = split_number(text)
    return number.count(".") + 1 if number and rest and _DEPTH.fullmatch(number) else 0


def _depths(table: LogicalTable, column: Column) -> dict[int, str]:
    """How deep a number is for each level, where the column's numbers have as many depths as it has levels."""
    parts = _parts(column)
    found = sorted({d for text in body_texts(table, column.index) if (d := _depth(text))})
    return dict(zip(found, parts, strict=False)) if 1 < len(found) <= len(parts) else {}
