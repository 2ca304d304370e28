"""One page to the grids of its tables, by weighing all evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from iku.extract.model import Box, Page, Word
from iku.extract.sections import HEADER, HeaderReader
from iku.extract.structure import columns as cols
from iku.extract.structure import rows
from iku.extract.structure.cells import NUMBER, assemble
from iku.extract.structure.drawn_heads import drawn_cuts, side_share
from iku.extract.structure.evidence import Floats, Region, make_region
from iku.extract.structure.fragments import LEVEL, Fragment, fragments_of
from iku.extract.structure.heads import foreign_row, header_depth
from iku.extract.structure.merges import Cut, cuts_of, merged_over, without_idle
from iku.extract.structure.region import find_regions
from iku.extract.structure.tagged import SURE
from iku.extract.structure.tail import tail_of
from iku.extract.table_model import Grid

KEPT = 3.0
"""Log-odds of a boundary that the table on the page before had, where hardly a word runs over it."""
CROSSED_LINES = 0.1
"""Share of lines that may run over the columns of the table before, for these to be kept."""
TORN_LINES = 0.5
"""Share of lines whose words, parted by ordinary spaces, may stand on both sides of such a column: below a table, the
words of a signature do."""
DRAWN = 0.5
"""A rule or the edge of a fill over this share of a table's height draws a side of its columns."""
MOST_PARTS = 4
"""Tables one under the other that a region may fall apart into."""


def structure_grids(page: Page, reader: HeaderReader, before: Sequence[float] = ()) -> list[Grid]:
    """The grids of *page* as the evidence shows them, without words. *before*: the column boundaries of a table that
    reached the foot of the page before."""
    grids = []
    for region in find_regions(page, before, reader):
        todo: Region | None = region
        for _ in range(MOST_PARTS):
            if todo is None:
                break
            grid, todo = grid_of(page, todo, reader)
            if grid is not None:
                grids.append(grid)
    return grids


def grid_of(page: Page, region: Region, reader: HeaderReader) -> tuple[Grid | None, Region | None]:
    """The grid of one region (None when it shows fewer than two columns or no row), and the part of the region under
    it that belongs to another table."""
    rest: Region | None = None
    for _ in range(3):
        shape = _shape(page, region, reader)
        if shape is None:
            return None, rest
        region = shape.region
        fragments, cuts = shape.fragments, shape.cuts
        first, end, score = header_depth(fragments, cuts, reader, region.box.bottom)
        if region.before and (first or score < HEADER):
            first = end = 0  # the rest of a table begins with a row
        alien = foreign_row(fragments, cuts, reader, end, region.box.bottom)
        if first == 0 and alien is None:
            break
        top = cuts[first - 1].y if first else region.box.top
        bottom = cuts[alien - 1].y if alien is not None else region.box.bottom
        if alien is not None:
            rest = _trimmed(page, region, cuts[alien - 1].top - 1.0, region.box.bottom, 0.0)
        head = (
            max((f.bottom for own in fragments for f in own if f.line.box.cy < cuts[end - 1].top), default=0.0)
            if 0 < end <= len(cuts)
            else 0.0
        )
        region = _trimmed(page, region, top, bottom, head)
    if shape is None or not region.words:
        return None, rest
    drawn = drawn_cuts(region, shape.xs, shape.cuts, end) if first == 0 else None
    if drawn is not None:
        end += len(drawn) - len(shape.cuts)
    cuts, joints = without_idle(region, shape.xs, shape.fragments, drawn or shape.cuts, end)
    grid = assemble(region, shape.xs, shape.fragments, cuts, merged_over(joints), (first, end), drawn=drawn is not None)
    grid.column_odds = list(zip(shape.xs[1:-1], shape.odds, strict=True))
    grid.row_odds = [(c.y, c.odds) for c in cuts]
    grid.row_rest = shape.rest
    middles = [(a + b) / 2 for a, b in zip(shape.xs, shape.xs[1:], strict=False)]
    grid.joints = [(middles[c], cuts[k].y, odd) for (k, c), odd in joints.items()]
    return grid, rest


def _trimmed(page: Page, region: Region, top: float, bottom: float, head: float) -> Region:
    """*region* between *top* and *bottom*, narrowed to its words and rules; header lines are those above *head*."""
    inside = [w for w in region.words if top <= w.box.cy <= bottom]
    edges = [r for r in region.flat if top - 3 <= r.at <= bottom + 3]
    x0 = min([w.box.x0 - 2 for w in inside] + [r.start for r in edges], default=region.box.x0)
    x1 = max([w.box.x1 + 2 for w in inside] + [r.end for r in edges], default=region.box.x1)
    x0, x1 = (
        min([x0, *(r.at for r in region.upright if x0 - 15 < r.at < x0)]),
        max([x1, *(r.at for r in region.upright if x1 < r.at < x1 + 15)]),
    )
    fresh = make_region(page, Box(x0, top, x1, bottom), before=region.before)
    fresh.heading = sum(ln.box.cy <= head for ln in fresh.lines) if head else min(1, len(fresh.lines))
    return fresh


