"""What a region of a page shows: its lines of words, its rules and fills, and the white strips between its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
import numpy.typing as npt

from iku.extract.lines import to_lines
from iku.extract.model import Box, Fill, Line, Page, Ruling, Word
from iku.extract.rules import covered, tidy
from iku.extract.structure.tagged import Told, tagged_table, told_of

STEP = 0.5
"""Width of a raster column of the coverage profile, points."""
SPACE = 0.62
"""Words of a line nearer than this many letter heights belong to one phrase."""
FRAME = 0.75
"""Two uprights over more than this share of the page's height, alone, are a frame."""
RUNNING_HEAD, LINE_STEP = 1, 4.0
"""A running head is one line; the middles of two lines are this far apart at least (points)."""
WIDE_LINE = 0.4
"""A line of one phrase over more than this share of the region's width tells nothing of columns."""
NUMBERS_WITHIN = 12
"""A row of column numbers stands among this many first lines."""
_COUNT = re.compile(r"[(\[]?(\d{1,2})[)\].]?(?:=.*)?")
Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Region:
    """A part of a page that may be one table. ``em`` is the median letter height in points; ``heading`` the number of
    lines from the top that may be its header; ``before`` the column boundaries of the table that it may go on with;
    ``phrases`` the words of each line in runs; ``apart`` the lines that show columns; ``numbers`` a row of column
    numbers; ``told`` is what the file's tags say of it."""

    page: int
    box: Box
    words: list[Word]
    lines: list[Line]
    flat: list[Ruling]
    upright: list[Ruling]
    fills: list[Fill]
    em: float
    heading: int = 0
    before: tuple[float, ...] = ()
    ruled: bool = False
    phrases: list[list[list[Word]]] = field(default_factory=list)
    apart: list[int] = field(default_factory=list)
    numbers: list[Word] = field(default_factory=list)
    told: Told | None = None

    @property
    def header_lines(self) -> list[Line]:
        return self.lines[: self.heading]

    @property
    def header_words(self) -> list[Word]:
        """The words of the header, a row of column numbers left out."""
        numbers = {id(w) for w in self.numbers}
        return [w for line in self.header_lines for w in line.words if id(w) not in numbers]

    @property
    def head_foot(self) -> float:
        """The foot of the header lines, points."""
        return max((ln.box.bottom for ln in self.header_lines), default=self.box.top)


def rules_of(page: Page) -> tuple[list[Ruling], list[Ruling]]:
    """The horizontal and the upright rules of *page*, those of a frame around its text left out: the only two uprights
    that are nearly as high as the page, left and right of all others, with no more than a running head over them: a
    table that fills its page has its title there."""
    rules = tidy([*page.rulings, *page.faint])
    flat = [r for r in rules if r.horizontal]
    upright = sorted((r for r in rules if not r.horizontal), key=lambda r: r.at)
    tall = [r for r in upright if r.length > FRAME * page.height]
    if len(tall) == 2 and tall[0] is upright[0] and tall[1] is upright[-1] and not _titled(page, tall[0]):
        left, right = tall
        upright = upright[1:-1]
        flat = [r for r in flat if not (abs(r.start - left.at) < 4 and abs(r.end - right.at) < 4
                                        and min(abs(r.at - left.start), abs(r.at - left.end)) < 4)]  # fmt: skip
    return flat, upright


def _titled(page: Page, side: Ruling) -> bool:
    """More lines than a running head stand over an upright rule."""
    over = sorted(w.box.cy for w in page.words if w.box.bottom < side.start and not w.turn)
    steps = (b - a > LINE_STEP for a, b in zip(over, over[1:], strict=False))
    return bool(over) and sum(steps) >= RUNNING_HEAD


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """The printed lines of *words* from top to bottom by their middles: writing that runs up the page, and numbers that
    hang beside several lines, stand among the others."""
    return sorted(to_lines(words, page), key=lambda ln: ln.box.cy)


