"""The meaning of a column header: which field a printed header text, or a path of header cells, stands for.

Spellings are data (``data/headers.toml``). A text is looked up exactly on a normalised key, then without brackets and
years, then with all spaces removed (words broken in narrow cells), then by parts of a combined header, then by the
words of value headers, and last by closeness of spelling, which is reported as ``mirip`` with its confidence.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from iku.normalize.header_chain import chain_header, with_indicator
from iku.normalize.header_match import HeaderMatch, from_name, pair, spellings_of, under, with_year
from iku.normalize.header_text import HeaderText, header_key, is_number_row, made_of, read_header, squash
from iku.normalize.periods import part_of_year
from iku.normalize.table_kind import TableKinds
from iku.text.near import HEADERS, budget

_DATA = Path(__file__).parent / "data" / "headers.toml"
NAMED = 0.65
"""The score of a row that names indicators and something that belongs to them."""
HEAD_WORDS = 9
"""An unknown heading has no more words than this."""
MOST_PARTS = 6
"""A combined header names no more fields than this."""


LONGEST_FIGURE = 80
"""Characters of a header of figures, its group included, at most."""


@dataclass(slots=True)
class Lexicon:
    """Spellings by key. Use :meth:`load`; the tables are filled once and only read afterwards."""

    exact: dict[str, HeaderMatch] = field(default_factory=dict)
    squashed: dict[str, HeaderMatch] = field(default_factory=dict)
    rules: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    tails: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    value_words: frozenset[str] = frozenset()
    kinds: TableKinds = field(default_factory=TableKinds)
    _seen: dict[str, HeaderMatch | None] = field(default_factory=dict)
    _lengths: dict[int, list[str]] = field(default_factory=dict)

    @staticmethod
    def load(extra: Path | None = None) -> Lexicon:
        """The shipped lexicon, cached, or one with the synonyms of a user's file added: TOML like ``headers.toml`` or
        CSV with columns ``field,header``. Raises ``OSError`` or ``ValueError`` when that file cannot be read."""
        return _load(extra)

    def match(self, text: str) -> HeaderMatch | None:
        """The meaning of one header text, None when nothing is close enough."""
        if text not in self._seen:
            if len(self._seen) > 20_000:
                self._seen.clear()
            self._seen[text] = self._match(text)
        return self._seen[text]

    def match_path(self, texts: Sequence[str]) -> HeaderMatch | None:
        """The meaning of a column from its header cells, top row first. The lowest cell names the field; the cells
        over it give kind, year, role, or the field itself when the lowest is only a year, a role or unknown."""
        filled = [t.strip() for t in texts if t and t.strip()]
        path = [t for i, t in enumerate(filled) if i == 0 or t != filled[i - 1]]
        if len(path) > 1:
            whole = self._exactly(read_header(" ".join(path)))
            last = self.match(path[-1])
            apart = last is not None and last.field == "indikator"  # "Tujuan" over "Indikator": no "tujuan indikator"
            if whole is not None and whole.field != "nilai" and not whole.parts and not apart:
                return whole
        if (figure := self._in_a_part_of_the_year(path)) is not None:
            return figure
        found: HeaderMatch | None = None
        for place, text in enumerate(path):
            parts = read_header(text)
            if found is not None and parts.bare in self.generic:
                continue
            here = self.match(text)
            if place and found is None and here is not None and here.peran and parts.bare.count(" ") == 0:
                continue  # "Pendukung" under a head that names no source: no role of one
            found = under(found, here, parts)
        if found is None and len(path) > 1:
            found = self.match(" ".join(path))
        return found

    def _in_a_part_of_the_year(self, path: Sequence[str]) -> HeaderMatch | None:
        """A column of figures for a quarter, half or month: ``Target`` over ``Q1``, ``Realisasi s.d. TW III``."""
        part = part_of_year(" ".join(path)) if sum(map(len, path)) < LONGEST_FIGURE else None
        base = self.match(part.rest) if part is not None and part.rest else None
        if part is None or base is None or base.field != "nilai" or base.jenis is None:
            return None
        return replace(base, periode=part.name, kumulatif=part.kumulatif)

    def header_score(self, texts: Sequence[str]) -> float:
        """How much a row of cell texts looks like a table header, 0..1: the share of filled cells that are headers. One
        that names an indicator (or a goal) and what belongs to one is a header whatever its other heads are."""
        filled = [t for t in texts if t and t.strip()]
        if not filled:
            return 0.0
        total, years, named, unknown = 0.0, 0, set(), []
        for text in filled:
            found = self.match(text) if len(text) < 160 else None
            if found is None or found.confidence < 0.55:
                unknown.append(text)
                continue
            plain = found.how != "posisi" and found.confidence >= 0.7
            if plain:
                named.add(found.field)
            years += found.field == "nilai" and found.tahun is not None
            total += found.confidence if plain else 0.6
        share = total / len(filled) if named or years > 1 else 0.5 * total / len(filled)
        return max(share, NAMED) if _names_indicators(named) and all(map(_may_be_head, unknown)) else share

    def is_number_row(self, texts: Sequence[str]) -> bool:
        """See :func:`iku.normalize.header_text.is_number_row`."""
        return is_number_row(texts)

    def is_weak(self, text: str) -> bool:
        """A header so general that other columns must bear it out (``URAIAN``)."""
        return header_key(text) in self.weak

    def table_kind(self, fields: Iterable[HeaderMatch | str | None], title: str | None = None) -> str:
        """iku, ikk, target, capaian, perjanjian_kinerja, lain, or program (budgets and duty lists, not read)."""
        return self.kinds.decide(fields, title or "")

    def jenis_of_title(self, title: str | None) -> str | None:
        """The kind of value that a table's title speaks of, for columns that print only a year."""
        words = header_key(title or "").split()
        if "TARGET" in words or "RENCANA" in words:
            return "target"
        return "realisasi" if "REALISASI" in words else "capaian" if "CAPAIAN" in words else None

    def _match(self, text: str) -> HeaderMatch | None:
        parts = read_header(text)
        if not parts.key and not parts.years and parts.nth is None:
            return HeaderMatch("satuan_header", "posisi", 0.5, satuan_header="%") if parts.units else None
        if len(squash(parts.key)) > 150:
            return None
        found = self._exactly(parts)
        if found is None and not parts.bare:
            if parts.years or parts.nth is not None:
                found = HeaderMatch("nilai", "posisi", 0.6)
            elif parts.units:
                return HeaderMatch("satuan_header", "posisi", 0.5, satuan_header=parts.units)
        if found is None:
            found = self._combined(parts) or self._values(parts)
        if found is None:
            near = [m for m in (self._with_tail(parts), self._close(parts)) if m is not None]
            found = max(near, key=lambda m: m.confidence, default=None)
        return with_year(found, parts)

    def _exactly(self, parts: HeaderText) -> HeaderMatch | None:
        for key in (parts.key, parts.bare):
            if key in self.exact:
                return self.exact[key]
        for key in (squash(parts.key), squash(parts.bare)):
            if key in self.squashed:
                return replace(self.squashed[key], confidence=0.97)
        if parts.bare in ("TAHUN", "TH", "THN"):
            return HeaderMatch("nilai", "posisi", 0.6)
        return None

    def _combined(self, parts: HeaderText) -> HeaderMatch | None:
        """``ALASAN / PENJELASAN`` and the like where each part is a spelling of its own."""
        chain = chain_header(parts.bare)
        if chain is not None:
            return chain
        pieces = [p for p in re.split(r"/|\bDAN\b|(?<=\w) (?=INDIKATOR\b)", parts.bare) if p.strip()]
        if not 2 <= len(pieces) <= MOST_PARTS:
            return None
        found = [self.exact.get(p.strip()) or self.squashed.get(squash(p)) for p in pieces]
        if any(f is None or f.field == "nilai" for f in found):
            return None
        known = [f for f in found if f is not None]
        if (shared := with_indicator(known)) is not None:
            return shared
        names = tuple(dict.fromkeys(f.field for f in known))
        first = found[0]
        assert first is not None
        if len(names) == 1:
            return replace(first, confidence=0.95)
        return pair(names, 0.9)

    def _values(self, parts: HeaderText) -> HeaderMatch | None:
        """Headers of value columns, made of known words only: ``Kondisi Kinerja Awal Renstra (2016)``."""
        key = squash(parts.bare)
        if not key or not made_of(key, self.value_words):
            return None
        for words, jenis in self.rules:
            if all(w in key for w in words):
                if jenis == "anggaran":
                    return HeaderMatch("anggaran", "persis", 0.9)
                return HeaderMatch("nilai", "persis", 0.9, jenis=jenis)
        return None

    def _with_tail(self, parts: HeaderText) -> HeaderMatch | None:
        """A spelling with the name of an agency or plan behind it: ``Sasaran Renstra BP3AKB``."""
        words = parts.bare.split()
        for n in range(len(words) - 1, 0, -1):
            head, tail = " ".join(words[:n]), words[n:]
            found = self.exact.get(head)
            if found is None or len(tail) > 6 or not _may_have_tail(found.field, head):
                continue
            known = [w in self.tails or any(c.isdigit() for c in w) for w in tail]
            if known[0] and sum(known) >= 0.6 * len(known) or len(tail) == 1 and 3 <= len(tail[0]) <= 7 and n >= 2:
                return replace(found, how="mirip", confidence=0.8)
        return None

    def _as_long(self, length: int, edits: int) -> list[str]:
        """The spellings that so many edits can lead to from a text of *length*, in their order: no others are near."""
        if length not in self._lengths:
            self._lengths[length] = [k for k in self.squashed if abs(len(k) - length) <= edits]
        return self._lengths[length]

    def _close(self, parts: HeaderText) -> HeaderMatch | None:
        """Closeness of spelling: few edits for the length, and no other field as close."""
        best: tuple[float, HeaderMatch] | None = None
        for key in dict.fromkeys((squash(parts.bare), squash(parts.key))):
            allowed = budget(len(key), HEADERS)
            if not allowed:
                continue
            rivals = self._as_long(len(key), allowed)
            near = process.extract(key, rivals, scorer=OSA.distance, score_cutoff=allowed, limit=6)
            if not near:
                continue
            distance = near[0][1]
            tied = {_meaning(self.squashed[k]): self.squashed[k] for k, d, _ in near if d == distance}
            confidence = (0.92 - 0.9 * distance / len(key)) * (1.0 if len(tied) == 1 else 0.6)
            if len(key) <= 4:
                confidence = min(confidence, 0.5)
            if best is None or confidence > best[0]:
                best = (confidence, next(iter(tied.values())))
        return replace(best[1], how="mirip", confidence=round(max(best[0], 0.4), 2)) if best else None


