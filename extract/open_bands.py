"""Bands of a table without side rules: a text between two rules as long as the table, with no upright to tie them.

The rows above such a band and those below it are grids of their own; the band is the first row of those below, or, at
the foot of a page, the last row of those above.
"""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.lines import to_lines
from iku.extract.model import Box, Page, Word
from iku.extract.table_model import Cell, Grid

SAME_END = 4.0
"""Rules of one table end within this (points) of one another."""
LEAST, MOST = 8.0, 60.0
"""Height of a band, points."""
SPACE = 0.62
"""Words nearer than this many of their heights are one phrase."""


def add_open_bands(page: Page, grids: Sequence[Grid], headed: Sequence[bool]) -> None:
    """Put the bands that stand between ruled *grids* into them, in place. *headed*: the grid begins with its header,
    over which no band belongs to it."""
    for grid, has_header in zip(grids, headed, strict=True):
        if grid.reader != "rulings":
            continue
        if not has_header and (band := _beyond(page, grid, grids, upward=True)) is not None:
            _insert(grid, *band)
    for grid in grids:
        if grid.reader == "rulings" and (band := _beyond(page, grid, grids, upward=False)) is not None:
            _append(grid, *band)


def _beyond(page: Page, grid: Grid, grids: Sequence[Grid], *, upward: bool) -> tuple[float, list[Word]] | None:
    """The place of the next rule over (or under) a grid that is as long as it, and the one text between; None where
    there is none, or where the space is another grid's."""
    edge = grid.box.top if upward else grid.box.bottom
    ends = [
        r.at for r in page.rulings
        if r.horizontal and abs(r.start - grid.box.x0) < SAME_END and abs(r.end - grid.box.x1) < SAME_END
        and LEAST <= (edge - r.at if upward else r.at - edge) <= MOST
    ]  # fmt: skip
    if not ends:
        return None
    at = max(ends) if upward else min(ends)
    box = Box(grid.box.x0, min(at, edge) + 1, grid.box.x1, max(at, edge) - 1)
    if any(g is not grid and g.box.overlap(box) > 0 for g in grids):
        return None
    if not upward and any(abs(g.box.top - at) < SAME_END for g in grids):
        return None  # over the next table: its title
    words = [w for w in page.words if box.holds(w.box.cx, w.box.cy, 0.0)]
    if not words or any(_torn(list(line.words)) for line in to_lines(words, page.number)):
        return None
    return at, words


def _torn(words: Sequence[Word]) -> bool:
    """A line of several phrases: no single text."""
    return any(b.box.x0 - a.box.x1 > SPACE * a.box.height for a, b in zip(words, words[1:], strict=False))


def _insert(grid: Grid, at: float, words: list[Word]) -> None:
    for cell in grid.cells:
        cell.row += 1
    grid.cells.insert(0, _cell(grid, 0, at, grid.ys[0], words))
    grid.ys = [at, *grid.ys]
    grid.box = Box(grid.box.x0, at, grid.box.x1, grid.box.bottom)


def _append(grid: Grid, at: float, words: list[Word]) -> None:
    grid.cells.append(_cell(grid, grid.nrows, grid.ys[-1], at, words))
    grid.ys = [*grid.ys, at]
    grid.box = Box(grid.box.x0, grid.box.top, grid.box.x1, at)


def _cell(grid: Grid, row: int, top: float, bottom: float, words: list[Word]) -> Cell:
    box = Box(grid.xs[0], top, grid.xs[-1], bottom)
    return Cell(row, 0, 1, grid.ncols, box, grid.page, to_lines(words, grid.page))