def make_region(page: Page, box: Box, *, heading: int = 0, before: Sequence[float] = ()) -> Region:
    """The words, rules and fills of *page* inside *box* (by their middle), as one region."""
    words = [w for w in page.words if box.holds(w.box.cx, w.box.cy, 0.5)]
    page_flat, page_upright = rules_of(page)
    near = Box(box.x0 - 4, box.top - 4, box.x1 + 4, box.bottom + 4)
    flat = [r for r in page_flat if near.top <= r.at <= near.bottom and r.end > box.x0 and r.start < box.x1]
    upright = [r for r in page_upright if near.x0 <= r.at <= near.x1 and r.end > box.top and r.start < box.bottom]
    fills = [f for f in page.fills if f.box.overlap(near) > 0.5 * f.box.area and f.box.height >= 6 and f.box.width >= 6]
    em = median([w.box.height for w in words]) if words else 10.0
    lines = lines_of(words, page.number)
    region = Region(page.number, box, words, lines, flat, upright, fills, em, heading, tuple(before))
    region.phrases = [phrases_of(line, em) for line in lines]
    region.apart = _apart(region)
    region.numbers = column_numbers(lines[:NUMBERS_WITHIN])
    cells = tagged_table(page, words) if page.tagged else []
    region.told = told_of(cells, words, upright, box) if cells else None
    return region


def _apart(region: Region) -> list[int]:
    """The lines that show columns: all but those of one long phrase, where enough lines have several phrases."""
    several = [i for i, runs in enumerate(region.phrases) if len(runs) > 1]
    if len(several) < 3:
        return list(range(len(region.lines)))
    wide = WIDE_LINE * region.box.width
    return [i for i, runs in enumerate(region.phrases) if len(runs) > 1 or region.lines[i].box.width < wide]


def column_numbers(lines: Sequence[Line]) -> list[Word]:
    """The words of the first line that counts its columns: ``1 2 3 4``, ``(1) (2) (3)``; gaps and jumps forgiven."""
    for line in lines:
        found = [_COUNT.fullmatch(w.text) for w in line.words]
        if len(found) < 3 or not all(found):
            continue
        values = [int(m[1]) for m in found if m]
        if all(0 < b - a <= 3 for a, b in zip(values, values[1:], strict=False)) and values[0] <= 2:
            return list(line.words)
    return []


def phrases_of(line: Line, em: float) -> list[list[Word]]:
    """The words of a line in runs that ordinary spaces part."""
    runs: list[list[Word]] = []
    for word in line.words:
        if runs and word.box.x0 - runs[-1][-1].box.x1 < SPACE * em:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def profile(spans: Sequence[tuple[float, float]], left: float, right: float) -> Floats:
    """How many of *spans* cover each raster column between *left* and *right*."""
    size = max(2, int((right - left) / STEP) + 2)
    steps = np.zeros(size + 1)
    for start, end in spans:
        a = min(size - 1, max(0, int(round((start - left) / STEP))))
        b = min(size, max(a, int(round((end - left) / STEP))))
        steps[a] += 1
        steps[b] -= 1
    return np.cumsum(steps)[:size]


def rule_share(at: float, rules: Sequence[Ruling], start: float, end: float, slack: float = 2.5) -> float:
    """Share of start..end that lies under rules at position *at*."""
    return covered(start, end, [(r.start, r.end) for r in rules if abs(r.at - at) <= slack])


def fill_share(
    at: float, fills: Sequence[Fill], start: float, end: float, *, upright: bool, slack: float = 2.0
) -> float:
    """Share of start..end along which the edge of a fill stands at *at*: left or right edges when *upright*."""
    pieces = []
    for f in fills:
        low, high = (f.box.x0, f.box.x1) if upright else (f.box.top, f.box.bottom)
        if abs(low - at) <= slack or abs(high - at) <= slack:
            pieces.append((f.box.top, f.box.bottom) if upright else (f.box.x0, f.box.x1))
    return covered(start, end, pieces)
