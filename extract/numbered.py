"""Bodies without rules between the rows: a ruled row that counts 1, 2, 3 in its number cell is as many rows."""

from __future__ import annotations

import re
from itertools import pairwise

from iku.extract.model import Box, Line
from iku.extract.table_model import Cell, Grid

_NUMBER = re.compile(r"\(?(\d{1,2})[.,)]{0,2}")
LEVEL = 0.8
"""A text begins level with its number when their tops differ by less than this share of the line height."""


def split_numbered_rows(grid: Grid) -> None:
    """Split rows of *grid*, in place, at the numbers of their first cell, where other cells begin anew beside them."""
    row = 0
    while row < grid.nrows:
        tops = _tops(grid, row)
        if tops:
            _split(grid, row, tops)
            row += len(tops)
        row += 1


def _tops(grid: Grid, row: int) -> list[float]:
    """Where the second and further numbers of a row begin; empty when the row is one."""
    first = grid.at(row, 0)
    cells = [c for c in grid.cells if c.row == row]
    if (
        first is None
        or first.rowspan > 1
        or len(first.lines) < 2
        or len(cells) < 3
        or any(c.rowspan > 1 for c in cells)
    ):
        return []
    found = [_NUMBER.fullmatch(line.text.strip()) for line in first.lines]
    numbers = [int(f.group(1)) for f in found if f]
    if len(numbers) < len(found) or any(b - a != 1 for a, b in pairwise(numbers)):
        return []
    tops = [line.box.top for line in first.lines[1:]]
    height = first.lines[0].box.height
    others = [c for c in cells if c is not first and c.lines]
    level = [c for c in others if all(any(abs(ln.box.top - t) < LEVEL * height for ln in c.lines) for t in tops)]
    return tops if len(level) >= 2 else []


def _split(grid: Grid, row: int, tops: list[float]) -> None:
    cuts = [t - 1.0 for t in tops]
    edges = [grid.ys[row], *cuts, grid.ys[row + 1]]
    grid.ys[row + 1 : row + 1] = cuts
    grid.counted += cuts
    added = len(cuts)
    fresh: list[Cell] = []
    for cell in grid.cells:
        if cell.row > row:
            cell.row += added
            fresh.append(cell)
        elif cell.row == row:
            fresh += [_part(cell, i, edges) for i in range(added + 1)]
        else:
            if cell.row + cell.rowspan > row:
                cell.rowspan += added
            fresh.append(cell)
    grid.cells = fresh


def _part(cell: Cell, index: int, edges: list[float]) -> Cell:
    top, bottom = edges[index], edges[index + 1]
    own: list[Line] = [ln for ln in cell.lines if top <= ln.box.cy < bottom]
    return Cell(cell.row + index, cell.col, 1, cell.colspan, Box(cell.box.x0, top, cell.box.x1, bottom), cell.page, own,
                cell.agreed)  # fmt: skip
