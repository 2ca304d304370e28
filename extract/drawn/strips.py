"""What stands in the strip between two cells or two rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from iku.extract.model import Box, Ruling

MEET = 1.0
"""Ends of rules that meet lie this near (points) together."""


class Taken:
    """What stands on a page, asked whether it stands in a strip between two cells."""

    def __init__(self, rulings: Sequence[Ruling], print_at: Sequence[tuple[float, float]]) -> None:
        self._print = sorted((y, x) for x, y in print_at)
        self._rules = {
            way: sorted((r.at, r.start, r.end) for r in rulings if r.horizontal is way) for way in (True, False)
        }

    def strip(self, a: Box, b: Box, across: bool) -> bool:
        """Whether print, or a rule that bridges it, stands between *a* and *b* (right of it, or under it)."""
        if across:
            room = Box(a.x1, max(a.top, b.top), b.x0, min(a.bottom, b.bottom))
            low, high, start, end = room.top, room.bottom, room.x0, room.x1
        else:
            room = Box(max(a.x0, b.x0), a.bottom, min(a.x1, b.x1), b.top)
            low, high, start, end = room.x0, room.x1, room.top, room.bottom
        own = self._rules[across]
        for at, first, last in own[bisect_left(own, (low - MEET,)) : bisect_right(own, (high + MEET,))]:
            if first <= start + MEET and last >= end - MEET and low - MEET <= at <= high + MEET:
                return True
        near = self._print[bisect_left(self._print, (room.top,)) : bisect_right(self._print, (room.bottom,))]
        return any(room.x0 < x < room.x1 for _, x in near)
