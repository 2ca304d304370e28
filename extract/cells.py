"""Words into the cells of a grid."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from iku.extract.lines import to_lines
from iku.extract.model import Box, Word
from iku.extract.table_model import Cell, Grid


def fill_cells(grid: Grid, words: Sequence[Word]) -> None:
    """Give every cell its printed lines. A word belongs to the cell under its middle, or, where it hangs over a rule,
    to the one that it shares most of its area with."""
    place = {(r, c): cell for cell in grid.cells for r in _rows(cell) for c in _cols(cell)}
    own: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if not grid.box.holds(word.box.cx, word.box.cy, 1.0):
            continue
        r = min(max(bisect_right(grid.ys, word.box.cy) - 1, 0), grid.nrows - 1)
        c = min(max(bisect_right(grid.xs, word.box.cx) - 1, 0), grid.ncols - 1)
        cell = place.get((r, c))
        if cell is not None:
            own[id(cell)].append(word)
    for cell in grid.cells:
        cell.lines = to_lines(own.get(id(cell), ()), grid.page)


def words_outside(words: Sequence[Word], boxes: Sequence[Box]) -> list[Word]:
    """The words whose middle lies in none of *boxes*."""
    return [w for w in words if not any(b.holds(w.box.cx, w.box.cy) for b in boxes)]


def _rows(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.rowspan)


def _cols(cell: Cell) -> range:
    return range(cell.col, cell.col + cell.colspan)
