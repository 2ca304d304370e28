"""Parts of a year in the header of a figure: ``TW I``, ``Q3``, ``s.d. Q3``, ``Smt 1``, ``Januari``, ``Y``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AG", "SEP", "OKT", "NOV", "DES")
_UP_TO = r"(?P<upto>(?:S\.?\s?[/.]?\s?D\.?|SAMPAI\s+DENGAN|SAMPAI|(?<!NON[ -])KUMULATIF)\s*)?"
_COUNT = r"\W{0,3}(?:KE\W{0,3})?"
_PART = re.compile(
    rf"(?<![A-Z]){_UP_TO}(?:"
    rf"(?:TRI\s?WULAN|TRW|TW|QUARTER|K[UW]ARTAL|Q){_COUNT}(?P<quarter>IV|I{{1,3}}|[1-4])"
    rf"|(?:SEMESTER|SMT|SEM|SM|S(?=[12])){_COUNT}(?P<half>II?|[12])"
    rf"|(?:BULAN|BLN){_COUNT}(?P<month>1[0-2]|0?[1-9])"
    rf"|B(?P<coded>0[1-9]|1[0-2])"
    rf")(?![A-Z0-9])",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"{_UP_TO}(?:BULAN\s+)?(?P<name>JAN(?:UARI)?|[FP]EB(?:RUARI)?|MAR(?:ET)?|APR(?:IL)?|MEI|JUNI?|JULI?|AGU?S?T?(?:USTUS)?"
    rf"|SEPT?(?:EMBER)?|OKT(?:OBER)?|NO[VP](?:EMBER)?|DES(?:EMBER)?)\W*",
    re.IGNORECASE,
)
_SUMMED = re.compile(r"(?<!NON[ -])(?<![A-Z])KUMULATIF", re.IGNORECASE)
WHOLE = "Y"
"""The whole year, beside its quarters."""
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class Part:
    """``name`` as in ``Nilai.periode``, None for the whole year; ``kumulatif`` where the header says so; ``rest`` is
    the text without it."""

    name: str | None
    kumulatif: bool | None
    rest: str


def part_of_year(text: str) -> Part | None:
    """The part of a year that a header speaks of, None when it names none."""
    parts = list(_PART.finditer(text))
    found = parts[-1] if parts else None  # "Semester I" over "B02": the lower cell is the nearer one
    if found is None:
        words = text.split()
        for count in (3, 2, 1):  # "s.d. bulan Maret", "s/d Maret", "Maret"
            last = _MONTH.fullmatch(" ".join(words[-count:])) if len(words) >= count else None
            if last is not None:
                return _part(last, _month(last["name"]), " ".join(words[:-count]))
        return Part(None, None, " ".join(words[:-1])) if len(words) > 1 and words[-1] == WHOLE else None
    if found["quarter"]:
        name = f"TW{_ROMAN.get(found['quarter'].upper()) or found['quarter']}"
    elif found["half"]:
        name = f"S{_ROMAN.get(found['half'].upper()) or found['half']}"
    else:
        name = f"B{int(found['month'] or found['coded']):02d}"
    return _part(found, name, " ".join(_PART.sub(" ", text).split()), text)


def _part(found: re.Match[str], name: str, rest: str, whole: str = "") -> Part:
    upto = bool(found["upto"])
    summed = upto or _SUMMED.search(whole or rest) is not None
    return Part(f"s.d. {name}" if upto else name, True if summed else None, rest)


def _month(name: str) -> str:
    key = name.upper().replace("PEB", "FEB").replace("NOP", "NOV")
    return f"B{next(i for i, m in enumerate(_MONTHS, 1) if key.startswith(m)):02d}"

