"""Cells drawn as boxes with room between them: their facing sides meet in the middle of the gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from iku.extract.drawn.strips import MEET, Taken
from iku.extract.model import Box, Ruling

NARROWEST, WIDEST = 1.2, 12.0
"""Room between two cells, in points; a page's columns of text stand farther apart."""
EVEN = 1.5
"""The gaps of one table differ by no more than this (points)."""
FEWEST = 3
MOST_RULES, MOST_BOXES = 6_000, 600
"""A page with more is a drawing, or has its rules in pieces that make no boxes."""


def close_gaps(rulings: Sequence[Ruling], print_at: Sequence[tuple[float, float]]) -> list[Ruling]:
    """*rulings*, those of separate cell boxes replaced by boxes that touch, a frame around such boxes left out.

    *print_at* are the middles (x, y) of what is printed: a strip with print or rules in it is a row or column."""
    if not 8 <= len(rulings) <= MOST_RULES:
        return list(rulings)
    boxes, sides = _boxes(rulings)
    cells = [b for b in boxes if not any(_around(b, other) for other in boxes)]
    facing = list(_facing(cells))
    if len(facing) < FEWEST:
        return list(rulings)
    usual = median(gap for _, _, _, gap in facing)
    moved = dict(enumerate(cells))
    taken = Taken(rulings, print_at)
    even = [f for f in facing if abs(f[3] - usual) <= EVEN and not taken.strip(cells[f[0]], cells[f[1]], f[2])]
    if len(even) < FEWEST:
        return list(rulings)
    for i, j, across, gap in even:
        middle = (cells[i].x1 if across else cells[i].bottom) + gap / 2
        moved[i], moved[j] = _touching(moved[i], moved[j], across, middle)
    touched = {i for f in even for i in f[:2]}
    joined = [cells[i] for i in touched]
    whole = [b for b in boxes if any(_around(b, c) for c in joined) and _is_frame(b, joined)]
    gone = {k for b in [*(cells[i] for i in touched), *whole] for k in sides[b]}
    kept = [r for k, r in enumerate(rulings) if k not in gone]
    return kept + [r for i in sorted(touched) for r in edges(moved[i])]


def _touching(a: Box, b: Box, across: bool, middle: float) -> tuple[Box, Box]:
    """The two boxes made to meet at *middle*: an x where they stand side by side (*across*), else a y."""
    if across:
        return replace(a, x1=middle), replace(b, x0=middle)
    return replace(a, bottom=middle), replace(b, top=middle)


def edges(box: Box) -> list[Ruling]:
    """The four sides of a box."""
    return [
        Ruling(True, box.top, box.x0, box.x1),
        Ruling(True, box.bottom, box.x0, box.x1),
        Ruling(False, box.x0, box.top, box.bottom),
        Ruling(False, box.x1, box.top, box.bottom),
    ]


def _boxes(rulings: Sequence[Ruling]) -> tuple[list[Box], dict[Box, set[int]]]:
    """Boxes whose four sides are drawn each for itself, with the numbers of their rules."""
    level: dict[tuple[int, int], list[int]] = defaultdict(list)
    upright: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, r in enumerate(rulings):
        (level if r.horizontal else upright)[(round(r.start), round(r.end))].append(k)
    sides: dict[Box, set[int]] = {}
    for own in level.values():
        own.sort(key=lambda k: rulings[k].at)
        for n, k in enumerate(own):
            top = rulings[k]
            low = next((m for m in own[n + 1 :] if rulings[m].at - top.at > 2 * MEET), None)
            if low is None:
                continue
            bottom = rulings[low].at
            left = _side(upright, rulings, top.start, top.at, bottom)
            right = _side(upright, rulings, top.end, top.at, bottom)
            if left and right:
                box = Box(top.start, top.at, top.end, bottom)
                sides.setdefault(box, set()).update({k, low, *left, *right})
    return _distinct(sides) if len(sides) <= MOST_BOXES else ([], {})


def _side(
    upright: dict[tuple[int, int], list[int]], rulings: Sequence[Ruling], at: float, y0: float, y1: float
) -> list[int]:
    """The numbers of the upright rules at *at* that reach from *y0* to *y1*."""
    found = []
    for a in (-1, 0, 1):
        for b in (-1, 0, 1):
            for k in upright.get((round(y0) + a, round(y1) + b), ()):
                if abs(rulings[k].at - at) <= MEET:
                    found.append(k)
    return found


def _distinct(sides: dict[Box, set[int]]) -> tuple[list[Box], dict[Box, set[int]]]:
    """One box where a border was drawn as its outer and its inner edge."""
    out: dict[Box, set[int]] = {}
    for box in sorted(sides, key=lambda b: -b.area):
        twin = next((o for o in out if _near(o, box)), None)
        out.setdefault(twin or box, set()).update(sides[box])
    return list(out), out


def _near(a: Box, b: Box) -> bool:
    return max(abs(a.x0 - b.x0), abs(a.top - b.top), abs(a.x1 - b.x1), abs(a.bottom - b.bottom)) <= 2.5


def _around(a: Box, b: Box) -> bool:
    """Whether *a* holds *b* and more."""
    return a is not b and a.x0 <= b.x0 and a.top <= b.top and a.x1 >= b.x1 and a.bottom >= b.bottom and a.area > b.area


def _is_frame(frame: Box, cells: Sequence[Box]) -> bool:
    """Whether a frame follows the outline of the cells in it at the distance of a gap."""
    own = [c for c in cells if _around(frame, c)]
    return (
        min(c.x0 for c in own) - frame.x0 <= WIDEST
        and frame.x1 - max(c.x1 for c in own) <= WIDEST
        and min(c.top for c in own) - frame.top <= WIDEST
        and frame.bottom - max(c.bottom for c in own) <= WIDEST
    )


def _facing(cells: Sequence[Box]) -> Iterator[tuple[int, int, bool, float]]:
    """Pairs of cells side by side (True) or one over the other (False) with a gap between them, and its width."""
    order = sorted(range(len(cells)), key=lambda i: cells[i].top)
    for n, i in enumerate(order):
        a = cells[i]
        for j in order[n + 1 :]:
            b = cells[j]
            if b.top > a.bottom + WIDEST:
                break
            first, second = (i, j) if a.x0 <= b.x0 else (j, i)
            gap = cells[second].x0 - cells[first].x1
            if NARROWEST < gap <= WIDEST and _level(a.top, a.bottom, b.top, b.bottom):
                yield first, second, True, gap
            gap = b.top - a.bottom
            if NARROWEST < gap <= WIDEST and _level(a.x0, a.x1, b.x0, b.x1):
                yield i, j, False, gap


def _level(a0: float, a1: float, b0: float, b1: float) -> bool:
    return min(a1, b1) - max(a0, b0) >= 0.5 * min(a1 - a0, b1 - b0)
