"""All grids of one page, by the surest way that finds a table on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.extract.cells import fill_cells
from iku.extract.fractions import linearise
from iku.extract.lattice import find_grids
from iku.extract.margins import SAME_LINE, mark_margins
from iku.extract.model import Box, Page
from iku.extract.numbered import split_numbered_rows
from iku.extract.open_bands import add_open_bands
from iku.extract.open_header import part_header
from iku.extract.open_rows import part_rows
from iku.extract.sections import HeaderReader, split_grid
from iku.extract.shading import add_shaded_header
from iku.extract.structure.reader import structure_grids
from iku.extract.structure.tagged import row_keys
from iku.extract.table_model import Grid

COVERED = 0.85
"""Share of a ruled grid that a weighed one must cover to stand in its place."""
CLEAR = 4.0
"""Log-odds from which a boundary without a rule counts against the rules."""
CLEAR_ROW = 6.5
"""The same for rows: the second answer on rows is given with more confidence."""
MISSED = 0.1
"""Where the rules leave out more than this share of the rows that the evidence shows, they are not complete."""
FEWEST_FILLED = 2
"""A weighed grid without rules goes on with a table only where it fills so many columns: one alone is running text."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def grids_of(page: Page, reader: HeaderReader, *, expected: bool = True, before: Sequence[float] = ()) -> list[Grid]:
    """The filled grids of *page*, top to bottom.

    :param expected: the page names column headers; only then are tables without complete rules looked for.
    :param before: column boundaries of a table that reached the foot of the page before and may go on here.
    """
    grids = prepared(page, find_grids(page), reader, before)
    if not expected and not before:
        return grids
    weighed = prepared(page, structure_grids(page, reader, before), reader)
    for grid in weighed:
        rivals = [g for g in grids if g.box.overlap(grid.box) > 0.3 * min(g.box.area, grid.box.area)]
        cut = [divide(g, grid.box, reader) for g in rivals if g.ncols > 1 or grid.ncols == 1]  # one cell wide: a frame
        if better(grid, [own for own, _ in cut], reader, goes_on=bool(before) and grid is weighed[0]):
            rest = [part for _, parts in cut for part in parts]
            grids = [g for g in grids if all(g is not r for r in rivals)] + [*rest, grid]
    for grid in grids if page.tagged else ():
        grid.keys = row_keys(page, grid)
    mark_margins(grids, weighed)
    return _in_order(grids)


def better(grid: Grid, rivals: Sequence[Grid], reader: HeaderReader, *, goes_on: bool = False) -> bool:
    """Whether the weighed *grid* explains its region better than the ruled ones. These decide where their rules are
    complete: where they have a header and leave out no boundary that the evidence shows clearly. Other columns must
    make the header name more, and rows more may not make it name less: else the evidence tore cells. Without a header a
    weighed grid counts only where it *goes on* with the table of the page before."""
    known = _has_header(grid, reader)
    with_header = [g for g in rivals if _has_header(g, reader)]
    if not rivals or known and not with_header:
        return known or (goes_on and _columns_filled(grid) >= FEWEST_FILLED)
    if with_header and not known:
        return False
    against = with_header or rivals
    if any(grid.box.overlap(g.box) < COVERED * g.box.area for g in against):
        return False
    named, rivalled = _named(grid, reader), max(_named(g, reader) for g in against)
    xs = [x for g in against for x in g.xs]
    ys = [y for g in against for y in g.ys]
    head = max((_header_foot(g, reader) for g in with_header), default=grid.box.top)
    body = [(y, odd) for y, odd in grid.row_odds if y > head + SAME_LINE]
    ruled_rows = max(g.nrows for g in against)
    framed = all(g.reader == "rulings" for g in against) and not _draws_rows(against, head)
    under = bool(body) or grid.box.bottom > max(ys) + SAME_LINE
    if framed and under and named >= rivalled and grid.nrows >= ruled_rows:
        return True  # a frame around all rows says nothing of them
    lost_columns = _missing(grid.column_odds, xs, CLEAR)
    lost_rows = _missing(body, ys, CLEAR_ROW)
    lost_rows += sum(y > max(ys) - SAME_LINE for y, _ in body)  # rows under the last rule
    spare_columns = sum(all(abs(x - own) > SAME_LINE for own in grid.xs) for x in xs)
    other_columns = lost_columns + spare_columns > 0
    return (other_columns and named > rivalled) or (lost_rows > MISSED * ruled_rows and named >= rivalled)


