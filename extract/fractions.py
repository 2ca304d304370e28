"""Stacked fractions in a cell: numerator over a bar over denominator becomes ``numerator / denominator x 100%``.

The bar is a short rule inside the cell, the underline of the numerator, or a row of typed dashes. An underline alone
proves nothing: without a multiplier in the cell it is an emphasis and stays out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Box, Cell, Line, Ruling, Word, hull
from extract.rules import tidy

INSIDE = 1.5
"""A bar keeps at least this distance (points) from the sides of its cell; a rule that does not is a wall."""
HUGS = 3.2
"""An underline stands at most this far (points) under the feet of its words."""
_DASHES = re.compile(r"[-–—_]{4,}")
_TIMES = re.compile(r"[x×X✕*]?\s*(?:100(?:[.,]000)?|1[.,]000)\s*%?|[x×X✕*]|%")
_MULTIPLIER = re.compile(r"[x×X✕*]\s*(?:100|1[.,]?000)|100\s*%|×")


@dataclass(frozen=True, slots=True)
class Bar:
    """A fraction bar: y, left, right; ``dashes`` is the typed word where it is one, ``hugging`` an underline."""

    y: float
    x0: float
    x1: float
    hugging: bool
    dashes: Word | None = None


def linearise(cell: Cell, rulings: Sequence[Ruling]) -> bool:
    """Rewrite the lines of *cell* where they stack a fraction. True when that was so."""
    if len(cell.lines) < 2:
        return False
    bars = _bars(cell, rulings)
    if not bars:
        return False
    for bar in reversed(bars):
        if bar.hugging and not _MULTIPLIER.search(cell.text):
            continue
        parts = _parts(cell, bar, bars)
        if parts is not None:
            cell.lines = parts
            return True
    return False


def _bars(cell: Cell, rulings: Sequence[Ruling]) -> list[Bar]:
    bars = []
    for r in tidy([r for r in rulings if r.horizontal and cell.box.top < r.at < cell.box.bottom]):
        if r.start < cell.box.x0 + INSIDE or r.end > cell.box.x1 - INSIDE:
            continue
        above = [w for w in cell.words if r.start - 2 <= w.box.cx <= r.end + 2 and w.box.cy < r.at]
        if not above:
            continue
        feet = max(w.box.bottom for w in above)
        reach = hull([w.box for w in above if w.box.bottom > feet - 4])
        snug = abs(reach.x0 - r.start) < 3 and abs(reach.x1 - r.end) < 3
        bars.append(Bar(r.at, r.start, r.end, snug and r.at - feet < HUGS))
    for word in cell.words:
        if _DASHES.fullmatch(word.text):
            bars.append(Bar(word.box.cy, word.box.x0, word.box.x1, False, word))
    return sorted(bars or _unseen_bars(cell), key=lambda b: b.y)


def _unseen_bars(cell: Cell) -> list[Bar]:
    """A bar that was drawn as a picture: a multiplier stands right of two short lines, level with the gap between."""
    bars = []
    words = cell.words
    for sign in (w for w in words if w.text in ("x", "X", "×")):
        height = sign.box.height
        left = [w for w in words if w.box.x1 < sign.box.x0 and abs(w.box.cy - sign.box.cy) < 1.6 * height]
        over = _nearest_line([w for w in left if sign.box.cy - w.box.cy > 0.25 * height], sign)
        under = _nearest_line([w for w in left if w.box.cy - sign.box.cy > 0.25 * height], sign)
        level = [w for w in left if abs(w.box.cy - sign.box.cy) <= 0.25 * height]
        if over and under and not level:
            y = (max(w.box.bottom for w in over) + min(w.box.top for w in under)) / 2
            reach = hull([w.box for w in (*over, *under)])
            bars.append(Bar(y, reach.x0, reach.x1, False))
    return bars


def _nearest_line(words: Sequence[Word], sign: Word) -> list[Word]:
    """Those of *words* that stand on the line nearest to *sign*."""
    step = min((abs(w.box.cy - sign.box.cy) for w in words), default=0.0)
    return [w for w in words if abs(w.box.cy - sign.box.cy) < step + 0.5 * sign.box.height]


def _parts(cell: Cell, bar: Bar, bars: Sequence[Bar]) -> list[Line] | None:
    """The lines of the cell with the fraction at *bar* on one line, None when there is nothing over or under it."""
    times = [w for w in cell.words if _TIMES.fullmatch(w.text) and _beside(w, bar, cell)]
    plain = [[w for w in line.words if w is not bar.dashes and not any(w is t for t in times)] for line in cell.lines]
    lines = [(ln, words) for ln, words in zip(cell.lines, plain, strict=True) if words]
    over = [(ln, ws) for ln, ws in lines if hull([w.box for w in ws]).cy < bar.y]
    under = [(ln, ws) for ln, ws in lines if hull([w.box for w in ws]).cy >= bar.y]
    floor = max([bar.y, *(w.box.bottom for w in times if w.box.cy > bar.y)])
    numerator = _contiguous(over[::-1], bar, bars, bar.y, up=True)[::-1]
    denominator = _contiguous(under, bar, bars, floor, up=False)
    top = [w for _, ws in numerator for w in ws]
    low = [w for _, ws in denominator for w in ws]
    if not (_has_letters(top) and _has_letters(low)):
        return None
    sign = Word("/", Box(bar.x0, bar.y - 1, bar.x1, bar.y + 1), min(w.confidence for w in (*top, *low)), top[0].source)
    words = (*top, sign, *low, *sorted(times, key=lambda w: (round(w.box.cy / 6), w.box.x0)))
    fraction = Line(words, hull([w.box for w in words]), cell.page)
    head = [_line(ws, ln) for ln, ws in over if all(ln is not n for n, _ in numerator)]
    tail = [_line(ws, ln) for ln, ws in under if all(ln is not n for n, _ in denominator)]
    return [*head, fraction, *tail]


def _contiguous(
    lines: Sequence[tuple[Line, list[Word]]], bar: Bar, bars: Sequence[Bar], edge: float, *, up: bool
) -> list[tuple[Line, list[Word]]]:
    """The lines next to the bar that belong to it: centred on it, close together, underlined where it underlines."""
    own: list[tuple[Line, list[Word]]] = []
    for line, words in lines:
        box = hull([w.box for w in words])
        step = edge - box.bottom if up else box.top - edge
        if step > 1.1 * box.height + 2 or not bar.x0 - 12 <= box.cx <= bar.x1 + 12:
            break
        if words[-1].text.endswith(":"):  # a label opens or closes what stands here
            break
        if bar.dashes is None and not bar.hugging and box.width > 1.2 * (bar.x1 - bar.x0) + 8:
            break
        if up and bar.hugging and not any(b.hugging and 0 <= b.y - box.bottom + 4 < HUGS + 4 for b in bars):
            break
        own.append((line, words))
        edge = box.top if up else box.bottom
    return own


def _beside(word: Word, bar: Bar, cell: Cell) -> bool:
    """A multiplier right of the bar, or on a line of its own between the two parts."""
    near = abs(word.box.cy - bar.y) < 2.2 * word.box.height
    return near and (word.box.x0 > bar.x0 or word.box.cy > bar.y)


def _has_letters(words: Sequence[Word]) -> bool:
    """A fraction of names; one of bare figures is a calculation that is left as printed."""
    return any(any(ch.isalpha() for ch in w.text) and not _TIMES.fullmatch(w.text) for w in words)


def _line(words: list[Word], line: Line) -> Line:
    return Line(tuple(words), hull([w.box for w in words]), line.page)
