"""A first look at every page with pdfium, a few milliseconds each: what is on it, and which reader it deserves.

Nothing here decides what a value is; it only spares the costly readers the pages that cannot hold a table or a
document fact. What a page's text names is told by ``extract.naming``.
"""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import c_float
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.guard import Guard
from extract.naming import has_header, header_terms, names_table

PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
FORM_DEPTH = 3
RULED = 8
"""Drawn rules after which a page is ruled for sure, and no picture with a text layer: nothing more need be counted."""
MAX_OBJECTS = 20_000
"""Page objects looked at per page; a map or a drawing has more, and no table."""


@dataclass(slots=True)
class Sketch:
    """What a page looks like from afar. ``number`` counts from 1, sizes are points of the page as shown,
    ``image_share`` is the part of the page under its largest image, ``rules`` the count of long thin paths;
    ``header_terms`` are the column headers that its text names, ``headed`` tells whether they stand as a header."""

    number: int
    width: float
    height: float
    text: str = ""
    image_share: float = 0.0
    rules: int = 0
    header_terms: frozenset[str] = frozenset()
    headed: bool = False
    flags: set[str] = field(default_factory=set)

    @property
    def letters(self) -> int:
        return sum(ch.isalpha() for ch in self.text)

    @property
    def pictured(self) -> bool:
        """The page is a picture: an image covers most of it."""
        return self.image_share >= 0.6


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
        result = Sketch(index + 1, width, height)
        textpage = page.get_textpage()
        try:
            result.text = textpage.get_text_range().replace("\r", "")
        except pdfium.PdfiumError:
            result.flags.add("textless")
        finally:
            textpage.close()
        _look_at_objects(page, result)
        if result.pictured and _text_is_hidden(page):
            result.flags.add("hidden_text")
        result.header_terms = header_terms(result.text)
        result.headed = names_table(result.header_terms) and has_header(result.text)
        return result
    except pdfium.PdfiumError:
        return Sketch(index + 1, 0.0, 0.0, flags={"unloadable"})
    finally:
        page.close()


def _look_at_objects(page: pdfium.PdfPage, result: Sketch) -> None:
    count = min(MAX_OBJECTS, raw.FPDFPage_CountObjects(page.raw))
    objects = (raw.FPDFPage_GetObject(page.raw, i) for i in range(count))
    _look_at(objects, max(1.0, result.width * result.height), result, FORM_DEPTH)


def _look_at(objects: Iterable[raw.FPDF_PAGEOBJECT], area: float, result: Sketch, depth: int) -> None:
    """Count rules and measure pictures, also inside form objects (a page that was stamped or printed to PDF again)."""
    left, bottom, right, top = (c_float() for _ in range(4))
    for obj in objects:
        kind = raw.FPDFPageObj_GetType(obj)
        if kind not in (PATH, IMAGE, FORM) or not raw.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
            continue
        w, h = right.value - left.value, top.value - bottom.value
        if kind == FORM and depth:
            count = min(MAX_OBJECTS, raw.FPDFFormObj_CountObjects(obj))
            inner = (raw.FPDFFormObj_GetObject(obj, i) for i in range(count))
            _look_at(inner, min(area, max(1.0, w * h)), result, depth - 1)
        elif kind == IMAGE:
            result.image_share = max(result.image_share, min(1.0, w * h / area))
        elif max(w, h) >= 18:
            result.rules += 1
        if result.rules >= RULED:
            return


def _text_is_hidden(page: pdfium.PdfPage) -> bool:
    """Most of the text is invisible, or drawn before the picture that covers it: the layer of an office scanner."""
    hidden = shown = 0
    for i in range(min(200, raw.FPDFPage_CountObjects(page.raw))):
        obj = raw.FPDFPage_GetObject(page.raw, i)
        kind = raw.FPDFPageObj_GetType(obj)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            invisible = raw.FPDFTextObj_GetTextRenderMode(obj) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            hidden, shown = hidden + invisible, shown + (not invisible)
        elif kind == IMAGE and shown and not hidden:
            hidden, shown = shown, 0
    return hidden > shown
