"""Names of units: what a printed unit is called in the result (``data/units.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "units.toml"


@dataclass(frozen=True, slots=True)
class UnitNames:
    """``spellings``: upper-case spelling -> unit; ``countable``: things counted by name, longest first; ``names``:
    first word of an indicator's name -> unit."""

    spellings: Mapping[str, str]
    countable: tuple[str, ...]
    names: Mapping[str, str]


@cache
def unit_names() -> UnitNames:
    """The shipped lists, read once."""
    with _DATA.open("rb") as handle:
        data = tomllib.load(handle)
    spellings = {_key(s): unit for unit, printed in data["unit"].items() for s in printed}
    countable = tuple(sorted(data["countable"], key=len, reverse=True))
    for thing in countable:
        spellings.setdefault(_key(thing), thing.lower())
    return UnitNames(spellings, countable, data["name"])


def known_unit(text: str) -> str | None:
    """The unit that a text is a known spelling of (``%``, ``Org.``, ``(orang)``), else None."""
    return unit_names().spellings.get(_key(text))


def normal_unit(text: str | None) -> str | None:
    """A printed unit in the form of the result: known spellings by their name, others in lower case. None for a text
    that is no unit: empty, a dash, a number, more than five words. ``% Jumlah`` is persen: the sign wins; a rate
    (``per 100.000 kelahiran hidup``) keeps its number."""
    key = _key(text or "")
    if not key or not re.search(r"[A-Z%]", key):
        return None
    if known := unit_names().spellings.get(key):
        return known
    if "%" in key:
        return "persen"
    base = re.sub(r"\s*\([^()]*\d[^()]*\)$", "", key)  # a note with a year or scale: Peringkat (POPNAS 2018)
    if base != key and (known := unit_names().spellings.get(base)):
        return known
    words = key.split()
    if re.match(r"(?:PER|/)\s*1[.,]?0{2,3}(?:[.,]?0{3})*\b", key) and len(words) <= 7:
        return key.lower()
    if len(words) > 5 or re.search(r"\d{2,}", key):
        return None
    whole = {unit_names().spellings.get(w) for w in re.split(r"[ ,]", key) if w}
    return whole.pop() if len(whole) == 1 and None not in whole else key.lower()


def _key(text: str) -> str:
    key = re.sub(r"\s*/\s*", "/", re.sub(r"\s+", " ", text.upper())).strip(" .,;:-–—")
    if key[:1] in ("(", "[") and key[-1:] in (")", "]"):
        key = key[1:-1].strip()
    for sign, other in ("()", ")("):
        key = key if other in key else key.replace(sign, "").strip()
    return key.replace("²", "2")
