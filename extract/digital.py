"""A digital page through pdfplumber: words with font and weight, ruling lines, fills.

pdfplumber is the reader of choice here because it gives characters with colour and font and every drawn path; pdfium
knows no rules, and camelot keeps words to itself. Close each page: pdfplumber never forgets one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from types import TracebackType
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException
from pdfplumber.utils.text import WordExtractor

from extract.model import Box, Fill, Page, Placement, Ruling, Word

THIN = 3.0
"""A filled rectangle thinner than this (points) is a rule: word processors draw borders so."""
MIN_RULE = 4.0
"""Shorter strokes (points) are dots of a dotted border or parts of a glyph; dots are joined before they are dropped."""
SIDEWAYS_SHARE = 0.6
_UNMAPPED = re.compile(r"\(cid:\d+\)")
"""pdfminer's mark of a glyph without a character: nearly always the bullet of a symbol font."""
Shape = dict[str, Any]


FAILURES = (PDFException, PSException, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError,
            AssertionError, ZeroDivisionError, OverflowError, NotImplementedError)  # fmt: skip
"""What pdfminer raises on damaged content streams: it checks little and stumbles in many ways."""


class DigitalReader:
    """pdfplumber on one document, opened on first use. A page that it stumbles over is given back as None.

    Use as a context manager. ``expected`` is pdfium's page count: pdfplumber returns fewer pages of some broken
    files without an error, and then none of its pages can be trusted to be the right one."""

    def __init__(self, stream: io.BytesIO, expected: int) -> None:
        self._stream, self._expected = stream, expected
        self._pdf: pdfplumber.PDF | None = None
        self._broken = False

    def read(self, number: int) -> Page | None:
        """Page *number* (from 1), or None where pdfplumber cannot read it."""
        if self._broken:
            return None
        try:
            if self._pdf is None:
                self._pdf = pdfplumber.open(self._stream)
            if len(self._pdf.pages) != self._expected:
                self._broken = True
                return None
            return read_digital_page(self._pdf, number)
        except FAILURES:
            return None

    def __enter__(self) -> DigitalReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pdf is not None:
            self._pdf.close()


def read_digital_page(pdf: pdfplumber.PDF, number: int) -> Page:
    """Page *number* (from 1) of an open pdfplumber document, in points of the page as shown.

    A page whose text runs up or down is turned upright first; ``Page.placement`` leads back.
    """
    page = pdf.pages[number - 1]
    try:
        x0, top = float(page.bbox[0]), float(page.bbox[1])
        result = Page(number, float(page.width), float(page.height), "teks")
        chars = [c for c in page.chars if c["text"].strip() or c["text"] == " "]
        rulings, fills = _strokes(page, x0, top)
        turn = _sideways(chars)
        if x0 or top:
            chars = [_moved(c, x0, top) for c in chars]
        if turn:
            chars, rulings, fills = _upright(chars, rulings, fills, turn, result)
        result.rulings, result.fills = rulings, fills
        result.faint = _white_rules(page, x0, top) if not turn and fills else []
        visible = [c for c in chars if not _invisible(c, fills)]
        if len(visible) < len(chars):
            result.notes.append("TEKS_TERSEMBUNYI")
        result.words = _words(visible)
        return result
    finally:
        page.close()


def _words(chars: list[Shape]) -> list[Word]:
    extractor = WordExtractor(x_tolerance_ratio=0.2, y_tolerance=3, keep_blank_chars=False)
    words = []
    for raw, own in extractor.iter_extract_tuples(chars):
        text = _UNMAPPED.sub("•", raw["text"])
        if not text.strip():
            continue
        bold = sum("bold" in (c.get("fontname") or "").lower() for c in own) * 2 > len(own)
        box = Box(raw["x0"], raw["top"], raw["x1"], raw["bottom"])
        words.append(Word(text, box, size=float(own[0].get("size") or box.height), bold=bold))
    return words


def _strokes(page: pdfplumber.page.Page, x0: float, top: float) -> tuple[list[Ruling], list[Fill]]:
    """Rules and fills among the drawn lines, rectangles and curves of a page."""
    rulings: list[Ruling] = []
    fills: list[Fill] = []
    for shape in [*page.lines, *page.rects, *page.curves]:
        box = Box(shape["x0"] - x0, shape["top"] - top, shape["x1"] - x0, shape["bottom"] - top)
        stroked = bool(shape.get("stroke")) and _grey(shape.get("stroking_color")) < 0.97
        filled = bool(shape.get("fill")) and shape["object_type"] != "line"
        if min(box.width, box.height) <= THIN:
            if stroked or (filled and _grey(shape.get("non_stroking_color")) < 0.97):
                rulings.append(_rule(box, float(shape.get("linewidth") or 0.5)))
            continue
        if filled:
            fills.append(Fill(box, _grey(shape.get("non_stroking_color"))))
        if stroked and shape["object_type"] == "rect":
            rulings += _edges(box)
        elif stroked and shape["object_type"] == "curve":
            rulings += _straight_parts(shape.get("pts") or [], x0, top)
    return rulings, fills


