"""Where a table begins inside a grid: header rows, the row of column numbers, and the body under them.

A grid may hold a ruled form head first (name of the organisation, tasks), or two tables one under the other.
What a header looks like is not known here: the caller lends its knowledge as a :class:`HeaderReader`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from iku.extract.table_model import Cell, Grid

HEADER = 0.6
"""Share of the filled cells of a row that must be known headers."""
LEFT_EMPTY = 2
"""A row that leaves so many named columns empty is no second header."""
_YEAR = re.compile(r"\D{0,12}(19|20)\d\d\D{0,3}")


class HeaderReader(Protocol):
    """Knows headers by their text."""

    def header_score(self, texts: Sequence[str]) -> float: ...

    def is_number_row(self, texts: Sequence[str]) -> bool: ...

    def tells_indicators(self, columns: Sequence[Sequence[str]]) -> bool: ...

    def label_field(self, text: str) -> str | None: ...


@dataclass(slots=True)
class Section:
    """Rows of one grid under one header. ``header`` are row numbers (empty: no header here), ``numbers`` the texts of
    the row of column numbers and ``numbered`` where it stands, ``body`` row numbers."""

    grid: Grid
    header: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    numbered: list[int] = field(default_factory=list)

    @property
    def rows(self) -> set[int]:
        """All rows of the section."""
        return {*self.header, *self.numbered, *self.body}


def split_grid(grid: Grid, reader: HeaderReader) -> list[Section]:
    """The sections of a grid, top to bottom. A grid without any header is one section without header."""
    starts = {r: _starting(grid, r) for r in range(grid.nrows)}
    sections = [Section(grid)]
    row = 0
    while row < grid.nrows:
        if _is_header(starts[row], reader) and not _is_partial(grid, starts[row], sections[-1]):
            end = _header_end(grid, starts, row, reader)
            sections.append(Section(grid, header=list(range(row, end))))
            row = end
            if row < grid.nrows and reader.is_number_row([c.text for c in starts[row]]):
                sections[-1].numbers = [c.text for c in starts[row]]
                sections[-1].numbered.append(row)
                row += 1
        elif reader.is_number_row([c.text for c in starts[row]]) and not sections[-1].body and len(starts[row]) > 2:
            sections[-1].numbers = [c.text for c in starts[row]]
            sections[-1].numbered.append(row)
            row += 1
        else:
            sections[-1].body.append(row)
            row += 1
    if not sections[0].body and not sections[0].numbers:
        sections.pop(0)
    return sections


def _starting(grid: Grid, row: int) -> list[Cell]:
    return [c for c in grid.cells if c.row == row]


def _is_header(cells: Sequence[Cell], reader: HeaderReader) -> bool:
    filled = [c for c in cells if not c.empty]
    if len(filled) < 2 or any(len(c.text) > 200 for c in filled):
        return False
    return reader.header_score([c.text for c in cells]) >= HEADER


def _is_partial(grid: Grid, cells: Sequence[Cell], section: Section) -> bool:
    """A row of header words under a header, that leaves several of its columns empty: labels of the rows below
    (``Tujuan | Indikator Tujuan | |``), no table of its own."""
    if not section.header:
        return False
    empty = [c.col for c in cells if c.empty and c.colspan == 1]
    named = [col for col in empty if any((h := grid.at(r, col)) is not None and not h.empty for r in section.header)]
    return len(named) >= LEFT_EMPTY


def _header_end(grid: Grid, starts: dict[int, list[Cell]], row: int, reader: HeaderReader) -> int:
    """The row after the header block that begins at *row*: as deep as its merged cells reach, and further rows of
    subheadings under its wide cells (at most three rows in all)."""
    if (names := _under_groups(grid, starts, row, reader)) is not None:
        return _header_end(grid, starts, names, reader)
    first = [c for c in starts[row] if not c.empty]
    end = max((c.row + c.rowspan for c in first if c.rowspan <= 3), default=row + 1)
    while end < min(grid.nrows, row + 4):
        below = [c for c in starts[end] if not c.empty]
        above = [c for c in first if c.colspan > 1]
        spare = [c for c in starts[row] if c.empty]
        if not below or not above or reader.is_number_row([c.text for c in starts[end]]):
            break
        nested = [c for c in below if any(a.col <= c.col < a.col + a.colspan for a in (*above, *spare))]
        if len(nested) < len(below) or len(below) < 2:
            break
        years = all(_YEAR.fullmatch(c.text.strip()) for c in below)
        if not years and reader.header_score([c.text for c in below]) < HEADER:
            break
        end = max(c.row + c.rowspan for c in below)
    return min(end, grid.nrows)


def _under_groups(grid: Grid, starts: dict[int, list[Cell]], row: int, reader: HeaderReader) -> int | None:
    """The row of column names under a row of groups, where a row between says whose each group is (``SASARAN OPD |
    PROGRAM`` over ``KEPALA DINAS | KEPALA BIDANG``)."""
    groups = [c for c in starts[row] if not c.empty]
    names = row + 2
    if len(groups) < 2 or any(c.colspan < 2 or c.rowspan > 1 for c in groups) or names >= grid.nrows:
        return None
    between, below = ([c for c in starts[r] if not c.empty] for r in (row + 1, names))
    spans = {(c.col, c.colspan) for c in groups}
    if not between or any((c.col, c.colspan) not in spans or c.rowspan > 1 for c in between):
        return None
    finer = len(below) > len(groups) and all(any(g.col <= c.col < g.col + g.colspan for g in groups) for c in below)
    return names if finer and _is_header(starts[names], reader) else None
