"""Indonesian words: shipped lists and the affixes that make further forms."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_ENDINGS = ("nya", "lah", "pun")  # may follow any form, once
_SUFFIXES = ("kan", "an", "i")  # one at most
_PREFIXES = (
    *("memper", "diper", "keter", "pember", "meng", "peng", "meny", "peny", "mem", "pem", "men", "pen", "per", "ber"),
    *("ter", "me", "pe", "di", "ke", "se"),
    *("ketidak", "multi", "antar", "inter", "pasca", "pra", "non", "sub", "mikro", "makro"),
)
_DROPPED = {"meng": "k", "peng": "k", "meny": "s", "peny": "s", "mem": "p", "pem": "p", "men": "t", "pen": "t"}
_NASAL = {"men": "cdjstz", "pen": "cdjstz", "mem": "bfpv", "pem": "bfpv", "meng": "aeioughkx", "peng": "aeioughkx"}
"""The letters that a nasal prefix stands before in Indonesian: ``penlalai`` is no word, it would be ``pelalai``."""


@cache
def admin_words() -> frozenset[str]:
    """Words of administration (about two thousand), lower case."""
    return _read("words_admin.txt")


@cache
def general_words() -> frozenset[str]:
    """General words (about forty thousand), lower case, at least four letters."""
    return _read("words_general.txt")


@cache
def place_names() -> frozenset[str]:
    """Single words of the names of regions, lower case: never taken apart."""
    names = (_DATA / "wilayah.csv").read_text(encoding="utf-8")
    single = {w.lower() for w in re.findall(r"[A-Z][a-z]{5,}", names)}
    return frozenset(single | {(a + b).lower() for a, b in re.findall(r"(?=\b([A-Z][a-z]+) ([A-Z][a-z]+)\b)", names)})


def is_listed(word: str) -> bool:
    """Is the lower-case *word* in a shipped list as it stands?"""
    return word in admin_words() or word in general_words()


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Is *word* (any case) listed, or made of a listed word by affixes (``terfasilitasinya``, ``dilaksanakan``)?"""
    word = word.lower()
    if len(word) < 2 or not word.isalpha():
        return False
    stems = [word, *(word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) > 6)]
    return is_listed(word) or any(_stem(stem) for stem in stems)


def _stem(word: str) -> bool:
    """Listed as it is, without one suffix, or without prefixes."""
    forms = [word, *(word[: -len(s)] for s in _SUFFIXES if word.endswith(s))]
    return any(_prefixed(form, 2) for form in forms)


def _prefixed(word: str, depth: int) -> bool:
    if len(word) >= 4 and is_listed(word):
        return True
    if depth == 0 or len(word) < 6:
        return False
    for prefix in _PREFIXES:
        if not word.startswith(prefix):
            continue
        rest = word[len(prefix) :]
        if rest[:1] in _NASAL.get(prefix, rest[:1]) and _prefixed(rest, depth - 1):
            return True
        if prefix in _DROPPED and _prefixed(_DROPPED[prefix] + rest, depth - 1):
            return True
    return False


def _read(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
