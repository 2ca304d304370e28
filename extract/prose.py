"""Words of a running-text page straight from pdfium: a few milliseconds a page, no rules, no fills.

Pages that hold no table but name the document (decree heads, legal bases, signatures) are read this way; pdfplumber
would find the same words at twenty times the cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from ctypes import c_double

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from iku.extract.letters import SOFT_HYPHEN, printed, without_soft_hyphens
from iku.extract.model import Box, Page, Word

_WORD = re.compile(r"[^\s\x00-\x1f\ufffe\uffff]+")
_HYPHENS = {ord(SOFT_HYPHEN): "-"}
BOLD_WEIGHT = 600
OVER, FEWEST_OVER = 0.3, 3
"""Words that share more than this part of the smaller one's box lie over one another; fewer such pairs are a stamp."""
ROW, COLUMN = 12.0, 48.0
Edges = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF page space."""
BoxOf = Callable[[pdfium.PdfTextPage, int, "list[c_double]"], Edges | None]
Shown = Callable[[float, float, float, float], Box]


def read_prose_page(pdf: pdfium.PdfDocument, number: int, *, loose: bool = False) -> Page:
    """Page *number* (from 1) with its words in points of the page as shown, top-left origin. *loose*: boxes are as high
    as the font, like those of the digital reader, not only as the ink."""
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        textpage = page.get_textpage()
        try:
            sheet = Box(0, 0, width, height)
            box_of = _loose_box if loose else _char_box
            words = [w for w in _words(page, textpage, box_of) if sheet.holds(w.box.cx, w.box.cy)]
        finally:
            textpage.close()
        return Page(number=number, width=width, height=height, source="teks", words=words)
    finally:
        page.close()


def overprinted(page: Page) -> bool:
    """Whether words lie over other words (a watermark, a layer that is off, a hidden copy): pdfium tells nothing of
    what is seen of them, the digital reader does."""
    cells: dict[tuple[int, int], list[Box]] = {}
    found = 0
    for word in page.words:
        box = word.box
        rows = range(int(box.top // ROW), int(box.bottom // ROW) + 1)
        places = [(row, col) for row in rows for col in range(int(box.x0 // COLUMN), int(box.x1 // COLUMN) + 1)]
        near = {id(other): other for place in places for other in cells.get(place, ())}
        found += any(box.overlap(o) > OVER * min(box.area, o.area) for o in near.values())
        for place in places:
            cells.setdefault(place, []).append(box)
    return found >= FEWEST_OVER


def _words(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, box_of: BoxOf) -> Iterator[Word]:
    count = textpage.count_chars()
    text = textpage.get_text_range()
    if len(text) == count:
        text = text.replace("\x02", "-")
    else:  # characters outside the basic plane take two places in the one count and one in the other
        text = "".join(_printable(raw.FPDFText_GetUnicode(textpage.raw, i)) for i in range(count))
    shown = _to_shown(page)
    edges = [c_double() for _ in range(4)]
    for match in _WORD.finditer(text):
        first, last = box_of(textpage, match.start(), edges), box_of(textpage, match.end() - 1, edges)
        if first is None or last is None:
            continue
        size = float(raw.FPDFText_GetFontSize(textpage.raw, match.start()))
        bold = raw.FPDFText_GetFontWeight(textpage.raw, match.start()) >= BOLD_WEIGHT
        own = match.group().translate(_HYPHENS)
        cut = own.find("-") + 1
        if cut and last[2] < first[0]:  # a hyphen at the line end: the rest stands at the start of the next line
            end, begin = (box_of(textpage, match.start() + i, edges) for i in (cut - 1, cut))
            if end is not None and begin is not None:
                yield _word(own[:cut], shown, first, end, size, bold)
                yield _word(own[cut:], shown, begin, last, size, bold)
                continue
        own = without_soft_hyphens("".join(map(printed, match.group())))
        if own:
            yield _word(own, shown, first, last, size, bold)


def _word(text: str, shown: Shown, first: Edges, last: Edges, size: float, bold: bool) -> Word:
    box = shown(min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3]))
    return Word(text, box, size=size or box.height, bold=bold)


def _printable(code: int) -> str:
    """pdfium marks a hyphen at a line end with U+0002; everything outside the basic plane is one place too."""
    if code == 0x0002:
        return "-"
    return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _loose_box(textpage: pdfium.PdfTextPage, index: int, edges: list[c_double]) -> Edges | None:
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage.raw, index, rect):
        return None
    return rect.left, rect.bottom, rect.right, rect.top


def _char_box(textpage: pdfium.PdfTextPage, index: int, edges: list[c_double]) -> Edges | None:
    left, right, bottom, top = edges
    if not raw.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _to_shown(page: pdfium.PdfPage) -> Shown:
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
