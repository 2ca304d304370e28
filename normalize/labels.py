"""Cells that mix fields by labels: ``• Formulasi Penghitungan: … • Tipe Penghitungan : … • Sumber data : …``.

Labels are data (``data/labels.toml``). Bullets, letters and quote marks that stand before a label go with it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from iku.normalize.header_text import header_key, squash
from iku.normalize.numbering import BULLETS
from iku.text.near import LABELS, budget

_DATA = Path(__file__).parent / "data" / "labels.toml"
_COLON = re.compile(r"\s{0,9}(?:\([^()\n]{0,40}\)\s{0,9})?[:=]+[ \t]*")
_SIGNS = rf"[{BULLETS}\"“”'\-–—*\s]{{0,30}}+"
_LEAD = re.compile(rf"(?:^|(?<=\s)|(?=[{BULLETS}])){_SIGNS}(?:\(?(?:[a-h]|\d{{1,2}})[.)]{_SIGNS})?$")
_END = re.compile(rf"(?:[\s{BULLETS}“]|(?<=\s)[-–—*]){{1,40}}$")
_ALONE = ("formulasi", "penjelasan", "alasan", "keterangan")
"""Labels that may stand on a line of their own without a colon."""
_WORDS = 6  # a label has no more words than this
_BACK = 160
"""So many letters before a colon are searched for its label: six long words."""


@dataclass(slots=True)
class LabelledText:
    """``parts``: (field, label as printed, text) in printed order; ``rest``: the text before the first label."""

    parts: list[tuple[str, str, str]] = field(default_factory=list)
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int  # of the bullet before the label
    name: int  # of the label itself
    end: int  # of the colon and its spaces
    field: str


def split_labels(text: str) -> LabelledText:
    """Split *text* by its labels. Line ends may be kept as ``\\n``: a label alone on its line then needs no colon."""
    text = re.sub(r"[ \t]{2,}", " ", text)
    found = _find(text)
    if not found:
        return LabelledText(rest=text.strip())
    result = LabelledText(rest=_END.sub("", text[: found[0].start]).strip())
    for i, label in enumerate(found):
        stop = found[i + 1].start if i + 1 < len(found) else len(text)
        printed = re.sub(r"(?<![\s:=])[\s:=]+$", "", text[label.name : label.end])
        result.parts.append((label.field, printed.strip(), _END.sub("", text[label.end : stop]).strip(" \n\t:")))
    return result


def is_bare_label(line: str) -> bool:
    """Is a printed line nothing but the label of an explanation or a formula (``Formulasi``, ``Formulasi 1``)?"""
    key = squash(header_key(re.sub(r"\s{0,9}\d\s{0,9}$", "", line)))
    return not re.search(r"[:=]", line) and _data()[0].get(key) in _ALONE


def mend_colons(lines: list[str]) -> list[str]:
    """The lines of a scanned cell with the colon put back behind a label that begins a line, where the reader lost it
    or saw another mark. Only in a cell that has a colon elsewhere: there labels are known to stand."""
    if not any(":" in line for line in lines):
        return lines
    return [_opening().sub(r"\1 : ", line) for line in lines]


def field_of_label(text: str) -> str | None:
    """The field of a text that is nothing but a label."""
    return _data()[0].get(squash(header_key(text)))


def read_tipe(text: str | None) -> str | None:
    """``kumulatif``, ``non_kumulatif`` or None for a text that says neither (``Non Kumulatif``, ``Komulatif``)."""
    key = squash(header_key(text or ""))
    for value, spellings in _data()[2].items():
        if any(key.startswith(s) or (key.endswith(s) and len(key) < len(s) + 14) for s in spellings):
            return value
    return None


def _find(text: str) -> list[_Found]:
    labels, before, _ = _data()
    found: list[_Found] = []
    floor = 0
    ends = [(m.start(), m.end()) for m in _COLON.finditer(text) if ":" in m.group() or "=" in m.group()]
    ends += [(m.start(), m.end()) for m in re.finditer(r"(?<![ \t])[ \t]*\n", text)]
    bulleted = [(m.end(1), m.end()) for m in _bulleted().finditer(text)]  # a scan took the colon, the bullet tells
    if len(bulleted) + text.count(":") < 2:
        bulleted = []  # one such item alone is an item of a list, not a label
    for stop, end in sorted({*ends, *bulleted}):
        if stop < floor:
            continue
        label = _label_before(text, floor, stop, labels, before)
        if label is None:
            continue
        name, meaning = label
        alone = ":" not in text[stop:end]
        line = text[text.rfind("\n", 0, name) + 1 : name]
        opens = _LEAD.fullmatch(line) is not None and meaning in _ALONE
        equals = "=" in text[stop:end] and _begins(text, floor, name)  # "… . Rumus = A / B"
        if alone and not opens and not equals and (stop, end) not in bulleted:
            continue
        lead = _LEAD.search(text[floor:name])
        found.append(_Found(floor + lead.start() if lead else name, name, end, meaning))
        floor = end
    return found


def _label_before(
    text: str, floor: int, stop: int, labels: dict[str, str], before: frozenset[str]
) -> tuple[int, str] | None:
    """The longest label that ends at *stop*: where it begins and its field."""
    floor = max(floor, stop - _BACK)
    words = list(re.finditer(r"[^\s:=\"“”]+", text[floor:stop]))[-_WORDS - 1 :]
    for meaning_of in (labels.get, _near):
        for first in range(max(0, len(words) - _WORDS), len(words)):
            if re.fullmatch(r"\(?(?:[a-h]|\d{1,2})[.)]|[\W_]+", words[first].group()):
                continue
            start = floor + words[first].start()
            start += len(words[first].group()) - len(words[first].group().lstrip(f'{BULLETS}-–—*("'))
            meaning = meaning_of(squash(header_key(re.sub(r"\s\d$", "", text[start:stop]))))
            if meaning_of is _near and re.search(r"\s\D$", text[start:stop]):
                continue  # "Formulasi A =": a symbol behind a label, no damage
            previous = squash(header_key(words[first - 1].group())) if first else ""
            new = text[start : start + 1].isupper() or _begins(text, floor, start)
            if meaning is not None and previous not in before and new:
                return start, meaning
    return None


def _begins(text: str, floor: int, start: int) -> bool:
    """Does something new begin here: the text, a line, a bullet, or a sentence?"""
    head = text[floor:start]
    return not head.strip() or re.search(rf"(?:[\n.;{BULLETS}\"“]|\s[-–]|[a-h][.)])\s*$", head) is not None


@lru_cache(maxsize=4096)
def _near(key: str) -> str | None:
    """A damaged label of at least eight letters, one edit per eight."""
    if not 8 <= len(key) <= 40:
        return None
    labels = _data()[0]
    near = process.extractOne(key, labels.keys(), scorer=OSA.distance, score_cutoff=budget(len(key), LABELS))
    return labels[near[0]] if near else None


@cache
def _bulleted() -> re.Pattern[str]:
    """A bullet and a known label of two words or more, whatever stands behind it."""
    names = _any_of(s for s in _spellings() if " " in s)
    return re.compile(rf"[{BULLETS}]\s*((?:{names}))(?!\s*[:=])[\s.;,·]+(?=\S)", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    """A known label with a capital behind it and no colon near: at the beginning of a line, or within one (where a
    fraction made one line of two) with another mark in the colon's place."""
    names = _any_of(_spellings())
    begins = rf"^(?:\s*(?:[a-h][.)]\s*)?(?i:{names}))(?=\s|[.;,])"
    inside = rf"(?<=[a-z\d)%]\s)(?=[A-Z])(?i:{names})(?=\s*[.;,]\s)"
    return re.compile(rf"((?:{begins}|{inside}))(?![^:]{{0,30}}:)\s*[.;,]?\s*(?=[A-Z(])")


def _any_of(spellings: Iterable[str]) -> str:
    """A pattern for any of the labels, the longest first, with or without their spaces."""
    longest_first = sorted(spellings, key=len, reverse=True)
    return "|".join(r"\s*".join(map(re.escape, s.split())) for s in longest_first)


@cache
def _spellings() -> tuple[str, ...]:
    with _DATA.open("rb") as handle:
        return tuple(s for spellings in tomllib.load(handle)["label"].values() for s in spellings)


@cache
def _data() -> tuple[dict[str, str], frozenset[str], dict[str, list[str]]]:
    with _DATA.open("rb") as handle:
        data = tomllib.load(handle)
    labels = {squash(header_key(s)): name for name, spellings in data["label"].items() for s in spellings}
    return labels, frozenset(data["sentence"]["before"]), data["tipe"]
