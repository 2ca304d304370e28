"""The evidence of the letters of a value: how sure the reader of a scan is, and words that no dictionary knows."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from iku.extract.model import Page, Word
from iku.normalize.trust.numbers import Features, logit, share
from iku.normalize.trust.trace import Trace
from iku.normalize.wording import Vocabulary
from iku.normalize.words import is_word, place_names

DAMAGE = ("LAPISAN_TEKS_RUSAK", "TEKS_BERBEDA", "TEKS_TERSEMBUNYI")
"""Notes of a page whose text layer is doubtful."""
LONG = 10
LONGEST = 16
"""Letters of the longest ordinary word: a longer one is often two that stand too near."""
FULL = 2.0
"""A line that leaves room for less than so many letters and the next word fills its cell."""
SMALL = frozenset(["di", "ke", "se", "dan", "yg", "atau", "per", "no", "rp", "x"])
_LETTERS = re.compile(r"[\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_MIXED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[a-z][A-Z]")
_LOOSE = re.compile(r"\w[-–]\s\w|\s[-–]\w|\(\s|\s\)|\s[,;.](?=\s|\w)|\)\w")
"""Marks that stand off or too near: the page has a mark or a space that was not read."""
_AGAIN = re.compile(r"\b([a-z]{3,})\s\1\b", re.IGNORECASE)
"""A word twice in a row: its hyphen (``nilai-nilai``) was not read."""
_ODD = re.compile(r"[^\w\s.,;:()/%&+×x=\"'’“”<>≤≥\-–—•]")


def of_letters(text: str, trace: Trace, pages: Mapping[int, Page], vocabulary: Vocabulary) -> Features:
    """The features of one value with its *text* as read."""
    sure = [w.confidence for w in _said(text, trace) if w.source == "ocr"]
    named = _WORD.findall(text)
    unknown = [not vocabulary.knows(w) for w in named]
    notes = {n for line in trace.lines if (p := pages.get(line.page)) is not None for n in p.notes}
    return {
        "teks.ocr": float(bool(sure)),
        "teks.ocr.terendah": logit(min(sure)) if sure else 0.0,
        "teks.ocr.rata": logit(sum(sure) / len(sure)) if sure else 0.0,
        "teks.ocr.ragu": float(sum(c < 0.8 for c in sure)),
        "teks.ocr.kurang": float(sum(c < 0.95 for c in sure)),
        "teks.asing": share(unknown),
        "teks.asing.jumlah": math.log1p(sum(unknown)),
        "teks.lapisan": float(bool(notes & set(DAMAGE))),
        "teks.panjang": math.log1p(len(text.split())),
        "teks.huruf": float(bool(re.search(r"[\ufffd\u25a1\ue000-\uf8ff]|\(cid:", text))),
        "teks.rapat": float(max(map(len, named), default=0) > LONGEST),
        "teks.campur": float(len(_MIXED.findall(text))),
        "teks.tanda": float(len(_ODD.findall(text))),
        "teks.longgar": float(len(_LOOSE.findall(text))),
        "teks.ulang": float(bool(_AGAIN.search(text))),
        **_listed(text),
        **_joints(text, trace, vocabulary),
    }


def _listed(text: str) -> Features:
    """Words that no list of the language knows: of all, long ones (two that stand too near), short ones (pieces)."""
    words = [w for w in _LETTERS.split(text) if w and not (w.isupper() or w[1:] != w[1:].lower())]
    strange = [w for w in words if len(w) > 3 and _unlisted(w)]
    pieces = [w for w in words if 1 <= len(w) <= 3 and w.casefold() not in SMALL and not is_word(w)]
    return {
        "teks.kamus": len(strange) / max(1, len(words)),
        "teks.kamus.panjang": float(sum(len(w) > LONG for w in strange)),
        "teks.kamus.pendek": len(pieces) / max(1, len(words)),
    }


def strange_words(text: str) -> list[str]:
    """Words of three letters and more that no list knows, in whatever case."""
    return [w for w in _LETTERS.split(text) if len(w) > 2 and _unlisted(w)]


def _unlisted(word: str) -> bool:
    return not is_word(word) and word.casefold() not in place_names()


def _joints(text: str, trace: Trace, vocabulary: Vocabulary) -> Features:
    """Where a narrow cell may have broken a word: lines that fill it and end or go on with what is no word; words of
    the text that no line prints, because two were joined."""
    broken = 0
    for a, b in zip(trace.lines, trace.lines[1:], strict=False):
        right = max((c.box.x1 for c in trace.cells if any(line is a for line in c.lines)), default=a.box.x1)
        last, first = a.words[-1].text, b.words[0].text
        pitch = a.box.width / max(1, len(a.text))
        full = right - a.box.x1 < FULL * pitch + b.words[0].box.width
        broken += full and _fragment(last, first, vocabulary)
    printed = {w.text for line in trace.lines for w in line.words}
    joined = [w for w in text.split() if w not in printed and len(_LETTERS.sub("", w)) > 3]
    made = [_LETTERS.sub("", w) for w in joined]
    return {
        "teks.patah": float(broken),
        "teks.disambung": float(len(joined)),
        "teks.disambung.asing": float(sum(not vocabulary.knows(w) for w in made)),
    }


def _fragment(last: str, first: str, vocabulary: Vocabulary) -> bool:
    """The end of one line and the beginning of the next may be two parts of a word or a figure."""
    if last[-1:].isdigit() and first[:1].isdigit():
        return True
    if not (last[-1:].isalpha() and first[:1].isalpha()):
        return False
    ends = _LETTERS.sub("", last), _LETTERS.sub("", first)
    return any(not vocabulary.knows(w) and w.casefold() not in SMALL for w in ends)


def _said(text: str, trace: Trace) -> list[Word]:
    """The words that say the value: no bullets and marks, and no label or number before it."""
    words = [w for line in trace.lines for w in line.words if any(c.isalnum() for c in w.text)]
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    begin = next((i for i, w in enumerate(words) if w.text == first), 0)
    return words[begin:]