def _names_indicators(named: set[str]) -> bool:
    """Indicators with anything beside them, or goals with what only indicators have."""
    if "indikator" in named:
        return len(named) > 1
    return bool(named & {"sasaran", "tujuan"}) and bool(named & {"nilai", "satuan", "formulasi", "sumber_data"})


def _may_be_head(text: str) -> bool:
    """A short text without figures (years and column counts apart) that begins like a heading."""
    figures = re.sub(r"\(?\b(?:19|20)\d\d\b\)?", "", text)
    return (
        len(text.split()) <= HEAD_WORDS
        and text[:1].isalnum() | (text[:1] in "(#%")
        and not text[:1].islower()
        and not re.search(r"\d[\d.,]*\s*%|\d{3}|\d[.,]\d", figures)
    )


def _may_have_tail(field: str, head: str) -> bool:
    """Goals and indicators are named with their agency; of units only ``PENANGGUNG JAWAB``, for ``Bidang Sosial`` is
    a cell's text."""
    if field == "penanggung_jawab":
        return "JAWAB" in head
    return field in ("sasaran", "tujuan", "misi", "indikator") or " " in head and field not in ("nomor", "tugas")


def _meaning(match: HeaderMatch) -> tuple[str, str | None, str | None]:
    return match.field, match.jenis, match.tingkat