def _white_rules(page: pdfplumber.page.Page, x0: float, top: float) -> list[Ruling]:
    """Rules drawn in white: they part the cells of a shaded table."""
    white = []
    for shape in [*page.lines, *page.rects]:
        box = Box(shape["x0"] - x0, shape["top"] - top, shape["x1"] - x0, shape["bottom"] - top)
        colour = "stroking_color" if shape.get("stroke") else "non_stroking_color"
        if min(box.width, box.height) <= THIN and shape.get(colour) is not None and _grey(shape[colour]) >= 0.97:
            white.append(_rule(box, 0.5))
    return white


def _rule(box: Box, width: float) -> Ruling:
    if box.width >= box.height:
        return Ruling(True, box.cy, box.x0, box.x1, max(width, box.height))
    return Ruling(False, box.cx, box.top, box.bottom, max(width, box.width))


def _edges(box: Box) -> list[Ruling]:
    return [
        Ruling(True, box.top, box.x0, box.x1),
        Ruling(True, box.bottom, box.x0, box.x1),
        Ruling(False, box.x0, box.top, box.bottom),
        Ruling(False, box.x1, box.top, box.bottom),
    ]


def _straight_parts(points: Iterable[tuple[float, float]], x0: float, top: float) -> list[Ruling]:
    pts = [(x - x0, y - top) for x, y in points]
    parts = []
    for (xa, ya), (xb, yb) in zip(pts, pts[1:], strict=False):
        if abs(ya - yb) < 1.0 and abs(xa - xb) >= MIN_RULE:
            parts.append(Ruling(True, (ya + yb) / 2, min(xa, xb), max(xa, xb)))
        elif abs(xa - xb) < 1.0 and abs(ya - yb) >= MIN_RULE:
            parts.append(Ruling(False, (xa + xb) / 2, min(ya, yb), max(ya, yb)))
    return parts


def _grey(colour: Any) -> float:
    """Luminance 0..1 of a PDF colour in grey, RGB or CMYK; black when unknown (a pattern, a missing colour)."""
    if colour is None:
        return 0.0
    try:
        c = [float(v) for v in (colour if isinstance(colour, (tuple, list)) else (colour,))]
    except (TypeError, ValueError):
        return 0.0
    if len(c) == 1:
        return c[0]
    if len(c) == 3:
        return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]
    if len(c) == 4:
        return max(0.0, 1.0 - min(1.0, c[3] + (0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2])))
    return 0.0


def _invisible(char: Shape, fills: list[Fill]) -> bool:
    """White text that no dark fill lies under: it is in the file, but nobody sees it."""
    if _grey(char.get("non_stroking_color")) < 0.97:
        return False
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return not any(f.grey < 0.9 and f.box.holds(x, y) for f in fills)


def _sideways(chars: list[Shape]) -> int:
    """Clockwise quarter turn that makes the text upright: 0, 90 or 270."""
    turned = [c for c in chars if not c.get("upright", True) and c["text"].strip()]
    if len(turned) < SIDEWAYS_SHARE * max(1, sum(bool(c["text"].strip()) for c in chars)):
        return 0
    upward = sum(1 if c["matrix"][1] > 0 else -1 for c in turned)
    return 90 if upward > 0 else 270


def _moved(char: Shape, x0: float, top: float) -> Shape:
    return {
        **char,
        "x0": char["x0"] - x0,
        "x1": char["x1"] - x0,
        "top": char["top"] - top,
        "bottom": char["bottom"] - top,
    }


def _upright(
    chars: list[Shape], rulings: list[Ruling], fills: list[Fill], turn: int, page: Page
) -> tuple[list[Shape], list[Ruling], list[Fill]]:
    """Everything on a sideways page turned clockwise by *turn*; sets size, rotation and placement of *page*."""
    width, height = page.width, page.height

    def box(b: Box) -> Box:
        if turn == 90:
            return Box(height - b.bottom, b.x0, height - b.top, b.x1)
        return Box(b.top, width - b.x1, b.bottom, width - b.x0)

    def char(c: Shape) -> Shape:
        b = box(Box(c["x0"], c["top"], c["x1"], c["bottom"]))
        return {**c, "x0": b.x0, "x1": b.x1, "top": b.top, "bottom": b.bottom, "doctop": b.top, "upright": True}

    def rule(r: Ruling) -> Ruling:
        if turn == 90:
            return (
                Ruling(False, height - r.at, r.start, r.end, r.width)
                if r.horizontal
                else Ruling(True, r.at, height - r.end, height - r.start, r.width)
            )
        return (
            Ruling(False, r.at, width - r.end, width - r.start, r.width)
            if r.horizontal
            else Ruling(True, width - r.at, r.start, r.end, r.width)
        )

    page.width, page.height, page.rotation = height, width, turn
    if turn == 90:
        page.placement = Placement(0, -1, 1, 0, 0, height)
    else:
        page.placement = Placement(0, 1, -1, 0, width, 0)
    return (
        sorted((char(c) for c in chars), key=lambda c: (round(c["top"]), c["x0"])),
        [rule(r) for r in rulings],
        [Fill(box(f.box), f.grey) for f in fills],
    )
