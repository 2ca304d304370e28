"""Period of a document, and whether it changes an earlier one: read from the texts that speak for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from iku.normalize.document.headings import Heading
from iku.normalize.document.knowledge import toml
from iku.normalize.document.years import without_other_plans, years_of
from iku.normalize.model import Periode

_SPEAKING = frozenset({"judul", "sampul"})
"""Sources in which a bare year at the end of a line that names the document counts (``INDIKATOR KINERJA 2024``)."""


@dataclass(frozen=True, slots=True)
class Period:
    """First and last year with where they stood."""

    awal: int
    akhir: int
    heading: Heading


def read_period(found: Sequence[Heading], kind: str, annual: bool = False) -> Period | None:
    """The years that the weightiest heading with years names; for a plan (renstra) rather a range than one year.
    *annual*: the document is about one year, ranges of plans are not its own. A short line of a first page that ends in
    a full stop is the end of a sentence rather than a title: it speaks after all others."""
    first: Period | None = None
    for heading in sorted(found, key=_ends_sentence):
        if heading.source == "isi":
            continue
        loose = heading.source == "judul" or (heading.source in _SPEAKING and _names_document(heading.text))
        years = years_of(without_other_plans(heading.text, annual), loose)
        if years is None:
            continue
        period = Period(years[0], years[1], heading)
        if kind != "renstra" or period.akhir > period.awal:
            return period
        first = first or period
    return first


def _ends_sentence(heading: Heading) -> bool:
    return heading.source == "sampul" and heading.text.rstrip().endswith(".")


def as_periode(period: Period | None) -> Periode:
    return Periode(period.awal, period.akhir) if period else Periode()


@cache
def _document_words() -> re.Pattern[str]:
    kinds = [form for forms in toml("naskah")["jenis"].values() for form in forms]
    words = sorted({*kinds, *toml("naskah")["tahun_lepas"]["kata"]}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(w.strip()) for w in words)})\b", re.IGNORECASE)


def _names_document(text: str) -> bool:
    return bool(_document_words().search(text[:300]))


def says_change(found: Sequence[Heading], kind: str) -> Heading | None:
    """The heading that says that the document changes or reviews an earlier one (``Perubahan Renstra``, ``REVIU``).
    In a report the titles of tables speak of the agreement that it reports on."""
    for heading in found:
        if heading.source == "isi" or (heading.source == "judul" and kind == "laporan"):
            continue
        if _change_pattern().search(re.sub(r"[^a-z]", "", heading.text[:400].lower())):
            return heading
    return None


@cache
def _change_pattern() -> re.Pattern[str]:
    data = toml("naskah")["perubahan"]
    word, thing, between = ("|".join(data[k]) for k in ("kata", "benda", "sela"))
    return re.compile(
        rf"(?:{word})(?:{between}){{0,4}}(?:{thing})|(?:{thing})(?:iku|utama|kinerja|{between}){{0,2}}(?:{word})(?!atas)"
    )
