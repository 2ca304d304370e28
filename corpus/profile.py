"""What an indicator's name says, apart from how it is written: measure, words that matter, figures, breakdown.

Two names with the same profile key are one wording. A profile depends on the name, its unit and its region alone,
never on the rest of the corpus: so a link found today is found tomorrow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from iku.corpus.regions import levelled_names, own_agency, own_names
from iku.corpus.text import Phrases, lemma, plain_words, replace_phrases, same_words, terms
from iku.normalize.unit_names import known_unit

_BRACKETS = re.compile(r"\(([^()]*)\)")
_LIST = re.compile(r":\s*[-–•*]?\s*\S")
_PER = re.compile(r"\bper\s+\d[\d.]*\s+\w+.*$", re.IGNORECASE)  # per 100.000 kelahiran hidup: a scale, not a subject
_YEAR = re.compile(r"(?:19|20)\d\d")
LIGHT = 1 / 3
"""Weight of a word that stands in very many names (``kualitas``, ``program``); others count 1."""


@dataclass(frozen=True, slots=True)
class Profile:
    """``measure``: persen, jumlah, indeks, angka, opini, luas or None; ``words``: lemmas of the name; ``parts``: lemmas
    of a breakdown behind a colon; ``text``: the name as printed, of the first that had this profile."""

    measure: str | None
    words: frozenset[str]
    parts: frozenset[str]
    text: str

    @property
    def key(self) -> str:
        """The wording, independent of spelling and of the order of words; "" for a name without a word."""
        if not self.words:
            return ""
        parts = f"|{' '.join(sorted(self.parts))}" if self.parts else ""
        return f"{self.measure or ''}|{' '.join(sorted(self.words))}{parts}"

    @staticmethod
    def of_key(key: str, text: str) -> Profile:
        """The profile that has this key."""
        measure, words, parts = (key.split("|") + [""])[:3]
        return Profile(measure or None, frozenset(words.split()), frozenset(parts.split()), text)

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset(w for w in self.words if w[0].isdigit())

    @property
    def opposing(self) -> frozenset[str]:
        return self.words & terms().opposing


def profile(name: str, unit: str | None = None, region: str | None = None, agency: str | None = None) -> Profile:
    """The profile of an indicator's *name*; *unit* is the normalised unit (used when the name tells no measure),
    *region* the Kemendagri code of its agency, whose name is dropped, and *agency* the agency's own name, which reads
    ``opd`` however it is abbreviated."""
    head, parts = _split_list(name)
    own = {**own_names(region), **own_agency(agency)}
    words = _words(_PER.sub(" ", _without_brackets(head)), own)
    measure, rest = _measure(words)
    if measure is None:
        opened = plain_words(name)[:1] and plain_words(name)[0] in terms().openers
        rest = rest[1:] if opened and len(rest) > 2 else rest
        measure = _of_unit(unit)
    kept = frozenset(lemma(w) for w in rest if w not in terms().empty and not _YEAR.fullmatch(w))
    if not kept:
        kept = frozenset(lemma(w) for w in words or plain_words(name))
    broken = frozenset(lemma(w) for w in _words(parts, own) if len(w) > 1 and w not in terms().empty)
    return Profile(measure, kept, broken, name)


@lru_cache(maxsize=100_000)
def weight(word: str) -> float:
    """How much a lemma says about what is measured: 1, or a third for a common word."""
    return LIGHT if word in _common() else 1.0


def operand_words(text: str | None) -> frozenset[str]:
    """Lemmas of a formula's operand."""
    return frozenset(lemma(w) for w in same_words(_without_brackets(text or "")) if w not in terms().empty)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(lemma(w) for w in terms().common) | terms().common


def _split_list(name: str) -> tuple[str, str]:
    """Name and breakdown: ``Jumlah populasi ternak : - Sapi - Kerbau``. A short head keeps its list."""
    found = _LIST.search(name)
    if found and len(plain_words(name[: found.start()])) > 2:
        return name[: found.start()], name[found.start() + 1 :]
    return name, ""


def _without_brackets(text: str) -> str:
    """Without units, number words and abbreviations of what stands before them; other brackets keep their words."""

    def keep(found: re.Match[str]) -> str:
        inner = found[1].strip()
        before = text[: found.start()].strip()
        short = re.fullmatch(r"[A-Z][A-Za-z.-]{0,9}", inner) and sum(c.isupper() for c in inner) > len(inner) / 2
        if not inner or known_unit(inner) or inner.lower() in terms().numerals or short and before:
            return " "
        return f" {inner} "

    return _BRACKETS.sub(keep, text)


def _words(text: str, own: Phrases) -> list[str]:
    words = replace_phrases(_marked(text), levelled_names())
    return same_words(" ".join(w for w in replace_phrases(words, own) if w))


def _marked(text: str) -> list[str]:
    """Words before phrases are joined; signs of comparison are kept for :func:`iku.corpus.text.same_words`."""
    return re.findall(r"[^\W_]+|[≥≤<>&]", text.lower())


def _measure(words: Sequence[str]) -> tuple[str | None, list[str]]:
    known = terms().measures
    for length in (2, 1):
        if found := known.get(tuple(words[:length])):
            return found, list(words[length:])
    if words and len(words[0]) >= 6:  # a slip in the very word that tells the measure: Tngkat, Presentse
        for measure, name in known.items():
            if len(measure) == 1 and len(measure[0]) >= 6 and OSA.distance(words[0], measure[0], score_cutoff=1) <= 1:
                return name, list(words[1:])
    return None, list(words)


def _of_unit(unit: str | None) -> str | None:
    if not unit:
        return None
    return terms().of_unit.get(unit, "jumlah")
