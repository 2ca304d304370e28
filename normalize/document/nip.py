"""NIP, the number of a civil servant: 18 digits of birth date 8, appointment 6, sex 1, serial 3 (Peraturan Kepala BKN
22/2007). Printed with and without spaces, often with digits lost."""

from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz

from iku.normalize.document.spelling import key
from iku.normalize.model import Penandatangan
from iku.text.digits import IN_NIPS

LABEL = re.compile(
    r"^\W*(?:N\s?[I1l]\s?P|NRP|N[I1l]K)(?=[\s.,:;\d]|$)[\s.,:;]*(?P<number>[\dOoIl|SB .,:/-]*)", re.IGNORECASE
)
_BEHIND_RANK = re.compile(r"^[A-Z][A-Za-z. ]{3,30}?[\s/,-]+(?:NIP|NRP)\b[\s.,:;]*(?P<number>\d[\d ]{7,24})\s*$")
"""A rank with the number behind it: ``Jaksa Madya NIP. 19800211 200501 1 003``."""


def read_nip(text: str) -> tuple[str, bool] | None:
    """Digits behind the label ``NIP`` and whether all were printed as digits; None when *text* is no NIP line.

    An empty number ("NIP." left blank) is an empty string."""
    match = LABEL.match(text) or _BEHIND_RANK.match(text)
    if match is None:
        return None
    raw = match["number"].strip()
    digits = re.sub(r"\D", "", raw.translate(IN_NIPS))
    if digits and len(digits) < 8:
        return None
    return digits, not re.search(r"[A-Za-z|]", raw)


def valid(nip: str) -> bool:
    """18 digits with a possible birth date, a possible month of appointment after it, and sex 1 or 2."""
    if not re.fullmatch(r"\d{18}", nip):
        return False
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return False
    year, month = int(nip[8:12]), int(nip[12:14])
    return 1930 <= born.year <= 2012 and 1 <= month <= 12 and born.year + 15 <= year <= 2060 and nip[14] in "12"


def mark(signers: list[Penandatangan]) -> None:
    """Fill ``nip_sah`` and ``nip_seragam`` of all signers of one file, in place."""
    for s in signers:
        s.nip_sah = valid(s.nip) if s.nip else None
        numbers = {o.nip for o in signers if o.nip and same_person(o.nama, s.nama)}
        s.nip_seragam = len(numbers) == 1 if s.nip else None


def same_person(a: str | None, b: str | None) -> bool:
    """Two printed names mean one person: alike in letters, titles and stops aside (``Drs.`` and ``Dirs.``)."""
    return bool(a and b) and fuzz.ratio(key(a or ""), key(b or "")) >= 88
