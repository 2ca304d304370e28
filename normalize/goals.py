"""The chain of goals over an indicator: misi, tujuan, sasaran, programme, activity, told by label, word or code.

Labels and codes are data (``data/goals.toml``). The label decides the level; a level that begins anew ends those below.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from iku.extract.table_model import Cell
from iku.normalize.header_text import header_key
from iku.normalize.numbering import split_number

_DATA = Path(__file__).parent / "data" / "goals.toml"
_COUNT = (
    r"(?:\s*(?:KE\s*[-–]\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX](?:\s?[IVX]){0,4}(?![A-Za-z])"
    r"|PERTAMA|KEDUA|KETIGA|KEEMPAT|KELIMA)(?![\w%]))?(?:\s*\([^)]{1,20}\)|\s*[A-Za-z]{3,9}\))?"
)
_CODE = re.compile(r"\s*[\[(]?(?P<letters>[A-Z]{1,4})[ .\-]{0,2}(?P<number>\d{1,2}(?:[.\-]\d{1,2}){0,4})?[\])]?[ .:]*")


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as printed: its level, its number or code, its text without both (empty for a label alone). ``measured``:
    it is the level of an indicator (``Indikator Sasaran : …``), not the goal itself."""

    level: str
    number: str | None
    text: str
    measured: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    order: tuple[str, ...]
    label: re.Pattern[str]
    levels: dict[str, tuple[str, bool]]
    opening: tuple[tuple[re.Pattern[str], str], ...]
    codes: dict[str, tuple[str, bool]]
    sums: frozenset[str]
    signs: re.Pattern[str]
    measures: re.Pattern[str]
    begins: re.Pattern[str]


def levels() -> tuple[str, ...]:
    """The names of the levels, the highest first."""
    return _words().order


def above(level: str) -> tuple[str, ...]:
    """The levels over *level*, the highest first; none for an unknown one."""
    order = levels()
    return order[: order.index(level)] if level in order else ()


def labelled(text: str) -> Goal | None:
    """A goal whose text opens with its label: ``Sasaran 1.2 : …``, ``Tujuan :`` alone, ``Indikator Program : …``.

    A label needs a number, a colon, a stop or nothing behind it, or capitals of its own: ``Tujuan pembangunan …`` is
    plain text."""
    words = _words()
    found = words.label.match(text)
    if found is None:
        return None
    rest, count, colon = found["text"].strip(), found["count"].strip(), ":" in found["sep"] or "=" in found["sep"]
    colon = colon or found["sep"] == "." and rest[:1].isupper()
    colon = colon or found["label"].isupper() and rest[:1].isupper() and not rest.isupper()  # "MISI Memajukan …"
    if not colon and not count and rest:
        return None
    if rest and not found["sep"].strip() and rest[:1].islower():
        return None
    level, measured = words.levels[_key(found["label"])]
    number = re.sub(r"\s{0,9}(?:\(.*|[A-Za-z]{1,20}\)$)", "", count).strip() or None
    if number and re.fullmatch(r"[IVX](?:\s[IVX])+", number):  # a scan parted II
        number = number.replace(" ", "")
    inner, plain = split_number(rest) if rest else (None, "")
    return Goal(level, number or inner, plain or rest, measured)


def opened(text: str) -> Goal | None:
    """A goal told by its first word: ``PROGRAM PENUNJANG URUSAN …`` (the word is part of its name)."""
    number, rest = split_number(text)
    rest = rest or text
    for pattern, level in _words().opening:
        if pattern.match(rest):
            return Goal(level, number, rest)
    return None


def coded(text: str) -> Goal | None:
    """A code alone, or before its text: ``SS1``, ``[SK 1] Meningkatnya …``, ``IKU 1.1``. None for another one."""
    found = _CODE.match(text)
    if found is None or found["letters"] not in _words().codes:
        return None
    rest = text[found.end() :].strip()
    if not found["number"] and rest or rest and not rest[:1].isupper():
        return None
    if rest and len(found["letters"]) == 1 and "." not in found.group():  # "S1 Keperawatan", "T1 …"
        return None
    level, measured = _words().codes[found["letters"]]
    return Goal(level, found.group().strip(" .:[]()"), rest, measured)


