"""Ruling lines to grids of cells. The same code serves digital and scanned pages.

Rules that touch form one grid. Its rules cut the plane into elementary boxes; two neighbours that no rule parts are
one cell, so a merged cell covers exactly what its rules say and a missing piece of rule costs one wall, not a column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from iku.extract.joined import Joined
from iku.extract.model import Box, Page, Ruling
from iku.extract.rules import clusters, covered, reaches, tidy
from iku.extract.table_model import Cell, Grid

TOUCH = 3.5
"""A rule that ends this near (points) to another one meets it."""
WALL = 0.55
"""A side of an elementary box is a wall when rules cover at least this share of it."""
END_GAP, END_SHARE = 6.0, 0.12
"""A wall may fall short of the corner by this much: points, or share of the side."""
OPEN_SIDE = 12.0
"""Rules that run on this far (points) beyond the last crossing rule show an outer rule that was not drawn."""
MIN_SIDE = 18.0
FRAME = 0.7
"""Share of a page's width and height that a frame around it spans at least."""


def find_grids(page: Page) -> list[Grid]:
    """All ruled grids of a page with at least two cells, top to bottom; a grid inside a cell of another is left out."""
    grids = []
    for group in _touching(_without_frame(tidy(page.rulings), page)):
        grid = _grid(group, page.number)
        if grid and len(grid.cells) >= 2:
            grids.append(grid)
    grids = [g for g in grids if not any(_inside_cell(g, other) for other in grids if other is not g)]
    return sorted(grids, key=lambda g: (g.box.top, g.box.x0))


def _without_frame(rulings: list[Ruling], page: Page) -> list[Ruling]:
    """The rules without a frame around the whole page: its four sides stand far out, no other rule comes from a side of
    it, and none runs from its top to its foot. What stands in it are tables of their own."""
    flat = [r for r in rulings if r.horizontal and r.length > FRAME * page.width]
    upright = [r for r in rulings if not r.horizontal and r.length > FRAME * page.height]
    if len(upright) != 2 or len(flat) < 2:
        return rulings
    left, right = upright if upright[0].at < upright[1].at else upright[::-1]
    top, foot = min(flat, key=lambda r: r.at), max(flat, key=lambda r: r.at)
    sides = (left, right, top, foot)
    if min(right.at - left.at - FRAME * page.width, foot.at - top.at - FRAME * page.height) < 0:
        return rulings
    inner = [r for r in rulings if all(r is not s for s in sides)]
    within = [r for r in inner if left.at - TOUCH < (r.at if not r.horizontal else r.start) < right.at + TOUCH]
    if not within or any(r.start <= left.at + TOUCH or r.end >= right.at - TOUCH for r in within if r.horizontal):
        return rulings
    return inner


