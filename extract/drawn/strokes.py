"""Drawn shapes as ruling lines and fills, whichever way a program draws its borders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from iku.extract.drawn.boxes import close_gaps, edges
from iku.extract.drawn.dashes import LONGEST, joined_pieces
from iku.extract.drawn.hidden import seen_parts
from iku.extract.drawn.marks import FAINTEST, Drawing, Picture, Point, Shape, inner
from iku.extract.drawn.parallels import one_of_two
from iku.extract.drawn.visible import cover_of
from iku.extract.model import Box, Fill, Ruling

THIN = 3.0
"""A filled rectangle thinner than this (points) is a rule: word processors draw borders so."""
MIN_RULE = 4.0
"""Shorter straight parts (points) of a curve are parts of a glyph or a picture."""
PAPER = 0.97
SIDE = 0.25
"""Part of each side of a rounded box that is straight at least."""
CLIP_SLACK = 1.0
"""A clip cuts at the middle of the border that is drawn on its edge; so much of a rule (points) may stick out."""


@dataclass(slots=True)
class Strokes:
    """``rulings`` that are seen, ``faint`` ones drawn in white, and ``fills``. ``bits`` are thin and short, dots and
    dashes: rules once they are put together."""

    rulings: list[Ruling] = field(default_factory=list)
    faint: list[Ruling] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    bits: list[Box] = field(default_factory=list)


def strokes_of(drawing: Drawing) -> Strokes:
    """Rules, fills and outlined boxes among the shapes and thin pictures of a page."""
    found = Strokes()
    orders: list[int] = []
    for shape in drawing.shapes:
        if not shape.scene.off:
            _sort(shape, found)
            orders += [shape.order] * (len(found.rulings) - len(orders))
    covers = [(s.order, box) for s in drawing.shapes if (box := cover_of(s)) is not None]
    found.rulings = seen_parts(list(zip(orders, found.rulings, strict=True)), covers)
    _thin_pictures(drawing.pictures, found)
    found.rulings += joined_pieces(found.bits)
    print_at = [(g.box.cx, g.box.cy) for g in drawing.glyphs if not g.text.isspace()]
    found.rulings = one_of_two(close_gaps(found.rulings, print_at), print_at)
    return found


def _sort(shape: Shape, found: Strokes) -> None:
    box = _clipped(shape)
    if box is None:
        return
    scene = shape.scene
    stroked = shape.stroke and scene.stroke_alpha >= FAINTEST
    filled = shape.fill and scene.fill_alpha >= FAINTEST
    dark_line = stroked and _light(shape.stroke_grey) < PAPER
    dark_fill = filled and _light(shape.fill_grey) < PAPER
    if min(box.width, box.height) <= THIN:
        if dark_line or dark_fill:
            if max(box.width, box.height) <= LONGEST:
                found.bits.append(box)
            if max(box.width, box.height) > THIN:
                found.rulings.append(_rule(box, shape.width))
        elif stroked or filled:
            found.faint.append(_rule(box, 0.5))
        return
    if shape.ring and dark_fill:
        _rim(shape, box, found)
    elif filled:
        found.fills.append(Fill(box, _light(shape.fill_grey)))
    if dark_line:
        _outline(shape, box, found)


def _light(grey: float | None) -> float:
    return 0.0 if grey is None else grey


def _clipped(shape: Shape) -> Box | None:
    clip = shape.scene.clip
    if clip is None:
        return shape.box
    wide = Box(clip.x0 - CLIP_SLACK, clip.top - CLIP_SLACK, clip.x1 + CLIP_SLACK, clip.bottom + CLIP_SLACK)
    return inner(shape.box, wide)


def _outline(shape: Shape, box: Box, found: Strokes) -> None:
    if shape.kind == "rect" or _is_card(shape):
        found.rulings += edges(box)
    elif shape.kind == "curve":
        found.rulings += _straight_parts(shape.points)


def _rim(shape: Shape, box: Box, found: Strokes) -> None:
    """A border painted as the room between two outlines: the inner one gives the box."""
    if shape.kind == "rect" or _is_card(shape):
        found.rulings += edges(box)


def _is_card(shape: Shape) -> bool:
    """A rectangle with rounded corners: every point lies on its box or in a corner, and every side is mostly there."""
    box, points = shape.box, shape.points
    corner = min(box.width, box.height) / 2
    if corner < MIN_RULE or len(points) < 8:
        return False
    near = 0.25
    for x, y in points:
        across, along = min(x - box.x0, box.x1 - x), min(y - box.top, box.bottom - y)
        if min(across, along) > near and max(across, along) > corner * 0.8:
            return False
    sides = {0: 0.0, 1: 0.0, 2: 0.0, 3: 0.0}
    for (xa, ya), (xb, yb) in pairwise([*points, points[0]]):
        if abs(ya - yb) <= near:
            sides[0 if ya - box.top <= near else 1] += abs(xa - xb) if min(ya - box.top, box.bottom - ya) <= near else 0
        elif abs(xa - xb) <= near:
            sides[2 if xa - box.x0 <= near else 3] += abs(ya - yb) if min(xa - box.x0, box.x1 - xa) <= near else 0
    return min(sides[0], sides[1]) >= SIDE * box.width and min(sides[2], sides[3]) >= SIDE * box.height


def _thin_pictures(pictures: Iterable[Picture], found: Strokes) -> None:
    """Pictures one pixel thick that are stretched to rules. Strips of a scan lie edge to edge and are none."""
    thin = [p.box for p in pictures if not p.shading and not p.scene.off and min(p.box.width, p.box.height) <= THIN]
    for box in thin:
        if max(box.width, box.height) > THIN and not any(o is not box and _stacked(box, o) for o in thin):
            found.rulings.append(_rule(box, 0.5))


def _stacked(a: Box, b: Box) -> bool:
    """Two thin pictures that lie side by side with their long edges."""
    if a.width > a.height:
        return abs(a.x0 - b.x0) < 1 and abs(a.x1 - b.x1) < 1 and min(abs(a.bottom - b.top), abs(b.bottom - a.top)) < 0.2
    return abs(a.top - b.top) < 1 and abs(a.bottom - b.bottom) < 1 and min(abs(a.x1 - b.x0), abs(b.x1 - a.x0)) < 0.2


def _rule(box: Box, width: float) -> Ruling:
    if box.width >= box.height:
        return Ruling(True, box.cy, box.x0, box.x1, max(width, box.height))
    return Ruling(False, box.cx, box.top, box.bottom, max(width, box.width))


def _straight_parts(points: Iterable[Point]) -> list[Ruling]:
    parts = []
    for (xa, ya), (xb, yb) in pairwise(points):
        if abs(ya - yb) < 1.0 and abs(xa - xb) >= MIN_RULE:
            parts.append(Ruling(True, (ya + yb) / 2, min(xa, xb), max(xa, xb)))
        elif abs(xa - xb) < 1.0 and abs(ya - yb) >= MIN_RULE:
            parts.append(Ruling(False, (xa + xb) / 2, min(ya, yb), max(ya, yb)))
    return parts
