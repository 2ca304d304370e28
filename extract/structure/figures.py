"""Tables of figures: every printed line is a row, every stack of figures a column.

Statistical tables often have hardly a rule and no white between their rows; what they do have is figures under figures.
Their header is what stands over the first of them, its groups told by width or by a short rule under their text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from iku.extract.model import Box, Line, Word, hull
from iku.extract.structure.evidence import STEP, Region, profile
from iku.extract.table_model import Cell, Grid

FIGURE = re.compile(r"[^\w\s]*\d[\d\W]*[a-z]{0,2}\W*|[-–—‒−…*†‡]+|\.{2,3}|n\.?a\.?|n/a|x|ref\.?", re.IGNORECASE)
"""A number with its signs and footnote mark, or what stands for one that is missing."""
_DIGIT = re.compile(r"\d")
_HEAD, _TAIL = re.compile(r"[^\w\s]*\d{1,3}"), re.compile(r"\d{3}\W*")
"""Parts of a number with spaces between its thousands."""
_LEADERS = re.compile(r"(?<![.…_])[.…_]{4,}$")
LEAST_LINES = 3
"""A table of figures has at least this many lines of them."""
CROSSED = 0.04
"""Share of the lines of figures that may run over the white between two columns."""
WHITE = 1.5
"""Least white between two columns, points: columns of long numbers nearly touch."""
SPARSE = 0.12
"""A stack with text on fewer than this share of the lines is a mark beside a column."""
DEEPEST = 10
"""Lines that a header may take."""
STACKED = 0.7
"""Lines of one header cell stand nearer than this many letter heights."""


@dataclass(slots=True)
class _Item:
    """A phrase, or a figure by itself."""

    words: list[Word]
    figure: bool

    @property
    def x0(self) -> float:
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        return self.words[-1].box.x1


@dataclass(slots=True)
class _Piece:
    """Text of one cell in the making: its columns and lines, first and last, both included."""

    cols: tuple[int, int]
    rows: tuple[int, int]
    words: list[Word] = field(default_factory=list)


def figure_grid(region: Region) -> Grid | None:
    """The grid of a table of figures with its words in; None where the region holds too few figures to be one."""
    items = [_items(runs) for runs in region.phrases]
    body = [i for i, own in enumerate(items) if len(own) > 1 and any(map(_number, own))]
    several = sum(len(own) > 1 for own in items)
    if len(body) < LEAST_LINES or len(body) < 0.6 * several:
        return None
    xs = _columns(region, [items[i] for i in body])
    if len(xs) < 3:
        return None
    head = _header_end(region, body[0])
    pieces = [p for i, runs in enumerate(region.phrases) for p in _pieces(region, i, runs, items[i], xs, i < head)]
    return _grid(region, xs, _stacked(region, pieces, head))


def _number(item: _Item) -> bool:
    return item.figure and bool(_DIGIT.search(item.words[0].text))


def _items(runs: Sequence[Sequence[Word]]) -> list[_Item]:
    """The phrases of a line; one of figures falls apart into each of them."""
    found: list[_Item] = []
    for run in (part for whole in runs for part in _after_leaders(whole)):
        if not all(FIGURE.fullmatch(w.text) for w in run):
            found.append(_Item(list(run), False))
            continue
        for word in run:
            last = found[-1].words[-1] if found and found[-1].figure else None
            if last in run and last and _HEAD.fullmatch(last.text) and _TAIL.fullmatch(word.text):
                found[-1].words.append(word)
            else:
                found.append(_Item([word], True))
    return found


def _after_leaders(run: Sequence[Word]) -> list[Sequence[Word]]:
    """A phrase in two where dots lead from a label to a figure."""
    at = next((i + 1 for i, w in enumerate(run) if _LEADERS.search(w.text)), len(run))
    return [part for part in (run[:at], run[at:]) if part]


def _columns(region: Region, lines: Sequence[Sequence[_Item]]) -> list[float]:
    """Boundaries in the whites between stacks, the outer ones included."""
    box = region.box
    cover = profile([(i.x0 + 0.1, i.x1 - 0.1) for own in lines for i in own], box.x0, box.x1)
    white = cover <= CROSSED * len(lines)
    change = np.flatnonzero(np.diff(white.astype(int))) + 1
    starts = [0, *change.tolist()]
    ends = [*change.tolist(), len(white)]
    gaps = [(a, b) for a, b in zip(starts, ends, strict=True) if white[a] and a > 0 and b < len(white)]
    marks = [box.x0 + (a + b) / 2 * STEP for a, b in gaps if (b - a) * STEP >= WHITE]
    xs = [box.x0, *marks, box.x1]
    held = [sum(any(a <= (i.x0 + i.x1) / 2 < b for i in own) for own in lines)
            for a, b in zip(xs, xs[1:], strict=False)]  # fmt: skip
    kept = [box.x0]
    for k, x in enumerate(xs[1:-1]):
        if held[k] >= max(2, SPARSE * len(lines)) and max(held[k + 1 :]) >= max(2, SPARSE * len(lines)):
            kept.append(x)
    return [*kept, box.x1]


def _header_end(region: Region, first: int) -> int:
    """The line after the header: that under the first rule over the whole width, else the first line of figures."""
    lines, width = region.lines, region.box.width
    rules = [r.at for r in region.flat if r.length > 0.8 * width and r.at > lines[0].box.cy]
    for at in rules[:1]:
        above = sum(ln.box.cy < at for ln in lines)
        if above <= min(DEEPEST, len(lines) // 2):
            return above
    return first


def _pieces(
    region: Region, i: int, runs: Sequence[Sequence[Word]], items: Sequence[_Item], xs: Sequence[float], head: bool
) -> list[_Piece]:
    """The texts of a line by columns."""
    if not head:
        return _joined([_Piece((c, c), (i, i), item.words) for item in items for c in (_column(item, xs),)])
    found: list[_Piece] = []
    for run in runs:
        item = _Item(list(run), False)
        first, last = _reach(region, item, xs)
        own = [[w for w in run if xs[c] <= w.box.cx < xs[c + 1]] for c in range(first, last + 1)]
        if last > first and all(own) and not _underlined(region, item, xs):
            found += [_Piece((first + k, first + k), (i, i), words) for k, words in enumerate(own)]
        else:
            found.append(_Piece((first, last), (i, i), list(run)))
    return _joined(found)


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Pieces of one column as one."""
    found: list[_Piece] = []
    for piece in pieces:
        if found and found[-1].cols[1] >= piece.cols[0]:
            found[-1].words += piece.words
            found[-1].cols = (found[-1].cols[0], max(found[-1].cols[1], piece.cols[1]))
        else:
            found.append(_Piece(piece.cols, piece.rows, list(piece.words)))
    return found


