"""Tables of any kind on a page: rules where they are complete, evidence where they leave boundaries open.

For pages that are about something else than indicators: no header is known, so nothing but the page itself tells where
a table begins, and groups in its header are told by where their text stands.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from iku.extract.cells import fill_cells, words_outside
from iku.extract.gutters import find_open_grids
from iku.extract.lattice import find_grids
from iku.extract.model import Page, Ruling, Word
from iku.extract.shading import add_shaded_header
from iku.extract.structure import columns as cols
from iku.extract.structure import rows
from iku.extract.structure.blocks import LEAST_COLUMNS, LEAST_LINES, SHORT, find_blocks
from iku.extract.structure.cells import assemble
from iku.extract.structure.evidence import Region, phrases_of
from iku.extract.structure.figures import FIGURE, figure_grid
from iku.extract.structure.fragments import fragments_of
from iku.extract.structure.merges import cuts_of, joint_odds, merged_over
from iku.extract.table_model import Cell, Grid

APART = 0.8
"""A white of this many letter heights between two lines of a cell parts paragraphs."""
LEVEL = 3.0
"""Tops in the same step of this many points are level."""
OVER = 0.3
"""Text that lies by more than this share of its block in a ruled table belongs to that."""
MARK = re.compile(r"\(?\w{1,3}[.)]+|[^\w\s]")
"""What a list has before its paragraphs."""
PLOT = 50.0
"""Rules around nothing, in both directions more than this many points: a chart, whose labels are no table."""
TYPED = re.compile(r"[-–—_=]{8,}")
"""A rule typed with signs."""
PARTED = 0.7
"""Share of a cell's lines that a white strip must part to be the white between two columns."""
CRAMMED = 3
"""A cell of this many lines may hold several rows."""


def general_grids(page: Page) -> list[Grid]:
    """The filled grids of all tables of *page*, top to bottom, whatever they are about."""
    page = _typed_rules(page)
    lattices = find_grids(page)
    ruled = _filled(page, lattices)
    plots = [g.box for g in lattices if all(c.empty for c in g.cells) and g.box.height > PLOT and g.box.width > PLOT]
    whole = [g for g in ruled if not _crammed(g)]
    opened = _filled(page, find_open_grids(page, whole))
    whole += [g for g in opened if not _crammed(g)]
    grids = [*whole, *(g for g in (*ruled, *opened) if all(g.box.overlap(w.box) == 0 for w in whole))]
    rest = replace(page, words=words_outside(page.words, [g.box for g in whole]))
    for region in find_blocks(rest):
        if any(region.box.overlap(plot) > 0 for plot in plots):
            continue
        found = figure_grid(region) or weighed_grid(region)
        if found is None:
            continue
        if found.reader == "structure":
            fill_cells(found, region.words)
        apart = all(g.box.overlap(found.box) <= OVER * found.box.area for g in whole)
        if apart and _tabular(found) and not _list(found):
            grids = [g for g in grids if g in whole or g.box.overlap(found.box) == 0] + [found]
    return sorted(grids, key=lambda g: (g.box.top, g.box.x0))


def _filled(page: Page, grids: Sequence[Grid]) -> list[Grid]:
    """The grids that hold text in two rows and two columns, with their words in."""
    for grid in grids:
        add_shaded_header(grid, page.fills, page.words)
        fill_cells(grid, page.words)
    return [g for g in grids if _tabular(g)]


def _typed_rules(page: Page) -> Page:
    """*page* with lines typed as rows of dashes as rules."""
    typed = [w for w in page.words if TYPED.fullmatch(w.text)]
    rules = [Ruling(True, w.box.cy, w.box.x0, w.box.x1) for w in typed]
    own = {id(w) for w in typed}
    return replace(page, words=[w for w in page.words if id(w) not in own], rulings=[*page.rulings, *rules])


def weighed_grid(region: Region) -> Grid | None:
    """The grid that the evidence of *region* shows, without words; None when it shows too few columns or rows."""
    strips = cols.candidates(region)
    odds = cols.column_log_odds(region, strips)
    xs, _ = cols.choose(region, strips, odds.tolist(), None)
    if len(xs) - 1 < (2 if region.ruled else LEAST_COLUMNS):
        return None
    fragments = fragments_of(region, xs)
    tops = rows.candidates(fragments, region.em)
    chances = np.asarray(rows.row_log_odds(region, xs, fragments, tops))
    chosen = [i for i in range(len(tops)) if chances[i] > 0]
    cuts = cuts_of(region, fragments, [tops[i] for i in chosen], chances[chosen].tolist())
    if len(cuts) + 1 < LEAST_LINES - 1:
        return None
    grid = assemble(region, xs, fragments, cuts, merged_over(joint_odds(region, xs, fragments, cuts)), (0, 0))
    by_place = {s.at: float(o) for s, o in zip(strips, odds, strict=True)}
    grid.column_odds = [(x, by_place[x]) for x in xs[1:-1]]
    grid.row_odds = [(c.y, c.odds) for c in cuts]
    return grid


def _tabular(grid: Grid) -> bool:
    """Whether *grid* holds text in two rows and two columns: a frame around a text is no table."""
    told = [c for c in grid.cells if not c.empty]
    return len({c.row for c in told}) > 1 and len({c.col for c in told}) > 1


def _list(grid: Grid) -> bool:
    """Whether two columns are but marks or numbers and the paragraphs behind them."""
    return grid.ncols == 2 and all(MARK.fullmatch(c.text) for c in grid.cells if c.col == 0 and not c.empty)


def _crammed(grid: Grid) -> bool:
    """Whether cells of *grid* hold what should be rows or columns: lines of several phrases, figures under figures,
    paragraphs side by side, text for each of the columns that a cell lies over."""
    stacks, shared, spread = Counter[int](), Counter[tuple[int, int]](), set[int]()
    for cell in grid.cells:
        if cell.empty:
            continue
        em = median(w.box.height for w in cell.words)
        runs = [phrases_of(line, em) for line in cell.lines]
        if cell.colspan > 1 and len({bisect(grid.xs, r[0].box.cx) for r in runs[0]}) == cell.colspan:
            spread.add(cell.row)
        shared.update({(cell.row, round(top / LEVEL)) for top in _paragraphs(cell, em)})
        if len(runs) < CRAMMED:
            continue
        if _parted(runs):
            return True
        stacks[cell.row] += all(FIGURE.fullmatch(w.text) for w in cell.words)
    if sum(count > 1 for count in shared.values()) >= max(2, grid.nrows - 1):
        return True
    return len(spread) > grid.nrows / 2 or any(count > 1 for count in stacks.values())


def _parted(lines: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether one white strip parts the short phrases of nearly all *lines* (justified text has no such strip)."""
    gaps = [
        [(a[-1].box.x1, b[0].box.x0) for a, b in zip(runs, runs[1:], strict=False)]
        for runs in lines if max(map(len, runs)) <= SHORT
    ]  # fmt: skip
    middles = [(a + b) / 2 for own in gaps for a, b in own]
    return any(sum(any(a < x < b for a, b in own) for own in gaps) > PARTED * len(lines) for x in middles)


def _paragraphs(cell: Cell, em: float) -> list[float]:
    """The tops of the paragraphs of a cell after the first."""
    pairs = zip(cell.lines, cell.lines[1:], strict=False)
    return [b.box.top for a, b in pairs if b.box.top - a.box.bottom > APART * em]
