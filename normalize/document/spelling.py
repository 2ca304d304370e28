"""Comparing what was printed: keys without spaces and style, and a little patience with damaged letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from iku.normalize.document.knowledge import toml
from iku.normalize.words import is_listed
from iku.text.near import PHRASES, budget

_DIGIT_LETTERS = str.maketrans({"0": "o", "1": "l", "|": "l", "!": "l", "5": "s", "8": "b", "6": "g"})
_ACCENT = re.compile("[\u0300-\u036f]")
_NO_LETTER = re.compile(r"[^a-z]+")
_PARTS = re.compile(r"[\s/,;:().&-]+")
_SPACED = re.compile(r"(?<![^\s(:*])(?:[A-Za-z0-9] ){3,}[A-Za-z0-9](?![^\s.,:;)*-])")
_STUCK = re.compile(
    r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})|(?<=[a-z]{3})(?=\d)|(?<=\d)(?=[A-Z][a-z]{2})|(?<=[a-z])(?=\([A-Z])|(?<=[A-Z]\))(?=[a-z])"
    r"|(?<=[A-Za-z],)(?=[A-Za-z])|(?<=\bDrs\.)(?=[A-Z]{2})|(?<=\bDra\.)(?=[A-Z]{2})|(?<=\bIr\.)(?=[A-Z]{2})"
    r"|(?<=[a-z]{3}\.)(?=[A-Z][a-z]{2})|(?<=ahun)\.(?=\d)"
)
_TORN = re.compile(r"\b([^\W\d_]{3,}) ([^\W\d_]{2,})\b")
_CODE = re.compile(r"[a-z]+\d[a-z0-9]*")
_PART_START = re.compile(r"(?:^|(?<=[-/(.]))[a-z]")
_LETTER_NEXT = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)|(?<=\d)(?=[A-Z][a-z])")


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """Letters only, lower case; digits that OCR puts for letters count as those letters (``K0TA`` is ``kota``)."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NO_LETTER.sub("", plain.lower().translate(_DIGIT_LETTERS))


def words(text: str) -> list[str]:
    """The words of *text* as keys; parts of a hyphenated or slashed word stand alone."""
    return [k for k in (key(w) for w in _PARTS.split(text)) if k]


def tidy(text: str) -> str:
    """Printed text without layout: one space between words, letter-spaced words (``T A H U N``) joined, no ``**``."""
    text = unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("**", " "))
    text = " ".join(text.split())
    return _SPACED.sub(lambda m: m.group().replace(" ", ""), text)


def unglued(text: str) -> str:
    """Spaces put back where a small letter meets a capital (``PeraturanPemerintahNomor58Tahun2005``)."""
    return _LETTER_NEXT.sub(" ", text)


def parted(text: str) -> str:
    """Text of a scan with the words parted that its reader stuck together: ``Nomor5``, ``KEPALADINAS``, ``(SAKIP)di``.
    Accents are specks (``TAHÚN``): the language has next to none."""
    text = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))
    text = _STUCK.sub(" ", text)
    return _TORN.sub(_whole_word, _stuck_capitals().sub(r"\1 ", text))


def _whole_word(found: re.Match[str]) -> str:
    """Two pieces that are no words as the one word that they make (``PROVI NSI``)."""
    left, right = found[1].lower(), found[2].lower()
    torn = is_listed(left + right) and not is_listed(left) and not is_listed(right)
    return found[1] + found[2] if torn else found[0]


@cache
def _stuck_capitals() -> re.Pattern[str]:
    heads = sorted((w.upper() for w in toml("naskah")["ocr"]["lekat"]), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])({'|'.join(heads)})(?=[A-Z]{{3,}})")


def near(a: str, b: str, allowed: int) -> bool:
    """At most *allowed* letters added, lost or changed between two keys."""
    return Levenshtein.distance(a, b, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=65536)
def starts_with(text: str, word: str) -> bool:
    """*text* begins with *word*, one damaged letter allowed from six letters on, two from ten (``KERALA``)."""
    wanted, have = key(word), key(text[: 3 * len(word) + 12])
    if have.startswith(wanted):
        return True
    allowed = budget(len(wanted), PHRASES)
    return allowed > 0 and any(near(have[: len(wanted) + d], wanted, allowed) for d in (0, 1, -1))


def title_case(text: str, small: frozenset[str], kept: frozenset[str]) -> str:
    """``DINAS SOSIAL DAN ...`` as ``Dinas Sosial dan ...``: *small* words stay small, *kept* stay capital."""
    out: list[str] = []
    for i, word in enumerate(text.split()):
        bare = word.strip(".,()").lower()
        if bare in kept or _CODE.fullmatch(bare):
            out.append(word.upper())
        elif bare in small and i:
            out.append(word.lower())
        else:
            out.append(_PART_START.sub(lambda m: m.group().upper(), word.lower()))
    return " ".join(out)
