"""Several goals in one cell, each level with its own indicators: ``1. Terwujudnya …`` over ``2. Meningkatnya …``.

The goals are numbered in their cell and each begins level with an indicator beside it; then every indicator belongs to
the last goal that begins above it. Goals of which one stands beside no indicator's beginning belong to all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from iku.extract.model import Line
from iku.extract.table_model import Cell
from iku.normalize.blocks import by_number

LEVEL = 0.9
"""A goal begins level with an indicator when their tops differ by less than this many letter heights."""
LEAST_WORDS = 3
"""A goal has no fewer words than this."""


@dataclass(slots=True)
class GoalItems:
    """For the cells of one table that hold several goals: their lines, goal by goal."""

    found: dict[int, list[list[Line]]] = field(default_factory=dict)

    @classmethod
    def of(cls, under: Iterable[tuple[Cell, Line]]) -> GoalItems:
        """*under*: a goal's cell and the first line of an indicator that it covers, for all of them."""
        starts: dict[int, list[Line]] = {}
        cells: dict[int, Cell] = {}
        for cell, line in under:
            starts.setdefault(id(cell), []).append(line)
            cells[id(cell)] = cell
        out = cls()
        for name, lines in starts.items():
            items = by_number(cells[name].lines) if len(lines) > 1 else []
            if len(items) > 1 and all(_is_goal(i) for i in items) and all(_level(i[0], lines) for i in items[1:]):
                out.found[name] = items
        return out

    def lines_for(self, cells: Sequence[Cell], lines: Sequence[Line], first: Line) -> Sequence[Line]:
        """Of the *lines* of a goal's *cells* those of the goal that the indicator beginning with *first* belongs to."""
        items = self.found.get(id(cells[0])) if len(cells) == 1 else None
        if not items or items[0][0].page != first.page:
            return lines
        over = [i for i in items if i[0].box.top < first.box.top + LEVEL * first.size]
        return over[-1] if over else items[0]


def _is_goal(lines: Sequence[Line]) -> bool:
    return sum(len(line.words) for line in lines) > LEAST_WORDS


def _level(line: Line, starts: Sequence[Line]) -> bool:
    return any(s.page == line.page and abs(s.box.top - line.box.top) < LEVEL * line.size for s in starts)


def pairs_under(
    drafts: Iterable[tuple[Mapping[int, Sequence[Cell]], Sequence[Line]]], goals: Sequence[int]
) -> Iterable[tuple[Cell, Line]]:
    """The goal cells (in the columns *goals*) of drafts, with the first line of each indicator in them."""
    for cells, firsts in drafts:
        for column in goals:
            own = cells.get(column, ())
            if len(own) == 1:
                yield from ((own[0], line) for line in firsts)