def is_sum(text: str) -> bool:
    """A text that says no more than that its row adds up: ``Jumlah``, ``Rata – Rata``."""
    return header_key(text) in _words().sums


def is_measure(text: str) -> bool:
    """A text that opens as the name of an indicator does: ``Jumlah …``, ``Persentase …``."""
    return _words().measures.match(text) is not None


def is_signature(text: str) -> bool:
    """A text of a signature: ``NIP.``, ``Ditetapkan di``, ``Kepala Dinas …,``."""
    return _words().signs.search(text.strip()) is not None


@dataclass(slots=True)
class Chain:
    """The goals in force: level -> the cells that print it (two where it goes on after a page break)."""

    held: dict[str, list[Cell]] = field(default_factory=dict)

    def enter(self, level: str, cell: Cell) -> None:
        """A goal begins: those of lower levels end. The same cell again changes nothing."""
        if any(c is cell for c in self.held.get(level, ())):
            return
        order = levels()
        for lower in order[order.index(level) + 1 :]:
            self.held.pop(lower, None)
        self.held[level] = [cell]

    def lowest(self) -> str | None:
        return next((level for level in reversed(levels()) if level in self.held), None)


def missing_level(present: Iterable[str | None]) -> str | None:
    """The level that a band without a label has: the lowest of sasaran and tujuan that no column of the table holds."""
    names = set(present)
    if "sasaran" not in names:
        return "sasaran"
    return "tujuan" if "tujuan" not in names else None


def looks_like_goal(text: str) -> bool:
    """Words enough for the name of a goal, and neither a sum, a signature, what is measured nor mostly figures."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    if is_measure(text):
        return False
    return len(words) >= 3 and not is_sum(text) and not is_signature(text) and len(text) < 600


def begins_as_goal(text: str) -> bool | None:
    """Whether the first word of a name is one of goals (``Meningkatnya …``: True) or of indicators (``Persentase …``,
    ``Banyaknya …``: False); None where it says neither."""
    name = split_number(text)[1] or text
    if is_measure(name):
        return False
    return True if _words().begins.match(name) else None


def goal_text(text: str) -> tuple[str | None, str]:
    """Number (or code) and text of a goal as a record holds it: without its label, its code and its number."""
    found = labelled(text) or coded(text)
    if found is not None and found.text:
        return found.number, found.text
    number, rest = split_number(text)
    return number, rest or text


def _key(label: str) -> str:
    return re.sub(r"\s+", " ", label.upper()).strip()


@cache
def _words() -> _Words:
    with _DATA.open("rb") as handle:
        data = tomllib.load(handle)
    named: dict[str, tuple[str, bool]] = {}
    for table, measured in (("label", False), ("indicator", True)):
        for level, spellings in data[table].items():
            named |= {_key(s): (level, measured) for s in spellings}
    codes = {letters: (level, False) for letters, level in data["code"].items()}
    codes |= {letters: (level, True) for letters, level in data["indicator_code"].items()}
    return _Words(
        tuple(data["order"]),
        re.compile(
            rf"\s*(?:[-•*]\s*|(?:\d{{1,2}}|[a-zA-Z]|[IVX]{{1,4}})[.)]\s*)?(?P<label>{_any_of(named)})(?![A-Za-z])"
            rf"(?P<count>{_COUNT})\s*(?P<sep>[:=.\-–]*)\s*(?P<text>.*)",
            re.IGNORECASE | re.DOTALL,
        ),
        named,
        tuple(
            (re.compile(rf"(?:{_any_of(data['opening'][level])})\b", re.IGNORECASE), level)
            for level in sorted(data["opening"], key=lambda k: -max(map(len, data["opening"][k])))
        ),
        codes,
        frozenset(data["sum"]["words"]),
        re.compile("|".join(f"(?:{p})" for p in data["signature"]["patterns"]), re.IGNORECASE),
        re.compile(rf"\W*(?:\d{{1,2}}[.)]\s*)?(?:{_any_of(data['measure']['words'])})\b", re.IGNORECASE),
        _first_word(data["begins"]["goal"]),
    )


def _first_word(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(patterns)})\b", re.IGNORECASE)


def _any_of(spellings: Iterable[str]) -> str:
    longest: Sequence[str] = sorted(spellings, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, s.split())) for s in longest)
