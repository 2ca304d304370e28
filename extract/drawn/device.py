"""Keeps what an interpreter draws, in drawing order, in points of the page as shown (origin top-left)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT
from pdfminer.utils import Matrix, Rect, apply_matrix_pt, apply_matrix_rect

from iku.extract.drawn.colours import grey_of
from iku.extract.drawn.fields import Held, set_text
from iku.extract.drawn.marks import Drawing, Glyph, Picture, Point, Scene, Shape, inner
from iku.extract.letters import printed
from iku.extract.model import Box

UNKNOWN = "?"
"""The colour of a paint whose luminance nobody could compute."""
NOWHERE = Box(-1e6, -1e6, -1e6, -1e6)
SPACE = 0.25
"""Width of a space, in parts of the font size, where the font does not say."""
STRAIGHT = 0.05
"""Points of a rectangle may lie this far (points) off the straight."""
MAX_NESTED = 60
"""Subpaths of one path that are compared for nesting; a path of more is a drawing, and never covers anything."""


@dataclass(slots=True)
class _Face:
    """What every glyph of a font asks for. It holds the font itself, so that its id stays its own; ``space`` is the
    width of its space in parts of the size, ``characters`` the width and the printed text of those met so far."""

    font: PDFFont
    space: float
    name: str
    bold: bool
    vertical: bool
    descent: float
    characters: dict[int, tuple[float, str]] = field(default_factory=dict)

    def character(self, cid: int) -> tuple[float, str]:
        try:
            text = self.font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        return self.characters.setdefault(cid, (self.font.char_width(cid), printed(text)))


class Collector(PDFTextDevice):
    """The device under :class:`~iku.extract.drawn.interpreter.Interpreter`. ``drawing`` fills as the page is run."""

    ctm: Matrix

    def __init__(self, rsrcmgr: PDFResourceManager, width: float, height: float) -> None:
        super().__init__(rsrcmgr)
        self.drawing = Drawing(width, height)
        self.scene = Scene()
        self._order = self._show = self._mode = 0
        self._faces: dict[int, _Face] = {}

    def next_show(self, mode: int) -> None:
        """A text operator begins, in text rendering mode *mode*."""
        self._show += 1
        self._mode = mode

    def clipped(self, path: Sequence[Any]) -> Scene:
        """The scene with *path* as a further clip; its hull lies off the page where nothing is left."""
        points = [p for part in path for p in self._points(part)]
        box, clip = _hull(points), self.scene.clip
        exact = self.scene.exact and sum(p[0] == "m" for p in path) == 1 and _kind(points) == "rect"
        return self.scene._replace(clip=box if clip is None else inner(box, clip) or NOWHERE, exact=exact)

    def _points(self, part: Any) -> list[Point]:
        numbers = part[1:]
        return [apply_matrix_pt(self.ctm, (numbers[i], numbers[i + 1])) for i in range(0, len(numbers) - 1, 2)]

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: PDFGraphicState,
    ) -> float:
        known = self._faces.get(id(font)) or self._about(font)
        width, text = known.characters.get(cid) or known.character(cid)
        advance = width * fontsize * scaling
        if not text:
            return advance
        a, b, c, d, e, f = matrix
        if known.vertical:
            vx, vy = font.char_disp(cid)  # type: ignore[misc]
            vx = fontsize * 0.5 if vx is None else vx * fontsize * 0.001
            vy = (1000 - vy) * fontsize * 0.001
            own = (-vx, vy + rise + advance, -vx + fontsize, vy + rise)
        else:
            low = known.descent * fontsize + rise
            own = (0, low, advance, low + fontsize)
        if b == 0 and c == 0:
            x0, y0, x1, y1 = a * own[0] + e, d * own[1] + f, a * own[2] + e, d * own[3] + f
            box = Box(x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)
        else:
            box = Box(*apply_matrix_rect(matrix, own))
        size = abs(fontsize) * math.hypot(c, d)
        scene, stroked = self.scene, self._mode in (1, 5)
        colour = graphicstate.scolor if stroked else graphicstate.ncolor
        alpha = scene.stroke_alpha if stroked else scene.fill_alpha
        turn = 0.0 if b == 0 and a > 0 else math.degrees(math.atan2(b, a)) % 360
        bold = known.bold or self._mode == 2
        self._order += 1
        self.drawing.glyphs.append(
            Glyph(
                text,
                box,
                self._order,
                self._show,
                size,
                known.name,
                turn,
                grey_of(colour),
                alpha,
                bold,
                known.space * size,
                self._mode,
                scene,
            )  # fmt: skip
        )
        return advance

    def _about(self, font: PDFFont) -> _Face:
        space = 0.0 if font.is_multibyte() else font.char_width(32)
        name = font.fontname.decode("latin-1") if isinstance(font.fontname, bytes) else str(font.fontname or "")
        if not 0.1 <= space <= 0.6:
            space = SPACE
        face = _Face(font, space, name, "bold" in name.lower(), font.is_vertical(), font.get_descent())
        return self._faces.setdefault(id(font), face)

    @property
    def count(self) -> int:
        """How many glyphs there are so far."""
        return len(self.drawing.glyphs)

    def write(self, held: Held, rect: Rect, before: int) -> None:
        """The text that an annotation holds, unless its appearance, glyphs from number *before* on, shows all of it."""
        shown = sum(len(g.text.split()) > 0 and _within(g.box, g.scene.clip) for g in self.drawing.glyphs[before:])
        if shown >= len("".join(held.text.split())):
            return
        del self.drawing.glyphs[before:]
        x0, y0, x1, y1 = apply_matrix_rect(self.ctm, rect)
        font = self.rsrcmgr.get_font(None, {"Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica")})
        self.next_show(0)
        for char, box, size in set_text(held, Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), font):
            self._order += 1
            self.drawing.glyphs.append(
                Glyph(
                    char,
                    box,
                    self._order,
                    self._show,
                    size,
                    "Helvetica",
                    0.0,
                    0.0,
                    1.0,
                    False,
                    SPACE * size,
                    0,
                    self.scene,
                )  # fmt: skip
            )

    def paint_path(
        self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]
    ) -> None:
        subpaths: list[list[Any]] = []
        for part in path:
            if part[0] == "m":
                subpaths.append([part])
            elif subpaths:
                subpaths[-1].append(part)
        shapes = [s for own in subpaths if (s := self._shape(graphicstate, stroke, fill, own)) is not None]
        if fill and len(shapes) > 1 and (len(shapes) > MAX_NESTED or _nest(shapes)):
            for shape in shapes:
                shape.ring = True
        self.drawing.shapes += shapes

    def _shape(self, state: PDFGraphicState, stroke: bool, fill: bool, path: Sequence[Any]) -> Shape | None:
        start = path[0][1:3]
        points = [apply_matrix_pt(self.ctm, start if p[0] == "h" else p[-2:]) for p in path]
        if len(points) < 2:
            return None
        curved = any(p[0] in "cvy" for p in path)
        kind: Any = "curve" if curved else _kind(points)
        self._order += 1
        return Shape(points, _hull(points), self._order, kind, stroke, fill and kind != "line", grey_of(state.scolor),
                     grey_of(state.ncolor), float(state.linewidth or 0.5), self.scene)  # fmt: skip

    def picture(self, stream: PDFStream) -> None:
        """An image in the unit square of the current matrix."""
        x0, y0, x1, y1 = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
        masked = any(resolve1(stream.get(key)) for key in ("SMask", "Mask", "ImageMask", "IM"))
        self._picture(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), not masked)

    def shading(self) -> None:
        """A gradient over all that the clip leaves open."""
        page = Box(0, 0, self.drawing.width, self.drawing.height)
        self._picture(self.scene.clip or page, False, shading=True)

    def _picture(self, box: Box, opaque: bool, *, shading: bool = False) -> None:
        self._order += 1
        self.drawing.pictures.append(Picture(box, self._order, opaque, self.scene, shading))


def _within(box: Box, clip: Box | None) -> bool:
    return clip is None or clip.holds(box.cx, box.cy)


def _hull(points: Sequence[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _kind(points: Sequence[Point]) -> Any:
    """``line`` for two points, ``rect`` for a closed upright four-sided path, else ``curve``."""
    own = [p for i, p in enumerate(points) if i == 0 or math.dist(p, points[i - 1]) > STRAIGHT]
    if len(own) > 1 and math.dist(own[0], own[-1]) <= STRAIGHT:
        own.pop()
    if len(own) <= 2:
        return "line"
    sides = [*pairwise(own), (own[-1], own[0])]
    straight = all(abs(a[0] - b[0]) <= STRAIGHT or abs(a[1] - b[1]) <= STRAIGHT for a, b in sides)
    return "rect" if len(own) == 4 and straight else "curve"


def _nest(shapes: Sequence[Shape]) -> bool:
    """Whether one of the subpaths lies within another."""
    return any(
        a is not b and a.box.area > 0 and b.box.overlap(a.box) >= 0.98 * a.box.area and b.box.area > a.box.area
        for a in shapes
        for b in shapes
    )
