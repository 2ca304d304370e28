"""How the texts of a column lie in the rows over and under a boundary: as texts of a row each, or as one over both.

A text from the top of its row, or about its middle, as the others of its rows do, has a row of its own. Two lines that
do neither by themselves, but stand about the middle of all the rows that they share, are one text over those rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from iku.extract.structure.fragments import LED, Fragment

MOST = 12
"""Empty rows over or under a text that it may be merged with."""
UNKNOWN = 9.0
LYING = (
    "over_top", "over_foot", "over_middle", "under_top", "under_foot", "under_middle", "both_middle", "spread_middle",
    "spread_rows", "others_top", "others_middle", "rows_top", "rows_middle", "lines_over", "lines_under", "close",
    "empty_over", "empty_under", "first_over", "first_under",
)  # fmt: skip


class Lying:
    """The texts of a region's columns by row, *ys* being its row boundaries from top to foot, in points."""

    def __init__(self, columns: Sequence[Sequence[Fragment]], ys: Sequence[float], em: float, leading: float) -> None:
        self._ys, self._em, self._least = ys, em, leading + LED * em
        self._texts: list[list[list[Fragment]]] = [[[] for _ in range(len(ys) - 1)] for _ in columns]
        for own, rows in zip(columns, self._texts, strict=True):
            for f in own:
                rows[min(max(bisect_right(ys, f.line.box.cy) - 1, 0), len(rows) - 1)].append(f)
        alike = [self._off(c, r) for c in range(len(columns)) for r in range(len(ys) - 1) if self._texts[c][r]]
        self._usual = median(t for t, _, _ in alike), median(abs(m) for _, _, m in alike)

    def at(self, cut: int, column: int) -> tuple[float, ...]:
        """``LYING`` for the texts of *column* over and under the boundary number *cut*; zeros where it lacks one."""
        over, under = self._texts[column][cut], self._texts[column][cut + 1]
        if not over or not under:
            return (0.0,) * len(LYING)
        top, foot = over[0].top, max(f.bottom for f in under)
        both = self._middle(top, foot, self._ys[cut], self._ys[cut + 2])
        spread, rows, free = self._spread(column, cut)
        others = [
            self._off(c, r)
            for c in range(len(self._texts))
            for r in (cut, cut + 1)
            if c != column and self._texts[c][r]
        ]
        return (
            *self._off(column, cut), *self._off(column, cut + 1), both, spread, float(rows),
            median(t for t, _, _ in others) if others else UNKNOWN,
            median(abs(m) for _, _, m in others) if others else UNKNOWN,
            *self._usual, float(len(over)), float(len(under)),
            float(under[0].top - max(f.bottom for f in over) <= self._least), float(free[0]), float(free[1]),
            float(bool(self._texts[0][cut])), float(bool(self._texts[0][cut + 1])),
        )  # fmt: skip

    def _off(self, column: int, row: int) -> tuple[float, float, float]:
        """The whites over and under the text in its row, and their difference, in letter heights."""
        own = self._texts[column][row]
        top = (own[0].top - self._ys[row]) / self._em
        foot = (self._ys[row + 1] - max(f.bottom for f in own)) / self._em
        return top, foot, top - foot

    def _middle(self, top: float, foot: float, roof: float, floor: float) -> float:
        return ((top - roof) - (floor - foot)) / self._em

    def _spread(self, column: int, cut: int) -> tuple[float, int, tuple[int, int]]:
        """How far the whole text through the boundary stands from the middle of the rows that suit it best, over and
        under it as many empty ones as there are; how many rows it has itself; those empty rows."""
        rows = self._texts[column]
        first, last = cut, cut + 1
        while first > 0 and rows[first - 1] and self._reads_on(rows[first - 1], rows[first]):
            first -= 1
        while last + 1 < len(rows) and rows[last + 1] and self._reads_on(rows[last], rows[last + 1]):
            last += 1
        above = below = 0
        while above < MOST and first - above > 0 and not rows[first - above - 1]:
            above += 1
        while below < MOST and last + below + 1 < len(rows) and not rows[last + below + 1]:
            below += 1
        top, foot = rows[first][0].top, max(f.bottom for f in rows[last])
        best = min(
            abs(self._middle(top, foot, self._ys[first - a], self._ys[last + b + 1]))
            for a in range(above + 1)
            for b in range(below + 1)
        )
        return best, last - first + 1, (above, below)

    def _reads_on(self, over: Sequence[Fragment], under: Sequence[Fragment]) -> bool:
        lines = [*over, *under]
        return all(b.top - a.bottom <= self._least for a, b in pairwise(lines))
