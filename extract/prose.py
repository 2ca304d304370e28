"""Words of a running-text page straight from pdfium: a few milliseconds a page, no rules, no fills.

Pages that hold no table but name the document (decree heads, legal bases, signatures) are read this way; pdfplumber
would find the same words at twenty times the cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from ctypes import c_double
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from iku.extract.letters import SOFT_HYPHEN, printed, without_soft_hyphens
from iku.extract.model import Box, Page, Word

_WORD = re.compile(r"[^\s\x00-\x1f\ufffe\uffff]+")
_HYPHEN = re.compile("[\x02\ufffe]")
"""What pdfium puts for a hyphen at a line end."""
_HYPHENS = {ord(SOFT_HYPHEN): "-"}
BOLD_WEIGHT = 600
OVER, FEWEST_OVER = 0.3, 3
"""Words that share more than this part of the smaller one's box lie over one another; fewer such pairs are a stamp."""
ROW, COLUMN = 12.0, 48.0
Edges = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF page space."""
Shown = Callable[[float, float, float, float], Box]


def read_prose_page(pdf: pdfium.PdfDocument, number: int, *, full: list[Word] | None = None) -> Page:
    """Page *number* (from 1) with its words in points of the page as shown, top-left origin. *full* takes the same
    words in boxes as high and wide as their characters in the font, like those of the digital reader."""
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        textpage = page.get_textpage()
        try:
            sheet = Box(0, 0, width, height)
            words = []
            for word, box in _words(page, textpage, full is not None):
                if sheet.holds(word.box.cx, word.box.cy):
                    words.append(word)
                    if full is not None:
                        full.append(replace(word, box=box))
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
        found += any(_over(box, other) for place in places for other in cells.get(place, ()))
        for place in places:
            cells.setdefault(place, []).append(box)
    return found >= FEWEST_OVER


def _over(a: Box, b: Box) -> bool:
    if a.x0 >= b.x1 or b.x0 >= a.x1 or a.top >= b.bottom or b.top >= a.bottom:
        return False
    return a.overlap(b) > OVER * min(a.area, b.area)


def _words(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, full: bool) -> Iterator[tuple[Word, Box]]:
    """The words of a page, each with its box in the font, or once more its own where *full* is not set."""
    count = textpage.count_chars()
    text = textpage.get_text_range()
    if len(text) == count:
        text = _HYPHEN.sub(lambda m: "-" if raw.FPDFText_IsHyphen(textpage.raw, m.start()) == 1 else m.group(), text)
    else:  # characters outside the basic plane take two places in the one count and one in the other
        text = "".join(_printable(raw.FPDFText_GetUnicode(textpage.raw, i)) for i in range(count))
    shown = _to_shown(page)
    edges = [c_double() for _ in range(4)]
    for match in _WORD.finditer(text):
        start, end = match.start(), match.end() - 1
        first, last = _char_box(textpage, start, edges), _char_box(textpage, end, edges)
        if first is None or last is None:
            continue
        size = float(raw.FPDFText_GetFontSize(textpage.raw, start))
        bold = raw.FPDFText_GetFontWeight(textpage.raw, start) >= BOLD_WEIGHT
        own = match.group().translate(_HYPHENS)
        cut = own.find("-") + 1
        parts = [(own, start, end, first, last)]
        if cut and last[2] < first[0]:  # a hyphen at the line end: the rest stands at the start of the next line
            before, begin = (_char_box(textpage, start + i, edges) for i in (cut - 1, cut))
            if before is not None and begin is not None:
                parts = [(own[:cut], start, start + cut - 1, first, before), (own[cut:], start + cut, end, begin, last)]
        if len(parts) == 1 and not own.isascii():
            own = without_soft_hyphens("".join(map(printed, match.group())))
            parts = [(own, start, end, first, last)] if own else []
        for part, a, b, left, right in parts:
            box = _around(shown, left, right)
            word = Word(part, box, size=size or box.height, bold=bold)
            yield word, _around(shown, _font_box(textpage, a, left), _font_box(textpage, b, right)) if full else box


def _around(shown: Shown, a: Edges, b: Edges) -> Box:
    return shown(min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def _printable(code: int) -> str:
    """pdfium marks a hyphen at a line end with U+0002; everything outside the basic plane is one place too."""
    if code == 0x0002:
        return "-"
    return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _font_box(textpage: pdfium.PdfTextPage, index: int, ink: Edges) -> Edges:
    """The box of a character as its font has it, *ink* where the font does not say."""
    rect = raw.FS_RECTF()
    known = raw.FPDFText_GetLooseCharBox(textpage.raw, index, rect)
    return (rect.left, rect.bottom, rect.right, rect.top) if known else ink


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
