"""Borders drawn piece by piece (dashes, dots, little circles) put together to rules."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from iku.extract.model import Box, Ruling

SHORT, LONGEST = 12.0, 30.0
"""Pieces of any length up to the first (points), and of one length up to the second, may make a rule; a longer one is
a rule of its own."""
ALIKE = 1.0
FARTHEST = 14.0
"""Pieces with a wider hole (points) between them do not belong together."""
FEWEST = 5
SAME = 0.75
"""Pieces of one rule lie this near (points) to its middle line."""
UNEVEN = 2.2
"""Holes at a crossing or a corner are up to so many times the usual one."""


def joined_pieces(bits: Sequence[Box]) -> list[Ruling]:
    """The rules that rows and columns of *bits* make: short thin marks at even distances. A bit may belong to both a
    horizontal and a vertical rule, as the dot at a corner does."""
    level = [b for b in bits if b.width >= b.height or max(b.width, b.height) <= 3.0]
    upright = [b for b in bits if b.height >= b.width or max(b.width, b.height) <= 3.0]
    return [
        *_rules([(b.cy, b.x0, b.x1, b.height) for b in level], True),
        *_rules([(b.cx, b.top, b.bottom, b.width) for b in upright], False),
    ]


Bit = tuple[float, float, float, float]
"""Middle line, start, end and thickness of a piece, along the rule that it may belong to."""


def _rules(bits: list[Bit], horizontal: bool) -> list[Ruling]:
    rules: list[Ruling] = []
    for row in _rows(sorted(bits)):
        for run in _runs(row):
            at = median(b[0] for b in run)
            rules.append(Ruling(horizontal, at, run[0][1], max(b[2] for b in run), max(b[3] for b in run)))
    return rules


def _rows(bits: list[Bit]) -> list[list[Bit]]:
    rows: list[list[Bit]] = []
    for bit in bits:
        if rows and bit[0] - rows[-1][0][0] <= SAME:
            rows[-1].append(bit)
        else:
            rows.append([bit])
    return [sorted(row, key=lambda b: b[1]) for row in rows if len(row) >= FEWEST]


def _runs(row: list[Bit]) -> list[list[Bit]]:
    """Pieces at even distances, five or more."""
    out = []
    for run in _split(row, FARTHEST):
        if len(run) >= FEWEST:
            usual = median(b[1] - a[2] for a, b in pairwise(run))
            out += [r for r in _split(run, UNEVEN * max(usual, 0.0) + 1.0) if len(r) >= FEWEST and _alike(r)]
    return out


def _alike(run: Sequence[Bit]) -> bool:
    """Whether pieces are short, or all of one length; the last may be cut."""
    lengths = sorted(b[2] - b[1] for b in run)
    return lengths[-1] <= SHORT or lengths[-1] - lengths[1] <= ALIKE


def _split(row: Sequence[Bit], widest: float) -> list[list[Bit]]:
    runs = [[row[0]]]
    for a, b in pairwise(row):
        if b[1] - a[2] > widest:
            runs.append([b])
        else:
            runs[-1].append(b)
    return runs
