"""The marks that a page draws: glyphs, shapes, pictures and shadings, each with its place in the drawing order.

Boxes are points of the page as shown (its crop box, turned as the file says), origin top-left, y downwards.
``grey`` is the luminance of the paint, 0 black to 1 white, None where only the pixels can tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from iku.extract.model import Box

Point = tuple[float, float]
FAINTEST = 0.05
"""Paint with less opacity than this leaves nothing that anyone sees."""


class Scene(NamedTuple):
    """What holds for all that is drawn from here on: clip, opacity, blending, layers, declared watermarks.

    ``clip`` is the hull of the clip; ``exact`` says that it is a rectangle, and so the clip itself; ``mark`` is the
    number of the marked content in the tag tree, -1 for none."""

    clip: Box | None = None
    exact: bool = True
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    plain: bool = True
    off: bool = False
    watermark: bool = False
    annotation: bool = False
    mark: int = -1


@dataclass(slots=True, eq=False)
class Glyph:
    """One glyph. ``turn`` is the clockwise angle of its writing direction in degrees (0 upright, 270 upwards, 90
    downwards), ``show`` the number of the text operator that printed it, ``space`` the width of the font's space."""

    text: str
    box: Box
    order: int
    show: int
    size: float
    font: str
    turn: float
    grey: float | None
    alpha: float
    bold: bool
    space: float
    mode: int
    scene: Scene


@dataclass(slots=True, eq=False)
class Shape:
    """A drawn path: one subpath, its points in order. ``ring`` marks a subpath of a path whose subpaths nest (a frame):
    it paints its rim only."""

    points: list[Point]
    box: Box
    order: int
    kind: Literal["line", "rect", "curve"]
    stroke: bool
    fill: bool
    stroke_grey: float | None
    fill_grey: float | None
    width: float
    scene: Scene
    ring: bool = False


@dataclass(slots=True, eq=False)
class Picture:
    """An image or a shading. ``opaque`` is False where a mask lets the ground through."""

    box: Box
    order: int
    opaque: bool
    scene: Scene
    shading: bool = False


@dataclass(slots=True)
class Drawing:
    """Everything that one page draws. ``width`` and ``height`` are the size of the page as shown, in points."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def inner(a: Box, b: Box) -> Box | None:
    """The part that two boxes share, None where they do not meet."""
    x0, top, x1, bottom = max(a.x0, b.x0), max(a.top, b.top), min(a.x1, b.x1), min(a.bottom, b.bottom)
    return Box(x0, top, x1, bottom) if x1 >= x0 and bottom >= top else None
