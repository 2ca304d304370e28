"""Provinces, regencies and cities named in a text, by name and level, with confidence.

Source of names and codes: ``data/wilayah.csv`` (Kepmendagri 300.2.2-2430/2025, taken from the MIT-licensed
cahyadsn/wilayah); old and short names: ``data/wilayah_alias.csv``. Twenty-five regencies share their name with a city,
so a name counts only together with the word that says the level; codes of old decrees are never used, since several
provinces were split and recoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from iku.normalize.document.knowledge import table, toml
from iku.normalize.document.spelling import key, near
from iku.normalize.model import Daerah, Provinsi
from iku.text.near import REGIONS, budget

_TOKEN = re.compile(r"[^\s,;:()/“”\"]+")
_MAX_WORDS = 5
_EXACT, _DAMAGED, _BARE = 1.0, 0.75, 0.5


@dataclass(frozen=True, slots=True)
class Mention:
    """A region named in a text: code, characters ``start``..``end`` (with its level word), confidence 0..1."""

    kode: str
    start: int
    end: int
    keyakinan: float
    level_printed: bool = True


@dataclass(frozen=True, slots=True)
class _Index:
    names: dict[str, dict[str, str]]  # level -> name key -> code
    bare: dict[str, str]  # name key -> code, names of one level only
    levels: dict[str, str]  # word key -> level
    fillers: frozenset[str]
    rows: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    start: int
    end: int


def daerah(kode: str | None) -> Daerah:
    """The region of a code, filled from the list; an empty one for None or an unknown code."""
    row = _index().rows.get(kode or "")
    if row is None:
        return Daerah()
    province = _index().rows[row["kode_provinsi"]]
    return Daerah(row["kode"], row["nama"], row["tingkat"], Provinsi(province["kode"], province["nama"]))


def find_regions(text: str, damaged: bool = False) -> list[Mention]:
    """Regions named in *text*, left to right, none overlapping. A name without its level word counts only when no
    other level has it, and with low confidence. *damaged*: the text is a scan's, near names count."""
    found: list[Mention] = []
    tokens = [_Token(key(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    i = 0
    while i < len(tokens):
        hit = (
            _by_government(tokens, i)
            or _with_level(tokens, i, damaged)
            or _glued(tokens, i, damaged)
            or _without_level(text, tokens, i)
        )
        if hit is None:
            i += 1
            continue
        found.append(hit)
        while i < len(tokens) and tokens[i].start < hit.end:
            i += 1
    return found


@cache
def _index() -> _Index:
    rows = {r["kode"]: r for r in table("wilayah")}
    names: dict[str, dict[str, str]] = {"provinsi": {}, "kabupaten": {}, "kota": {}}
    for row in rows.values():
        for form in _forms(row["nama"], row["tingkat"]):
            names[row["tingkat"]].setdefault(form, row["kode"])
    for alias in table("wilayah_alias"):
        level = rows[alias["kode"]]["tingkat"]
        name = alias["alias"] if level == "provinsi" else alias["alias"].split(" ", 1)[1]
        names[level].setdefault(key(name), alias["kode"])
    spread: dict[str, set[str]] = {}
    for by_name in names.values():
        for form, kode in by_name.items():
            spread.setdefault(form, set()).add(kode)
    bare = {form: next(iter(codes)) for form, codes in spread.items() if len(codes) == 1 and len(form) > 4}
    data = toml("wilayah_kata")
    levels = {word: level for level, forms in data["tingkat"].items() for word in forms}
    return _Index(names, bare, levels, frozenset(data["pengisi"]["kata"]), rows)


def _forms(name: str, level: str) -> set[str]:
    """Name keys of one region: without level word and "Administrasi", with ``Kep.`` long and short."""
    base = name if level == "provinsi" else name.split(" ", 1)[1]
    base = base.removeprefix("Administrasi ").replace("Kep. ", "Kepulauan ")
    forms = {key(base), key(base.replace(" dan ", " "))}
    forms |= {f.replace("kepulauan", "kep") for f in forms if "kepulauan" in f}
    if level == "provinsi":
        forms |= {key(base.replace("Daerah Khusus Ibukota ", "DKI ").replace("Daerah Istimewa ", "DI "))}
    return forms


def _level_of(word: str, damaged: bool = False) -> str | None:
    """Level that a word key says; on a scan regency and province also with two damaged letters."""
    index = _index()
    if word in index.levels or not damaged:
        return index.levels.get(word)
    if len(word) >= 7:
        for whole in ("kabupaten", "provinsi", "propinsi"):
            if near(word, whole, 2):
                return index.levels[whole]
    damaged_city = len(word) == 4 and word[0] == "k" and near(word, "kota", 1) and word not in ("kata", "kita")
    return "kota" if damaged_city else None


def _by_government(tokens: list[_Token], i: int) -> Mention | None:
    """``Pemerintah Aceh``: the government names its province without the word."""
    if i + 1 >= len(tokens):
        return None
    kode = toml("wilayah_kata")["pemerintah"].get(f"{tokens[i].key} {tokens[i + 1].key}")
    return Mention(kode, tokens[i].start, tokens[i + 1].end, _EXACT) if kode else None


def _with_level(tokens: list[_Token], i: int, damaged: bool) -> Mention | None:
    level = _level_of(tokens[i].key, damaged)
    if level is None:
        return None
    first = i + 1
    names = _index().names[level]
    while True:
        hit = _longest(tokens, first, names, damaged)
        if hit is not None:
            kode, last, sure = hit
            sure = sure if tokens[i].key in _index().levels else min(sure, _DAMAGED)
            return Mention(kode, tokens[i].start, tokens[last].end, sure)
        if first < len(tokens) and tokens[first].key in _index().fillers:
            first += 1
            continue
        return None


def _longest(tokens: list[_Token], first: int, names: dict[str, str], damaged: bool) -> tuple[str, int, float] | None:
    """Code, last token and confidence of the longest name that begins at *first*; a damaged name only when no exact
    one is there and it is nearer than every other."""
    window = [t.key for t in tokens[first : first + _MAX_WORDS]]
    exact = next((n for n in range(len(window), 0, -1) if "".join(window[:n]) in names), 0)
    alike: tuple[float, int, str] | None = None
    for n in range(exact + 1, len(window) + 1) if damaged else ():
        hit = _nearest("".join(window[:n]), names, whole_word=n == 1)
        if hit is not None and (alike is None or hit[0] < alike[0]):
            alike = hit[0], n, hit[1]
    if alike is not None and (not exact or alike[0] <= 0.12):
        return alike[2], first + alike[1] - 1, _DAMAGED
    return (names["".join(window[:exact])], first + exact - 1, _EXACT) if exact else None


def _nearest(joined: str, names: dict[str, str], whole_word: bool) -> tuple[float, str] | None:
    """Share of damaged letters and code of the one name nearest to *joined*, or None when none is near or two are."""
    allowed = budget(len(joined), REGIONS)
    if not allowed or (len(joined) == REGIONS[0][0] and not whole_word):
        return None
    ranked = process.extract(joined, names.keys(), scorer=Levenshtein.distance, score_cutoff=allowed, limit=2)
    nearest = {names[r[0]] for r in ranked if r[1] == ranked[0][1]}
    return (ranked[0][1] / len(joined), nearest.pop()) if len(nearest) == 1 else None


def _glued(tokens: list[_Token], i: int, damaged: bool) -> Mention | None:
    """``KABUPATENLUWU TIMUR`` and ``PROVINSIJAWABARAT``: the level word stuck to the name."""
    word = tokens[i].key
    if len(word) < 8:
        return None
    for level_word, level in _index().levels.items():
        if len(level_word) < 4 or not word.startswith(level_word) or word == level_word:
            continue
        rest = [_Token(word[len(level_word) :], tokens[i].start, tokens[i].end), *tokens[i + 1 : i + _MAX_WORDS]]
        hit = _longest(rest, 0, _index().names[level], damaged)
        if hit is not None and (hit[2] == _EXACT or len(rest[0].key) > 5):
            return Mention(hit[0], tokens[i].start, rest[hit[1]].end, min(hit[2], 0.9))
    return None


def _without_level(text: str, tokens: list[_Token], i: int) -> Mention | None:
    """A capitalised name that only one region has; ``Jambi`` alone is a city or a province and stays unread."""
    if not text[tokens[i].start].isupper():
        return None
    window = tokens[i : i + _MAX_WORDS]
    for n in range(len(window), 0, -1):
        kode = _index().bare.get("".join(t.key for t in window[:n]))
        if kode is not None:
            return Mention(kode, tokens[i].start, window[n - 1].end, _BARE, level_printed=False)
    return None