def _touching(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Connected groups of rules that hold at least one horizontal and one vertical rule."""
    flat = [r for r in rulings if r.horizontal]
    upright = [r for r in rulings if not r.horizontal]
    joined = Joined(len(flat) + len(upright))
    for i, h in enumerate(flat):
        for j, v in enumerate(upright):
            if h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH:
                joined.join(i, len(flat) + j)
    rules = [*flat, *upright]
    groups = [[rules[i] for i in group] for group in joined.groups()]
    return [g for g in groups if any(r.horizontal for r in g) and any(not r.horizontal for r in g)]


def _grid(group: list[Ruling], page: int) -> Grid | None:
    flat = [r for r in group if r.horizontal]
    upright = [r for r in group if not r.horizontal]
    xs = clusters((r.at for r in upright), 3.0)
    ys = clusters((r.at for r in flat), 3.0)
    xs = _with_open_sides(xs, flat)
    ys = _with_open_sides(ys, upright)
    if len(xs) < 2 or len(ys) < 2 or xs[-1] - xs[0] < MIN_SIDE or ys[-1] - ys[0] < 8:
        return None
    cells = build_cells(xs, ys, flat, upright, page)
    return Grid(page, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, cells)


def _with_open_sides(marks: list[float], crossing: Sequence[Ruling]) -> list[float]:
    """Boundaries plus an outer one on a side where several crossing rules run on beyond the last."""
    if not marks or not crossing:
        return marks
    starts = [r.start for r in crossing if r.start < marks[0] - OPEN_SIDE and r.end >= marks[0] - TOUCH]
    ends = [r.end for r in crossing if r.end > marks[-1] + OPEN_SIDE and r.start <= marks[-1] + TOUCH]
    if len(starts) >= 2:
        marks = [min(starts), *marks]
    if len(ends) >= 2:
        marks = [*marks, max(ends)]
    return marks


def build_cells(
    xs: list[float], ys: list[float], flat: Sequence[Ruling], upright: Sequence[Ruling], page: int
) -> list[Cell]:
    """Cells between the boundaries *xs* and *ys*, merged wherever no rule stands between two neighbours."""
    rows, cols = len(ys) - 1, len(xs) - 1
    region = list(range(rows * cols))

    def root(i: int) -> int:
        while region[i] != i:
            region[i] = region[region[i]]
            i = region[i]
        return i

    for c in range(1, cols):
        pieces = [(r.start, r.end) for r in upright if abs(r.at - xs[c]) <= TOUCH]
        for r in range(rows):
            if not _is_wall(ys[r], ys[r + 1], pieces):
                region[root(r * cols + c)] = root(r * cols + c - 1)
    for r in range(1, rows):
        pieces = [(p.start, p.end) for p in flat if abs(p.at - ys[r]) <= TOUCH]
        for c in range(cols):
            if not _is_wall(xs[c], xs[c + 1], pieces):
                region[root(r * cols + c)] = root((r - 1) * cols + c)
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i in range(rows * cols):
        members[root(i)].append((i // cols, i % cols))
    spans = [span for places in members.values() for span in _rectangles(places)]
    return [
        Cell(r, c, r2 - r + 1, c2 - c + 1, Box(xs[c], ys[r], xs[c2 + 1], ys[r2 + 1]), page)
        for r, c, r2, c2 in sorted(spans)
    ]


def _is_wall(start: float, end: float, pieces: Sequence[tuple[float, float]]) -> bool:
    """Rules part two boxes when they cover most of the side between them and run from end to end: a fraction bar that
    fills most of its cell leaves a gap at one end."""
    slack = max(END_GAP, END_SHARE * (end - start))
    return covered(start, end, pieces) >= WALL and reaches(start, end, pieces, slack)


def _rectangles(places: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """A connected region as rectangles (row, col, last row, last col). An L-shape (a wall with a hole) falls apart into
    its runs per row, equal runs below each other joined."""
    top, left = min(r for r, _ in places), min(c for _, c in places)
    bottom, right = max(r for r, _ in places), max(c for _, c in places)
    if len(places) == (bottom - top + 1) * (right - left + 1):
        return [(top, left, bottom, right)]
    own = set(places)
    runs: list[tuple[int, int, int, int]] = []
    for r in range(top, bottom + 1):
        c = left
        while c <= right:
            if (r, c) not in own:
                c += 1
                continue
            end = c
            while (r, end + 1) in own:
                end += 1
            above = next((k for k, run in enumerate(runs) if run[1] == c and run[3] == end and run[2] == r - 1), None)
            if above is None:
                runs.append((r, c, r, end))
            else:
                runs[above] = (runs[above][0], c, r, end)
            c = end + 1
    return runs


def _inside_cell(inner: Grid, outer: Grid) -> bool:
    """The grid lies in one cell of the other: a boxed fraction or a scoring scale; its words are that cell's words."""
    if inner.box.area >= outer.box.area:
        return False
    return any(c.box.overlap(inner.box) >= 0.9 * inner.box.area for c in outer.cells)
