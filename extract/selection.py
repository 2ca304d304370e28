"""Which pages are read, and how: the plan for one document, made from the sketches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pypdfium2 as pdfium

from iku.extract.letters import is_garbled
from iku.extract.model import Box
from iku.extract.naming import (
    ENOUGH,
    broken_terms,
    header_terms,
    is_programme_list,
    names_facts,
    names_table,
    table_lines,
)
from iku.extract.triage import Sketch

if TYPE_CHECKING:
    from iku.extract.scan.triage import ScanKind
    from iku.extract.scan.unread import Unread

SHORT = 24
"""Documents of up to this many pages are read whole: any page may name a fact."""
FRONT, BACK = 6, 3
"""Of a longer one the first and last pages are read for facts, and those that name one."""
FEW_LETTERS = 40
"""A picture page with fewer letters has no text layer: page number, stamp or signature of a viewer. Of pages with more
the print that is seen decides (``extract.scan.unread``)."""
MOST_FACT_PAGES = 30
PICTURE_SHARE = 0.15
"""Share of a page without text under pictures from which on it is read as a scan."""
LEAST_SHARE = 0.04
"""Share of a page under pictures from which on they are looked at."""
OUTLINES = 40
"""Paths with the form of letters from which on a page's text may be drawn."""
SPOT_OUTLINES = 8
"""The same on a page that names the columns of a table: a text box may be drawn so in a cell."""
NAMELESS = 12
"""Letters without a character from which on they are looked at."""
VAIN = 2
"""Looks in vain at pictures of one place after which they are looked at no more."""
FEWEST_LETTERS = 10
"""A page with fewer holds no table."""
FEWEST_RULES = 3
"""A page with fewer drawn rules is not ruled."""
Role = Literal["head", "runon", "open", "none"]
Reason = Literal["daftar_program", "tanpa_kepala", "gambar", "kosong", "rusak", "naskah", "batas", "tidak_diminta"]
"""Why no table was looked for on a page: a programme or budget list; ruled, but it names no column headers; a picture
that shows no table; blank; damaged; running text of a long document; refused by a guard; not asked for."""


@dataclass(slots=True)
class Entry:
    """The plan for one page. ``kind``: teks, ocr or kosong; ``table`` (digital pages only): head (column headers of
    its own), runon (ruled, no header: it can only go on with the table before it), open (the same without rules) or
    none; ``guessed``: no header stands on it whole and no rules, one broken within its words is only guessed;
    ``named``: its text names an indicator table; ``facts``: it may name a fact of the document; ``read``: a scanned
    page worth its reading; ``ruled``: it shows upright rules from afar; ``layered``: a picture with a good text layer,
    whose words are the layer's, trusted as far as ``trust`` says, and whose rules are the picture's; ``parts``:
    pictures on a digital page, in points as shown, whose print is read too; ``reason``: why no table is looked for."""

    number: int
    kind: Literal["teks", "ocr", "kosong"]
    width: float
    height: float
    table: Role = "none"
    guessed: bool = False
    named: bool = False
    facts: bool = False
    read: bool = False
    ruled: bool = True
    layered: bool = False
    trust: float = 1.0
    parts: tuple[Box, ...] = ()
    reason: Reason | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    entries: list[Entry] = field(default_factory=list)


def plan_pages(pdf: pdfium.PdfDocument, sketches: Sequence[Sketch]) -> Plan:
    """Decide for every page of a document what it is and who reads it."""
    looks = _Looks(pdf)
    short = len(sketches) <= SHORT
    plan = Plan([_entry(pdf, s, looks, short=short) for s in sketches])
    _choose_facts(plan, sketches)
    _choose_scans(pdf, plan)
    return plan


def _names_header(sketch: Sketch) -> bool:
    """The page names an indicator table in lines that may be its header, not in running text or a list of contents."""
    return names_table(sketch.header_terms) and names_table(header_terms(table_lines(sketch.text)))


def _entry(pdf: pdfium.PdfDocument, sketch: Sketch, looks: _Looks, *, short: bool) -> Entry:
    entry = Entry(sketch.number, "kosong", sketch.width, sketch.height)
    if "unloadable" in sketch.flags:
        entry.notes.append("HALAMAN_TAK_TERBACA")
        entry.reason = "batas" if "refused" in sketch.flags else "rusak"
        return entry
    entry.named = sketch.headed or (sketch.rules >= FEWEST_RULES and _names_header(sketch))
    if sketch.pictured and "hidden_text" in sketch.flags and sketch.letters >= FEW_LETTERS:
        entry.trust = _layer_trust(pdf, sketch.number)
        if not entry.trust:
            entry.kind = "ocr"
            entry.notes.append("LAPISAN_TEKS_RUSAK")
        else:
            entry.kind, entry.layered = "teks", True
            entry.table = "head" if len(sketch.header_terms - {"no"}) >= 2 else "runon"
        return entry
    if is_garbled(sketch.text) and not _layer_trust(pdf, sketch.number):
        entry.kind = "ocr"
        entry.notes.append("LAPISAN_TEKS_RUSAK")
        return entry
    if not sketch.letters and sketch.image_share > PICTURE_SHARE:
        entry.kind = "ocr"
        return entry
    unread = looks.look(sketch)
    if sketch.letters:
        entry.kind = "teks"
        entry.table, entry.reason = _role(sketch, short=short)
        entry.guessed = entry.table == "head" and not sketch.headed and sketch.rules < FEWEST_RULES
    else:
        entry.reason = "kosong"
    if unread is not None:
        _read_pictures(entry, sketch, unread)
    return entry


