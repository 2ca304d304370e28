"""Where a table of any kind may stand on a page, told by its text: lines of several short phrases under one another.

Nothing here knows what the table is about. Documents about indicators are found by the headers that they name
(:mod:`iku.extract.structure.region`); this serves tables that name none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from iku.extract.lines import to_lines
from iku.extract.model import Box, Line, Page, Ruling, Word
from iku.extract.structure.evidence import Region, make_region, phrases_of, rules_of

SHORT = 4
"""Words of a usual phrase of a table; running text set in columns has longer ones."""
NEAR = 2.2
"""Lines of one table stand at most this many letter heights apart (baseline groups of a statistical table)."""
BETWEEN, BETWEEN_FIGURES = 2, 4
"""So many lines of one phrase (labels, second lines of a cell) may stand between two lines that show columns; between
lines of figures more of them, none over more than ``NARROW`` of their width."""
NARROW = 0.5
HEAD = 8.0
"""A rule this many letter heights over the first line of columns may be the roof of the header."""
SHORT_RULE = 0.85
"""A rule over less than this share of the table's width groups columns."""
OVERHANG = 10.0
"""Rules run on beyond the text by up to this, points."""
LEAST_LINES = 3
"""A table shows its columns on at least this many lines."""
LEAST_COLUMNS = 3
"""Without any rule two columns may be a list, a table of contents, a letterhead."""


@dataclass(slots=True)
class _Printed:
    """A line and its phrases."""

    line: Line
    runs: list[list[Word]]

    @property
    def columns(self) -> bool:
        """Whether it shows columns: several phrases, most of them short."""
        return len(self.runs) > 1 and median(map(len, self.runs)) <= SHORT

    @property
    def figures(self) -> bool:
        """Whether most of its phrases have digits."""
        return sum(any(ch.isdigit() for w in run for ch in w.text) for run in self.runs) > len(self.runs) / 2


def find_blocks(page: Page) -> list[Region]:
    """Regions of *page* whose lines show columns, top to bottom."""
    lines = to_lines([w for w in page.words if not w.turn], page.number)
    if not lines:
        return []
    em = median(w.box.height for w in page.words)
    flat, upright = rules_of(page)
    printed = [_Printed(ln, phrases_of(ln, max(em * 0.6, min(em, ln.box.height)))) for ln in lines]
    regions = []
    for first, last in _runs(printed, em):
        first = _roofed(printed, first, last, flat, em)
        region = _region(page, printed[first : last + 1], flat, upright)
        if region is not None:
            regions.append(region)
    return regions


def _runs(printed: Sequence[_Printed], em: float) -> list[tuple[int, int]]:
    """First and last line of every run of lines that show columns, lines of one phrase between them included."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(printed):
        if not printed[i].columns:
            i += 1
            continue
        last, at = i, i
        while at + 1 < len(printed) and _follows(printed, at, em) and at - last <= _most_between(printed, last, at):
            at += 1
            if printed[at].columns:
                last = at
        if sum(p.columns for p in printed[i : last + 1]) >= LEAST_LINES:
            found.append((i, last))
        i = last + 1
    return found


def _most_between(printed: Sequence[_Printed], last: int, at: int) -> int:
    narrow = NARROW * printed[last].line.box.width
    labels = printed[last].figures and all(p.line.box.width < narrow for p in printed[last + 1 : at + 1])
    return BETWEEN_FIGURES if labels else BETWEEN


def _follows(printed: Sequence[_Printed], i: int, em: float) -> bool:
    upper, lower = printed[i].line.box, printed[i + 1].line.box
    return lower.top - upper.bottom <= NEAR * em


def _roofed(printed: Sequence[_Printed], first: int, last: int, flat: Sequence[Ruling], em: float) -> int:
    """The first line under a rule that runs over the whole width a little above, and over short rules under the texts
    that group columns: header lines of one phrase."""
    x0, x1 = _sides(printed[first : last + 1])
    while first > 0 and _grouping(printed[first - 1].line.box, printed[first].line.box, x0, x1, flat):
        first -= 1
    top = printed[first].line.box.top
    roofs = [
        r.at for r in flat
        if top - HEAD * em < r.at < top and min(r.end, x1) - max(r.start, x0) > 0.8 * (x1 - x0)
    ]  # fmt: skip
    if not roofs:
        return first
    roof = min(roofs)
    while first > 0 and printed[first - 1].line.box.cy > roof:
        first -= 1
    return first


def _grouping(upper: Box, lower: Box, x0: float, x1: float, flat: Sequence[Ruling]) -> bool:
    """Whether a rule shorter than the table parts its first line from the one above."""
    return any(
        upper.bottom - 2 <= r.at <= lower.top + 2 and x0 - OVERHANG <= r.start and r.end <= x1 + OVERHANG
        and r.length < SHORT_RULE * (x1 - x0) and r.start < upper.x1 and r.end > upper.x0
        for r in flat
    )  # fmt: skip


def _sides(printed: Sequence[_Printed]) -> tuple[float, float]:
    own = [p.line.box for p in printed if p.columns]
    return min(b.x0 for b in own), max(b.x1 for b in own)


def _region(
    page: Page, printed: Sequence[_Printed], flat: Sequence[Ruling], upright: Sequence[Ruling]
) -> Region | None:
    top, bottom = printed[0].line.box.top - 1.5, printed[-1].line.box.bottom + 1.5
    x0, x1 = _sides(printed)
    inside = [r for r in flat if top - 4 <= r.at <= bottom + 4 and r.end > x0 and r.start < x1]
    x0 = min([x0 - 2, *(p.line.box.x0 - 2 for p in printed), *(r.start for r in inside if r.start > x0 - 40)])
    x1 = max([x1 + 2, *(p.line.box.x1 + 2 for p in printed), *(r.end for r in inside if r.end < x1 + 40)])
    box = Box(x0, top, x1, bottom)
    region = make_region(page, box)
    region.ruled = bool(inside or any(r.start < bottom and r.end > top and x0 < r.at < x1 for r in upright))
    return region if len(region.lines) >= LEAST_LINES else None
