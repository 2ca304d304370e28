"""What the tag tree of a file says of a region: its columns, the tops of its rows, which cells are merged.

It is believed only where it fits what is seen: nearly all words of the region in its cells, and the cells side by side
and one under the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from iku.extract.model import Box, Page, Ruling, TaggedCell, Word, hull
from iku.extract.table_model import Grid

SURE = 3.5
"""Log-odds of a boundary that the tags give. Rules that draw other rows outweigh it: the rows of a spreadsheet are the
lines of its cells."""
HELD = 0.97
"""Share of the words below the first tagged row that must stand in tagged cells."""
BEYOND = 2.0
"""Points by which the text of a cell may reach into the next column or row."""
FEWEST = 4
"""Cells with text that make a table."""
OVERRUN = 0.15
"""Share of the cells on both sides of a boundary whose text may be wider than their column."""
MINE = 0.6
"""A tagged table is that of a region when so much of either's words stand in the other."""


@dataclass(frozen=True, slots=True)
class Told:
    """Column boundaries (all of them, left to right, points), the row numbers and tops of the rows on this page, and
    the cell that covers each row and column. ``columns`` are the tagged columns that begin at the boundaries."""

    box: Box
    xs: list[float]
    columns: list[int]
    rows: list[int]
    tops: list[float]
    cells: dict[tuple[int, int], TaggedCell]

    def begins(self, top: float, slack: float) -> bool | None:
        """Whether a row begins at *top*; None above the table."""
        if top < self.box.top - slack:
            return None
        return any(abs(top - t) <= slack for t in self.tops)

    def one_cell(self, top: float, column: int, slack: float) -> bool | None:
        """Whether the cell over the row that begins at *top* and the cell in it are one; None where it cannot tell."""
        k = next((i for i, t in enumerate(self.tops) if abs(top - t) <= slack), 0)
        if not k or column >= len(self.columns):
            return None
        above = self.cells.get((self.rows[k - 1], self.columns[column]))
        below = self.cells.get((self.rows[k], self.columns[column]))
        if above is None or below is None:
            return None
        if above is below:
            return True
        return False if above.box is not None and below.box is not None else None


def tagged_table(page: Page, words: Sequence[Word]) -> list[TaggedCell]:
    """The tagged table of *page* that most of *words* stand in, and that has most of its own words among them."""
    best: tuple[float, list[TaggedCell]] = (0.0, [])
    for cells in page.tagged:
        boxes = [c.box for c in cells if c.box is not None]
        inside = [w for w in words if any(b.holds(w.box.cx, w.box.cy) for b in boxes)]
        share = len(inside) / max(1, len(words))
        if share <= max(best[0], MINE):
            continue
        own = sum(any(b.holds(w.box.cx, w.box.cy) for b in boxes) for w in page.words)
        if len(inside) > MINE * own:
            best = (share, cells)
    return best[1]


def row_keys(page: Page, grid: Grid) -> list[tuple[int, int] | None]:
    """Table and row of the tag tree for every row of *grid*: those of most of its cells, None without any. A row that a
    page break tears has the same key on both pages."""
    keys: list[tuple[int, int] | None] = []
    own = [c for cells in page.tagged for c in cells if c.rowspan == 1 and not c.heading]
    for top, bottom in pairwise(grid.ys):
        inside = (
            (c.table, c.row)
            for c in own
            if c.box is not None and top <= c.box.cy < bottom and grid.box.x0 <= c.box.cx <= grid.box.x1
        )
        keys.append(next((key for key, _ in Counter(inside).most_common(1)), None))
    return keys


def told_of(cells: Sequence[TaggedCell], words: Sequence[Word], upright: Sequence[Ruling], box: Box) -> Told | None:
    """What the tags say of a region with *words*; None where they do not fit what is seen."""
    cells = _realigned(cells)
    own = [c for c in cells if c.box is not None]
    if len(own) < FEWEST:
        return None
    boxes = [c.box for c in own if c.box is not None]
    around = hull(boxes)
    below = [w for w in words if w.box.cy > around.top]
    held = sum(any(b.holds(w.box.cx, w.box.cy, 1.0) for b in boxes) for w in below)
    rows = sorted({c.row for c in own})
    places = _tops(own, rows)
    edges = _edges(own, upright, box)
    if held < HELD * len(below) or places is None or edges is None or len(edges[0]) < 3:
        return None
    covered = {
        (row, col): c
        for c in cells
        for row in range(c.row, c.row + c.rowspan)
        for col in range(c.col, c.col + c.colspan)
    }
    return Told(around, edges[0], edges[1], rows, places, covered)


