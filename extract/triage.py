"""A first look at every page with pdfium, a few milliseconds each: what is on it, and which reader it deserves.

Nothing here decides what a value is; it only spares the costly readers the pages that cannot hold a table or a
document fact. Cue words stand in ``data/cues.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from ctypes import c_float
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.guard import Guard

PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
FORM_DEPTH = 3
RULED = 8
"""Drawn rules after which a page is ruled for sure, and no picture with a text layer: nothing more need be counted."""
MAX_OBJECTS = 20_000
"""Page objects looked at per page; a map or a drawing has more, and no table."""


@dataclass(slots=True)
class Sketch:
    """What a page looks like from afar. ``number`` counts from 1, sizes are points of the page as shown,
    ``image_share`` is the part of the page under its largest image, ``rules`` the count of long thin paths."""

    number: int
    width: float
    height: float
    text: str = ""
    image_share: float = 0.0
    rules: int = 0
    header_terms: frozenset[str] = frozenset()
    flags: set[str] = field(default_factory=set)

    @property
    def letters(self) -> int:
        return sum(ch.isalpha() for ch in self.text)

    @property
    def pictured(self) -> bool:
        """The page is a picture: an image covers most of it."""
        return self.image_share >= 0.6


@dataclass(frozen=True, slots=True)
class Cues:
    header: tuple[tuple[str, re.Pattern[str]], ...]
    strong: re.Pattern[str]
    programme: re.Pattern[str]
    budget: re.Pattern[str]
    facts: re.Pattern[str]
    paragraph: re.Pattern[str]


@cache
def cues() -> Cues:
    """The cue words of ``data/cues.toml``, compiled once."""
    data = tomllib.loads(files("extract").joinpath("data/cues.toml").read_text(encoding="utf-8"))

    def any_of(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)

    header = tuple((name, any_of(patterns)) for name, patterns in data["header"].items())
    names = ("title", "programme", "budget", "facts", "paragraph")
    strong, programme, budget, facts, paragraph = (any_of(data[name]["words"]) for name in names)
    return Cues(header, strong, programme, budget, facts, paragraph)


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


def header_terms(text: str) -> frozenset[str]:
    """Names of the header cues that *text* holds."""
    return frozenset(name for name, pattern in cues().header if pattern.search(text))


_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}")
_ACCOUNT = re.compile(r"\b\d\.\d\d\.\d\d")


def is_programme_list(text: str) -> bool:
    """A programme or budget list: such words in its head, or budget words with money or account codes in its rows.
    A page that names an indicator table in its title is none, whatever else stands on it."""
    if cues().strong.search(text):
        return False
    if cues().programme.search(text):
        return True
    figures = len(_MONEY.findall(text)) + len(_ACCOUNT.findall(text))
    return figures >= 4 and bool(cues().budget.search(text))


def table_role(sketch: Sketch) -> str:
    """What a page may hold: ``head`` (a table with column headers of its own), ``runon`` (ruled, no header: it can only
    go on with the table before it), or ``none``. Without rules only a line of column headers
    makes a page a candidate; a programme list is none of ours."""
    if sketch.letters < 10 or is_programme_list(sketch.text):
        return "none"
    terms = sketch.header_terms - {"no"}
    if sketch.rules < 3:
        return "head" if len(terms) >= 3 and has_header_line(sketch.text) else "none"
    return "head" if ("indikator" in terms and len(terms) >= 2) or len(terms) >= 3 else "runon"


def has_header_line(text: str) -> bool:
    """A line that is little more than column headers, three or more of them: the head of a table without rules."""
    for line in text.splitlines():
        if not 15 <= len(line) <= 160 or line.rstrip().endswith((",", ".")):
            continue
        spans = sorted(m.span() for _, pattern in cues().header if (m := pattern.search(line)))
        apart = [s for i, s in enumerate(spans) if i == 0 or s[0] >= max(e for _, e in spans[:i])]
        if len(apart) >= 3 and sum(b - a for a, b in apart) >= 0.5 * sum(ch.isalpha() for ch in line):
            return True
    return False


def names_facts(sketch: Sketch) -> bool:
    """The page names something of the document itself: title, decree head, date line, signature, legal bases."""
    return bool(cues().facts.search(sketch.text))
