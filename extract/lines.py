"""Words to printed lines, in reading order. Used for cells, for titles and for the running text of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.model import Line, Word, hull

_BARE = re.compile(r"\(?\d{1,2}[.)]?")


def to_lines(words: Iterable[Word], page: int) -> list[Line]:
    """Group *words* into lines by their vertical overlap, top to bottom, words left to right.

    A word joins the line whose vertical extent it shares by at least half of the smaller of the two heights; so a
    superscript stays on its line and two close lines of small print stay apart.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.cy, w.box.x0)):
        row = _row_of(word, rows)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = [
        Line(words=tuple(sorted(row, key=lambda w: w.box.x0)), box=hull([w.box for w in row]), page=page)
        for row in rows
    ]
    return _number_first(sorted(lines, key=lambda line: (line.box.cy, line.box.x0)))


def _number_first(lines: list[Line]) -> list[Line]:
    """A bare number that stands left of all other words, level with the middle of several lines, numbers them all."""
    words = [w for line in lines for w in line.words]
    hung = [
        i
        for i, line in enumerate(lines)
        if _BARE.fullmatch((own := line.words[0]).text)
        and own.box.x1 < min((w.box.x0 for w in words if w is not own), default=0)
    ]
    if len(hung) != 1 or hung[0] == 0:
        return lines
    number, *beside = lines[hung[0]].words
    rest = [Line(tuple(beside), hull([w.box for w in beside]), lines[0].page)] if beside else []
    alone = Line((number,), number.box, lines[0].page)
    return [alone, *lines[: hung[0]], *rest, *lines[hung[0] + 1 :]]


def _row_of(word: Word, rows: list[list[Word]]) -> list[Word] | None:
    for row in reversed(rows[-4:]):
        top = sum(w.box.top for w in row) / len(row)
        bottom = sum(w.box.bottom for w in row) / len(row)
        shared = min(word.box.bottom, bottom) - max(word.box.top, top)
        if shared >= 0.5 * min(word.box.height, bottom - top):
            return row
    return None
