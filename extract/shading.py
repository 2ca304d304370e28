"""Header rows that are shown by shading alone: white text on a coloured band, the rules between them white or none."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Box, Cell, Fill, Grid, Word
from iku.extract.rules import clusters, covered

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
        _insert_rows(grid, [tops[0], *rows[1:]])


def _on_top(fill: Box, table: Box) -> bool:
    """The filled box stands over the table's top edge, no further away than a header row is tall."""
    if fill.height >= TALLEST or fill.width <= 8 or fill.x1 <= table.x0 or fill.x0 >= table.x1:
        return False
    return fill.top < table.top - REACH and table.top - TALLEST < fill.bottom <= table.top + REACH


def _insert_rows(grid: Grid, tops: list[float]) -> None:
    added = len(tops)
    for cell in grid.cells:
        cell.row += added
    edges = [*tops, grid.ys[0]]
    new = [
        Cell(r, c, 1, 1, Box(grid.xs[c], edges[r], grid.xs[c + 1], edges[r + 1]), grid.page)
        for r in range(added)
        for c in range(grid.ncols)
    ]
    grid.ys = [*tops, *grid.ys]
    grid.box = Box(grid.box.x0, tops[0], grid.box.x1, grid.box.bottom)
    grid.cells = new + grid.cells
    grid.shaded = added
