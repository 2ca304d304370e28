"""Texts that speak for a whole document: TENTANG, titles, cover, running feet, preface; each with its weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iku.extract.model import Line
from iku.normalize.document.decree import Decree
from iku.normalize.document.rows import Row
from iku.normalize.document.spelling import key, starts_with, tidy
from iku.normalize.document.years import YEAR, without_citations

_SPAN = re.compile(rf"(?<![\d/.]){YEAR}\s*\.?\s*(?:-|–|—|s\s*/\s*d|s\.d\.?|sd|sampai|hingga)", re.IGNORECASE)
_OWN = re.compile(
    r"indikator\s*kinerja\s*utama|\biku\b|renstra|rencana\s*strategis|lkj?ip|lakip|laporan\s*kinerja", re.I
)
_SUBJECT = re.compile(r"indikator kinerja utama|rencana strategis|renstra|laporan kinerja|\biku", re.I)
_YEARS = re.compile(rf"\W*{YEAR}(?:\s*[-–—]\s*{YEAR})?\W*")
_TITLE_LENGTH = 120
"""A longer line is running text."""
_COLUMNS = 3
"""So many pieces side by side are the header of a table, no title."""
_PROSE_ROWS = 60
"""Lines of running text, at the begin and at the end of a file, in which it may speak of itself."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A text that speaks for the whole document, its weight, and its line (None: not found again)."""

    text: str
    weight: float
    row: Row | None
    source: str


def headings(
    rows: Sequence[Row], decrees: Sequence[Decree], titles: Sequence[Line], cited: frozenset[int] = frozenset()
) -> list[Heading]:
    """Texts that speak for the document, the weightiest first. *cited*: ids of rows in lists of legal bases."""
    own = [r for r in rows if id(r) not in cited]
    found = [
        Heading(d.tentang, 6.0 if not d.annex else 5.0, d.about_rows[0], "tentang")
        for d in decrees
        if d.tentang and d.about_rows
    ]
    found += list(_decree_years(rows, decrees))
    found += list(_titles(rows, titles))
    first = min((r.page.number for r in rows), default=1)
    found += list(_covers(own, first))
    seen: set[str] = set()
    for row in rows:
        if row.margin and key(row.text) and key(row.text)[:50] not in seen:
            seen.add(key(row.text)[:50])
            found.append(Heading(row.text, 3.2 if _OWN.search(row.text) else 2.5, row, "kaki"))
    if not any(not d.annex for d in decrees):
        found += list(_preface(own))
    return sorted(found, key=lambda h: -h.weight)


def _titles(rows: Sequence[Row], titles: Sequence[Line]) -> Iterator[Heading]:
    """Title lines of the indicator tables, each with the line of the page that it is on."""
    for line in titles:
        text = tidy(line.text)
        on_page = (r for r in rows if r.page.number == line.page)
        row = next((r for r in on_page if r.box.holds(line.box.cx, line.box.cy, 1.0)), None)
        prose = text[:1].islower() or len(text) > _TITLE_LENGTH
        yield Heading(text, 0.5 if prose else 3.0 if _OWN.search(text) else 1.2, row, "isi" if prose else "judul")


def _covers(rows: Sequence[Row], first: int) -> Iterator[Heading]:
    """Capital or large lines of the first pages, and titles in capitals anywhere at the top of a page; lines that stand
    close together also as one text (``REVISI`` over ``RENCANA STRATEGIS``)."""
    for block in title_blocks(rows):
        number = block[0].page.number - first
        if len(block) > 1 and number < 2:
            text = " ".join(r.text for r in block)
            yield Heading(text, 3.6 if number == 0 else 2.1, block[0], "sampul")
    for row in rows:
        if row.in_table or row.margin or len(row.pieces) >= _COLUMNS:
            continue
        number = row.page.number - first
        if row.large and number < 2:
            yield Heading(row.text, 4.0, row, "sampul")
        elif row.capital and (number < 2 or row.share < 0.35) and len(row.text) < _TITLE_LENGTH:
            yield Heading(row.text, 3.5 if number == 0 else 2.0, row, "sampul")
        elif number < 2 and row.share < 0.2 and len(row.text) < 70:
            yield Heading(row.text, 2.6 if is_title(row) else 1.8, row, "sampul")


def is_title(row: Row) -> bool:
    """Each long word of the line has a capital (``Perjanjian Kinerja Tahun 2023``)."""
    long = [w for w in row.text.split() if len(w) > 3]
    return bool(long) and all(w[0].isupper() or w[0].isdigit() for w in long)


def title_blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Runs of capital (or large) lines close together: covers, letterheads, titles."""
    run: list[Row] = []
    for row in rows:
        years = bool(run) and _YEARS.fullmatch(row.text) is not None
        big = (row.capital or row.large or years) and not row.in_table and len(row.text) < _TITLE_LENGTH
        close = (
            bool(run)
            and run[-1].page is row.page
            and row.box.top - run[-1].box.bottom < 2.2 * max(row.size, run[-1].size)
        )
        if big and (close or not run):
            run.append(row)
            continue
        if run:
            yield run
        run = [row] if big else []
    if run:
        yield run


def _decree_years(rows: Sequence[Row], decrees: Sequence[Decree]) -> Iterator[Heading]:
    """``TAHUN 2021`` printed under the office of a decree head."""
    for decree in decrees:
        if decree.annex:
            continue
        for row in rows[decree.start : decree.start + 14]:
            if re.fullmatch(rf"\W*tahun\s*{YEAR}\W*(?:[-–]\s*{YEAR})?\W*", row.text, re.IGNORECASE):
                yield Heading(row.text, 5.5, row, "tentang")


def _preface(rows: Sequence[Row]) -> Iterator[Heading]:
    """Sentences of the preface, of letters and of the closing chapter that name the document with its years."""
    prefaces = {r.page.number for r in rows if starts_with(r.text, "kata pengantar") and r.share < 0.3}
    prose = [r for r in rows if not r.in_table and not r.margin and (r.page.number in prefaces or not prefaces)]
    near = [*range(min(_PROSE_ROWS, len(prose))), *range(max(_PROSE_ROWS, len(prose) - _PROSE_ROWS), len(prose))]
    for n in near:
        row = prose[n]
        text = f"{row.text} {prose[n + 1].text}" if n + 1 < len(prose) else row.text
        if _SUBJECT.search(row.text) and (prefaces or _SPAN.search(without_citations(text))):
            yield Heading(text, 1.0, row, "pengantar")
