"""A digital page: the words and rules that one sees on it, from what its content draws.

pdfplumber opens the file and keeps its fonts; the content is run by :mod:`iku.extract.drawn`, which knows clips,
layers, covers and colours besides. pdfium says how large the page is, mends files that pdfplumber cannot open, and
renders a page where only its pixels can tell what is seen.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import TracebackType

import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Matrix

from iku.extract.agreement import checked
from iku.extract.drawn.device import Collector
from iku.extract.drawn.doubles import once, without_watermarks
from iku.extract.drawn.interpreter import Interpreter
from iku.extract.drawn.layers import Layers, read_layers
from iku.extract.drawn.marks import Drawing, Glyph
from iku.extract.drawn.pixels import Pixels
from iku.extract.drawn.strokes import strokes_of
from iku.extract.drawn.tags import Marked, TagTree
from iku.extract.drawn.turning import Turn, page_turn
from iku.extract.drawn.visible import visible_glyphs
from iku.extract.drawn.words import words_of
from iku.extract.errors import IkuError
from iku.extract.model import Box, Fill, Page, TaggedCell
from iku.extract.opening import resaved

log = logging.getLogger(__name__)
BEYOND = 0.03
"""Share of a page's glyphs that may lie beyond its edges (crop marks, a neighbouring page's end) without a word."""


class DigitalReader:
    """pdfplumber on one document, opened on first use. A page that it stumbles over is given back as None.

    Use as a context manager. *pdf* is pdfium's view of the same file. Where pdfplumber cannot open it, or finds fewer
    pages than pdfium (then none of them can be trusted to be the right one), the file is read as pdfium writes it anew.
    *texts* are those that pdfium found on pages looked at before.
    """

    def __init__(self, content: bytes, pdf: pdfium.PdfDocument, texts: Mapping[int, str] | None = None) -> None:
        self._content, self._pdf, self._texts = content, pdf, texts or {}
        self._sources = self._open()
        self._source: _Source | None = None

    def read(self, number: int) -> Page | None:
        """Page *number* (from 1), or None where pdfplumber cannot read it."""
        while True:
            if self._source is None:
                self._source = next(self._sources, None)
            if self._source is None:
                return None
            try:
                return read_digital_page(self._source, self._pdf, number, self._texts.get(number))
            except (IkuError, MemoryError):
                raise
            except Exception as fault:  # noqa: BLE001  # damaged content fails in any way; the page has other readers
                log.info("page %d: %s: %s", number, type(fault).__name__, fault)
                if not self._source.first:
                    return None
                self._source = None

    def _open(self) -> Iterator[_Source]:
        """The file as it is, then as pdfium writes it; each only if it opens and has all pages."""
        for first in (True, False):
            try:
                content = self._content if first else resaved(self._pdf)
                source = _Source(content, first)
            except MemoryError:
                raise
            except Exception as fault:  # noqa: BLE001  # as above: any fault of the file leads to the next source
                log.info("not opened: %s: %s", type(fault).__name__, fault)
                continue
            if len(source.pages) == len(self._pdf):
                yield source

    def __enter__(self) -> DigitalReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sources.close()  # type: ignore[attr-defined]
        self._source = None


class _Source:
    """A file open in pdfplumber: its pages and layers. ``first`` is True for the file as it is."""

    def __init__(self, content: bytes, first: bool) -> None:
        self.first = first
        self.plumber = pdfplumber.open(io.BytesIO(content))
        self.pages: list[PDFPage] = list(PDFPage.create_pages(self.plumber.doc))
        self.layers: Layers = read_layers(self.plumber.doc.catalog)
        self.tags = TagTree(self.plumber.doc.catalog)


def read_digital_page(source: _Source, pdf: pdfium.PdfDocument, number: int, text: str | None = None) -> Page:
    """Page *number* (from 1), in points of the page as shown; *text* is what pdfium finds on it, where that is known.

    A page whose text runs up or down is turned upright; ``Page.placement`` leads back.
    """
    drawing = _drawing(source, pdf, number)
    visible = visible_glyphs(drawing, Pixels(pdf, number))
    glyphs, aside = without_watermarks(once(visible))
    turn = Turn(page_turn(glyphs), drawing.width, drawing.height)
    strokes = strokes_of(drawing)
    sideways = turn.degrees in (90, 270)
    page = Page(number, turn.height if sideways else turn.width, turn.width if sideways else turn.height, "teks")
    page.rotation, page.placement = turn.degrees, turn.placement
    page.rulings = [turn.rule(r) for r in strokes.rulings]
    page.fills = [Fill(turn.box(f.box), f.grey) for f in strokes.fills]
    page.faint = [turn.rule(r) for r in strokes.faint] if page.fills else []
    page.words = words_of(glyphs, turn, page.rulings)
    page.tagged = tagged_tables(source.tags.marks_of(source.pages[number - 1]), glyphs, turn)
    if _hidden(drawing, visible):
        page.notes.append("TEKS_TERSEMBUNYI")
    if aside:
        page.notes.append("TANDA_AIR")
    return checked(page, drawing, pdf, text)


def tagged_tables(marked: Marked, glyphs: Sequence[Glyph], turn: Turn) -> list[list[TaggedCell]]:
    """The tables of the tag tree with the text that they have on this page."""
    boxes: dict[TaggedCell, Box] = {}
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        for cell in marked.cells.get(glyph.scene.mark, ()):
            boxes[cell] = boxes[cell].union(glyph.box) if cell in boxes else glyph.box
    shown = {cell: replace(cell, box=turn.box(box)) for cell, box in boxes.items()}
    return [[shown.get(c, c) for c in cells] for cells in marked.tables.values() if any(c in boxes for c in cells)]


def _hidden(drawing: Drawing, visible: list[Glyph]) -> bool:
    """Whether the page holds text that is not seen: within its bounds, or beyond them more than a stray mark."""
    seen = {id(g) for g in visible}
    sheet = Box(0, 0, drawing.width, drawing.height)
    unseen = [g.box for g in drawing.glyphs if id(g) not in seen and not g.text.isspace()]
    return len(unseen) > BEYOND * len(drawing.glyphs) or any(sheet.holds(b.cx, b.cy) for b in unseen)


def _drawing(source: _Source, pdf: pdfium.PdfDocument, number: int) -> Drawing:
    own = source.pages[number - 1]
    shown = pdf[number - 1]
    try:
        (width, height), bounds, turn = shown.get_size(), shown.get_bbox(), shown.get_rotation()
    finally:
        shown.close()
    collector = Collector(source.plumber.rsrcmgr, width, height)
    Interpreter(source.plumber.rsrcmgr, collector, source.layers).draw(own, _to_shown(bounds, turn))
    return collector.drawing


def _to_shown(bounds: tuple[float, float, float, float], turn: int) -> Matrix:
    """From PDF space (bottom-left origin, unturned) to points of the page as shown (top-left origin)."""
    x0, y0, x1, y1 = bounds
    if turn == 90:
        return (0, 1, 1, 0, -y0, -x0)
    if turn == 180:
        return (-1, 0, 0, 1, x1, -y0)
    if turn == 270:
        return (0, -1, -1, 0, y1, x1)
    return (1, 0, 0, -1, -x0, y1)
