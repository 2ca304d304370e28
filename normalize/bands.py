"""Band rows: one cell over the whole width that names the mission, goal or objective of the rows under it."""

from __future__ import annotations

from iku.extract.table_model import Cell, Row

WIDE = 0.6
"""A cell over this share of the columns, alone in its row or behind its number, is a band."""
NUMBER = 5
"""The number of a band has no more letters."""


def band_cell(row: Row) -> Cell | None:
    """The cell of a band row, None when the row is an ordinary one."""
    filled = [c for c in row.own if not c.empty]
    if not 1 <= len(filled) <= 2 or len(filled) == 2 and len(filled[0].text) > NUMBER:
        return None
    wide = sum(c is filled[-1] for c in row.cells)
    return filled[-1] if wide >= max(len(filled) + 1, WIDE * len(row.cells)) else None
