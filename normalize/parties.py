"""Lists of sources and responsible units in one cell, and a programme with its activities.

Trap: `` dan `` inside a name (``Bidang Perlindungan dan Jaminan Sosial``) must not split it; before another unit it
does. Words that begin a unit's name are data (``data/parties.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from iku.normalize.document.agency_form import written_out
from iku.normalize.numbering import BULLETS, split_items, split_number
from iku.normalize.record_model import Pihak

_DATA = Path(__file__).parent / "data" / "parties.toml"
_SPLIT = re.compile(r" ?(;) ?| ?(,) ?(?:(?:dan|serta) |& ?)?| (dan|serta) | ?(&) ?", re.I)
_INLINE = re.compile(rf"(?:^|(?<=\s))(?:[{BULLETS}]\s*|[-–]\s+|\(?(?:\d{{1,2}}|[a-h])[.)]\s+)(?=\S)")
_EMPTY = re.compile(r"[-–—.\s]*$")
_AHEAD = 200
"""So many letters before and behind a comma are looked at: a name is shorter, and a long cell stays linear."""
_COMMAS = 8
"""Commas behind one that are looked at for where its name ends."""
SHORTEST = 4
"""Letters of a short name from which the list of agencies is asked: shorter ones (DKK, KEL) mean other things too."""


def split_parties(
    text: str,
    lines: Sequence[str] = (),
    *,
    peran: str | None = None,
    abbreviations: Mapping[str, str] | None = None,
) -> list[Pihak]:
    """The names in *text*, in printed order; *lines* are the printed lines of the same cell, whose bullets and numbers
    separate names too. ``resmi`` is the long form that *abbreviations* (those of the document) give
    for a name or its last word, else the list of agencies for a name or its first word."""
    items = _line_items(lines) if lines else [text]
    if len(items) < 2:
        items = _inline_items(text)
    names = [name for item in items for name in _names(item)]
    return [
        Pihak(nama=n, peran=peran, resmi=_resolve(n, abbreviations or {}))
        for n, before in zip(names, [None, *names], strict=False)
        if n != before
    ]


def _line_items(lines: Sequence[str]) -> list[str]:
    return [" ".join([split_number(item[0])[1], *item[1:]]).strip() for item in split_items(lines)]


def _inline_items(text: str) -> list[str]:
    """Numbered or bulleted items that stand on one line: ``1. Desa 2. Kab/Kota``."""
    marks = list(_INLINE.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return [text]
    stops = [m.start() for m in marks[1:]] + [len(text)]
    return [text[m.end() : stop] for m, stop in zip(marks, stops, strict=True)]


def _names(item: str) -> list[str]:
    """Split one item at commas, semicolons and ``dan`` that begin another name."""
    words = item.split()
    half = len(words) // 2
    if half > 1 and words[:half] == words[half:]:  # one name printed twice
        words = words[:half]
    item = " ".join(words)
    names: list[str] = []
    begin, seen, depth = 0, 0, 0
    for mark in _SPLIT.finditer(item):
        depth += item.count("(", seen, mark.start()) - item.count(")", seen, mark.start())
        seen = mark.start()
        head, tail = item[begin : min(mark.start(), begin + _AHEAD)], item[mark.end() : mark.end() + _AHEAD]
        if head.strip() and tail.strip() and depth <= 0 and _separates(mark, head, tail):
            names.append(item[begin : mark.start()])
            begin = mark.end()
    names.append(item[begin:])
    cleaned = (re.sub(r"\s+", " ", re.sub(r"^(?:dan|serta)\s+", "", n.strip(), flags=re.I)) for n in names)
    return [c for c in (_trim(n) for n in cleaned) if c]


def _separates(mark: re.Match[str], head: str, tail: str) -> bool:
    units, compound, _ = _data()
    begins_unit = _first(tail) in units
    if mark[1]:
        return True
    if mark[3] or mark[4]:
        return begins_unit and not (_first(tail) in ("DATA", "HASIL", "LAPORAN", "PUSAT", "TIM") and tail[0].islower())
    if begins_unit:
        return True
    if tail[0].islower():
        return False
    if tail[0].isdigit():
        return False
    if re.match(r"[A-Z]{2,}\w*\b", tail):
        return True
    here = re.split(r",\s*(?=[A-Z]{2,})|;", tail)[0]
    for comma in islice(re.finditer(r",\s*", here), _COMMAS):
        if _first(here[comma.end() :]) in units:
            here = here[: comma.start()]
            break
    return not (_first(head) in compound and re.search(r"\b(?:dan|&)\b", here))


def _first(text: str) -> str:
    found = re.match(r"[^\W\d_]+(?:\s*/\s*[^\W\d_]+)?", text.strip())
    word = re.sub(r"\s", "", found.group()).upper() if found else ""
    return word if "/" not in word or word in _data()[0] else word.split("/")[0]


def _trim(name: str) -> str:
    name = name.strip(" ;,:").strip()
    if name.endswith(".") and not re.search(r"\b(?:Prov|Kab|Tbk|dll|dsb)\.$", name):
        name = name[:-1].strip()
    return "" if _EMPTY.match(name) else name


def _resolve(name: str, abbreviations: Mapping[str, str]) -> str | None:
    if name in abbreviations:
        return abbreviations[name]
    words = name.split()
    if words and words[-1] in abbreviations:
        return " ".join([*words[:-1], abbreviations[words[-1]]])
    short = words[0].strip(".,") if words else ""
    agency = written_out(short) if len(short) >= SHORTEST and short.upper() not in _data()[2] else None
    return " ".join([agency, *words[1:]]) if agency else None


@cache
def _data() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    with _DATA.open("rb") as handle:
        data = tomllib.load(handle)
    return frozenset(data["unit"]), frozenset(data["compound"]), frozenset(data["not_written_out"])
