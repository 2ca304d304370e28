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
from iku.extract.model import Grid, Page, Word
from iku.extract.naming import has_header, header_terms, names_table
from iku.extract.opening import open_file
from iku.extract.prose import overprinted, read_prose_page
from iku.extract.second import camelot_grids
from iku.extract.sections import HeaderReader, split_grid
from iku.extract.selection import FEWEST_RULES, Entry, Plan, plan_pages
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
            _read_pages(result, path, pdf, digital, sense, only, guard)
        return result
    finally:
        pdf.close()


def _read_pages(
    result: ReadDocument,
    path: Path,
    pdf: pdfium.PdfDocument,
    digital: DigitalReader,
    sense: TableSense,
    only: Sequence[int] | None,
    guard: Guard | None,
) -> None:
    carded = False
    running, to_foot = True, False  # a file may begin in the middle of a table
    before: tuple[float, ...] = ()
    for entry in result.plan.entries:
        if only is not None and entry.number not in only:
            entry.reason = "tidak_diminta"
            continue
        goes_on = (entry.table == "runon" and running) or (entry.table == "open" and running and to_foot)
        goes_on = goes_on or (carded and running and entry.reason == "kosong")  # a few figures of a card, no more
        wants = entry.table == "head" or goes_on or only is not None
        due = entry.facts or wants if entry.kind == "teks" else entry.kind == "ocr" and entry.read
        if due and guard is not None and not guard.allows("read", entry.number):
            result.unread.append(entry.number)
            entry.reason = "batas"
            running = False
            continue
        around = partial(result.boundary.around, page=entry.number)
        page: Page | None = None
        prose: Page | None = None
        if entry.guessed and only is None and not entry.parts and not (running and (before or carded)):
            prose = Boundary().around("baca halaman", partial(_without_table, pdf, entry.number, sense), _nothing)
            wants = prose is None
        if wants:
            entry.reason = None
        if entry.parts:
            page = around("baca halaman", partial(_pictured, pdf, entry, digital), _nothing)
        elif entry.layered and wants:
            page = around("baca halaman", partial(_layered, pdf, entry), _nothing)
        elif entry.kind == "teks" and wants:
            page = around("baca halaman", partial(digital.read, entry.number), _nothing)
        elif entry.kind == "ocr" and entry.read:
            scanned = partial(_scanned, pdf, entry, ruled=entry.ruled or only is not None)
            page = around("baca halaman", scanned, _nothing)
            if page is None:
                result.failed[entry.number] = "HALAMAN_TAK_TERBACA"
        if page is not None:
            if entry.kind == "ocr" or entry.layered:
                entry.named = around("kepala halaman", partial(_names_table, page), bool)
            expected = entry.kind == "ocr" or entry.table == "head"
            find = partial(grids_of, page, sense, expected=expected, before=before if running else ())
            grids = around("tabel halaman", find, list)
            if not (running and before and grids and grids[0].reader == "structure"):  # no card: a table goes on
                grids = around("kartu halaman", partial(with_cards, page, grids, sense), partial(list, grids))
            result.grids[page.number] = grids
            running = around("sambungan halaman", partial(_runs_on, grids, sense), bool) if grids else False
            to_foot = bool(grids) and _reaches_foot(page, grids[-1])
            carded = ends_in_card(grids)
            open_foot = running and to_foot and (grids[-1].reader != RULED or grids[-1].opened)
            # (a table with all its rules goes on in rules)
            before = tuple(grids[-1].xs) if open_foot else ()
        else:
            running = False
        if page is None and entry.kind == "teks" and (entry.facts or wants):
            page = prose or around("baca halaman", partial(_prose, pdf, entry.number), _nothing)
            if page is None:
                result.failed[entry.number] = "HALAMAN_TAK_TERBACA"
            elif page is prose:
                pass
            elif _sideways(page) or (not wants and overprinted(page)):
                page = around("baca halaman", partial(digital.read, entry.number), _nothing) or page
            elif wants:
                look = partial(_grids_of_camelot, path, page, sense)
                result.grids[page.number] = around("pembaca kedua", look, list)
                running = bool(result.grids[page.number])
        if page is not None:
            page.notes += entry.notes
            log.info("page %d read as %s, %d words, %d grids", page.number, page.source, len(page.words),
                     len(result.grids.get(page.number, ())))  # fmt: skip
            result.pages.append(page)


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
