"""What is known of a value while it is read: the lines and cells it came from, and the column that gave it meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from iku.extract.model import Line
from iku.extract.table_model import Cell
from iku.normalize.columns import Column


@dataclass(frozen=True, slots=True)
class Trace:
    """``column`` is None for a goal from a band, a title or a label. ``carried``: from a cell that stands in an earlier
    row of the table."""

    lines: Sequence[Line]
    cells: Sequence[Cell]
    column: Column | None
    carried: bool = False

    def joined(self, lines: Sequence[Line], cells: Sequence[Cell]) -> Trace:
        """With what a further cell or part of it adds to the same value."""
        more = [line for line in lines if all(line is not own for own in self.lines)]
        return replace(self, lines=[*self.lines, *more], cells=tuple(dict.fromkeys([*self.cells, *cells])))
