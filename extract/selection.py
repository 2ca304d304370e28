"""Which pages are read, and how: the plan for one document, made from the sketches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import pypdfium2 as pdfium

from extract.scan.textlayer import layer_is_damaged
from extract.scan.triage import ScanKind, scan_kind
from extract.triage import Sketch, names_facts, table_role

SHORT = 24
"""Documents of up to this many pages are read whole: any page may name a fact."""
FRONT, BACK = 6, 3
"""Of a longer one the first and last pages are read for facts, and those that name one."""
FEW_LETTERS = 40
"""A picture page with fewer letters has no text layer: page number, stamp or signature of a viewer."""
MOST_FACT_PAGES = 30


@dataclass(slots=True)
class Entry:
    """The plan for one page. ``kind``: teks, ocr or kosong; ``table``: head, runon or none (digital pages only);
    ``facts``: it may name a fact of the document; ``read``: a scanned page worth its reading; ``ruled``: it shows
    upright rules from afar; ``layered``: a picture with a good text layer, whose words are the layer's and whose rules
    are the picture's."""

    number: int
    kind: Literal["teks", "ocr", "kosong"]
    width: float
    height: float
    table: str = "none"
    facts: bool = False
    read: bool = False
    ruled: bool = True
    layered: bool = False
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
        return entry
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
        entry.table = table_role(sketch)
    elif sketch.image_share > 0.15:
        entry.kind = "ocr"
    return entry


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
        if edge or (named < MOST_FACT_PAGES and names_facts(sketches[entry.number - 1])):
            entry.facts = True
            named += not edge


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


def _look(pdf: pdfium.PdfDocument, number: int) -> ScanKind | None:
    try:
        return scan_kind(pdf, number)
    except pdfium.PdfiumError:
        return None