@lru_cache(maxsize=8)
def _load(extra: Path | None) -> Lexicon:
    with _DATA.open("rb") as handle:
        lexicon = _build(tomllib.load(handle))
    if extra is not None:
        if extra.suffix.lower() == ".toml":
            with extra.open("rb") as handle:
                _add(lexicon, tomllib.load(handle))
        else:
            with extra.open(newline="", encoding="utf-8-sig") as lines:
                for row in csv.DictReader(lines):
                    if not row.get("field") or not row.get("header"):
                        raise ValueError(f"{extra.name}: a row needs both columns, field and header")
                    _put(lexicon, row["header"], from_name(row["field"]))
    return lexicon


def _build(data: dict[str, Any]) -> Lexicon:
    lexicon = Lexicon(kinds=TableKinds(data["kind"]))
    words = data["words"]
    lexicon.tails, lexicon.generic, lexicon.weak = (frozenset(words[n]) for n in ("tail", "generic", "weak"))
    lexicon.rules = [(tuple(rule["all"]), rule["jenis"]) for rule in data["value_rule"]]
    lexicon.value_words = frozenset((*words["value"], *(w for rule in data["value_rule"] for w in rule["all"])))
    _add(lexicon, data)
    return lexicon


def _add(lexicon: Lexicon, data: dict[str, Any]) -> None:
    for spelling, match in spellings_of(data):
        _put(lexicon, spelling, match)


def _put(lexicon: Lexicon, spelling: str, match: HeaderMatch) -> None:
    key = header_key(spelling)
    lexicon.exact[key] = match
    lexicon.squashed[squash(key)] = match
