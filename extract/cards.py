"""Indicator cards (Manual IKU): one ruled form an indicator, labels left and values right, made a one-row table."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Cell, Grid
from extract.sections import HeaderReader

LEAST_LABELS = 4
KNOWN = 0.7
"""Share of the left cells that must be known labels."""


def as_card(grid: Grid, reader: HeaderReader) -> Grid | None:
    """The card in *grid* as a grid of two rows (labels over values), or None when it is an ordinary table.

    A card has two columns, or three with a narrow one for colons; cells keep their boxes, only their places change.
    """
    labels = [c for c in grid.cells if c.col == 0 and c.colspan == 1]
    if not LEAST_LABELS <= len(labels) <= 40 or not 2 <= grid.ncols <= 3:
        return None
    values = [_value(grid, label) for label in labels]
    if any(v is None for v in values) or any(c.empty or len(c.text) > 80 for c in labels):
        return None
    texts = [c.text.rstrip(" :") for c in labels]
    if reader.header_score(texts) < KNOWN or reader.is_number_row(texts):
        return None
    first = [texts[0], values[0].text if values[0] else ""]
    if reader.header_score(first) >= KNOWN and values[0] is not None and len(values[0].text.split()) < 4:
        return None  # a table of two columns whose first row is a header
    cells = [_placed(c, 0, i) for i, c in enumerate(labels)] + [_placed(v, 1, i) for i, v in enumerate(values) if v]
    edges = [float(i) for i in range(len(labels) + 1)]
    return Grid(grid.page, grid.box, edges, [0.0, 1.0, 2.0], cells, reader="card")


def _value(grid: Grid, label: Cell) -> Cell | None:
    """The cell right of a label; a cell that holds only a colon is passed over."""
    right = [c for c in grid.cells if c.row == label.row and c.col > 0]
    wanted = [c for c in right if c.text.strip() not in (":", "")] or right[-1:]
    return wanted[0] if wanted and len(wanted) == 1 else None


def _placed(cell: Cell, row: int, col: int) -> Cell:
    return Cell(row, col, 1, 1, cell.box, cell.page, cell.lines, cell.agreed)


def with_cards(grids: Sequence[Grid], reader: HeaderReader) -> list[Grid]:
    """The grids of a page, cards turned."""
    return [as_card(g, reader) or g for g in grids]
