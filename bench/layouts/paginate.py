"""A table of set lines cut into pieces that fit on pages: rows, parts of rows, cells merged over both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.layouts.model import Cell, Table
from bench.layouts.typeset import Line, Setter

LEAST_LINES = 2
"""A row is cut only where so many lines stay before the cut."""
SLACK = 0.01
"""Points by which sums of heights may differ."""


@dataclass(slots=True)
class Piece:
    """One cell's part on a page: offset and height from the top of the piece of table, and its lines."""

    cell: Cell
    top: float
    height: float
    lines: list[Line]


@dataclass(slots=True)
class Sheet:
    """The part of a table that stands on one page."""

    height: float
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """A table on its way through the pages. ``width`` in points; ``left`` and ``widths`` give the columns."""

    table: Table
    setter: Setter
    width: float
    padding: tuple[float, float]
    row: int = 0
    rest: dict[int, list[Line]] = field(default_factory=dict)
    xs: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.row = self.table.header_rows
        self.xs = [0.0]
        for share in self.table.widths:
            self.xs.append(self.xs[-1] + share * self.width)
        for cell in self.table.cells:
            room = self.xs[cell.col + cell.colspan] - self.xs[cell.col] - 2 * self.padding[1] - 2 * self.table.spacing
            self.rest[cell.number] = self._lines(cell, max(room, self.setter.size))

    def _lines(self, cell: Cell, room: float) -> list[Line]:
        if not cell.vertical:
            return self.setter.lines(cell.paragraphs, room)
        text = " ".join(p.text for p in cell.paragraphs)
        length = self.setter.width(text, cell.bold) + self.setter.size
        return [Line([text], cell.bold, length, last=True, size=self.setter.size)]

    def need(self, lines: list[Line]) -> float:
        """Height of a cell that holds *lines*."""
        return sum(line.total for line in lines) + 2 * self.padding[0] + 2 * self.table.spacing + self.setter.size * 0.3

    def heights(self, first: int, last: int) -> list[float]:
        """Heights of rows *first* to *last* (not included) for what is left of their cells."""
        heights = [self.need([Line([], False, self.setter.size)])] * (last - first)
        for cell in self._within(first, last, 1, 1):
            heights[cell.row - first] = max(heights[cell.row - first], self.need(self.rest[cell.number]))
        for cell in self._within(first, last, 2, self.table.nrows):
            own = range(max(cell.row, first), min(cell.row + cell.rowspan, last))
            short = self.need(self.rest[cell.number]) - sum(heights[r - first] for r in own)
            if short > 0:
                heights[own[-1] - first] += short
        return heights

    def _within(self, first: int, last: int, least: int, most: int) -> Iterator[Cell]:
        for cell in self.table.cells:
            if least <= cell.rowspan <= most and cell.row < last and cell.row + cell.rowspan > first:
                yield cell

    def head(self) -> Sheet:
        """The header rows, whole."""
        count = self.table.header_rows
        return self._sheet(0, self.heights(0, count), None)

    def next(self, room: float, fresh: bool) -> Sheet | None:
        """What of the body fits into *room* points, or None where nothing does (never on a *fresh* page)."""
        heights = self.heights(self.row, self.table.nrows)
        taken, used = 0, 0.0
        while taken < len(heights) and used + heights[taken] <= room + SLACK:
            used += heights[taken]
            taken += 1
        if taken == len(heights):
            return self._sheet(self.row, heights, None)
        left = room - used
        if self._cuttable(self.row + taken, left, alone=fresh and not taken):
            return self._sheet(self.row, [*heights[:taken], left], left)
        return self._sheet(self.row, heights[:taken], None) if taken else None

    def _cuttable(self, row: int, left: float, alone: bool) -> bool:
        least = self.need([Line([], False, self.setter.size * 1.2)] * LEAST_LINES)
        return alone or (self.table.break_rows and left >= least)

    def _sheet(self, first: int, heights: list[float], cut: float | None) -> Sheet:
        """Draw rows from *first*; where *cut* is given the last of them goes on afterwards."""
        tops = [0.0]
        for height in heights:
            tops.append(tops[-1] + height)
        last = first + len(heights)
        sheet = Sheet(tops[-1])
        header = first == 0 and last == self.table.header_rows
        for cell in self._within(first, last, 1, self.table.nrows):
            start, end = max(cell.row, first), min(cell.row + cell.rowspan, last)
            top, height = tops[start - first], tops[end - first] - tops[start - first]
            goes_on = cell.row + cell.rowspan > last or (cut is not None and end == last)
            lines = self._fitting(self.rest[cell.number], height) if goes_on else self.rest[cell.number]
            if not header:
                self.rest[cell.number] = self.rest[cell.number][len(lines) :]
            sheet.pieces.append(Piece(cell, top, height, lines))
        if not header:
            self.row = last - (cut is not None)
        return sheet

    def _fitting(self, lines: list[Line], height: float) -> list[Line]:
        count = len(lines)
        while count and self.need(lines[:count]) > height + SLACK:
            count -= 1
        return lines[:count]

    def done(self) -> bool:
        """Whether every row stands on some page."""
        return self.row >= self.table.nrows
