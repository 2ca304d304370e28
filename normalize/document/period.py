"""Period, kind and change of a document: what TENTANG, titles, cover, feet and preface say about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import Line
from normalize.document.decree import Decree
from normalize.document.knowledge import toml
from normalize.document.rows import Row
from normalize.document.spelling import key, starts_with, tidy
from normalize.model import Periode

_Y = r"(?:19|20)[0-9Il]{2}"
_RANGE = re.compile(
    rf"(?<![\d/.]){_Y}\s*\.?\s*(?:-|–|—|s\s*/\s*d|s\.d\.?|sd|sampai(?:\s+dengan)?|hingga)\s*(?:tahun\s*)?({_Y})(?!\d)",
    re.I,
)
_SINGLE = re.compile(
    rf"(?:tahun(?:\s*anggaran)?|periode|priode|t\.?\s?a\.?|th\.?)\s*:?\s*({_Y})(?!\d|\s*[-–/]\s*\d)", re.I
)
_OWN = re.compile(
    r"indikator\s*kinerja\s*utama|\biku\b|renstra|rencana\s*strategis|lkj?ip|lakip|laporan\s*kinerja", re.I
)
_SUBJECT = re.compile(r"indikator kinerja utama|rencana strategis|renstra|laporan kinerja|\biku", re.I)
_DECREE_YEAR = re.compile(rf"\bno(?:mor)?\b.{{0,30}}tahun\s*{_Y}", re.I)
_TITLE_SINGLE = re.compile(rf"(?:^|\s)({_Y})\W*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A text that speaks for the whole document, its weight, and its line (None: not found again)."""

    text: str
    weight: float
    row: Row | None
    source: str


@dataclass(frozen=True, slots=True)
class Period:
    """First and last year with where they stood."""

    awal: int
    akhir: int
    heading: Heading


def headings(rows: Sequence[Row], decrees: Sequence[Decree], titles: Sequence[Line]) -> list[Heading]:
    """Texts that speak for the document, the weightiest first."""
    found = [
        Heading(d.tentang, 6.0 if not d.annex else 5.0, d.about_rows[0], "tentang")
        for d in decrees
        if d.tentang and d.about_rows
    ]
    found += list(_decree_years(rows, decrees))
    found += list(_titles(rows, titles))
    first = min((r.page.number for r in rows), default=1)
    found += list(_covers(rows, first))
    seen: set[str] = set()
    for row in rows:
        if row.margin and key(row.text) and key(row.text)[:50] not in seen:
            seen.add(key(row.text)[:50])
            found.append(Heading(row.text, 3.2 if _OWN.search(row.text) else 2.5, row, "kaki"))
    if not any(not d.annex for d in decrees):
        found += list(_preface(rows))
    return sorted(found, key=lambda h: -h.weight)


def _titles(rows: Sequence[Row], titles: Sequence[Line]) -> Iterator[Heading]:
    """Title lines of the indicator tables, each with the line of the page that it is on."""
    for line in titles:
        text = tidy(line.text)
        on_page = (r for r in rows if r.page.number == line.page)
        row = next((r for r in on_page if r.box.holds(line.box.cx, line.box.cy, 1.0)), None)
        yield Heading(text, 3.0 if _OWN.search(text) else 1.2, row, "judul")


def _covers(rows: Sequence[Row], first: int) -> Iterator[Heading]:
    """Capital or large lines of the first pages, and titles in capitals anywhere at the top of a page."""
    for row in rows:
        if row.in_table or row.margin:
            continue
        number = row.page.number - first
        if row.large and number < 2:
            yield Heading(row.text, 4.0, row, "sampul")
        elif row.capital and (number < 2 or row.share < 0.35) and len(row.text) < 120:
            yield Heading(row.text, 3.5 if number == 0 else 2.0, row, "sampul")
        elif number < 2 and row.share < 0.2 and len(row.text) < 70:
            yield Heading(row.text, 1.8, row, "sampul")


