"""Quarter turns: which way the writing of a page runs, and boxes turned upright and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iku.extract.drawn.marks import Glyph
from iku.extract.model import Box, Placement, Ruling

MAJORITY = 0.6


@dataclass(frozen=True, slots=True)
class Turn:
    """The clockwise turn by *degrees* (0, 90, 180, 270) that makes writing upright, on a page of *width* x *height*
    points before it."""

    degrees: int
    width: float
    height: float

    def box(self, b: Box) -> Box:
        """A box of the page as shown, on the upright page."""
        if self.degrees == 90:
            return Box(self.height - b.bottom, b.x0, self.height - b.top, b.x1)
        if self.degrees == 180:
            return Box(self.width - b.x1, self.height - b.bottom, self.width - b.x0, self.height - b.top)
        if self.degrees == 270:
            return Box(b.top, self.width - b.x1, b.bottom, self.width - b.x0)
        return b

    @property
    def back(self) -> Turn:
        """The turn that undoes this one."""
        across = self.degrees in (90, 270)
        width, height = (self.height, self.width) if across else (self.width, self.height)
        return Turn(-self.degrees % 360, width, height)

    def rule(self, r: Ruling) -> Ruling:
        """A ruling line of the page as shown, on the upright page."""
        b = self.box(Box(r.start, r.at, r.end, r.at)) if r.horizontal else self.box(Box(r.at, r.start, r.at, r.end))
        horizontal = r.horizontal is (self.degrees in (0, 180))
        if horizontal:
            return Ruling(True, b.top, b.x0, b.x1, r.width)
        return Ruling(False, b.x0, b.top, b.bottom, r.width)

    @property
    def placement(self) -> Placement:
        """The map from the upright page back to the page as shown."""
        if self.degrees == 90:
            return Placement(0, -1, 1, 0, 0, self.height)
        if self.degrees == 180:
            return Placement(-1, 0, 0, -1, self.width, self.height)
        if self.degrees == 270:
            return Placement(0, 1, -1, 0, self.width, 0)
        return Placement()


def quarter(glyph: Glyph) -> int:
    """The clockwise turn, 0, 90, 180 or 270 degrees, that makes a glyph upright as nearly as quarters can."""
    return -round(glyph.turn / 90) * 90 % 360


def page_turn(glyphs: Sequence[Glyph]) -> int:
    """The turn that makes most of a page's writing upright; 0 where no direction has a clear majority."""
    counts = {0: 0, 90: 0, 180: 0, 270: 0}
    for glyph in glyphs:
        if not glyph.text.isspace():
            counts[quarter(glyph)] += 1
    best = max(counts, key=lambda turn: counts[turn])
    return best if counts[best] >= MAJORITY * max(1, sum(counts.values())) else 0
