"""Header rows that are shown by shading alone: white text on a coloured band, the rules between them white or none."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Box, Fill, Word
from iku.extract.rules import clusters, covered
from iku.extract.table_model import Cell, Grid

DARK = 0.93
"""Fills lighter than this (0 black, 1 white) are paper."""
REACH = 4.0
TALLEST = 90.0


def add_shaded_header(grid: Grid, fills: Sequence[Fill], words: Sequence[Word]) -> None:
    """Put the shaded band that stands directly on top of *grid* into the grid as its first rows, in place.

    The band must reach over nearly the whole width of the grid and hold words; its rows are the rows of its fills.
    """
    band = [f.box for f in fills if f.grey < DARK and _on_top(f.box, grid.box)]
    if not band or max(b.bottom for b in band) < grid.box.top - REACH:
        return
    if covered(grid.box.x0, grid.box.x1, [(b.x0, b.x1) for b in band]) < 0.8:
        return
    tops = [y for y in clusters((b.top for b in band), 3.0) if y < grid.box.top - REACH]
    inside = [w for w in words if tops[0] <= w.box.cy < grid.box.top and grid.box.x0 <= w.box.cx <= grid.box.x1]
    edges = [*tops, grid.box.top]
    rows = [t for t, end in zip(tops, edges[1:], strict=True) if any(t <= w.box.cy < end for w in inside)]
    if len(inside) >= 2 and rows:
        _insert_rows(grid, [tops[0], *rows[1:]], band, inside)


def _on_top(fill: Box, table: Box) -> bool:
    """The filled box stands over the table's top edge, no further away than a header row is tall."""
    if fill.height >= TALLEST or fill.width <= 8 or fill.x1 <= table.x0 or fill.x0 >= table.x1:
        return False
    return fill.top < table.top - REACH and table.top - TALLEST < fill.bottom <= table.top + REACH


def _insert_rows(grid: Grid, tops: list[float], band: Sequence[Box], words: Sequence[Word]) -> None:
    added = len(tops)
    for cell in grid.cells:
        cell.row += added
    edges = [*tops, grid.ys[0]]
    new = []
    for r, (top, bottom) in enumerate(zip(edges, edges[1:], strict=False)):
        own = [b for b in band if b.top < (top + bottom) / 2 < b.bottom]
        columns = _columns(grid, own, [w.box for w in words if top <= w.box.cy < bottom])
        for c, end in zip(columns, columns[1:], strict=False):
            new.append(Cell(r, c, 1, end - c, Box(grid.xs[c], top, grid.xs[end], bottom), grid.page))
    grid.ys = [*tops, *grid.ys]
    grid.box = Box(grid.box.x0, tops[0], grid.box.x1, grid.box.bottom)
    grid.cells = new + grid.cells
    grid.shaded = added


def _columns(grid: Grid, fills: Sequence[Box], words: Sequence[Box]) -> list[int]:
    """Where the cells of a shaded row begin, and its end: at every boundary, but where its text runs over boundaries
    (the name of a goal over the rows under it) only at those where a fill ends."""
    inner = range(1, grid.ncols)
    if not any(b.x0 + 1 < grid.xs[k] < b.x1 - 1 for b in words for k in inner):
        return list(range(grid.ncols + 1))
    parted = [k for k in inner if not any(f.x0 + REACH < grid.xs[k] < f.x1 - REACH for f in fills)]
    return [0, *parted, grid.ncols]
