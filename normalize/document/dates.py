"""Dates and places: ``14 September 2021``, ``Januari 2024``, ``2021.``, cut to what is printed."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from iku.normalize.document.knowledge import toml
from iku.normalize.document.spelling import key
from iku.text.digits import IN_NUMBERS
from iku.text.near import MONTHS, budget

FIRST_YEAR, LAST_YEAR = 1990, 2060
_YEAR = r"(?:19|20)[0-9OoIl]{2}"
_DATE = re.compile(
    rf"(?:(?P<day>[0-3]?[\dOoIl])\s*[-.]?\s*)?(?P<month>[A-Za-z]{{3,10}})\.?\s*,?\s*(?P<year>{_YEAR})(?!\d)"
)
_NUMERIC = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s*[-/.]\s*(?P<month>\d{{1,2}})\s*[-/.]\s*(?P<year>{_YEAR})(?!\d)")
_ONLY_YEAR = re.compile(rf"^\W*(?P<year>{_YEAR})\W*$")
_PLACE_DATE = re.compile(
    r"^(?P<place>[A-Z][A-Za-z.'’-]*(?:\s[A-Z][A-Za-z.'’-]*){0,3})\s*(?P<mark>[,.;:])\s*(?P<rest>.{0,40})$"
)
_BARE = re.compile(
    r"^(?P<place>[A-Z][a-z]{2,}(?:\s[A-Z][a-z]{2,}){0,2}|[A-Z]{3,})\s+"
    rf"(?P<rest>(?:\d{{1,2}}\s+)?[A-Za-z]{{3,10}}\s+{_YEAR})\W*$"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """An ISO date cut to what is printed (``2019-09-13``, ``2024-01``, ``2021``), and how sure its reading is."""

    iso: str
    keyakinan: float = 1.0


def read_date(text: str) -> Dated | None:
    """The date printed in *text*, which holds little else, or None. A day that the month does not have is left out."""
    numeric = _NUMERIC.search(text)
    if numeric:
        return _built(numeric["year"], int(numeric["month"]), numeric["day"], 0.9)
    for named in _DATE.finditer(text):
        month, sure = _month(named["month"])
        if month:
            return _built(named["year"], month, named["day"], sure)
    alone = _ONLY_YEAR.match(text)
    return _built(alone["year"], 0, None, 0.9) if alone else None


def read_place_and_date(text: str) -> tuple[str, Dated | None] | None:
    """``Tembilahan, 2021.`` and ``Bandung,   September 2016`` as place and date; ``Bandung,`` as place alone. Without
    its comma, which scans lose, only with a month and a year behind, and less sure."""
    match = _PLACE_DATE.match(text.strip())
    if match is None:
        return _without_comma(text.strip())
    rest = match["rest"].strip()
    blank = not re.sub(r"[\W_]|tanggal", "", rest, flags=re.IGNORECASE)
    dated = read_date(rest)
    if dated is None and (not blank or text.isupper() or match["mark"] != "," or len(match["place"].split()) > 2):
        return None
    left = _DATE.sub("", _NUMERIC.sub("", rest)) if dated else ""
    if len(key(left)) > 8:
        return None
    return match["place"].strip(" ."), dated


def _without_comma(text: str) -> tuple[str, Dated | None] | None:
    match = _BARE.match(text)
    dated = read_date(match["rest"]) if match else None
    if match is None or dated is None or "-" not in dated.iso:
        return None
    if any(word.lower() in toml("tanggal")["bukan_tempat"]["kata"] for word in match["place"].split()):
        return None
    return match["place"], Dated(dated.iso, min(0.8, dated.keyakinan))


def _built(year: str, month: int, day: str | None, sure: float) -> Dated | None:
    number = int(year.translate(IN_NUMBERS))
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    if any(ch in year for ch in "OoIl"):
        sure = min(sure, 0.7)
    if not 1 <= month <= 12:
        return Dated(str(number), sure)
    if day is None:
        return Dated(f"{number}-{month:02d}", sure)
    of_month = int(day.translate(IN_NUMBERS))
    if not 1 <= of_month <= calendar.monthrange(number, month)[1]:
        return Dated(f"{number}-{month:02d}", 0.5)
    return Dated(f"{number}-{month:02d}-{of_month:02d}", sure)


def _month(word: str) -> tuple[int, float]:
    """Number of a month name and how sure it is; (0, 0) for another word."""
    months, have = _months(), key(word)
    if have in months:
        return months[have], 1.0
    if len(have) < 4:
        return 0, 0.0
    best = process.extractOne(have, months.keys(), scorer=Levenshtein.distance, score_cutoff=budget(len(have), MONTHS))
    return (months[best[0]], 0.7) if best and len(best[0]) >= 4 else (0, 0.0)


@cache
def _months() -> dict[str, int]:
    return {key(form): int(number) for number, forms in toml("tanggal")["bulan"].items() for form in forms}
