"""Years that a text names as its own: ranges and single years, never those of a law or another plan that it cites."""

from __future__ import annotations

import re

YEAR = r"(?:19|20)[0-9Il]{2}"
_RANGE = re.compile(
    rf"(?<![\d/.]){YEAR}\s{{0,4}}\.?\s{{0,4}}(?:-|–|—|s\s?/\s?d|s\.d\.?|sd|sampai(?:\s{{1,4}}dengan)?|hingga)"
    rf"\s{{0,4}}(?:tahun\s{{0,4}})?({YEAR})(?!\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"(?:tahun(?:\s{{0,4}}anggaran)?|periode|priode|t\.?\s?a\.?|th\.?)\s{{0,4}}:?\s{{0,4}}"
    rf"({YEAR})(?!\d|\s{{0,4}}[-–—/]\s{{0,4}}\d)",
    re.IGNORECASE,
)
_TITLE_SINGLE = re.compile(rf"(?:^|\s)({YEAR})\W*$")
_CITED = re.compile(
    r"(?:tambahan\s+)?(?:lembaran|berita)\s+(?:negara|daerah)[^)]{0,160}\)?"
    rf"|\bno(?:mor|mer)?\b\s*[.:]?\s*[\w./()-]{{1,40}}\s{{0,4}},?\s{{0,4}}ta[hn]un\s{{0,4}}{YEAR}"
    rf"|\bta[hn]un\s{{0,4}}{YEAR}\s{{0,4}},?\s{{0,4}}(?:no\b|nomor\b)[^)]{{0,80}}\)?"
    rf"|^\W{{0,4}}ta[hn]un\s{{0,4}}{YEAR}\s{{1,4}}tentang\b.*"
    rf"|\bno(?:mor)?\b.{{0,30}}tahun\s{{0,4}}{YEAR}",
    re.IGNORECASE,
)
_OTHER_PLAN = re.compile(
    rf"\b(?:rpjm[dn]?|rpjp[dn]?|rkpd|rkp|rpd|pembangunan\s+jangka\s+(?:menengah|panjang)|visi|misi)\b\D{{0,80}}"
    rf"{YEAR}(?:\s{{0,4}}[-–—]\s{{0,4}}{YEAR})?",
    re.IGNORECASE,
)
_PLAN = re.compile(rf"\b(?:renstra|rencana\s+strategis)\b\D{{0,80}}{YEAR}\s{{0,4}}[-–—]\s{{0,4}}{YEAR}", re.IGNORECASE)
_LONGEST_SPAN = 30
"""Years that a plan covers at most."""
_LONGEST_TEXT = 600
"""No heading is longer; what is, is running text."""


def without_citations(text: str) -> str:
    """*text* without the places that cite a law (``Nomor 5 Tahun 2014``, ``Lembaran Negara ... Tahun 2014``)."""
    return _CITED.sub(" ", text[:_LONGEST_TEXT])


def without_other_plans(text: str, annual: bool) -> str:
    """*text* without the years of another plan (``RPJMD 2018-2023``); *annual*: also without those of a Renstra."""
    text = _OTHER_PLAN.sub(" ", text)
    return _PLAN.sub(" ", text) if annual else text


def years_of(text: str, loose: bool = False) -> tuple[int, int] | None:
    """``2019 - 2021`` or ``TAHUN 2021`` as first and last year. *loose*: a bare year at the end counts too."""
    text = without_citations(text)
    span = _RANGE.search(text)
    if span:
        first, last = _number(span.group()[:4]), _number(span[1])
        return (first, last) if first <= last <= first + _LONGEST_SPAN else None
    single = _SINGLE.search(text) or (_TITLE_SINGLE.search(text) if loose else None)
    if single is None:
        return None
    year = _number(single[1])
    return year, year


def _number(printed: str) -> int:
    return int(re.sub(r"[Il]", "1", printed))
