"""Equations as formula editors set them: every name and sign by an operator of its own, without blanks between them.

What parts two names there is a gap smaller than any space in print, so it is looked for only where the letters are the
slanted ones of an equation and no blank is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from iku.extract.drawn.gaps import COLUMN, Run

GAP = 0.06
"""Names in an equation stand at least this part of the font size apart (0.07 to 0.28 in LibreOffice)."""
CLOSE = 0.04
"""Letters of one name stand closer than this part of the font size."""
_SIGNS = "×·÷+−="
_SLANTED = re.compile(r"italic|oblique|math|cmmi", re.IGNORECASE)


def stretches(pieces: Sequence[Run]) -> Iterator[range]:
    """The runs of pieces that stand together on a line, by their places: parted where a column may be."""
    start = 0
    for place in range(1, len(pieces)):
        (before, boxes), (_, after) = pieces[place - 1], pieces[place]
        if after[0].x0 - boxes[-1].x1 > COLUMN * (before[-1].size or 1.0):
            yield range(start, place)
            start = place
    if pieces:
        yield range(start, len(pieces))


def is_equation(pieces: Sequence[Run]) -> bool:
    """Several names or signs, no blank among them, set in the letters of an equation and each without gaps inside."""
    if len(pieces) < 2 or any(glyphs[0].text.isspace() for glyphs, _ in pieces):
        return False
    letters = [g for glyphs, _ in pieces for g in glyphs if g.text.isalpha()]
    if not all(_SLANTED.search(g.font) for g in letters) or not letters and pieces[0][0][0].text not in _SIGNS:
        return False
    return all(
        (b.x0 - a.x1) < CLOSE * (g.size or 1.0)
        for gs, bs in pieces
        for g, (a, b) in zip(gs, pairwise(bs), strict=False)
    )
