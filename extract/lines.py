"""Words to printed lines, in reading order. Used for cells, for titles and for the running text of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from iku.extract.model import Box, Line, Word, hull

RECENT = 3
"""A word belongs to the last line or to one of so many before it, or begins one."""
_BARE = re.compile(r"\(?\d{1,2}[.)]?")


@dataclass(slots=True)
class _Row:
    """A line in the making: its words, the sums of their ``tops`` and ``bottoms``, and the means of both."""

    words: list[Word] = field(default_factory=list)
    tops: float = 0.0
    bottoms: float = 0.0
    top: float = 0.0
    bottom: float = 0.0

    def add(self, word: Word) -> None:
        self.words.append(word)
        self.tops += word.box.top
        self.bottoms += word.box.bottom
        count = len(self.words)
        self.top, self.bottom = self.tops / count, self.bottoms / count


def to_lines(words: Iterable[Word], page: int) -> list[Line]:
    """Group *words* into lines by their vertical overlap, top to bottom, words left to right.

    A word joins the line whose vertical extent it shares by at least half of the smaller of the two heights; so a
    superscript stays on its line and two close lines of small print stay apart. Writing that runs up or down the page
    makes lines of its own, after the others.
    """
    words = list(words)
    turned = [w for w in words if w.turn]
    if turned:
        upright = to_lines([w for w in words if not w.turn], page)
        return [*upright, *(line for turn in (90, 180, 270) for line in _turned_lines(turned, turn, page))]
    rows: list[_Row] = []
    recent: list[_Row] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        row = _row_of(word.box, recent)
        if row is None:
            rows.append(row := _Row())
            recent = [row, *recent[:RECENT]]
        row.add(word)
    lines = [
        Line(words=tuple(sorted(row.words, key=lambda w: w.box.x0)), box=hull([w.box for w in row.words]), page=page)
        for row in rows
    ]
    return _number_first(sorted(lines, key=lambda line: (line.box.cy, line.box.x0)))


def _turned_lines(words: Iterable[Word], turn: int, page: int) -> list[Line]:
    """The lines of writing that a clockwise *turn* in degrees makes upright, each with its words as they stand."""
    upright: dict[int, Word] = {}
    kept: list[Word] = []
    for word in words:
        if word.turn == turn:
            b = word.box
            box = {90: Box(-b.bottom, b.x0, -b.top, b.x1), 270: Box(b.top, -b.x1, b.bottom, -b.x0)}.get(
                turn, Box(-b.x1, -b.bottom, -b.x0, -b.top)
            )
            kept.append(replace(word, box=box, turn=0))
            upright[id(kept[-1])] = word
    lines = [tuple(upright[id(w)] for w in line.words) for line in to_lines(kept, page)]
    return [Line(own, hull([w.box for w in own]), page) for own in lines]


def _number_first(lines: list[Line]) -> list[Line]:
    """A bare number that stands left of all other words, level with the middle of several lines, numbers them all."""
    lefts = [*sorted(w.box.x0 for line in lines for w in line.words)[:2], 0.0, 0.0]
    hung = [
        i
        for i, line in enumerate(lines)
        if _BARE.fullmatch((own := line.words[0]).text)
        and own.box.x1 < (lefts[1] if own.box.x0 == lefts[0] else lefts[0])
    ]
    if len(hung) != 1 or hung[0] == 0:
        return lines
    number, *beside = lines[hung[0]].words
    rest = [Line(tuple(beside), hull([w.box for w in beside]), lines[0].page)] if beside else []
    alone = Line((number,), number.box, lines[0].page)
    return [alone, *lines[: hung[0]], *rest, *lines[hung[0] + 1 :]]


def _row_of(box: Box, recent: list[_Row]) -> _Row | None:
    low, high = box.top, box.bottom
    height = high - low
    for row in recent:
        top, bottom = row.top, row.bottom
        shared = (high if high < bottom else bottom) - (low if low > top else top)
        if shared >= 0.5 * (height if height < bottom - top else bottom - top):
            return row
    return None
