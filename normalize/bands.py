"""Band rows: one cell over the whole width that names the mission, goal or objective of the rows under it."""

from __future__ import annotations

from extract.model import Cell, Row

WIDE = 0.6
"""A cell over this share of the columns, alone in its row, is a band."""


def band_cell(row: Row) -> Cell | None:
    """The cell of a band row, None when the row is an ordinary one."""
    filled = [c for c in row.own if not c.empty]
    if len(filled) != 1:
        return None
    wide = sum(c is filled[0] for c in row.cells)
    return filled[0] if wide >= max(2, WIDE * len(row.cells)) else None