@dataclass(frozen=True, slots=True)
class Shape:
    """Column boundaries with the log-odds of the inner ones, text by column, row boundaries, and place and log-odds of
    the tops of lines at which no row begins; ``region`` is what they were found in."""

    region: Region
    xs: list[float]
    odds: list[float]
    fragments: list[list[Fragment]]
    cuts: list[Cut]
    rest: list[tuple[float, float]]


def _shape(page: Page, region: Region, reader: HeaderReader) -> Shape | None:
    """Column boundaries, text by column and row boundaries of a region. A region that goes on from the page before
    keeps that table's columns where its words stand in them."""
    xs = _kept_columns(region)
    odds = [KEPT] * max(0, len(xs) - 2)
    if not xs and region.told is not None:
        xs, odds = region.told.xs, [SURE] * (len(region.told.xs) - 2)
    if not xs:
        strips = cols.candidates(region)
        found = cols.column_log_odds(region, strips) + cols.by_header(region, strips)
        xs, _ = cols.choose(region, strips, found.tolist(), lambda text: reader.header_score([text]))
        by_place = {s.at: float(o) for s, o in zip(strips, found, strict=True)}
        odds = [by_place[x] for x in xs[1:-1]]
    if len(xs) < 3:
        return None
    xs, odds, fragments = _without_bands_only(region, xs, odds)
    tail = tail_of(region, fragments, page.height)
    if tail is not None:
        region = _trimmed(page, region, region.box.top, tail - 1.0, region.head_foot)
        fragments = fragments_of(region, xs)
    tops = rows.candidates(fragments, region.em)
    chances = as_told(region, tops, rows.row_log_odds(region, xs, fragments, tops))
    chosen = [i for i in range(len(tops)) if chances[i] > 0]
    cuts = cuts_of(region, fragments, [tops[i] for i in chosen], np.asarray(chances)[chosen].tolist())
    rest = [(top, float(odd)) for top, odd in zip(tops, chances, strict=True) if odd <= 0]
    return Shape(region, xs, odds, fragments, cuts, rest) if cuts or region.before else None


def as_told(region: Region, tops: Sequence[float], chances: Floats) -> Floats:
    """The log-odds of rows, those that the tags decide set right."""
    if region.told is not None:
        said = [region.told.begins(top, LEVEL * region.em) for top in tops]
        for i, begins in enumerate(said):
            if begins is not None:
                chances[i] = SURE if begins else -SURE
    return chances


def _without_bands_only(
    region: Region, xs: list[float], odds: list[float]
) -> tuple[list[float], list[float], list[list[Fragment]]]:
    """Columns that hold nothing but the beginnings of bands, and no header, are no columns; nor are those without any
    word that no rules draw on both sides."""
    while True:
        fragments = fragments_of(region, xs)
        k = _idle_boundary(region, xs, odds, fragments)
        if k is None or len(xs) <= 3 or region.before:
            return xs, odds, fragments
        xs, odds = xs[:k] + xs[k + 1 :], odds[: k - 1] + odds[k:]


def _idle_boundary(
    region: Region, xs: Sequence[float], odds: Sequence[float], fragments: Sequence[Sequence[Fragment]]
) -> int | None:
    """The boundary to leave out for the first column that is none."""
    for c, own in enumerate(fragments):
        headed = any(f.line.box.cy <= region.head_foot for f in own)
        if c + 1 < len(fragments) and all(f.wide for f in own) and (own or c == 0) and not headed:
            return c + 1
        drawn = [_drawn_share(region, xs[k]) >= DRAWN for k in (c, c + 1)]
        outer = c == 0 and not drawn[0] or c + 2 == len(xs) and not drawn[1]
        sides = [k for k, d in zip((c, c + 1), drawn, strict=True) if 0 < k < len(xs) - 1 and (outer or not d)]
        if not own and sides:
            return min(sides, key=lambda k: odds[k - 1])
    return None


def _drawn_share(region: Region, x: float) -> float:
    """Share of the height of *region* over which a rule or the edge of a fill stands at *x*."""
    return side_share(region, x, region.box.top, region.box.bottom)


def _kept_columns(region: Region) -> list[float]:
    """The boundaries of the table before, when hardly a line of the region runs over them; else none."""
    if not region.before:
        return []
    inner = region.before[1:-1]
    lines = list(zip(region.lines, region.phrases, strict=True))
    rows = [(line, runs) for line, runs in lines if not _is_band(runs)] or lines
    crossed = sum(any(w.box.x0 + 1 < x < w.box.x1 - 1 for w in line.words for x in inner) for line, _ in rows)
    if crossed > CROSSED_LINES * len(rows):
        return []
    spans = [[(run[0].box.x0 + 1, run[-1].box.x1 - 1) for run in runs] for _, runs in rows]
    torn = sum(any(x0 < x < x1 for x0, x1 in line for x in inner) for line in spans)
    if torn > TORN_LINES * len(rows):
        return []
    return [min(region.before[0], region.box.x0), *inner, max(region.before[-1], region.box.x1)]


def _is_band(runs: Sequence[Sequence[Word]]) -> bool:
    """A line of one phrase, be it behind a number: it says nothing of columns."""
    words = [run for run in runs if len(" ".join(w.text for w in run)) > NUMBER]
    return len(words) == 1 and len(runs) <= len(words) + 1
