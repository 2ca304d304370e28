"""A header row without upright rules over ruled columns: one wide cell that holds the header of every column.

Coloured headers are often drawn as one band, their inner rules in the colour of the band or not at all, while the body
under them has rules on all sides. The columns of the body part such a band where its words stand in them.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from statistics import median

from iku.extract.lines import to_lines
from iku.extract.model import Box, Line, Word
from iku.extract.table_model import Cell, Grid

FEWEST = 3
"""A band over fewer columns may be one header over both."""
SPACE = 0.62
"""Words of a line nearer than this many letter heights belong together."""


def part_header(grid: Grid) -> None:
    """Cut the first row of *grid*, in place, where it is one cell over ruled columns and each of these has words of
    its own in it; a phrase that runs over a boundary makes it a title, which stays."""
    first = next((c for c in grid.cells if c.row == 0), None)
    if first is None or first.colspan != grid.ncols or grid.ncols < FEWEST or first.rowspan > 1 or first.empty:
        return
    if not _columns_ruled(grid):
        return
    columns = _parted(first, grid.xs)
    if columns is None:
        return
    grid.cells.remove(first)
    edges = zip(grid.xs, grid.xs[1:], strict=False)
    cells = [
        Cell(0, c, 1, 1, Box(x0, first.box.top, x1, first.box.bottom), first.page, to_lines(words, first.page))
        for c, ((x0, x1), words) in enumerate(zip(edges, columns, strict=True))
    ]
    grid.cells[:0] = cells


def _columns_ruled(grid: Grid) -> bool:
    """Most rows under the first have a cell for every column."""
    whole = [sum(c.row <= r < c.row + c.rowspan for c in grid.cells) == grid.ncols for r in range(1, grid.nrows)]
    return bool(whole) and sum(whole) * 2 > len(whole)


def _parted(cell: Cell, xs: Sequence[float]) -> list[list[Word]] | None:
    """The words of *cell* by column; None when a column has none or a phrase runs over a boundary."""
    em = median(w.box.height for w in cell.words)
    columns: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for line in cell.lines:
        for run in _runs(line, SPACE * em):
            left, right = bisect(xs, run[0].box.x0 + 1), bisect(xs, run[-1].box.x1 - 1)
            if left != right or not 0 < left < len(xs):
                return None
            columns[left - 1] += run
    return columns if all(columns) else None


def _runs(line: Line, space: float) -> list[list[Word]]:
    runs = [[line.words[0]]]
    for word in line.words[1:]:
        if word.box.x0 - runs[-1][-1].box.x1 < space:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs
