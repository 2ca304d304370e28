"""All grids of one page, by the surest way that finds a table on it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.cells import fill_cells
from extract.fractions import linearise
from extract.gutters import find_open_grids
from extract.lattice import find_grids
from extract.model import Grid, Page
from extract.numbered import split_numbered_rows
from extract.sections import HeaderReader, split_grid
from extract.shading import add_shaded_header
from extract.unruled import column_grids, shaded_grids


def grids_of(page: Page, reader: HeaderReader, *, expected: bool = True) -> list[Grid]:
    """The filled grids of *page*, top to bottom.

    :param expected: the page names column headers; only then are tables without black rules looked for.
    """
    ruled = find_grids(page)
    grids = prepared(page, [*ruled, *find_open_grids(page, ruled)], reader)
    if not expected or any(_has_header(g, reader) for g in grids):
        return grids
    for found in (shaded_grids(page), column_grids(page, reader)):
        other = prepared(page, found, reader)
        with_header = [g for g in other if _has_header(g, reader)]
        if with_header:
            kept = [g for g in grids if not any(g.box.overlap(o.box) > 0 for o in with_header)]
            return _in_order([*kept, *with_header])
    return grids


def prepared(page: Page, grids: Sequence[Grid], reader: HeaderReader) -> list[Grid]:
    """Grids with their words in: shaded headers added, fractions on one line, unruled rows split."""
    for grid in grids:
        add_shaded_header(grid, page.fills, page.words)
        fill_cells(grid, page.words)
        split_numbered_rows(grid)
        for cell in grid.cells:
            linearise(cell, page.rulings)
    return _in_order(grids)


def _has_header(grid: Grid, reader: HeaderReader) -> bool:
    return any(s.header for s in split_grid(grid, reader))


def _in_order(grids: Sequence[Grid]) -> list[Grid]:
    return sorted(grids, key=lambda g: (g.box.top, g.box.x0))
