"""Printed values to numbers: ``1.234,5``, ``70,87 %``, ``706 Orang``, ``Rp 1.250.000.000,-``, ``≥ 90``, ``WTP``.

Indonesian numbers: dot for thousands, comma for decimals. A reading that is not sure gives no number and says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from iku.normalize.unit_names import known_unit, normal_unit
from iku.text.digits import IN_NUMBERS

_NUMBER = r"\d+(?:[.,]\d+)*"
_VALUE = re.compile(
    rf"""(?P<sign>[≥≤><=±~]+|>=|<=|min(?:imal)?\.?|mak?s(?:imal)?\.?)?\s*
    (?P<currency>rp\.?|idr)?\s*
    (?P<name>(?:nilai|indeks|skor|level|peringkat|ke)\b[\s-]*)?
    (?P<minus>[-–−])?\s*(?P<open>\()?\s*(?P<number>{_NUMBER})\s*(?P<close>\))?(?P<cash>,[-–—=]+)?\s*
    (?P<note>\([^()]*\)\s*)?
    (?P<scale>(?:ribu|juta|mil[iy]ar|triliun)\b)?\s*
    (?P<unit>[^\d()*]*?)\s*(?P<note2>\([^()]*\))?\s*\**\s*""",
    re.I | re.X,
)
_NOTHING = re.compile(
    r"(?:[-–—._…]+|n\s*/?\s*a|t\.?a\.?d\.?|tad|nihil data|belum ada(?: data)?|tidak ada(?: data)?)?", re.I
)
_WORD_VALUE = re.compile(r"[A-Z]{1,3}[+-]?|W[TD]P(?:\s*[-–]?\s*DPP)?|[A-Za-z][A-Za-z .()+/-]{1,40}")
_GRADE = re.compile(rf"[A-D]{{1,2}}[+-]?\s*[(/]\s*(?P<number>{_NUMBER})\s*\)?")
_LEVEL = re.compile(
    rf"(?P<name>level|tingkat|peringkat|kelas)\s+(?P<step>\d|[IVX]{{1,4}})\s*\(\s*(?P<number>{_NUMBER})\s*\)", re.I
)
_UNTIL = r"[-–—]|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga"
_RANGE = re.compile(
    rf"(?:[≥><=±~]\s*)?({_NUMBER})\s*%?\s*(?:{_UNTIL})\s*({_NUMBER})\s*(?P<unit>%|[^\W\d_][^\d%=]*)?", re.I
)
_SIGN = r"(?:[≥≤><=±~]+|>=|<=|min(?:imal)?\.?|mak?s(?:imal)?\.?)"
_RATE = re.compile(
    rf"(?:{_SIGN}\s*)?(?P<number>{_NUMBER})\s*"
    r"(?P<rate>(?:per|/)\s*1[.,]?0{2,3}(?:[.,]?0{3})*\b\s*[^\d%=+*]{0,60})", re.I
)
_TORN = re.compile(r"(?<![\d.,])\d[\d.,]*(?:\s[\d.,]+)+(?![\d.,])")
_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+\.\d+")
_LONGEST = 120
"""A cell with more letters than this holds no single figure."""
_SCALE = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12}


@dataclass(frozen=True, slots=True)
class Value:
    """``tercetak`` as printed, ``angka`` only when sure, ``satuan`` printed beside the number or the column's.
    ``ragu``: ``nilai_tak_terbaca`` or ``nilai_ganda`` (finding codes in ``findings_cells.toml``, lower case)."""

    tercetak: str | None
    angka: float | None
    satuan: str | None
    ragu: str | None = None


def parse_value(text: str, unit: str | None = None) -> Value:
    """Read one cell of a value column; *unit* is the normal unit of its column or record, None when unknown.

    Words (``WTP``, ``A``, ``Sangat Baik``) and empty marks (``-``, ``n/a``) have no number and are no doubt."""
    printed = re.sub(r"\s+", " ", text).strip() or None
    if printed is None or _NOTHING.fullmatch(printed):
        return Value(printed, None, unit)
    if len(printed) > _LONGEST:
        return Value(printed, None, unit, "nilai_tak_terbaca")
    if known_unit(printed) == "persen":
        return Value(printed, None, "persen")
    text = _repair(printed, unit)
    if rate := _RATE.fullmatch(text):
        return _number_with(printed, rate["number"], normal_unit(rate["rate"]) or unit)
    if level := _LEVEL.fullmatch(text):
        return _number_with(printed, level["step" if unit == "level" and level["step"].isdigit() else "number"], unit)
    if (span := _RANGE.fullmatch(text)) and _rises(span[1], span[2], unit):
        return Value(printed, None, normal_unit(span["unit"]) if span["unit"] else unit)
    found = _VALUE.fullmatch(text)
    if found is None or not _unit_like(found["unit"]):
        return _other(printed, unit)
    number = _to_number(found["number"], unit_of_text(found, unit), bool(found["cash"] or found["currency"]))
    if number is None or bool(found["open"]) != bool(found["close"]):
        return Value(printed, None, unit, "nilai_tak_terbaca")
    if found["open"]:
        if "," not in found["number"]:
            return Value(printed, None, unit, "nilai_tak_terbaca")
        number = -number
    if found["minus"]:
        number = -number
    number *= _SCALE.get((found["scale"] or "").lower(), 1)
    return Value(printed, _plain(number), unit_of_text(found, unit))


def _number_with(printed: str, digits: str, unit: str | None) -> Value:
    number = _to_number(digits, unit, False)
    if number is None:
        return Value(printed, None, unit, "nilai_tak_terbaca")
    return Value(printed, _plain(number), unit)


def _rises(low: str, high: str, unit: str | None) -> bool:
    """Are these the two ends of a range (``85.6-87.5``)? A fraction or a date falls or makes no sense as one."""
    first, last = _to_number(low, unit, False), _to_number(high, unit, False)
    return first is not None and last is not None and first < last


def unit_of_text(found: re.Match[str], unit: str | None) -> str | None:
    """The unit printed beside the number, else the column's."""
    if found["currency"] or found["cash"]:
        return "rupiah"
    if found["unit"].strip():
        return normal_unit(found["unit"]) or unit
    for note in (found["note"], found["note2"]):
        if note and (known := known_unit(note)):
            return known
    return unit


