"""The whites within a value and between it and its neighbours in the column, and whether its lines read on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from iku.extract.model import Line
from iku.extract.table_model import Cell
from iku.normalize.trust.numbers import Features

HANGING = re.compile(r"(?:\b(?:dan|atau|yang|di|ke|dari|dengan|untuk|pada|dalam|oleh|serta|terhadap)|[,(/&+=:-])\s*$")
"""A text that ends so goes on elsewhere."""
SPACE = 0.25
"""Of a space, letter heights."""
FAR = 5.0
"""Whites beyond so many letter heights say no more."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of one value of a column, with its text as read."""

    lines: Sequence[Line]
    text: str


def whites(own: Stretch, before: Stretch | None, after: Stretch | None, cells: Sequence[Cell]) -> Features:
    """Evidence that *own* is a whole text and no more than one; *before* and *after* stand in the column next to it."""
    lines = own.lines
    em = max(1.0, sum(line.box.height for line in lines) / len(lines))
    right = max((c.box.x1 for c in cells), default=max(line.box.x1 for line in lines))
    steps = [_step(a, b) / em for a, b in _pairs(lines)]
    breaks = [_fits(a, b, right, em) and _opens(b) and not HANGING.search(a.text) for a, b in _pairs(lines)]
    above = _step(before.lines[-1], lines[0]) / em if before and before.lines[-1].page == lines[0].page else FAR
    below = _step(lines[-1], after.lines[0]) / em if after and after.lines[0].page == lines[-1].page else FAR
    out = {
        "susunan.jarak.dalam": min(FAR, max(steps, default=0.0)),
        "susunan.jarak.tak_rata": min(FAR, max(steps) - min(steps)) if steps else 0.0,
        "susunan.jarak.atas": max(-1.0, min(FAR, above)),
        "susunan.jarak.bawah": max(-1.0, min(FAR, below)),
        "susunan.patah": float(sum(breaks)),
        "susunan.celah": min(FAR, max((_gap(line) / em for line in lines), default=0.0)),
        "susunan.lewat": float(any(_over(line, cells) for line in lines)),
        "susunan.geser": min(FAR, (max(ln.box.x0 for ln in lines) - min(ln.box.x0 for ln in lines)) / em),
    }
    out["susunan.sambung.atas"] = _reads_on(before, own, right, em) if before else 0.0
    out["susunan.sambung.bawah"] = _reads_on(own, after, right, em) if after else 0.0
    return out


def _pairs(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Neighbouring lines of one page that stand under each other."""
    pairs = zip(lines, lines[1:], strict=False)
    return [(a, b) for a, b in pairs if a.page == b.page and b.box.top > a.box.cy]


def _step(above: Line, below: Line) -> float:
    return below.box.top - above.box.bottom


def _fits(above: Line, below: Line, right: float, em: float) -> bool:
    """The first word of the lower line had room at the end of the upper one: they are no one paragraph."""
    return bool(below.words) and above.box.x1 + SPACE * em + below.words[0].box.width < right - SPACE * em


def _opens(line: Line) -> bool:
    return line.text[:1].isupper()


def _gap(line: Line) -> float:
    """The widest white between two words of a line."""
    words = line.words
    return max((b.box.x0 - a.box.x1 for a, b in zip(words, words[1:], strict=False)), default=0.0)


def _over(line: Line, cells: Sequence[Cell]) -> bool:
    """A word of *line* reaches over a side of its cell."""
    own = next((c for c in cells if c.page == line.page and c.box.holds(line.box.cx, line.box.cy, 2.0)), None)
    return own is not None and (line.box.x0 < own.box.x0 - 1.0 or line.box.x1 > own.box.x1 + 1.0)


def _reads_on(above: Stretch, below: Stretch, right: float, em: float) -> float:
    """How much two neighbours read like one text that was cut: the upper hangs, the lower begins small, and its first
    word had no room above."""
    score = float(bool(HANGING.search(above.text))) + float(below.text[:1].islower())
    close = above.lines[-1].page == below.lines[0].page
    tight = close and not _fits(above.lines[-1], below.lines[0], right, em)
    return score + (0.5 if tight and above.text.rstrip()[-1:] not in ".;:" else 0.0)
