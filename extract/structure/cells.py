"""Boundaries to a grid of cells, header block in front, merged cells merged."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Box
from iku.extract.structure.drawn_heads import drawn_cells
from iku.extract.structure.evidence import Region
from iku.extract.structure.fragments import Fragment
from iku.extract.structure.heads import header_cells
from iku.extract.structure.merges import Cut, centred_spans
from iku.extract.table_model import Cell, Grid

NUMBER = 5
"""The number before the text of a band has no more letters."""


def assemble(
    region: Region,
    xs: Sequence[float],
    columns: Sequence[Sequence[Fragment]],
    cuts: Sequence[Cut],
    merged: set[tuple[int, int]],
    head: tuple[int, int],
    *,
    drawn: bool = False,
) -> Grid:
    """The grid of a region, header block in front, merged cells merged, every cell still without words.

    :param merged: (cut, column) pairs over which a cell goes on; texts in the middle of several rows add to it.
    :param head: the rows (first, after last) of the header block; *drawn*: rules or shadings show its cells."""
    first, end = head
    centred_spans(region, columns, cuts, merged, end)
    ys = [region.box.top, *(c.y for c in cuts), region.box.bottom]
    cells: list[Cell] = []
    if end > first:
        shown = drawn_cells(region, xs, ys, end) if drawn else None
        cells += shown or header_cells(region, xs, columns, cuts, ys, first, end)
    for c in range(len(columns)):
        r = 0
        while r < len(ys) - 1:
            if first <= r < end:
                r = end
                continue
            last = r
            while last + 1 < len(ys) - 1 and (last, c) in merged and not first <= last + 1 < end:
                last += 1
            box = Box(xs[c], ys[r], xs[c + 1], ys[last + 1])
            cells.append(Cell(r, c, last - r + 1, 1, box, region.page))
            r = last + 1
    cells = _bands(region, xs, columns, cuts, ys, cells, end)
    cells.sort(key=lambda cell: (cell.row, cell.col))
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Grid(region.page, box, list(xs), ys, cells, reader="structure")


def _bands(
    region: Region,
    xs: Sequence[float],
    columns: Sequence[Sequence[Fragment]],
    cuts: Sequence[Cut],
    ys: Sequence[float],
    cells: list[Cell],
    end: int,
) -> list[Cell]:
    """Rows that hold one text over many columns, be it behind a number, get one cell for it."""
    edges = [-1e9, *(c.top - 0.5 for c in cuts), ys[-1] + 1]
    for r in range(end, len(ys) - 1):
        own = [[f for f in column if edges[r] <= f.line.box.cy < edges[r + 1]] for column in columns]
        filled = [c for c, fragments in enumerate(own) if fragments]
        start = next((c for c in filled if any(f.wide for f in own[c])), None)
        if start is None or start != filled[-1] or len(filled) > 2:
            continue
        if start != filled[0] and len(" ".join(f.text for f in own[filled[0]])) > NUMBER:
            continue
        first = filled[-2] + 1 if len(filled) > 1 else 0
        if any(cell.row <= r < cell.row + cell.rowspan and cell.rowspan > 1 for cell in cells):
            if start > 1:
                continue
            cells = _parted_at(r, ys, cells)
        cells = [cell for cell in cells if cell.row != r or cell.col < first]
        cells.append(Cell(r, first, 1, len(columns) - first, Box(xs[first], ys[r], xs[-1], ys[r + 1]), region.page))
    return cells


def _parted_at(r: int, ys: Sequence[float], cells: Sequence[Cell]) -> list[Cell]:
    """The cells, those merged over row *r* cut into what is above it, in it and below: a band goes over all columns."""
    out: list[Cell] = []
    for cell in cells:
        last = cell.row + cell.rowspan - 1
        if not cell.row <= r <= last or cell.rowspan == 1:
            out.append(cell)
            continue
        for first, end in ((cell.row, r - 1), (r, r), (r + 1, last)):
            if first <= end:
                box = Box(cell.box.x0, ys[first], cell.box.x1, ys[end + 1])
                out.append(Cell(first, cell.col, end - first + 1, cell.colspan, box, cell.page))
    return out
