"""How sure the boundaries of cells are: what the reader that weighs evidence says of the grids that were kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.model import Cell, Grid

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
            box = cell.box
            across = _margin(other.column_odds, columns, (box.x0, box.x1), (other.box.x0, other.box.x1))
            down = _margin(other.row_odds, rows, (box.top, box.bottom), (other.box.top, other.box.bottom))
            cell.margin = min(across, down)


def margin_of(cells: Iterable[Cell]) -> float | None:
    """The least margin of *cells*, None where none was weighed."""
    return min((c.margin for c in cells if c.margin is not None), default=None)


def _missed(odds: Odds, places: Sequence[float]) -> list[tuple[float, float]]:
    """Boundaries that the weighing reader sees and the grid has not."""
    return [(at, odd) for at, odd in odds if all(abs(at - p) > SAME_LINE for p in places)]


def _margin(odds: Odds, missed: Odds, edges: tuple[float, float], outer: tuple[float, float]) -> float:
    """Of the edges of a cell that are inner boundaries, and of what it may hide between them."""
    found = [-odd for at, odd in missed if edges[0] < at < edges[1]]
    for edge in edges:
        near = [odd for at, odd in odds if abs(at - edge) <= SAME_LINE]
        if near:
            found.append(max(near))
        elif outer[0] + SAME_LINE < edge < outer[1] - SAME_LINE:
            found.append(UNSEEN)
    return min(found, default=CERTAIN)
