"""Glyphs printed twice (false bold, shadows) once, and watermarks set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

import numpy as np

from iku.extract.drawn.marks import Glyph
from iku.extract.model import Box, hull

SHIFT = 0.15
"""A glyph printed again within this part of its size is the same glyph: ``ll`` stands 0.22 apart in narrow fonts."""
CELL = 4.0
"""Side of the squares (points) into which a page is parted to find what stands near."""
OBLIQUE = 8.0
"""Degrees off the nearest quarter turn from which writing runs aslant; scanners and hands tilt a page by less."""
LARGE = 1.8
PALE, THROUGH = 0.55, 0.6
"""Grey from which (0 black, 1 white), opacity below which writing lies behind the rest."""
HEAD, FOOT = 0.12, 0.25
CROSSED = 0.25
"""Share of a glyph's box under large writing from which the two are printed over one another."""


def once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Each printed glyph once, in drawing order; one printed twice a little apart is bold."""
    letters = [g for g in glyphs if not g.text.isspace()]
    twins = _twins(letters)
    if not twins:
        return list(glyphs)
    doubled: set[int] = set()
    for n, glyph in enumerate(letters):
        twin = twins.get(n)
        if twin is not None and _with_neighbours(n, letters, twins):
            doubled.add(id(glyph))
            twin.bold = True
    return [g for g in glyphs if id(g) not in doubled]


def _may_have_twins(letters: Sequence[Glyph]) -> bool:
    """Whether two like glyphs can stand nearly at one place: sorted from left to right, in strips of the page that
    overlap by half, such two have a neighbour at hand. Nearly all pages have none, and need no closer look."""
    if len(letters) < 2:
        return False
    numbers: dict[str, int] = {}
    like = np.array([numbers.setdefault(g.text, len(numbers)) for g in letters])
    x, y = np.array([(g.box.x0, g.box.top) for g in letters]).T
    reach = SHIFT * np.array([g.size for g in letters])
    widest = 1.01 * max(float(reach.max()), 1e-6)
    for shift in (0.0, widest):
        strip = np.floor((y + shift) / (2 * widest))
        order = np.lexsort((x, strip, like))
        same = (np.diff(like[order]) == 0) & (np.diff(strip[order]) == 0)
        near = np.diff(x[order]) <= np.maximum(reach[order][1:], reach[order][:-1])
        if (same & near).any():
            return True
    return False


def _twins(letters: Sequence[Glyph]) -> dict[int, Glyph]:
    """For the number of a glyph the first like one that was printed nearly at its place before it."""
    if not _may_have_twins(letters):
        return {}
    places: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    found: dict[int, Glyph] = {}
    for n, glyph in enumerate(letters):
        x, y, reach = glyph.box.x0, glyph.box.top, SHIFT * glyph.size
        near = [
            other
            for i in range(int((x - reach) // CELL), int((x + reach) // CELL) + 1)
            for j in range(int((y - reach) // CELL), int((y + reach) // CELL) + 1)
            for other in places.get((glyph.text, i, j), ())
            if abs(other.box.x0 - x) <= reach and abs(other.box.top - y) <= reach
        ]
        if near:
            found[n] = min(near, key=lambda g: g.order)
        places[(glyph.text, int(x // CELL), int(y // CELL))].append(glyph)
    return found


def _with_neighbours(n: int, letters: Sequence[Glyph], twins: dict[int, Glyph]) -> bool:
    """Whether the letters beside a doubled one are doubled too, or it is printed alone: texts that lie over one another
    may have a letter in common."""
    glyph = letters[n]
    beside = [m for m in (n - 1, n + 1) if 0 <= m < len(letters) and letters[m].show == glyph.show]
    return not beside or any(m in twins for m in beside)


def without_watermarks(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs of the page's text, and those of writing behind or across it, each in drawing order.

    Writing is set aside where the file calls it a watermark, where it runs aslant and is large or pale, where it is
    large or pale and printed over or under other text, and where it is both and touches other text.
    """
    letters = [g for g in glyphs if not g.text.isspace()]
    if not letters:
        return list(glyphs), []
    usual = median(g.size for g in letters)
    suspects = [g for g in letters if g.scene.watermark or _odd(g, usual)]
    if not suspects or len(suspects) > 0.5 * len(letters):
        return list(glyphs), []
    odd = {id(g) for g in suspects}
    text = [g for g in letters if id(g) not in odd]
    aside: set[int] = set()
    for run in _runs(suspects):
        behind = _pale(run[0]) and run[0].size >= LARGE * usual and _meets(run, text)
        if run[0].scene.watermark or _aslant(run[0]) or behind or _crosses(run, text):
            aside |= {id(g) for g in run}
    return [g for g in glyphs if id(g) not in aside], [g for g in glyphs if id(g) in aside]


def _odd(glyph: Glyph, usual: float) -> bool:
    return _pale(glyph) or glyph.size >= LARGE * usual


def _pale(glyph: Glyph) -> bool:
    return (glyph.grey is not None and glyph.grey >= PALE) or glyph.alpha < THROUGH


def _aslant(glyph: Glyph) -> bool:
    return min(glyph.turn % 90, 90 - glyph.turn % 90) > OBLIQUE


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one look drawn one after another."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        same = last is not None and abs(last.turn - glyph.turn) < 1 and abs(last.size - glyph.size) < 0.5
        if same and last is not None and last.grey == glyph.grey and glyph.show - last.show <= 1:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _meets(run: Sequence[Glyph], text: Sequence[Glyph]) -> bool:
    """Whether other text begins before the lines of the writing end."""
    return any(g.box.overlap(_ink(t.box)) > 0 for g in run for t in text)


def _crosses(run: Sequence[Glyph], text: Sequence[Glyph]) -> bool:
    """Whether other text is printed under or over the writing."""
    around = hull([g.box for g in run])
    near = [_ink(g.box) for g in text if around.overlap(g.box) > 0]
    own = [_ink(g.box) for g in run]
    return any(box.overlap(other) > CROSSED * min(box.area, other.area) for box in own for other in near)


def _ink(box: Box) -> Box:
    """The part of a glyph's box, from descent to ascent of its font, that a capital fills."""
    return Box(box.x0, box.top + HEAD * box.height, box.x1, box.bottom - FOOT * box.height)
