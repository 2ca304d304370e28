"""What is drawn round a cell and through its text: rules and the edges of fills, as shares of its sides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from iku.extract.model import Box, Line, Page
from iku.normalize.trust.numbers import Features

NEAR = 3.0
"""A rule this near to a side is the side's own (points)."""

Strokes = list[tuple[float, float, float]]
"""Place, start and end of strokes of one direction, by place."""


@dataclass(slots=True)
class Drawn:
    """Rules and edges of fills of the pages of a table, looked up by place; what was asked once is kept."""

    pages: dict[int, tuple[Strokes, Strokes]] = field(default_factory=dict)
    told: dict[int, Features] = field(default_factory=dict)

    def add(self, page: Page) -> None:
        """Know the strokes of *page*."""
        flat = [(r.at, r.start, r.end) for r in page.rulings if r.horizontal]
        upright = [(r.at, r.start, r.end) for r in page.rulings if not r.horizontal]
        for fill in page.fills:
            box = fill.box
            flat += [(box.top, box.x0, box.x1), (box.bottom, box.x0, box.x1)]
            upright += [(box.x0, box.top, box.bottom), (box.x1, box.top, box.bottom)]
        self.pages[page.number] = sorted(flat), sorted(upright)

    def around(self, key: int, box: Box, page: int, lines: Sequence[Line]) -> Features:
        """How much of each side of a cell is drawn, and whether a stroke runs through its text; *key*: its identity."""
        if key not in self.told:
            self.told[key] = self._around(box, page, [line for line in lines if line.page == page])
        return self.told[key]

    def _around(self, box: Box, page: int, lines: Sequence[Line]) -> Features:
        flat, upright = self.pages.get(page, ([], []))
        above = covered(flat, box.top, box.x0, box.x1)
        below = covered(flat, box.bottom, box.x0, box.x1)
        return {
            "susunan.garis.atas": above,
            "susunan.garis.bawah": below,
            "susunan.garis.sisi": min(covered(upright, x, box.top, box.bottom) for x in (box.x0, box.x1)),
            "susunan.garis.dalam": float(_through(flat, lines)),
        }


def covered(strokes: Strokes, at: float, start: float, end: float) -> float:
    """The share of a side from *start* to *end* that strokes near *at* cover."""
    near = strokes[bisect_left(strokes, (at - NEAR,)) : bisect_right(strokes, (at + NEAR, float("inf")))]
    total, reach = 0.0, start
    for low, high in sorted((max(s, start), min(e, end)) for _, s, e in near):
        total += max(0.0, high - max(low, reach))
        reach = max(reach, high)
    return total / (end - start) if end > start else 0.0


def _through(flat: Strokes, lines: Sequence[Line]) -> bool:
    """Whether a stroke parts the lines of a text over their whole width."""
    for one, other in zip(lines, lines[1:], strict=False):
        top, bottom = one.box.bottom - 2.0, other.box.top + 2.0
        x0, x1 = min(one.box.x0, other.box.x0), max(one.box.x1, other.box.x1)
        low, high = bisect_left(flat, (top,)), bisect_right(flat, (bottom, float("inf")))
        if low < high and covered(flat[low:high], (top + bottom) / 2, x0, x1) > 0.95:
            return True
    return False
