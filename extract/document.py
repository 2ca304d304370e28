"""Reads a PDF: it becomes the pages that matter, made upright, and the grids on them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import pypdfium2 as pdfium

from iku.extract.boundary import Boundary
from iku.extract.cards.page import RULED, ends_in_card, with_cards
from iku.extract.digital import DigitalReader
from iku.extract.grids import grids_of, prepared
from iku.extract.guard import Guard
from iku.extract.lines import to_lines
from iku.extract.mixed import with_own_text
from iku.extract.model import Page, Word
from iku.extract.naming import has_header, header_terms, names_table
from iku.extract.opening import open_file
from iku.extract.prose import overprinted, read_prose_page
from iku.extract.second import camelot_grids
from iku.extract.sections import HeaderReader, split_grid
from iku.extract.selection import FEWEST_RULES, Entry, Plan, plan_pages
from iku.extract.table_model import Grid
from iku.extract.triage import sketch_pages

FOOT_LINES = 3
"""Printed lines below a table that goes on on the next page: page number, running foot, a note."""
log = logging.getLogger(__name__)


class TableSense(HeaderReader, Protocol):
    """Knows headers, and which tables are worth following over a page break."""

    def wanted(self, header: Sequence[Sequence[str]]) -> bool: ...


@dataclass(slots=True)
class ReadDocument:
    """What was read of a file. ``pages`` ascending, only those that were read; ``grids`` by page number, filled, top to
    bottom; ``plan`` says for every page what it is; ``failed`` pages that no reader could read; ``unread`` pages that a
    guard refused; ``attached`` names the files of a portfolio whose pages stand behind its own, ``left`` attachments
    that are not read; ``boundary`` holds the faults that cost a page or a reader."""

    id: str
    count: int
    pages: list[Page] = field(default_factory=list)
    grids: dict[int, list[Grid]] = field(default_factory=dict)
    plan: Plan = field(default_factory=Plan)
    failed: dict[int, str] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)
    boundary: Boundary = field(default_factory=Boundary)
    attached: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def read_document(
    path: Path, sense: TableSense, *, only: Sequence[int] | None = None, guard: Guard | None = None
) -> ReadDocument:
    """Read the pages of a PDF that may hold an indicator table or a fact of the document.

    :param only: page numbers to read instead of those that the triage chose. Raises the errors of ``extract.opening``.
    :param guard: asked before every page whether it may be read; refused ones are in ``ReadDocument.unread``.
    """
    id_, unfolded = open_file(path)
    pdf = unfolded.pdf
    try:
        if guard is not None:
            guard.opened(len(pdf))
        sketches = sketch_pages(pdf, guard)
        result = ReadDocument(id_, len(sketches), plan=plan_pages(pdf, sketches))
        result.attached, result.left = unfolded.read, unfolded.left
        result.unread = [s.number for s in sketches if "refused" in s.flags and (only is None or s.number in only)]
        texts = {s.number: s.text for s in sketches if not s.flags & {"unloadable", "textless"}}
        with DigitalReader(unfolded.content, pdf, texts) as digital:
            reader = _PageReader(result, path, pdf, digital, sense, only, guard)
            for entry in result.plan.entries:
                reader.read(entry)
        return result
    finally:
        pdf.close()


@dataclass(slots=True)
class _Flow:
    """What the pages before leave for the next. ``running``: a table may go on (a file may begin in the middle of
    one); ``to_foot``: it reached the foot of its page; ``carded``: the last thing there was a card; ``before``: the
    columns of a table that its rules leave open at the foot."""

    running: bool = True
    to_foot: bool = False
    carded: bool = False
    before: tuple[float, ...] = ()

    def goes_on(self, entry: Entry) -> bool:
        """The page may hold the rest of what was on the one before."""
        if not self.running:
            return False
        few = self.carded and entry.reason == "kosong"  # a few figures of a card, no more
        return entry.table == "runon" or (entry.table == "open" and self.to_foot) or few

    def take(self, page: Page, grids: Sequence[Grid], running: bool) -> None:
        """What *page* with its *grids* leaves for the next one."""
        self.running = running
        self.to_foot = bool(grids) and _reaches_foot(page, grids[-1])
        self.carded = ends_in_card(grids)
        open_foot = running and self.to_foot and (grids[-1].reader != RULED or grids[-1].opened)
        self.before = tuple(grids[-1].xs) if open_foot else ()  # a table with all its rules goes on in rules


@dataclass(slots=True)
class _PageReader:
    """Reads the pages of a plan in their order into *result*."""

    result: ReadDocument
    path: Path
    pdf: pdfium.PdfDocument
    digital: DigitalReader
    sense: TableSense
    only: Sequence[int] | None
    guard: Guard | None
    flow: _Flow = field(default_factory=_Flow)

    def read(self, entry: Entry) -> None:
        """One page, as far as it may be and need be read."""
        if self.only is not None and entry.number not in self.only:
            entry.reason = "tidak_diminta"
            return
        wants = entry.table == "head" or self.flow.goes_on(entry) or self.only is not None
        if self._refused(entry, wants):
            return
        prose: Page | None = None
        if self._guessed_empty(entry):
            look = partial(_without_table, self.pdf, entry.number, self.sense)
            prose = Boundary().around("baca halaman", look, _nothing)
            wants = prose is None
        if wants:
            entry.reason = None
        page = self._whole(entry, wants)
        if page is not None:
            self._find_tables(page, entry)
        else:
            self.flow.running = False
            if entry.kind == "teks" and (entry.facts or wants):
                page = prose or self._words_alone(entry, wants)
        if page is not None:
            page.notes += entry.notes
            log.info("page %d read as %s, %d words, %d grids", page.number, page.source, len(page.words),
                     len(self.result.grids.get(page.number, ())))  # fmt: skip
            self.result.pages.append(page)

    def _refused(self, entry: Entry, wants: bool) -> bool:
        due = entry.facts or wants if entry.kind == "teks" else entry.kind == "ocr" and entry.read
        if not due or self.guard is None or self.guard.allows("read", entry.number):
            return False
        self.result.unread.append(entry.number)
        entry.reason = "batas"
        self.flow.running = False
        return True

    def _guessed_empty(self, entry: Entry) -> bool:
        """The triage only guesses that the page holds a table, and nothing open leads on to it."""
        if not entry.guessed or self.only is not None or entry.parts:
            return False
        return not (self.flow.running and (self.flow.before or self.flow.carded))

    def _whole(self, entry: Entry, wants: bool) -> Page | None:
        """The page with all that is drawn on it; None where it is not wanted or cannot be read."""
        around = partial(self.result.boundary.around, page=entry.number)
        if entry.parts:
            return around("baca halaman", partial(_pictured, self.pdf, entry, self.digital), _nothing)
        if entry.layered and wants:
            return around("baca halaman", partial(_layered, self.pdf, entry), _nothing)
        if entry.kind == "teks" and wants:
            return around("baca halaman", partial(self.digital.read, entry.number), _nothing)
        if entry.kind != "ocr" or not entry.read:
            return None
        scanned = partial(_scanned, self.pdf, entry, ruled=entry.ruled or self.only is not None)
        page = around("baca halaman", scanned, _nothing)
        if page is None:
            self.result.failed[entry.number] = "HALAMAN_TAK_TERBACA"
        return page

    def _find_tables(self, page: Page, entry: Entry) -> None:
        around, flow = partial(self.result.boundary.around, page=entry.number), self.flow
        if entry.kind == "ocr" or entry.layered:
            entry.named = around("kepala halaman", partial(_names_table, page), bool)
        expected, before = entry.kind == "ocr" or entry.table == "head", flow.before if flow.running else ()
        find = partial(grids_of, page, self.sense, expected=expected, before=before)
        grids = around("tabel halaman", find, list)
        if not (before and grids and grids[0].reader == "structure"):  # no card: a table goes on
            grids = around("kartu halaman", partial(with_cards, page, grids, self.sense), partial(list, grids))
        self.result.grids[page.number] = grids
        running = around("sambungan halaman", partial(_runs_on, grids, self.sense), bool) if grids else False
        flow.take(page, grids, running)

    def _words_alone(self, entry: Entry, wants: bool) -> Page | None:
        """The words as pdfium gives them, for facts, or where no other reader could; turned text is read again."""
        around = partial(self.result.boundary.around, page=entry.number)
        page: Page | None = around("baca halaman", partial(_prose, self.pdf, entry.number), _nothing)
        if page is None:
            self.result.failed[entry.number] = "HALAMAN_TAK_TERBACA"
        elif _sideways(page) or (not wants and overprinted(page)):
            return around("baca halaman", partial(self.digital.read, entry.number), _nothing) or page
        elif wants:
            look = partial(_grids_of_camelot, self.path, page, self.sense)
            self.result.grids[page.number] = around("pembaca kedua", look, list)
            self.flow.running = bool(self.result.grids[page.number])
        return page


def _nothing() -> None:
    """No page."""


def _layered(pdf: pdfium.PdfDocument, entry: Entry) -> Page:
    """A picture with a good text layer: rules from the pixels, words from the layer, put into the upright page."""
    number, trust = entry.number, round(entry.trust, 2)
    from iku.extract.scan.read import read_scanned_page

    page = read_scanned_page(pdf, number, full=False)
    back = page.placement.inverse()
    page.words = [replace(w, box=back.box(w.box), confidence=trust) for w in read_prose_page(pdf, number).words]
    page.source = "teks"
    return page


def _without_table(pdf: pdfium.PdfDocument, number: int, sense: TableSense) -> Page | None:
    """An unruled page as pdfium reads it, unless its words make a table or a card, or tell too little. Most such pages
    are running text, which would be read with all that is drawn in vain."""
    words: list[Word] = []
    page = _prose(pdf, number, words)
    if page is None or _sideways(page) or overprinted(page):
        return None
    full = replace(page, words=words)
    return None if with_cards(full, grids_of(full, sense), sense) else page


def _sideways(page: Page) -> bool:
    """Most words are taller than wide: the text runs up or down, and only the digital reader turns it."""
    long = [w for w in page.words if len(w.text) >= 3]
    return len(long) > 5 and sum(w.box.height > 2 * w.box.width for w in long) > 0.6 * len(long)


def _grids_of_camelot(path: Path, page: Page, sense: TableSense) -> list[Grid]:
    """camelot's cells under pdfium's words, for a page that pdfplumber cannot read."""
    found = camelot_grids(path, {page.number: page.height}).get(page.number, [])
    return with_cards(page, prepared(page, found, sense), sense)


def _prose(pdf: pdfium.PdfDocument, number: int, full: list[Word] | None = None) -> Page | None:
    try:
        return read_prose_page(pdf, number, full=full)
    except pdfium.PdfiumError:
        return None


def _scanned(pdf: pdfium.PdfDocument, entry: Entry, *, ruled: bool) -> Page:
    from iku.extract.scan.read import read_scanned_page

    page = read_scanned_page(pdf, entry.number, spare=not ruled)
    own = _prose(pdf, entry.number) if not entry.notes else None  # the words of a damaged layer are not wanted
    return with_own_text(page, own) if own is not None and own.words else page


def _pictured(pdf: pdfium.PdfDocument, entry: Entry, digital: DigitalReader) -> Page | None:
    """A digital page with print in its pictures: these read from their pixels, all else from the text."""
    from iku.extract.scan.read import read_scanned_page

    own = digital.read(entry.number) or _prose(pdf, entry.number)
    page = read_scanned_page(pdf, entry.number, parts=entry.parts)
    return page if own is None else with_own_text(page, own)


def _names_table(page: Page) -> bool:
    """Whether the words read from a picture name an indicator table, as a header or on a ruled page."""
    text = "\n".join(line.text for line in to_lines(page.words, page.number))
    return names_table(header_terms(text)) and (len(page.rulings) >= FEWEST_RULES or has_header(text))


def _reaches_foot(page: Page, grid: Grid) -> bool:
    """Little stands below a table: it may go on on the next page."""
    below = [w for w in page.words if w.box.cy > grid.box.bottom]
    return len(to_lines(below, page.number)) <= FOOT_LINES


def _runs_on(grids: Sequence[Grid], sense: TableSense) -> bool:
    """Whether the last table of a page is one that may go on on the next: wanted, or without a header of its own."""
    if ends_in_card(grids):
        return True
    last = split_grid(grids[-1], sense)
    if not last:
        return False
    section = last[-1]
    if not section.header:
        return True
    paths = []
    for col in range(section.grid.ncols):
        cells = [section.grid.at(row, col) for row in section.header]
        paths.append(list(dict.fromkeys(c.text for c in cells if c is not None and not c.empty)))
    return sense.wanted(paths)