def _layer_trust(pdf: pdfium.PdfDocument, number: int) -> float:
    from iku.extract.scan.textlayer import layer_trust

    return layer_trust(pdf, number)


def _read_pictures(entry: Entry, sketch: Sketch, unread: Unread) -> None:
    """Have the print of a page read that no text of it stands for: all of it, or its pictures only."""
    scanned = sketch.pictured and (unread.pale or sketch.letters < FEW_LETTERS)
    parts = unread.prints if unread.prevails else unread.tables
    if unread.prevails and (scanned or (sketch.letters < FEW_LETTERS or not parts) and sketch.outlines >= OUTLINES):
        entry.kind, entry.table, entry.reason = "ocr", "none", None
    elif unread.prevails and not sketch.letters:
        entry.kind, entry.reason = "ocr", None
    elif parts and not sketch.pictured:
        entry.parts, entry.table, entry.reason = parts, "head", None
    elif unread.spots and entry.table == "head" and not sketch.pictured:
        entry.parts = unread.spots


class _Looks:
    """Looks for print in no text, at pages with pictures or letters drawn as outlines. Pictures that stand at the
    same place on page after page (a letterhead) are looked at twice in vain, no more."""

    def __init__(self, pdf: pdfium.PdfDocument) -> None:
        self._pdf = pdf
        self._vain: Counter[tuple[int, ...]] = Counter()

    def look(self, sketch: Sketch) -> Unread | None:
        """None where there is nothing to look for."""
        places = [tuple(round(v) for v in p) for p in sketch.pictures]
        fresh = [p for p, at in zip(sketch.pictures, places, strict=True) if self._vain[at] < VAIN]
        outlined = sketch.outlines >= (SPOT_OUTLINES if sketch.headed else OUTLINES)
        outlined = outlined or sketch.headed and _nameless(sketch.text) >= NAMELESS
        if not outlined and sum((r - x) * (t - y) for x, y, r, t in fresh) < LEAST_SHARE * sketch.width * sketch.height:
            return None
        from iku.extract.scan.unread import unread_print  # and OpenCV, which no other digital page needs

        try:
            found = unread_print(self._pdf, sketch.number, sketch.pictures)
        except pdfium.PdfiumError:
            return None
        if not found.prevails and not found.tables:
            self._vain.update(places)
        return found


def _nameless(text: str) -> int:
    """How many letters of a text have no character that anyone could read: an equation set in a font of its own."""
    return sum(c < " " and c not in "\r\n\t\f\v" or c in "\ufffe\uffff\ufffd" for c in text)


def _role(sketch: Sketch, *, short: bool) -> tuple[Role, Reason | None]:
    """What a digital page may hold, and why nothing where it holds nothing. Without rules only a block of column
    headers makes a page a candidate of its own."""
    ruled = sketch.rules >= FEWEST_RULES
    if is_programme_list(sketch.text, sketch.header_terms):
        return "none", "daftar_program"
    if sketch.letters < FEWEST_LETTERS:
        return "none", "kosong"
    if sketch.headed or (ruled and names_table(sketch.header_terms)) or (ruled and _has_indicator(sketch)):
        return "head", None
    if short and _has_indicator_broken(sketch):
        return "head", None
    return ("runon", "tanpa_kepala") if ruled else ("open", "naskah")


def _has_indicator(sketch: Sketch) -> bool:
    return "indikator" in sketch.header_terms and len(sketch.header_terms - {"no"}) >= 2


def _has_indicator_broken(sketch: Sketch) -> bool:
    """The page names indicators and two more headers, whole or broken: in a short document that is worth a look."""
    terms = broken_terms(sketch.text) - {"no"}
    return "indikator" in terms and len(terms) >= ENOUGH


def _choose_facts(plan: Plan, sketches: Sequence[Sketch]) -> None:
    texts = [e for e in plan.entries if e.kind == "teks"]
    if len(plan.entries) <= SHORT:
        for entry in texts:
            entry.facts = True
        return
    last = plan.entries[-1].number
    named = 0
    for entry in texts:
        edge = entry.number <= FRONT or entry.number > last - BACK
        sketch = sketches[entry.number - 1]
        if edge or (named < MOST_FACT_PAGES and names_facts(sketch.text)):
            entry.facts = True
            named += not edge
        elif names_table(sketch.header_terms):
            entry.facts = True


def _choose_scans(pdf: pdfium.PdfDocument, plan: Plan) -> None:
    """Of a short document every scanned page that is not blank is read; of a long one the first and last pages, and
    those that show a ruled table and their neighbours, where its title stands and its rest."""
    scans = [e for e in plan.entries if e.kind == "ocr"]
    if not scans:
        return
    looks = {e.number: _look(pdf, e.number) for e in scans}
    last = plan.entries[-1].number
    ruled = {n for n, look in looks.items() if look is not None and look.has_lattice}
    for entry in scans:
        look = looks[entry.number]
        edge = entry.number <= FRONT or entry.number > last - BACK
        beside = bool(ruled & {entry.number - 1, entry.number, entry.number + 1})
        blank = look is not None and look.empty
        entry.ruled = look is None or look.down > 0
        entry.read = not blank and (len(plan.entries) <= SHORT or edge or beside)
        if not entry.read:
            entry.reason = "kosong" if blank else "gambar"


def _look(pdf: pdfium.PdfDocument, number: int) -> ScanKind | None:
    from iku.extract.scan.triage import scan_kind

    try:
        return scan_kind(pdf, number)
    except pdfium.PdfiumError:
        return None
