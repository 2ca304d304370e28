"""A first look at every page with pdfium, a few milliseconds each: what is on it, and which reader it deserves.

Nothing here decides what a value is; it only spares the costly readers the pages that cannot hold a table or a
document fact. What a page's text names is told by ``extract.naming``.
"""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_float
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from iku.extract.guard import Guard
from iku.extract.naming import has_card_labels, has_header, header_terms, names_table

PATH, IMAGE, FORM, TEXT = (
    raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_TEXT
)  # fmt: skip
FORM_DEPTH = 5
"""Forms within forms that are looked into: each tool that a file went through may have put one around the page."""
RULED = 8
"""Drawn rules after which a page is ruled for sure: no more need be counted."""
MAX_OBJECTS = 20_000
"""Page objects looked at per page; a map or a drawing has more, and no table."""
RULE = 18.0
"""Points: shortest path that may be a rule."""
OUTLINE = 6
"""Segments of a path that is more than a rule or a frame: a letter drawn as its outline has as many."""
SPECK = 6.0
"""Points: a smaller picture is a bullet or a piece of a rule."""
MOST_PICTURES = 500
PICTURED = 0.6
"""Share of a page under pictures that makes it a picture."""
RASTER = 100
"""The page is laid out on so many fields each way to measure the area under its pictures."""
Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page's own space."""


@dataclass(slots=True)
class Sketch:
    """What a page looks like from afar. ``number`` counts from 1, sizes are points of the page as shown; ``pictures``
    are the boxes of its images, ``image_share`` is the part of the page under all its images; ``rules`` counts
    long thin paths, ``outlines`` paths that may be letters. ``header_terms`` are the column headers that its text
    names, ``headed`` tells whether they stand as a header."""

    number: int
    width: float
    height: float
    text: str = ""
    pictures: list[Rect] = field(default_factory=list)
    image_share: float = 0.0
    rules: int = 0
    outlines: int = 0
    header_terms: frozenset[str] = frozenset()
    headed: bool = False
    flags: set[str] = field(default_factory=set)

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.text))

    @property
    def pictured(self) -> bool:
        """The page is a picture: images cover most of it."""
        return self.image_share >= PICTURED


def sketch_pages(pdf: pdfium.PdfDocument, guard: Guard | None = None) -> list[Sketch]:
    """Look at every page of an open document. A page that pdfium cannot load gets the flag ``unloadable``, one that the
    *guard* refuses ``refused`` besides."""
    refused = {"unloadable", "refused"}
    return [
        _sketch(pdf, i) if guard is None or guard.allows("look", i + 1) else Sketch(i + 1, 0.0, 0.0, flags=set(refused))
        for i in range(len(pdf))
    ]


def _sketch(pdf: pdfium.PdfDocument, index: int) -> Sketch:
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return Sketch(index + 1, 0.0, 0.0, flags={"unloadable"})
    try:
        width, height = page.get_size()
        if width < 1 or height < 1:
            return Sketch(index + 1, 0.0, 0.0, flags={"unloadable"})
        result = Sketch(index + 1, width, height)
        textpage = page.get_textpage()
        try:
            result.text = textpage.get_text_range().replace("\r", "")
        except pdfium.PdfiumError:
            result.flags.add("textless")
        finally:
            textpage.close()
        _look_at_objects(page, result)
        result.header_terms = header_terms(result.text)
        result.headed = has_header(result.text) or (names_table(result.header_terms) and has_card_labels(result.text))
        return result
    except pdfium.PdfiumError:
        return Sketch(index + 1, 0.0, 0.0, flags={"unloadable"})
    finally:
        page.close()


def _look_at_objects(page: pdfium.PdfPage, result: Sketch) -> None:
    count = min(MAX_OBJECTS, raw.FPDFPage_CountObjects(page.raw))
    objects = [raw.FPDFPage_GetObject(page.raw, i) for i in range(count)]
    kinds = [raw.FPDFPageObj_GetType(obj) for obj in objects]
    if IMAGE not in kinds and FORM not in kinds:  # no picture lies over the text: whether it is hidden does not matter
        objects, kinds = [o for o, k in zip(objects, kinds, strict=True) if k == PATH], [PATH] * kinds.count(PATH)
    if not objects:
        return
    look = _Look(page.get_bbox(), result)
    look.at(objects, kinds, pdfium.PdfMatrix(), FORM_DEPTH)
    result.image_share = float(look.covered.mean())
    if look.hidden > look.shown:
        result.flags.add("hidden_text")


class _Look:
    """What is found on the way through the objects of a page, also inside form objects (a page that was stamped or
    printed to PDF again). ``hidden`` counts texts that are invisible, or drawn before a picture that covers the page:
    the layer of an office scanner."""

    def __init__(self, page: Rect, sketch: Sketch) -> None:
        self.page, self.sketch = page, sketch
        self.covered = np.zeros((RASTER, RASTER), dtype=bool)
        self.hidden = self.shown = 0
        self._edges = tuple(c_float() for _ in range(4))

    def at(
        self, objects: Sequence[raw.FPDF_PAGEOBJECT], kinds: Sequence[int], place: pdfium.PdfMatrix, depth: int
    ) -> None:
        for obj, kind in zip(objects, kinds, strict=True):
            if kind == TEXT:
                invisible = raw.FPDFTextObj_GetTextRenderMode(obj) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
                self.hidden, self.shown = self.hidden + invisible, self.shown + (not invisible)
            elif kind == PATH:
                self._path(obj)
            elif kind == IMAGE:
                self._picture(obj, place)
            elif kind == FORM and depth:
                matrix = raw.FS_MATRIX()
                inner = place
                if raw.FPDFPageObj_GetMatrix(obj, matrix):
                    inner = pdfium.PdfMatrix.from_raw(matrix).multiply(place)
                count = min(MAX_OBJECTS, raw.FPDFFormObj_CountObjects(obj))
                own = [raw.FPDFFormObj_GetObject(obj, i) for i in range(count)]
                self.at(own, [raw.FPDFPageObj_GetType(o) for o in own], inner, depth - 1)

    def _path(self, obj: raw.FPDF_PAGEOBJECT) -> None:
        if raw.FPDFPath_CountSegments(obj) >= OUTLINE:
            self.sketch.outlines += 1
        if self.sketch.rules < RULED:
            left, bottom, right, top = self._edges
            if raw.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
                self.sketch.rules += max(right.value - left.value, top.value - bottom.value) >= RULE

    def _picture(self, obj: raw.FPDF_PAGEOBJECT, place: pdfium.PdfMatrix) -> None:
        left, bottom, right, top = self._edges
        if not raw.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
            return
        x0, y0, x1, y1 = place.on_rect(left.value, bottom.value, right.value, top.value)
        if max(x1 - x0, y1 - y0) >= SPECK and len(self.sketch.pictures) < MOST_PICTURES:
            self.sketch.pictures.append((x0, y0, x1, y1))
        px, py, qx, qy = self.page
        across, down = RASTER / max(1.0, qx - px), RASTER / max(1.0, qy - py)
        spans = ((y0 - py) * down, (y1 - py) * down), ((x0 - px) * across, (x1 - px) * across)
        rows, columns = (slice(max(0, round(a)), max(0, round(b))) for a, b in spans)
        self.covered[rows, columns] = True
        if self.shown and not self.hidden and self._covers(x0, y0, x1, y1):
            self.hidden, self.shown = self.shown, 0

    def _covers(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        px, py, qx, qy = self.page
        return (x1 - x0) * (y1 - y0) >= PICTURED * (qx - px) * (qy - py)