def divide(grid: Grid, box: Box, reader: HeaderReader) -> tuple[Grid, list[Grid]]:
    """The part of a ruled grid beside *box* and the other tables that were ruled onto it: its sections under headers of
    their own, by where these stand. A frame around the page has its title and what stands below so too."""
    inside: list[int] = []
    outside: list[list[int]] = []
    for section in split_grid(grid, reader):
        rows = sorted(section.rows)
        if not rows:
            continue
        told = section.header or rows  # whose header is looked at is looked at
        middle = (grid.ys[told[0]] + grid.ys[told[-1] + 1]) / 2
        if box.top <= middle <= box.bottom:
            inside += rows
        else:
            outside.append(rows)
    if not inside or not outside:
        return grid, []
    parts = [grid.rows_of(rows[0], rows[-1]) for rows in outside]
    return grid.rows_of(min(inside), max(inside)), [p for p in parts if _columns_filled(p) >= FEWEST_FILLED]


def _draws_rows(grids: Sequence[Grid], head: float) -> bool:
    """Whether rules part rows below *head*, the foot of the header: in one column alone, they are bars of fractions."""
    for grid in grids:
        for row, y in enumerate(grid.ys[1:-1]):
            if y > head + SAME_LINE and y not in grid.counted:
                parted = sum(c.colspan for c in grid.cells if c.row + c.rowspan == row + 1)
                if parted > 1 or parted == grid.ncols:
                    return True
    return False


def _columns_filled(grid: Grid) -> int:
    return len({c.col for c in grid.cells if not c.empty})


def _named(grid: Grid, reader: HeaderReader) -> int:
    """How many different fields and years the header cells of *grid* name."""
    header = next((set(s.header) for s in split_grid(grid, reader) if s.header), set())
    texts = [c.text for c in grid.cells if c.row in header]
    fields = {reader.label_field(text) for text in texts} - {None}
    return len(fields) + len({year for text in texts for year in _YEAR.findall(text)})


def _header_foot(grid: Grid, reader: HeaderReader) -> float:
    """The foot of the first header of *grid*, points."""
    rows = next((s.header for s in split_grid(grid, reader) if s.header), [])
    return grid.ys[rows[-1] + 1] if rows else grid.box.top


def _missing(wanted: Sequence[tuple[float, float]], there: Sequence[float], least: float) -> int:
    """How many of the places *wanted*, with log-odds of *least* or more, are near none of those *there*."""
    return sum(odd >= least and all(abs(w - t) > SAME_LINE for t in there) for w, odd in wanted)


def prepared(page: Page, grids: Sequence[Grid], reader: HeaderReader, before: Sequence[float] = ()) -> list[Grid]:
    """Grids with their words in: shaded headers added, fractions on one line, unruled rows split and parted; the first
    grid may go on with the columns of the table *before*."""
    for place, grid in enumerate(grids):
        others = [g.box for g in grids if g is not grid]
        free = [f for f in page.fills if all(o.overlap(f.box) < 0.5 * f.box.area for o in others)]
        add_shaded_header(grid, free, page.words)
        fill_cells(grid, page.words)
        part_header(grid)
        part_rows(grid, before if place == 0 else ())
        split_numbered_rows(grid)
        for cell in grid.cells:
            linearise(cell, page.rulings)
    add_open_bands(page, grids, [_begins_with_header(g, reader) for g in grids])
    return _in_order(grids)


def _begins_with_header(grid: Grid, reader: HeaderReader) -> bool:
    return any(s.header and not s.header[0] for s in split_grid(grid, reader)[:1])


def _has_header(grid: Grid, reader: HeaderReader) -> bool:
    return any(s.header for s in split_grid(grid, reader))


def _in_order(grids: Sequence[Grid]) -> list[Grid]:
    return sorted(grids, key=lambda g: (g.box.top, g.box.x0))
