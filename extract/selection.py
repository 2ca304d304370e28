"""Which pages are read, and how: the plan for one document, made from the sketches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import pypdfium2 as pdfium

from extract.naming import is_programme_list, names_facts, names_table
from extract.scan.textlayer import layer_is_damaged
from extract.scan.triage import ScanKind, scan_kind
from extract.triage import Sketch

SHORT = 24
"""Documents of up to this many pages are read whole: any page may name a fact."""
FRONT, BACK = 6, 3
"""Of a longer one the first and last pages are read for facts, and those that name one."""
FEW_LETTERS = 40
"""A picture page with fewer letters has no text layer: page number, stamp or signature of a viewer."""
MOST_FACT_PAGES = 30
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
    none; ``named``: its text names an indicator table; ``facts``: it may name a fact of the document; ``read``: a
    scanned page worth its reading; ``ruled``: it shows upright rules from afar; ``layered``: a picture with a good text
    layer, whose words are the layer's and whose rules are the picture's; ``reason``: why no table is looked for."""

    number: int
    kind: Literal["teks", "ocr", "kosong"]
    width: float
    height: float
    table: Role = "none"
    named: bool = False
    facts: bool = False
    read: bool = False
    ruled: bool = True
    layered: bool = False
    reason: Reason | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    entries: list[Entry] = field(default_factory=list)


def plan_pages(pdf: pdfium.PdfDocument, sketches: Sequence[Sketch]) -> Plan:
    """Decide for every page of a document what it is and who reads it."""
    plan = Plan([_entry(pdf, s) for s in sketches])
    _choose_facts(plan, sketches)
    _choose_scans(pdf, plan)
    return plan


def _entry(pdf: pdfium.PdfDocument, sketch: Sketch) -> Entry:
    entry = Entry(sketch.number, "kosong", sketch.width, sketch.height)
    if "unloadable" in sketch.flags:
        entry.notes.append("HALAMAN_TAK_TERBACA")
        entry.reason = "batas" if "refused" in sketch.flags else "rusak"
        return entry
    entry.named = sketch.headed or (names_table(sketch.header_terms) and sketch.rules >= FEWEST_RULES)
    if sketch.pictured and sketch.letters < FEW_LETTERS:
        entry.kind = "ocr"
    elif sketch.pictured and "hidden_text" in sketch.flags:
        if layer_is_damaged(pdf, sketch.number):
            entry.kind = "ocr"
            entry.notes.append("LAPISAN_TEKS_RUSAK")
        else:
            entry.kind, entry.layered = "teks", True
            entry.table = "head" if len(sketch.header_terms - {"no"}) >= 2 else "runon"
    elif sketch.letters:
        entry.kind = "teks"
        entry.table, entry.reason = _role(sketch)
    elif sketch.image_share > 0.15:
        entry.kind = "ocr"
    else:
        entry.reason = "kosong"
    return entry


def _role(sketch: Sketch) -> tuple[Role, Reason | None]:
    """What a digital page may hold, and why nothing where it holds nothing. Without rules only a block of column
    headers makes a page a candidate of its own."""
    ruled = sketch.rules >= FEWEST_RULES
    if is_programme_list(sketch.text, sketch.header_terms):
        return "none", "daftar_program"
    if sketch.letters < FEWEST_LETTERS:
        return "none", "kosong"
    if sketch.headed or (ruled and names_table(sketch.header_terms)) or (ruled and _has_indicator(sketch)):
        return "head", None
    return ("runon", "tanpa_kepala") if ruled else ("open", "naskah")


def _has_indicator(sketch: Sketch) -> bool:
    return "indikator" in sketch.header_terms and len(sketch.header_terms - {"no"}) >= 2


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
    try:
        return scan_kind(pdf, number)
    except pdfium.PdfiumError:
        return None
