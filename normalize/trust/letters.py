"""The evidence of the letters of a value: how sure the reader of a scan is, and words that no dictionary knows."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from iku.extract.model import Page, Word
from iku.normalize.trust.numbers import Features, logit, share
from iku.normalize.trust.trace import Trace
from iku.normalize.wording import Vocabulary

DAMAGE = ("LAPISAN_TEKS_RUSAK", "TEKS_BERBEDA", "TEKS_TERSEMBUNYI")
"""Notes of a page whose text layer is doubtful."""
LONGEST = 16
"""Letters of the longest ordinary word: a longer one is often two that stand too near."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_MIXED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[a-z][A-Z]")
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
        "teks.huruf": float(bool(re.search(r"[\ufffd\u25a1]|\(cid:", text))),
        "teks.rapat": float(max(map(len, named), default=0) > LONGEST),
        "teks.campur": float(len(_MIXED.findall(text))),
        "teks.tanda": float(len(_ODD.findall(text))),
    }


def _said(text: str, trace: Trace) -> list[Word]:
    """The words that say the value: no bullets and marks, and no label or number before it."""
    words = [w for line in trace.lines for w in line.words if any(c.isalnum() for c in w.text)]
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    begin = next((i for i, w in enumerate(words) if w.text == first), 0)
    return words[begin:]