def _other(printed: str, unit: str | None) -> Value:
    """A word value, a grade with its score, one value printed twice, or something unreadable."""
    if _WORD_VALUE.fullmatch(printed):
        return Value(printed, None, unit)
    if grade := _GRADE.fullmatch(printed):
        number = _to_number(grade["number"], unit, False)
        return Value(printed, None if number is None else _plain(number), unit)
    halves = printed.split()
    half = len(halves) // 2
    if half and len(halves) % 2 == 0 and halves[:half] == halves[half:]:
        once = parse_value(" ".join(halves[:half]), unit)
        if once.angka is not None:
            return Value(printed, once.angka, once.satuan, "nilai_ganda")
    return Value(printed, None, unit, "nilai_tak_terbaca")


def _unit_like(text: str) -> bool:
    """May this stand behind a number as its unit: nothing, a sign, or up to four words without signs of a formula."""
    text = text.strip()
    return not text or (
        len(text.split()) <= 4 and re.fullmatch(r"%|[^\W\d_][^\d%=×*\\<>≤≥+;]*|%\s*/?\s*[\w /]*", text) is not None
    )


def _repair(text: str, unit: str | None) -> str:
    """Letters read for digits (``1OO%``), a space after the decimal comma where a share is expected, and a full stop
    or a speck at the end (``80 %.``)."""
    text = re.sub(r"(?<=[\w%)])\s*[.;·]+$", "", text)
    text = re.sub(r"(?<![^\W\d_])[\dOolI]*\d[\dOolI]*(?![^\W\d_])", _digits, text)
    if unit in ("persen", "indeks") or "%" in text:
        text = re.sub(r"(?<=\d)\s?,\s(?=\d{1,2}(?!\d))", ",", text)
    return _TORN.sub(_healed, text)


def _healed(found: re.Match[str]) -> str:
    """One number that a narrow cell broke (``1 30.030``, ``1.250. 000``): only where the pieces make a whole number in
    groups of three, or a piece ends or begins with the sign that goes on. Two numbers side by side stay two."""
    pieces = found.group().split()
    whole = "".join(pieces)
    if not re.fullmatch(_NUMBER, whole):
        return found.group()
    hung = any(p[-1] in ".," for p in pieces[:-1]) or any(p[0] in ".," for p in pieces[1:])
    groups = bool(_WHOLE.fullmatch(whole)) and not all(re.fullmatch(r"\d{1,3}(?:\.\d{3})+", p) for p in pieces)
    return whole if hung or groups else found.group()


def _digits(found: re.Match[str]) -> str:
    return found.group().translate(IN_NUMBERS)


def _to_number(text: str, unit: str | None, money: bool) -> float | None:
    """Indonesian reading first, the English one only where that is impossible; None when both are possible."""
    if text.isdigit():
        return float(text)
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", text):
            return float(text.replace(".", "").replace(",", "."))
        return float(text.replace(",", "")) if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", text) else None
    head, _, tail = text.replace(",", ".").rpartition(".")
    share = unit in ("persen", "indeks")
    if dots + commas > 1:
        return float(re.sub(r"[.,]", "", text)) if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", text) else None
    if len(tail) != 3 or head == "0" or len(head) > 3:
        return float(f"{head}.{tail}")
    if commas:
        return float(f"{head}.{tail}") if share else None
    if share and not money:
        return None if tail == "000" else float(f"{head}.{tail}")
    return float(head + tail)


def _plain(number: float) -> float:
    return int(number) if number == int(number) and abs(number) < 1e15 else round(number, 6)