def _realigned(cells: Sequence[TaggedCell]) -> Sequence[TaggedCell]:
    """*cells* with their columns told by where their texts stand, where rows are short: some browsers leave empty cells
    out of the tree, and all that follow in the row would move up. Unchanged where the texts show other columns."""
    count = max(c.col + c.colspan for c in cells)
    taken: dict[int, int] = {}
    for c in cells:
        for row in range(c.row, c.row + c.rowspan):
            taken[row] = taken.get(row, 0) + c.colspan
    if all(n == count for n in taken.values()):
        return cells
    spans = _spans(cells, count)
    if len(spans) != count:
        return cells
    moved = []
    for c in cells:
        if c.box is None:
            continue
        shared = [min(c.box.x1, right) - max(c.box.x0, left) for left, right in spans]
        col = shared.index(max(shared)) if c.colspan == 1 else min(c.col, count - c.colspan)
        moved.append(replace(c, col=col))
    return moved if len({(c.row, c.col) for c in moved}) == len(moved) else cells


def _spans(cells: Sequence[TaggedCell], count: int) -> list[tuple[float, float]]:
    """Where the columns lie: the spans of texts that stand over one another, next ones of no row in common joined until
    there are *count*."""
    spans: list[tuple[float, float, set[int]]] = []
    for c in sorted((c for c in cells if c.colspan == 1), key=lambda c: c.box.x0 if c.box is not None else 0.0):
        if c.box is None:
            continue
        if spans and c.box.x0 < spans[-1][1] - BEYOND:
            left, right, rows = spans[-1]
            spans[-1] = (left, max(right, c.box.x1), rows | {c.row})
        else:
            spans.append((c.box.x0, c.box.x1, {c.row}))
    while len(spans) > count:
        gaps = [(b[0] - a[1], i) for i, (a, b) in enumerate(pairwise(spans)) if not a[2] & b[2]]
        if not gaps:
            break
        i = min(gaps)[1]
        spans[i : i + 2] = [(spans[i][0], spans[i + 1][1], spans[i][2] | spans[i + 1][2])]
    return [(left, right) for left, right, _ in spans]


def _tops(own: Sequence[TaggedCell], rows: Sequence[int]) -> list[float] | None:
    """The top of the text of every row; None where rows do not follow one another."""
    tops: list[float] = []
    for row in rows:
        starts = [c.box.top for c in own if c.row == row and c.box is not None]
        feet = [c.box.bottom for c in own if c.row + c.rowspan <= row and c.box is not None]
        if feet and max(feet) > min(starts) + BEYOND or tops and min(starts) <= tops[-1]:
            return None
        tops.append(min(starts))
    return tops


def _edges(own: Sequence[TaggedCell], upright: Sequence[Ruling], box: Box) -> tuple[list[float], list[int]] | None:
    """Column boundaries in the white between the columns, on a rule where there is one, and the tagged column that
    begins at each; None where columns do not stand side by side. Columns without any text are left out."""
    xs, columns = [box.x0], [0]
    for k in range(1, max(c.col + c.colspan for c in own)):
        left = [c.box.x1 for c in own if c.col + c.colspan <= k and c.box is not None]
        right = [c.box.x0 for c in own if c.col >= k and c.box is not None]
        if not left:
            columns[-1] = k
            continue
        if not right:
            break
        white = _white(left, right)
        if white is None:
            return None
        a, b = white
        ruled = [r.at for r in upright if a - BEYOND <= r.at <= b + BEYOND]
        x = max(ruled, key=lambda at: sum(r.length for r in upright if abs(r.at - at) < 1)) if ruled else (a + b) / 2
        if x > xs[-1] + 1:
            xs.append(x)
            columns.append(k)
        else:
            columns[-1] = k
    return [*xs, box.x1], columns


def _white(left: Sequence[float], right: Sequence[float]) -> tuple[float, float] | None:
    """The white between texts that end at *left* and texts that begin at *right*. A few may run over it: a word that is
    wider than its column. None where it would be more than a few."""
    ends, starts = sorted(left), sorted(right)
    spare = int(OVERRUN * (len(ends) + len(starts)))
    while ends[-1] > starts[0] + BEYOND and spare and len(ends) > 1 and len(starts) > 1:
        if ends[-1] - ends[-2] > starts[1] - starts[0]:
            ends.pop()
        else:
            starts.pop(0)
        spare -= 1
    return None if ends[-1] > starts[0] + BEYOND else (ends[-1], starts[0])
