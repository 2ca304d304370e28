"""The printed words of one header cell, taken apart: comparison keys, years, units in brackets, running numbers.

Pure text functions; ``lexicon`` gives the words their meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from iku.text.digits import IN_YEARS

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<![0-9A-Za-z])[12lI][09OoQ][0-9OolI]{2}(?![0-9A-Za-z])")
_TORN_YEAR = re.compile(r"(?<!\d)(?:2 ?0 ?\d ?\d|1 ?9 ?\d ?\d)(?! ?\d)")
"""A year that a narrow cell broke: ``201 6``."""
_YEAR_NTH = re.compile(
    r"(?:\b(?:TAHUN|THN|TH)\b[ .]*(?:KE\b)?|\bKE\b)\s*[-–.]?\s*\(?(\d{1,2}|[IVX]{1,4})\)?\s*$",
    re.I,
)
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\(([^()]*)$")
_UNIT = re.compile(
    r"%|rp\b.*|rupiah|(?:ribu|juta|miliar|milyar)\b.*|persen|orang|indeks|nilai|skor|angka|unit|kali|tahun|hari|bulan|"
    r"dokumen|ton|kg|ha|km2?|jam|menit|predikat|poin",
    re.I,
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_DAMAGE = str.maketrans("!|01€$", "IIOIES")


@dataclass(frozen=True, slots=True)
class HeaderText:
    """``key``: upper-case words with single spaces; ``bare``: the same without bracketed text, years and units;
    ``units`` as printed (``(%)``); ``years`` in order; ``nth``: the number of a relative year (``TAHUN KE-3`` is 3);
    ``leading_percent``: it begins with the sign (``% CAPAIAN``)."""

    key: str
    bare: str
    units: str | None
    years: tuple[int, ...]
    nth: int | None
    leading_percent: bool = False


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """Upper-case letters, digits and slashes; all other signs are a space, none around a slash; ``N0`` reads ``NO``."""
    folded = unicodedata.normalize("NFKD", text).upper()
    words = [_repair(w) for w in re.findall(r"[^\W_]+(?:[!|€$]+[^\W_]*)*|[!|][^\W_]+|/|&", folded)]
    key = re.sub(r"\s*/\s*", "/", " ".join(words)).replace("&", "DAN")
    return re.sub(r"\s+", " ", key).strip(" /")


def squash(key: str) -> str:
    """Letters and digits only: the key for words broken by a narrow cell (``Tujua n``)."""
    return re.sub(r"[^A-Z0-9]", "", key)


def made_of(key: str, words: frozenset[str]) -> bool:
    """Whether *key* is nothing but *words*, one behind the other without spaces. Each place is looked at once, however
    many ways lead to it."""
    lengths = sorted({len(word) for word in words})
    reached = {0}
    for start in range(len(key)):
        if start in reached:
            reached.update(start + n for n in lengths if key[start : start + n] in words)
    return bool(key) and len(key) in reached


def read_header(text: str) -> HeaderText:
    """Take a header cell's text apart. Never raises; an empty text gives empty keys."""
    text = re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()
    text = _TORN_YEAR.sub(lambda m: m.group().replace(" ", ""), text)
    years = tuple(int(_digits(m.group())) for m in _YEAR.finditer(text))
    rest = _YEAR.sub(" ", text)
    nth = None
    if m := _YEAR_NTH.search(rest.strip()):
        nth = int(m[1]) if m[1].isdigit() else _ROMAN.get(m[1].upper())
        rest = rest.strip()[: m.start()] + " TAHUN"
    units = None
    for found in _BRACKET.finditer(rest):
        inner = next((g for g in found.groups() if g is not None), "").strip()
        if _UNIT.fullmatch(inner.rstrip(". ")):
            units = f"({inner})"
    bare = _BRACKET.sub(" ", rest)
    if units is None and "%" in bare:
        units = "%"
    return HeaderText(header_key(text), header_key(bare), units, years, nth, text.startswith("%"))


def is_number_row(texts: Sequence[str]) -> bool:
    """Is this the row of column numbers under a header? Seen: ``1 2 3``, ``(1) (2)``, ``(01)``, ``-1 -2 -3 -5`` (a
    spreadsheet made (1) negative), gaps, ``1 2 _ 4 5``, ``7=6/5``, ``a b c``. A row with a word is data."""
    filled = [t.strip() for t in texts if t and t.strip()]
    if len(filled) < (3 if len(texts) > 3 else 2) or any(
        len(re.sub(r"[^A-Za-z]", "", t)) > 2 and "=" not in t for t in filled
    ):
        return False
    if any(len(t) > 14 for t in filled):
        return False
    numbers = [_column_number(t) for t in filled]
    known = [n for n in numbers if n is not None]
    if len(known) < 2 or len(known) < 0.6 * len(filled):
        return False
    rising = sum(1 for a, b in zip(known, known[1:], strict=False) if 0 < b - a <= 4)
    near = known[0] <= 4 and known[-1] <= 2 * len(texts) + 4
    return near and rising >= max(1, round(0.8 * (len(known) - 1)))


def _column_number(text: str) -> int | None:
    bare = text.strip("()[]{}.,:;-–— ")
    if m := re.match(r"0?(\d{1,2})\s*(?:$|=|\(|\)|[a-z]$)", bare):
        return int(m[1])
    if bare in ("l", "I", "i", "|", "!"):
        return 1
    if bare in ("Z", "z"):
        return 2
    return ord(bare.lower()) - 96 if re.fullmatch(r"[a-kA-K]", bare) else None


def _digits(year: str) -> str:
    return year.translate(IN_YEARS)


def _repair(word: str) -> str:
    """Undo signs and digits that stand for letters inside a word; numbers and ``/`` stay."""
    letters = sum(c.isalpha() for c in word)
    if letters and (len(word) == 2 and word[0].isalpha() or letters > len(word) / 2 and not word[-1:].isdigit()):
        word = word.translate(_DAMAGE)
    return "".join(c for c in word if c.isalnum() or c in "/&")
