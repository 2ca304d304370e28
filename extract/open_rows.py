"""Rows without upright rules under a header that has them: the columns of the header part the words of the rows.

Some reports rule the header on all sides and the body between its rows only. A row is parted where its first line
fills several of the columns and no word stands across a boundary; a band under the same header stays one cell.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from iku.extract.lines import to_lines
from iku.extract.model import Box, Word
from iku.extract.table_model import Cell, Grid

FEWEST = 3
"""Columns of a header, and columns that the first line of a row fills, at least."""
OVER = 1.5
"""A word reaches over a boundary by no more than this (points)."""
MOST = 0.6
"""Share of the open rows that must be parted; else the columns are not those of the rows."""
SAME_EDGE = 6.0
"""The outer edges of the rows on a page and of the columns of the page before differ by no more than this (points)."""


def part_rows(grid: Grid, before: Sequence[float] = ()) -> None:
    """Part the open rows of *grid*, in place, at its own columns, or at those of the table *before* that goes on."""
    if grid.ncols == 1 and len(before) > FEWEST and _same_edges(grid, before):
        grid.xs = [grid.xs[0], *before[1:-1], grid.xs[-1]]
        for cell in grid.cells:
            cell.colspan = grid.ncols
        if not _part(grid):
            grid.xs = [grid.xs[0], grid.xs[-1]]
            for cell in grid.cells:
                cell.colspan = 1
    elif grid.ncols >= FEWEST and _has_columns(grid):
        _part(grid)


def _same_edges(grid: Grid, before: Sequence[float]) -> bool:
    return abs(grid.xs[0] - before[0]) <= SAME_EDGE and abs(grid.xs[-1] - before[-1]) <= SAME_EDGE


def _has_columns(grid: Grid) -> bool:
    """The first rows hold a cell for every column, and all rows under them are open."""
    named = {c.col for c in grid.cells if c.colspan == 1 and not c.empty}
    head = max((c.row + c.rowspan for c in grid.cells if c.colspan < grid.ncols), default=0)
    return len(named) == grid.ncols and head <= 3 and grid.nrows > head


def _part(grid: Grid) -> bool:
    """Part the open rows of *grid* where most of them can be."""
    rows = [c for c in grid.cells if c.colspan == grid.ncols and c.rowspan == 1 and not c.empty]
    parted = {id(c): columns for c in rows if (columns := _columns(c, grid.xs)) is not None}
    if not parted or len(parted) < MOST * len(rows):
        return False
    cells: list[Cell] = []
    for cell in grid.cells:
        if id(cell) not in parted:
            cells.append(cell)
            continue
        for c, words in enumerate(parted[id(cell)]):
            box = Box(grid.xs[c], cell.box.top, grid.xs[c + 1], cell.box.bottom)
            cells.append(Cell(cell.row, c, 1, 1, box, cell.page, to_lines(words, cell.page)))
    grid.cells = cells
    grid.opened = True
    return True


def _columns(cell: Cell, xs: Sequence[float]) -> list[list[Word]] | None:
    """The words of *cell* by column; None where one stands across a boundary or the first line fills too few."""
    columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for line in cell.lines:
        for word in line.words:
            place = bisect(xs, word.box.cx) - 1
            if not 0 <= place < len(columns):
                return None
            if word.box.x0 < xs[place] - OVER or word.box.x1 > xs[place + 1] + OVER:
                return None
            columns[place].append(word)
    first = {bisect(xs, w.box.cx) for w in cell.lines[0].words}
    return columns if len(first) >= FEWEST else None
