"""camelot as the second reader of a ruled table: it finds cells in its own way, without rendering.

Where it sees a cell otherwise than our lattice, the value is worth less trust; where pdfplumber cannot read a page at
all, camelot's cells stand in. ``lattice`` with ``engine="vector"`` is the mode that needs no picture of the page.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from iku.extract.model import Box, Cell, Grid

SAME = 0.8
"""Two readers mean one cell when the shared area is at least this part of both boxes together."""
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
    parent = list(range(rows * cols))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(cols):
            if c + 1 < cols and not (cells[r][c].right or cells[r][c + 1].left):
                parent[root(r * cols + c + 1)] = root(r * cols + c)
            if r + 1 < rows and not (cells[r][c].bottom or cells[r + 1][c].top):
                parent[root((r + 1) * cols + c)] = root(r * cols + c)
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i in range(rows * cols):
        members[root(i)].append((i // cols, i % cols))
    merged = []
    for places in members.values():
        top, left = min(r for r, _ in places), min(c for _, c in places)
        low, right = max(r for r, _ in places), max(c for _, c in places)
        box = Box(xs[left], ys[top], xs[right + 1], ys[low + 1])
        merged.append(Cell(top, left, low - top + 1, right - left + 1, box, page))
    merged.sort(key=lambda c: (c.row, c.col))
    return Grid(page, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, merged, reader="camelot")
