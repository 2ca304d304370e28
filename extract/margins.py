"""How sure the boundaries of cells are: what the reader that weighs evidence says of the grids that were kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iku.extract.model import Box
from iku.extract.table_model import Cell, Edges, Grid

SAME_LINE = 6.0
"""Two readers mean one boundary when they put it this near (points)."""
CERTAIN = 10.0
"""Log-odds of a cell without any inner boundary."""
UNSEEN = -1.0
"""Log-odds of a boundary that the weighing reader does not see."""

Odds = Sequence[tuple[float, float]]


def mark_margins(kept: Iterable[Grid], weighed: Sequence[Grid]) -> None:
    """Give the cells of the grids *kept* the log-odds of their least sure boundary, as a grid of *weighed* over the
    same region sees it. A boundary that it sees clearly inside a cell, and the kept grid nowhere, counts against it."""
    for grid in kept:
        other = max(weighed, key=lambda g: g.box.overlap(grid.box), default=None)
        if other is None or not other.box.overlap(grid.box):
            continue
        columns, rows = _missed(other.column_odds, grid.xs), _missed(other.row_odds, grid.ys)
        for cell in grid.cells:
            cell.edges = _edges(cell.box, other, columns, rows)


def _edges(box: Box, other: Grid, columns: Odds, rows: Odds) -> Edges:
    """What the grid *other* says of the boundaries of a cell; *columns* and *rows* are those that only it has."""
    inside = _inside(columns, box.x0, box.x1)
    across = min(_edge(other.column_odds, x, (other.box.x0, other.box.x1)) for x in (box.x0, box.x1))
    between = _inside(rows, box.top, box.bottom)
    above, below = (_edge(other.row_odds, y, (other.box.top, other.box.bottom)) for y in (box.top, box.bottom))
    whole = _inside(other.row_rest, box.top + SAME_LINE, box.bottom)
    joined = [(y, odd) for x, y, odd in other.joints if box.x0 < x < box.x1 and box.top - SAME_LINE < y]
    apart = [
        odd if box.top + SAME_LINE < y < box.bottom - SAME_LINE else -odd
        for y, odd in joined
        if y < box.bottom + SAME_LINE
    ]
    return Edges(
        min(across, inside), min(above, between), min(below, between), min(whole, between),
        min(apart, default=CERTAIN),
    )  # fmt: skip


def margin_of(cells: Iterable[Cell]) -> float | None:
    """The least margin of *cells*, None where none was weighed."""
    return min((c.margin for c in cells if c.margin is not None), default=None)


def _missed(odds: Odds, places: Sequence[float]) -> list[tuple[float, float]]:
    """Boundaries that the weighing reader sees and the grid has not."""
    return [(at, odd) for at, odd in odds if all(abs(at - p) > SAME_LINE for p in places)]


def _inside(missed: Odds, low: float, high: float) -> float:
    """What speaks against a cell that hides boundaries."""
    return min((-odd for at, odd in missed if low < at < high), default=CERTAIN)


def _edge(odds: Odds, edge: float, outer: tuple[float, float]) -> float:
    """How sure one edge of a cell is; the outer edges of the weighing reader's region are."""
    near = [odd for at, odd in odds if abs(at - edge) <= SAME_LINE]
    if near:
        return max(near)
    return UNSEEN if outer[0] + SAME_LINE < edge < outer[1] - SAME_LINE else CERTAIN
