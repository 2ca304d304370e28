"""Words of a running-text page straight from pdfium: a few milliseconds a page, no rules, no fills.

Pages that hold no table but name the document (decree heads, legal bases, signatures) are read this way; pdfplumber
would find the same words at twenty times the cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.model import Box, Page, Word

_WORD = re.compile(r"[^\s\x00-\x1f\ufffe\uffff]+")
BOLD_WEIGHT = 600


def read_prose_page(pdf: pdfium.PdfDocument, number: int) -> Page:
    """Page *number* (from 1) with its words in points of the page as shown, top-left origin."""
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        textpage = page.get_textpage()
        try:
            words = list(_words(page, textpage, width, height))
        finally:
            textpage.close()
        return Page(number=number, width=width, height=height, source="teks", words=words)
    finally:
        page.close()


def _words(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, width: float, height: float) -> Iterator[Word]:
    count = textpage.count_chars()
    text = textpage.get_text_range()
    if len(text) == count:
        text = text.replace("\x02", "-").replace("\xad", "-")
    else:  # characters outside the basic plane take two places in the one count and one in the other
        text = "".join(_printable(raw.FPDFText_GetUnicode(textpage.raw, i)) for i in range(count))
    shown = _to_shown(page, width, height)
    edges = [c_double() for _ in range(4)]
    for match in _WORD.finditer(text):
        first, last = _char_box(textpage, match.start(), edges), _char_box(textpage, match.end() - 1, edges)
        if first is None or last is None:
            continue
        box = shown(min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3]))
        size = raw.FPDFText_GetFontSize(textpage.raw, match.start())
        bold = raw.FPDFText_GetFontWeight(textpage.raw, match.start()) >= BOLD_WEIGHT
        yield Word(match.group(), box, size=float(size) or box.height, bold=bold)


def _printable(code: int) -> str:
    """pdfium marks a hyphen at a line end with U+0002; everything outside the basic plane is one place too."""
    if code in (0x0002, 0x00AD):
        return "-"
    return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _char_box(
    textpage: pdfium.PdfTextPage, index: int, edges: list[c_double]
) -> tuple[float, float, float, float] | None:
    left, right, bottom, top = edges
    if not raw.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _to_shown(page: pdfium.PdfPage, width: float, height: float):  # type: ignore[no-untyped-def]
    """A function from PDF page space (bottom-left origin, unturned) to the page as shown (top-left origin)."""
    x0, y0, x1, y1 = page.get_bbox()
    turn = page.get_rotation()

    def shown(left: float, bottom: float, right: float, top: float) -> Box:
        if turn == 90:
            return Box(bottom - y0, left - x0, top - y0, right - x0)
        if turn == 180:
            return Box(x1 - right, bottom - y0, x1 - left, top - y0)
        if turn == 270:
            return Box(y1 - top, x1 - right, y1 - bottom, x1 - left)
        return Box(left - x0, y1 - top, right - x0, y1 - bottom)

    return shown
