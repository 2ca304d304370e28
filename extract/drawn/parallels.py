"""Double borders: two rules side by side as the one that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from iku.extract.drawn.strips import Taken
from iku.extract.model import Box, Ruling

SINGLE, DOUBLE = 2.0, 5.0
"""The two lines of a double border stand so far apart (points); nearer ones are one line to ``extract.rules`` too."""
MOST_RULES = 6_000
"""A page with more is a drawing."""


def one_of_two(rulings: Sequence[Ruling], print_at: Sequence[tuple[float, float]]) -> list[Ruling]:
    """*rulings*, two side by side from end to end with nothing between (a double border) as one in their middle."""
    if len(rulings) > MOST_RULES:
        return list(rulings)
    out: list[Ruling] = []
    taken: Taken | None = None
    for way in (True, False):
        waiting: list[Ruling] = []
        for r in sorted((r for r in rulings if r.horizontal is way), key=lambda r: r.at):
            out += [w for w in waiting if r.at - w.at > DOUBLE]
            waiting = [w for w in waiting if r.at - w.at <= DOUBLE]
            twin = next((w for w in waiting if _side_by_side(w, r)), None)
            if twin is not None:
                taken = taken or Taken((), print_at)
                if not taken.strip(*_strip(twin, r), not way):
                    waiting.remove(twin)
                    r = replace(r, at=(twin.at + r.at) / 2, start=min(twin.start, r.start), end=max(twin.end, r.end))
            waiting.append(r)
        out += waiting
    return out


def _side_by_side(a: Ruling, b: Ruling) -> bool:
    ends = max(abs(a.start - b.start), abs(a.end - b.end))
    return SINGLE < b.at - a.at <= DOUBLE and ends <= DOUBLE and min(a.length, b.length) > 2 * DOUBLE


def _strip(a: Ruling, b: Ruling) -> tuple[Box, Box]:
    """Two rules as boxes of no thickness, the first over or left of the second."""
    if a.horizontal:
        return Box(a.start, a.at, a.end, a.at), Box(b.start, b.at, b.end, b.at)
    return Box(a.at, a.start, a.at, a.end), Box(b.at, b.start, b.at, b.end)
