"""Where fraction bars stand in a cell: short rules, underlines of a numerator, rows of typed dashes, and bars that were
drawn as a picture and show only by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from iku.extract.model import Box, Ruling, Word, hull

Kind = Literal["drawn", "underline", "typed", "unseen"]

INSIDE = 1.5
"""A bar keeps at least this distance (points) from the sides of its cell; a rule that does not is a wall."""
HUGS = 3.2
"""An underline stands at most this far (points) under the feet of its words."""
SNUG = 3.0
"""An underline begins and ends where its words do, within this (points)."""
BLANK = 0.7
"""A blank behind the last word may be underlined with it: as wide as this share of the height of a line."""
NEXT_LINE = 1.9
"""Underlines of lines that follow one another stand no further apart than this many heights of a line."""
SHORTEST = 3.5
"""A bar over one letter is as short as this (points)."""
SAME = 1.2
"""Pieces of one bar stand within this height (points), and within ``HOLE`` of each other."""
HOLE = 1.0
MOST = 40
"""A cell with more rules inside than this holds a drawing or dashed lines, no fractions."""
_DASHES = re.compile(r"([-–—_―─]{4,}|[—―─]{2,})(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Bar:
    """A fraction bar: its height on the page, its ends, and what it is made of."""

    y: float
    x0: float
    x1: float
    kind: Kind

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def find_bars(box: Box, words: Sequence[Word], rulings: Sequence[Ruling]) -> tuple[list[Bar], list[Word]]:
    """The bars inside *box*, top to bottom, and the words without the dashes that were typed as bars."""
    pieces = _pieces(box, rulings)
    drawn: list[Bar | None] = []
    for rule in pieces if len(pieces) <= MOST else []:
        drawn.append(_kind(rule, words, [b for b in drawn if b is not None and b.kind == "underline"]))
    typed, rest = _typed(words)
    if len(typed) > MOST:
        return [], list(words)
    bars = _without_upper_underlines([b for b in drawn if b is not None], rest) + typed
    return sorted(bars or _unseen(words), key=lambda b: (b.y, b.x0)), rest


def _pieces(box: Box, rulings: Sequence[Ruling]) -> list[Ruling]:
    """Horizontal rules well inside *box*, their pieces joined."""
    own = [
        r
        for r in rulings
        if r.horizontal and box.top < r.at < box.bottom and r.start > box.x0 + INSIDE and r.end < box.x1 - INSIDE
    ]
    joined: list[Ruling] = []
    for r in sorted(own, key=lambda r: (round(r.at / SAME), r.start)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.at - r.at) <= SAME and r.start - last.end <= HOLE:
            joined[-1] = Ruling(True, last.at, last.start, max(last.end, r.end), last.width)
        else:
            joined.append(r)
    return [r for r in joined if r.length >= SHORTEST]


def _kind(rule: Ruling, words: Sequence[Word], underlines: Sequence[Bar]) -> Bar | None:
    """The bar that a rule is; None when nothing stands over it. *underlines*: those of the lines over it, with which
    the blank behind the last word may be underlined too."""
    above = [w for w in words if rule.start - 2 <= w.box.cx <= rule.end + 2 and w.box.cy < rule.at]
    if not above:
        return None
    feet = max(w.box.bottom for w in above)
    reach = hull([w.box for w in above if w.box.bottom > feet - 4])
    tall = max(w.box.height for w in above)
    lines = any(0 < rule.at - b.y < NEXT_LINE * tall and b.x0 < rule.end and b.x1 > rule.start for b in underlines)
    blank = max(SNUG, BLANK * tall) if lines else SNUG
    snug = abs(reach.x0 - rule.start) < SNUG and -SNUG < rule.end - reach.x1 < blank
    hugs = snug and rule.at - feet < HUGS
    return Bar(rule.at, rule.start, rule.end, "underline" if hugs else "drawn")


def _without_upper_underlines(bars: Sequence[Bar], words: Sequence[Word]) -> list[Bar]:
    """A numerator of several lines may be underlined line by line: only its last underline is the bar."""
    kept = []
    for bar in bars:
        below = [b for b in bars if b.kind == "underline" == bar.kind and b.y > bar.y and _share(b, bar) > 0.5]
        lower = min(below, key=lambda b: b.y, default=None)
        between = [w for w in words if lower and bar.y < w.box.cy < lower.y and bar.x0 - 2 <= w.box.cx <= bar.x1 + 2]
        tall = max((w.box.height for w in between), default=0.0)
        if lower is None or not between or lower.y - bar.y > NEXT_LINE * tall:
            kept.append(bar)
    return kept


def _share(one: Bar, other: Bar) -> float:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared / max(min(one.width, other.width), 1e-6)


def _typed(words: Sequence[Word]) -> tuple[list[Bar], list[Word]]:
    """Rows of dashes as bars. What is glued to one (``-------x``) stays a word."""
    bars, rest = [], []
    for word in words:
        found = _DASHES.fullmatch(word.text)
        tail = found[2] if found else ""
        if found is None or re.search(r"[^\W\d_]{2,}", tail):
            rest.append(word)
            continue
        edge = word.box.x0 + word.box.width * len(found[1]) / len(word.text)
        bars.append(Bar(word.box.cy, word.box.x0, edge, "typed"))
        if tail:
            box = Box(edge, word.box.top, word.box.x1, word.box.bottom)
            rest.append(Word(tail, box, word.confidence, word.source, word.size, word.bold))
    return bars, rest


def _unseen(words: Sequence[Word]) -> list[Bar]:
    """A bar that was drawn as a picture: a multiplier stands right of two short lines, level with the gap between."""
    bars = []
    for sign in (w for w in words if w.text in ("x", "X", "×")):
        height = sign.box.height
        left = [w for w in words if w.box.x1 < sign.box.x0 and abs(w.box.cy - sign.box.cy) < 1.6 * height]
        over = _nearest_line([w for w in left if sign.box.cy - w.box.cy > 0.25 * height], sign)
        under = _nearest_line([w for w in left if w.box.cy - sign.box.cy > 0.25 * height], sign)
        level = [w for w in left if abs(w.box.cy - sign.box.cy) <= 0.25 * height]
        if over and under and not level:
            y = (max(w.box.bottom for w in over) + min(w.box.top for w in under)) / 2
            reach = hull([w.box for w in (*over, *under)])
            bars.append(Bar(y, reach.x0, reach.x1, "unseen"))
    return bars


def _nearest_line(words: Sequence[Word], sign: Word) -> list[Word]:
    """Those of *words* that stand on the line nearest to *sign*."""
    step = min((abs(w.box.cy - sign.box.cy) for w in words), default=0.0)
    return [w for w in words if abs(w.box.cy - sign.box.cy) < step + 0.5 * sign.box.height]
