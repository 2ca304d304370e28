"""Captions and goals that stand over a table: its title, and what parts it from the table before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from iku.extract.cells import words_outside
from iku.extract.lines import to_lines
from iku.extract.model import Line, Page
from iku.extract.table_model import Grid, LogicalTable

TITLE_GAP = 60.0
"""A title stands at most this far (points) above its table, and so do its lines from each other."""
FOOT = 6
"""A caption left at the foot of a page is among its last lines."""
_CAPTION = re.compile(
    r"^\W*(tabel|lampiran|indikator kinerja|iku\b|form|perjanjian kinerja|target|capaian)", re.IGNORECASE
)
_GOAL = re.compile(r"^\W*(misi|tujuan|sasaran|program|kegiatan)\b[^:]{0,40}:\s*\S", re.IGNORECASE)
"""A line over a table that says whose rows these are, as a caption does."""
SAME_LINE = 90.0
"""Likeness (0..100) of two printings of one caption."""


def lines_above(page: Page, grid: Grid, grids: Sequence[Grid]) -> list[Line]:
    """The lines that stand close above a grid and under any other one: its title, top line first."""
    free = words_outside(page.words, [g.box for g in grids])
    roof = max((g.box.bottom for g in grids if g.box.bottom <= grid.box.top + 1 and g is not grid), default=0.0)
    lines = [ln for ln in to_lines(free, page.number) if roof - 2 <= ln.box.cy <= grid.box.top]
    title: list[Line] = []
    floor = grid.box.top
    for line in sorted(lines, key=lambda ln: -ln.box.cy):
        if floor - line.box.bottom > TITLE_GAP or len(title) == 8:
            break
        title.insert(0, line)
        floor = line.box.top
    return title


def caption_at_foot(page: Page, grids: Sequence[Grid]) -> list[Line]:
    """A caption that stayed behind at the foot of the page before, with what stands under it."""
    lines = to_lines(words_outside(page.words, [g.box for g in grids]), page.number)[-FOOT:]
    floor = max((g.box.bottom for g in grids), default=0.0)
    for i, line in enumerate(lines):
        if line.box.top >= floor and (_CAPTION.match(line.text) or _GOAL.match(line.text)):
            return lines[i:]
    return []


def goal_at_end(table: LogicalTable) -> list[Line]:
    """The goal in the last row of *table*, taken out of it: its rows stand in a table of their own on the next page."""
    own = [c for c in table.body[-1].own if not c.empty] if table.body else []
    if len(own) != 1 or not _GOAL.match(own[0].text):
        return []
    table.body.pop()
    return list(own[0].lines)


def new_heads(last: LogicalTable, above: Sequence[Line]) -> list[Line]:
    """The captions and goals over a grid that the table before does not bear: a title printed on every page, or one
    that says it goes on (``lanjutan``), parts nothing."""
    if any("lanjutan" in line.text.lower() for line in above):
        return []
    heads = [line for line in above if _CAPTION.match(line.text) or _GOAL.match(line.text)]
    return [h for h in heads if not any(_same_line(h.text, old.text) for old in last.title_lines)]


def own_goal(last: LogicalTable, above: Sequence[Line]) -> bool:
    return any(_GOAL.match(line.text) for line in new_heads(last, above))


def _same_line(one: str, two: str) -> bool:
    """The same words, and the same figures: ``Tabel 2`` is not ``Tabel 3``."""
    return re.findall(r"\d+", one) == re.findall(r"\d+", two) and fuzz.ratio(one.lower(), two.lower()) >= SAME_LINE
