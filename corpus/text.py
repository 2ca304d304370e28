"""Words of indicator names made comparable: one form for spellings, abbreviations and inflections that mean the same.

Nothing printed is changed: these forms are for linking and searching only. The knowledge is ``data/istilah.toml``; the
affix rules follow the usual account of Indonesian morphology (meN-, peN- and the confixes), held back where a wrong
cut would merge two words.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "istilah.toml"
_WORD = re.compile(r"[a-z0-9]+")
_SIGNS = {"≥": " lebih_dari ", "≤": " kurang_dari ", ">": " lebih_dari ", "<": " kurang_dari ", "&": " dan "}
_MARKED = re.compile(r"[a-z0-9_]+")
SHORTEST_STEM = 4

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Terms:
    """``phrases``: first word -> (spelling as words, canonical word), longest first; ``measures``: words at the head of
    a name -> measure; ``alike``: measure -> measures it may equal; ``of_unit``: unit -> measure; ``common``, ``empty``:
    words of little and of no weight; ``opposing``: words that must stand on both sides; ``fixed``: words without
    affixes; ``forms``: word -> lemma; ``openers``: first words that speak of the aim; ``numerals``: number words;
    ``levels``: words before a region's name -> the level in full; ``k_roots``, ``i_roots``: roots that lose a k
    behind meng-, or end in i."""

    phrases: Phrases
    measures: Mapping[tuple[str, ...], str]
    alike: Mapping[str, frozenset[str]]
    of_unit: Mapping[str, str]
    common: frozenset[str]
    empty: frozenset[str]
    opposing: frozenset[str]
    fixed: frozenset[str]
    forms: Mapping[str, str]
    openers: frozenset[str]
    numerals: frozenset[str]
    levels: Mapping[tuple[str, ...], str]
    k_roots: frozenset[str]
    i_roots: tuple[str, ...]


@cache
def terms() -> Terms:
    """The shipped word lists, read once."""
    with _DATA.open("rb") as handle:
        data = tomllib.load(handle)
    spellings = {tuple(s.split()): word for word, many in data["setara"].items() for s in many}
    return Terms(
        phrases=phrase_table(spellings),
        measures={tuple(m.split()): name for name, many in data["ukuran"].items() for m in many},
        alike={name: frozenset(many) for name, many in data["ukuran_setara"].items()},
        of_unit=data["ukuran_satuan"],
        common=frozenset(data["umum"]["kata"]),
        empty=frozenset(data["henti"]["kata"]),
        opposing=frozenset(data["berlawanan"]["kata"]),
        fixed=frozenset(data["tetap"]["kata"]),
        forms={form: lemma for lemma, many in data["bentuk"].items() for form in many},
        openers=frozenset(data["pembuka"]["kata"]),
        numerals=frozenset(data["bilangan"]["kata"]),
        levels={tuple(s.split()): level for level, many in data["tingkat_wilayah"].items() for s in many},
        k_roots=frozenset(data["akar"]["k"]),
        i_roots=tuple(data["akar"]["i"]),
    )


def phrase_table(spellings: Mapping[tuple[str, ...], str]) -> Phrases:
    """Spellings by their first word, longest first, for :func:`replace_phrases`."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, canonical in spellings.items():
        table.setdefault(words[0], []).append((words, canonical))
    return {first: tuple(sorted(many, key=lambda item: (-len(item[0]), item))) for first, many in table.items()}


def plain_words(text: str) -> list[str]:
    """Lower-case words and numbers of *text* without accents, spelled as printed (``Prosentase`` -> ``prosentase``)."""
    return _WORD.findall(_ascii(text))


def same_words(text: str) -> list[str]:
    """Words of *text* with one form for equal terms: ``Prosentase PMKS di luar panti`` -> ``persentase ppks luar
    panti``. Signs of comparison become words."""
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return replace_phrases(_MARKED.findall(_ascii(text)), terms().phrases)


def replace_phrases(words: Sequence[str], table: Phrases) -> list[str]:
    """*words* with every known phrase replaced by its canonical word, the longest phrase first."""
    out: list[str] = []
    i = 0
    while i < len(words):
        for phrase, canonical in table.get(words[i], ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                out.append(canonical)
                i += len(phrase)
                break
        else:
            out.append(words[i])
            i += 1
    return out


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """``kemandirian`` -> ``mandiri``, ``terpenuhi`` and ``pemenuhan`` -> ``penuh``; a word that no rule fits stays."""
    known = terms()
    if found := known.forms.get(word):
        return found
    if word in known.fixed or "_" in word or not word.isalpha():
        return word
    base = word[:-3] if word.endswith("nya") and len(word) > 3 + SHORTEST_STEM else word
    for _ in range(2):  # ke-ter-sedia-an, pem-ber-daya-an: two layers
        if base in known.forms or base in known.fixed:
            return known.forms.get(base, base)
        inner = _stem(base)
        if inner == base or not inner.startswith(("ter", "ber")):
            return known.forms.get(inner, inner)
        base = inner
    return known.forms.get(base, base)


def _stem(word: str) -> str:
    nasal = word.startswith(("meng", "peng", "mem", "pem", "men", "pen"))
    for prefix, suffixes in _AFFIXES:
        if not word.startswith(prefix) or nasal and prefix in ("me", "pe"):
            continue
        for suffix in suffixes:
            if word.endswith(suffix) and not (suffix == "i" and _ends_in_i(word)):
                stem = _joined(prefix, word[len(prefix) : len(word) - len(suffix)] if suffix else word[len(prefix) :])
                if stem:
                    return stem
    return word


# Prefixes from long to short; "" among the suffixes: the prefix alone is enough.
_AFFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("meny", ("kan", "i", "")), ("meng", ("kan", "i", "")), ("mem", ("kan", "i", "")), ("men", ("kan", "i", "")),
    ("me", ("kan", "i", "")), ("peny", ("an",)), ("peng", ("an",)), ("pem", ("an",)), ("pen", ("an",)),
    ("per", ("an",)), ("pe", ("an",)), ("ke", ("an",)), ("ter", ("kan", "i", "")), ("ber", ("kan", "an", "")),
    ("di", ("kan", "i", "")),
)  # fmt: skip
_AFTER = {"mem": "bfvp", "men": "dcjz", "me": "lrwymn", "pem": "bfvp", "pen": "dcjz", "pe": "lrwyk"}
_LOST = {"mem": "p", "men": "t", "meny": "s", "pem": "p", "pen": "t", "peny": "s"}
_VOWELS = "aiueo"


def _ends_in_i(word: str) -> bool:
    """The i belongs to the root: ``mencapai``, ``intervensi``."""
    return word.endswith(("si", "ii")) or word.endswith(terms().i_roots)


def _joined(prefix: str, rest: str) -> str | None:
    """The stem behind *prefix*, with the consonant that the nasal swallowed; None when the sounds do not fit."""
    if len(rest) < SHORTEST_STEM - (prefix in _LOST and rest[:1] in _VOWELS):
        return None
    if rest[0] in _VOWELS and prefix in _LOST:
        return _LOST[prefix] + rest
    if rest[0] in _VOWELS and prefix in ("meng", "peng") and "k" + rest in terms().k_roots:
        return "k" + rest
    if prefix in _AFTER and rest[0] not in _AFTER[prefix]:
        return None
    if rest[0] not in _VOWELS and rest[1] not in _VOWELS + "rlwy" and rest[:2] not in ("ng", "ny", "kh", "sy"):
        return None
    return rest


def _ascii(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
