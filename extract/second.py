"""camelot as the second reader of a ruled table: it finds cells in its own way, without rendering.

Where it sees a cell otherwise than our lattice, the value is worth less trust; a table whose rules are whole leaves
nothing to see otherwise, and is not read again. Where pdfplumber cannot read a page at all, camelot's cells stand in.
``lattice`` with ``engine="vector"`` is the mode that needs no picture of the page.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from iku.extract.joined import Joined
from iku.extract.lattice import TOUCH
from iku.extract.model import Box, Page
from iku.extract.rules import covered
from iku.extract.table_model import Cell, Grid

SAME = 0.8
"""Two readers mean one cell when the shared area is at least this part of both boxes together."""
WHOLE, SHORT = 0.95, 1.5
"""Share of every side of every cell that solid rules cover, or all but so many points of it, where a second reader has
nothing to say: of 73 such pages of 70 documents camelot saw no cell otherwise, of 54 others on ten."""
FAILURES = (ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, ZeroDivisionError, OSError,
            NotImplementedError, RecursionError, RuntimeError, StopIteration)  # fmt: skip
"""What camelot and its parser raise on pages that they cannot read (inline images are the usual cause)."""


def camelot_grids(path: Path, heights: Mapping[int, float]) -> dict[int, list[Grid]]:
    """camelot's grids of some pages, in points of the page as shown.

    :param heights: page number (from 1) -> height in points. Pages that camelot cannot read are missing in the result.
    """
    found: dict[int, list[Grid]] = {}
    for number, height in heights.items():
        tables = _read(path, number)
        if tables is not None:
            found[number] = [g for t in tables if (g := _grid(t, number, height)) is not None]
    return found


def is_certain(grid: Grid, page: Page) -> bool:
    """Whether rules stand on all sides of every cell, from end to end: camelot goes by rules alone, and only where they
    are dotted, broken or missing it may see something else."""
    if grid.reader != "rulings":
        return False
    flat, upright = _pieces(page, grid.ys, horizontal=True), _pieces(page, grid.xs, horizontal=False)
    sides = [(upright.get(x, ()), c.box.top, c.box.bottom) for c in grid.cells for x in (c.box.x0, c.box.x1)]
    sides += [(flat.get(y, ()), c.box.x0, c.box.x1) for c in grid.cells for y in (c.box.top, c.box.bottom)]
    return all(
        (1 - covered(start, end, pieces)) * (end - start) <= max(SHORT, (1 - WHOLE) * (end - start))
        for pieces, start, end in sides
    )


def _pieces(page: Page, places: Iterable[float], *, horizontal: bool) -> dict[float, list[tuple[float, float]]]:
    """For every one of *places* where rules at it start and end."""
    own = [r for r in page.rulings if r.horizontal is horizontal]
    return {at: [(r.start, r.end) for r in own if abs(r.at - at) <= TOUCH] for at in places}


def compare(grids: Iterable[Grid], second: Mapping[int, Sequence[Grid]]) -> int:
    """Mark the cells that the second reader saw otherwise, and return how many.

    A grid that it did not find at all is no contradiction: it knows fewer kinds of rules than the lattice.
    """
    doubted = 0
    for grid in grids:
        others = [
            g for g in second.get(grid.page, ()) if g.box.overlap(grid.box) >= 0.5 * min(g.box.area, grid.box.area)
        ]
        boxes = [c.box for g in others for c in g.cells]
        if not boxes:
            continue
        for cell in grid.cells:
            beside_shading = grid.shaded > 0 and cell.row <= grid.shaded
            seen = any(o.box.overlap(cell.box) >= 0.5 * cell.box.area for o in others)
            if cell.empty or beside_shading or not seen:
                continue
            cell.agreed = any(_alike(cell.box, box) for box in boxes)
            doubted += not cell.agreed
    return doubted


def _alike(a: Box, b: Box) -> bool:
    shared = a.overlap(b)
    return shared >= SAME * (a.area + b.area - shared)


@cache
def _camelot() -> Any:
    """camelot, imported without matplotlib: half a CPU second for plots that nobody draws here."""
    hidden = [name for name in ("matplotlib", "matplotlib.patches", "matplotlib.pyplot") if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import camelot
    finally:
        for name in hidden:
            del sys.modules[name]
    return camelot


def _read(path: Path, number: int) -> Any | None:
    camelot = _camelot()
    logging.getLogger("camelot").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return camelot.read_pdf(
                str(path), pages=str(number), flavor="lattice", engine="vector", suppress_stdout=True
            )
        except FAILURES:
            return None


def _grid(table: Any, page: int, height: float) -> Grid | None:
    """A camelot table as a grid: its cells joined wherever it saw no wall between two."""
    cells = table.cells
    rows, cols = len(cells), len(cells[0]) if cells else 0
    if not rows or not cols:
        return None
    xs = [float(cells[0][0].x1), *(float(c.x2) for c in cells[0])]
    ys = [height - float(cells[0][0].y2), *(height - float(row[0].y1) for row in cells)]
    joined = Joined(rows * cols)
    for r in range(rows):
        for c in range(cols):
            if c + 1 < cols and not (cells[r][c].right or cells[r][c + 1].left):
                joined.join(r * cols + c + 1, r * cols + c)
            if r + 1 < rows and not (cells[r][c].bottom or cells[r + 1][c].top):
                joined.join((r + 1) * cols + c, r * cols + c)
    merged = []
    for places in ([(i // cols, i % cols) for i in group] for group in joined.groups()):
        top, left = min(r for r, _ in places), min(c for _, c in places)
        low, right = max(r for r, _ in places), max(c for _, c in places)
        box = Box(xs[left], ys[top], xs[right + 1], ys[low + 1])
        merged.append(Cell(top, left, low - top + 1, right - left + 1, box, page))
    merged.sort(key=lambda c: (c.row, c.col))
    return Grid(page, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, merged, reader="camelot")
