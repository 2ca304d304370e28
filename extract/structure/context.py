"""What the other row boundaries of a region say of one: the white usual between its rows, how texts lie in the rows.

The first answer looks at every candidate by itself. Here it is held against the likely rows around it: a boundary is
right when the texts over it and under it each lie in a row as texts of this table do, all from its top or all about its
middle, and wrong when they do so only together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from iku.extract.structure.evidence import Floats
from iku.extract.structure.fragments import LED, LEVEL, Fragment

LIKELY, SURE, UNLIKELY = 0.0, 2.0, -4.0
"""First log-odds of a boundary that counts as one, that surely is one, that surely is none."""
LEADING = 2
"""Columns that may hold a number and a goal."""
_PARTS = ("over", "under", "whole")
CONTEXT = (
    *(f"{part}_{name}" for part in _PARTS for name in ("top", "middle", "close", "filled", "lines")),
    *(f"{part}_{name}_later" for part in _PARTS for name in ("top", "middle", "close", "filled", "lines")),
    "odds", "odds_before", "odds_after", "rival", "above", "below", "likely", "all_top", "all_middle",
    "usual_own", "own_usual", "usual_least", "least_usual", "within_own", "own_within", "stripe_usual",
)  # fmt: skip


class Texts:
    """The text of every column as (top, bottom) of its lines, and how it lies between two heights."""

    def __init__(self, columns: Sequence[Sequence[Fragment]], em: float, leading: float) -> None:
        self._lines = [[(f.top, f.bottom) for f in own] for own in columns]
        self._middles = [[f.line.box.cy for f in own] for own in columns]
        self.later = min(LEADING, len(columns) - 1)
        self.em, self._least = em, leading + LED * em

    def lie(self, top: float, bottom: float, first: int = 0) -> tuple[float, float, float, float, float]:
        """Shares of the columns with text between *top* and *bottom* whose text begins at the same height, lies about
        the same middle, has no white in it; the share of columns with text; the lines of the tallest text. Columns
        before *first* do not count: numbers and goals are often merged over rows."""
        blocks: list[tuple[float, float]] = []
        close = lines = 0
        for own, middles in zip(self._lines[first:], self._middles[first:], strict=True):
            a, b = bisect_left(middles, top), bisect_left(middles, bottom)
            if a < b:
                blocks.append((own[a][0], max(foot for _, foot in own[a:b])))
                close += all(lower[0] - upper[1] <= self._least for upper, lower in pairwise(own[a:b]))
                lines = max(lines, b - a)
        if not blocks:
            return (0.0, 0.0, 0.0, 0.0, 0.0)
        highest = min(t for t, _ in blocks)
        tallest = max(blocks, key=lambda block: block[1] - block[0])
        middle = (tallest[0] + tallest[1]) / 2
        slack, count = LEVEL * self.em, len(blocks)
        return (
            sum(t - highest <= slack for t, _ in blocks) / count,
            sum(abs((t + b) / 2 - middle) <= slack for t, b in blocks) / count,
            close / count,
            count / (len(self._lines) - first),
            float(lines),
        )


def context(texts: Texts, edges: Sequence[float], whites: Floats, odds: Floats) -> Floats:
    """One row of ``CONTEXT`` for every candidate top.

    :param edges: the top of the region, the candidate tops, the foot of the region.
    :param whites: shape (n, 3): the least white over it in the columns that begin at it, in all columns, and the stripe
        without text, as the first answer saw them.
    :param odds: the first log-odds."""
    count, em = len(odds), texts.em
    out = np.zeros((count, len(CONTEXT)))
    likely = [i for i in range(count) if odds[i] > LIKELY]
    usual = _usual(whites, odds)
    rows = [texts.lie(edges[a], edges[b]) for a, b in pairwise([0, *(i + 1 for i in likely), len(edges) - 1])]
    later = texts.later
    alike = np.mean(rows, axis=0)[:2]
    for i in range(count):
        before = max((k for k in likely if k < i), default=-1)
        after = min((k for k in likely if k > i), default=count)
        a, y, b = edges[before + 1], edges[i + 1], edges[after + 1]
        rivals = [odds[k] for k in range(before + 1, after) if k != i]
        out[i] = [
            *texts.lie(a, y), *texts.lie(y, b), *texts.lie(a, b),
            *texts.lie(a, y, later), *texts.lie(y, b, later), *texts.lie(a, b, later),
            odds[i], odds[i - 1] if i else 9.0, odds[i + 1] if i + 1 < count else 9.0,
            max(rivals, default=-9.0), (y - a) / em, (b - y) / em, len(likely) / count, *alike,
            usual[0], whites[i, 0] - usual[0], usual[1], whites[i, 1] - usual[1], usual[3], whites[i, 0] - usual[3],
            whites[i, 2] - usual[2],
        ]  # fmt: skip
    return out


def _usual(whites: Floats, odds: Floats) -> tuple[float, float, float, float]:
    """The usual whites over sure rows (in the columns that begin there, in all, without text), and the most usual one
    within rows."""
    sure, within = whites[odds > SURE], whites[odds < UNLIKELY]
    over = np.median(sure, axis=0) if len(sure) else np.full(3, -1.0)
    inner = float(np.quantile(within[:, 0], 0.9)) if len(within) else -1.0
    return float(over[0]), float(over[1]), float(over[2]), inner
