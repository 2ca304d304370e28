"""Which gaps of a printed line are spaces between words: measured against the letters of the line itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from iku.extract.drawn.marks import Glyph
from iku.extract.model import Box

SPACE = 0.2
"""A gap wider than this part of the font size parts two words in ordinary print (as pdfplumber has it)."""
TIGHT = 0.04
"""A blank on which the letters left and right of it close up to less than this part of the font size parts nothing."""
SPREAD = 0.1
"""Letters that stand this far apart in the middle are letter-spaced."""
NARROWEST = 0.11
"""Print without blanks may have word spaces down to this part of the font size: kerning and rounding stay below."""
COLUMN = 1.2
"""A gap wider than this part of the font size is none of the line's word spaces."""
ENOUGH = 8
"""Gaps that a line must have before they are judged."""
Run = tuple[list[Glyph], list[Box]]


def limit_of(pieces: Sequence[Run]) -> float:
    """The gap, in parts of the font size, that parts two words of a line, from its pieces, left to right: a piece is a
    run of glyphs or one blank."""
    free: list[float] = []
    blanks = 0
    last: tuple[Glyph, Box] | None = None
    for glyphs, boxes in pieces:
        if glyphs[0].text.isspace():
            blanks, last = blanks + 1, None
            continue
        if last is not None:
            gap = (boxes[0].x0 - last[1].x1) / (last[0].size or 1.0)
            if gap <= COLUMN:
                free.append(gap)
        free += [(b.x0 - a.x1) / (g.size or 1.0) for g, (a, b) in zip(glyphs, pairwise(boxes), strict=False)]
        last = (glyphs[-1], boxes[-1])
    return _limit(free, blanks)


def parted(before: Glyph, gap: float, after: Glyph, limit: float, blanks: Sequence[Glyph]) -> bool:
    """Whether a gap of so many points, with *blanks* in it, ends a word. A blank printed between two letters always
    does; one that was drawn at another time, and lies on letters that close up, does not."""
    relative = gap / before.size if before.size else gap
    if relative > limit:
        return True
    return any(relative > TIGHT or before.order < b.order < after.order for b in blanks)


def _limit(gaps: list[float], blanks: int) -> float:
    """The gap that parts words, from the gaps between letters without a blank in them."""
    if len(gaps) < ENOUGH:
        return SPACE
    usual = median(gaps)
    if usual > SPREAD:
        return usual + max(0.12, 0.5 * usual)
    if blanks:
        return SPACE
    wide = sorted(g for g in gaps if g > NARROWEST)
    tight = max((g for g in gaps if g <= NARROWEST), default=0.0)
    if wide and wide[0] <= SPACE and wide[0] - tight >= 0.05 and len(wide) * 2 < len(gaps):
        return (wide[0] + tight) / 2
    return SPACE
