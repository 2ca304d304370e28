"""Sub- and superscripts, and signs that span lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from iku.extract.model import Box, Division, Word

SMALLER = 0.85
"""A script is set no larger than this share of the letters before it."""
TOUCHES = 0.2
"""A script stands at most this far (share of the letters' size) behind what it hangs on."""
SHIFTED = 0.07
"""The middle of a script is higher or lower than that of the letters by at least this share of their size."""
LONGEST = 8
TALL = 1.5
STRETCHED = 1.2
"""A bracket this many times as high as the letters beside it belongs to more than they do."""
_SIGN = re.compile(r"[()\[\]{}|∑Σ∏√∫]")


def glue_scripts(words: Sequence[Word]) -> list[Word]:
    """The words of a line, scripts joined to what they hang on: ``X (n)`` with a lowered ``(n)`` is ``X(n)``."""
    out: list[Word] = []
    tail: Word | None = None  # the last piece that was joined to the last word
    for word in words:
        if out and tail is not None and _hangs(tail, word):
            before = out[-1]
            out[-1] = replace(
                before, text=before.text + word.text, box=before.box.union(word.box),
                confidence=min(before.confidence, word.confidence), size=max(before.size, word.size),
            )  # fmt: skip
        else:
            out.append(word)
        tail = word
    return out


def _hangs(before: Word, word: Word) -> bool:
    """Is one of two neighbours a script of the other?"""
    large, small = (before, word) if before.size >= word.size else (word, before)
    if small.size > SMALLER * large.size or len(small.text) > LONGEST or small.source == "ocr":
        return False
    if not -large.size < word.box.x0 - before.box.x1 < TOUCHES * large.size or isinstance(before, Division):
        return False
    return abs(small.box.cy - large.box.cy) > SHIFTED * large.size or before is small


def shrink(word: Word) -> Word:
    """A bracket or Σ that was stretched over several lines, as high as the line in its middle."""
    if _SIGN.fullmatch(word.text) is None or word.box.height < TALL * 6:
        return word
    height = min(word.box.height, 10.0)
    box = Box(word.box.x0, word.box.cy - height / 2, word.box.x1, word.box.cy + height / 2)
    return Word(word.text, box, word.confidence, word.source, word.size, word.bold)


def stretched_apart(words: list[Word]) -> list[Word]:
    """The words with a large bracket that touches smaller letters (``(Jumlah``) as a word of its own: it belongs to the
    line of the bar, they to the numerator."""
    out: list[Word] = []
    for word in words:
        height = _height_beside(word, words)
        front, back = word.text[:1] in "([{", word.text[-1:] in ")]}"
        if height is None or not (front or back) or len(word.text) < 3:
            out.append(word)
            continue
        step = word.box.width / len(word.text)
        x0, x1 = word.box.x0 + (step if front else 0), word.box.x1 - (step if back else 0)
        top = height[0]
        inner = Box(x0, top, x1, top + height[1])
        text = word.text[front : len(word.text) - back]
        if front:
            out.append(replace(word, text=word.text[0], box=Box(word.box.x0, word.box.top, x0, word.box.bottom)))
        out.append(replace(word, text=text, box=inner, size=height[1]))
        if back:
            out.append(replace(word, text=word.text[-1], box=Box(x1, word.box.top, word.box.x1, word.box.bottom)))
    return out


def _height_beside(word: Word, words: list[Word]) -> tuple[float, float] | None:
    """Top and height of the nearest smaller word on the row of *word*, None where none is much smaller."""
    near = [
        w
        for w in words
        if w is not word
        and w.box.height * STRETCHED < word.box.height
        and w.box.top > word.box.top - 2
        and w.box.bottom < word.box.bottom + 2
        and -1 < max(w.box.x0 - word.box.x1, word.box.x0 - w.box.x1) < word.box.height
    ]
    first = min(near, key=lambda w: w.box.top, default=None)
    return (first.box.top, first.box.height) if first is not None else None