def _decree_years(rows: Sequence[Row], decrees: Sequence[Decree]) -> Iterator[Heading]:
    """``TAHUN 2021`` printed under the office of a decree head."""
    for decree in decrees:
        if decree.annex:
            continue
        for row in rows[decree.start : decree.start + 14]:
            if re.fullmatch(rf"\W*tahun\s*{_Y}\W*(?:[-–]\s*{_Y})?\W*", row.text, re.IGNORECASE):
                yield Heading(row.text, 5.5, row, "tentang")


def _preface(rows: Sequence[Row]) -> Iterator[Heading]:
    """Sentences of the preface (and of letters) that name the document with its years."""
    prefaces = {r.page.number for r in rows if starts_with(r.text, "kata pengantar") and r.share < 0.3}
    prose = [r for r in rows if not r.in_table and not r.margin and (r.page.number in prefaces or not prefaces)]
    for n, row in enumerate(prose[:60]):
        text = f"{row.text} {prose[n + 1].text}" if n + 1 < len(prose) else row.text
        if _SUBJECT.search(row.text) and (prefaces or _RANGE.search(text)):
            yield Heading(text, 1.0, row, "pengantar")


def read_period(found: Sequence[Heading], kind: str) -> Period | None:
    """The years that the weightiest heading with years names; for a plan (renstra) rather a range than one year."""
    first: Period | None = None
    for heading in found:
        if _DECREE_YEAR.search(heading.text):
            continue
        years = years_of(heading.text, loose=heading.source == "judul")
        if years is None:
            continue
        period = Period(years[0], years[1], heading)
        if kind != "renstra" or period.akhir > period.awal:
            return period
        first = first or period
    return first


def years_of(text: str, loose: bool = False) -> tuple[int, int] | None:
    """``2019 - 2021`` or ``TAHUN 2021`` as first and last year. *loose*: a bare year at the end counts too."""
    span = _RANGE.search(text)
    if span:
        first = int(re.sub(r"[Il]", "1", span.group()[:4]))
        last = int(re.sub(r"[Il]", "1", span[1]))
        return (first, last) if first <= last <= first + 30 else None
    single = _SINGLE.search(text) or (_TITLE_SINGLE.search(text) if loose else None)
    if single is None:
        return None
    year = int(re.sub(r"[Il]", "1", single[1]))
    return year, year


def as_periode(period: Period | None) -> Periode:
    return Periode(period.awal, period.akhir) if period else Periode()


def says_change(found: Sequence[Heading]) -> Heading | None:
    """The heading that says that the document changes or reviews an earlier one (``Perubahan Renstra``, ``REVIU``)."""
    for heading in found:
        if _change_pattern().search(re.sub(r"[^a-z]", "", heading.text.lower())):
            return heading
    return None


def _change_pattern() -> re.Pattern[str]:
    data = toml("naskah")["perubahan"]
    word, thing, between = ("|".join(data[k]) for k in ("kata", "benda", "sela"))
    return re.compile(
        rf"(?:{word})(?:{between})*(?:{thing})|(?:indikatorkinerjautama|renstra|rencanastrategis)(?:iku)?(?:{word})"
    )


def read_kind(rows: Sequence[Row], decrees: Sequence[Decree], found: Sequence[Heading]) -> str:
    """keputusan, perjanjian_kinerja, renstra, laporan or lampiran."""
    if any(not d.annex for d in decrees):
        return "keputusan"
    scores: dict[str, float] = {}
    for heading in found:
        if heading.source == "judul":
            continue
        lowered = f"{heading.text.lower()} "
        for kind, forms in toml("naskah")["jenis"].items():
            if any(re.search(rf"\b{re.escape(f)}", lowered) for f in forms) and "daftar" not in lowered:
                scores[kind] = scores.get(kind, 0.0) + (12.0 if heading.source == "kaki" else min(heading.weight, 4.0))
                break
    bound = any(starts_with(r.text, "kata pengantar") or starts_with(r.text, "daftar isi") for r in rows)
    if bound:
        scores.pop("perjanjian_kinerja", None)
    if scores and (max(scores.values()) >= 2.5 or "pengantar" in {h.source for h in found}):
        kind = max(scores, key=lambda k: scores[k])
        if kind != "iku":
            return kind
    return "laporan" if bound and len({r.page.number for r in rows}) > 3 else "lampiran"