def _column(item: _Item, xs: Sequence[float]) -> int:
    """The column that holds a figure, or that a text begins in."""
    x = (item.x0 + item.x1) / 2 if item.figure else item.x0 + 1
    shares = [min(item.x1, b) - max(item.x0, a) for a, b in zip(xs, xs[1:], strict=False)]
    if not item.figure and max(shares) > 0.7 * (item.x1 - item.x0):
        return shares.index(max(shares))
    return next((c for c in range(len(xs) - 2) if x < xs[c + 1]), len(xs) - 2)


def _underlined(region: Region, item: _Item, xs: Sequence[float]) -> tuple[float, float] | None:
    """The rule under a header text that groups columns: longer than the text, shorter than the table."""
    foot = max(w.box.bottom for w in item.words)
    for r in region.flat:
        under = foot - 2 <= r.at <= foot + region.em and r.start <= item.x0 + 2 and r.end >= item.x1 - 2
        if under and r.length < 0.85 * (xs[-1] - xs[0]):
            return r.start, r.end
    return None


def _reach(region: Region, item: _Item, xs: Sequence[float]) -> tuple[int, int]:
    """First and last column that a header text stands over."""
    left, right = _underlined(region, item, xs) or (item.x0, item.x1)
    over = [
        c for c in range(len(xs) - 1)
        if min(right, xs[c + 1]) - max(left, xs[c]) > 0.4 * min(xs[c + 1] - xs[c], right - left)
    ]  # fmt: skip
    if not over:
        c = _column(item, xs)
        return c, c
    return over[0], over[-1]


def _stacked(region: Region, pieces: Sequence[_Piece], head: int) -> list[_Piece]:
    """Pieces under one another put together: lines of one header cell, and lines that go on with a label."""
    found: list[_Piece] = []
    alone = {i for i in range(len(region.lines)) if sum(p.rows[0] == i for p in pieces) == 1}
    for piece in pieces:
        i = piece.rows[0]
        above = next((p for p in reversed(found) if p.cols == piece.cols and p.rows[1] == i - 1), None)
        goes_on = i >= head and i in alone and piece.words[0].text[:1].islower()
        if above is not None and (goes_on or _one_head(region, above, piece, head)):
            above.rows = (above.rows[0], i)
            above.words += piece.words
        else:
            found.append(piece)
    return found


def _one_head(region: Region, above: _Piece, piece: _Piece, head: int) -> bool:
    if piece.rows[0] >= head:
        return False
    foot, top = max(w.box.bottom for w in above.words), min(w.box.top for w in piece.words)
    x0, x1 = piece.words[0].box.x0, piece.words[-1].box.x1
    ruled = any(foot - 2 < r.at < top + 2 and r.start < x1 and r.end > x0 for r in region.flat)
    return not ruled and top - foot < STACKED * region.em


def _grid(region: Region, xs: Sequence[float], pieces: Sequence[_Piece]) -> Grid:
    lines = region.lines
    middles = [(a.box.bottom + b.box.top) / 2 for a, b in zip(lines, lines[1:], strict=False)]
    ys = [region.box.top]
    for y in [*middles, region.box.bottom]:
        ys.append(max(y, ys[-1] + 0.1))
    cells, taken = [], set()
    for p in pieces:
        (r, last), (c, end) = p.rows, p.cols
        box = Box(xs[c], ys[r], xs[end + 1], ys[last + 1])
        cell = Cell(r, c, last - r + 1, end - c + 1, box, region.page)
        cell.lines = [Line(tuple(own), hull([w.box for w in own]), region.page) for k in range(r, last + 1)
                      for own in [[w for w in p.words if w in lines[k].words]] if own]  # fmt: skip
        cells.append(cell)
        taken |= {(a, b) for a in range(r, last + 1) for b in range(c, end + 1)}
    for r in range(len(lines)):
        for c in range(len(xs) - 1):
            if (r, c) not in taken:
                cells.append(Cell(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1]), region.page))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(region.page, Box(xs[0], ys[0], xs[-1], ys[-1]), list(xs), ys, cells, reader="figures")
