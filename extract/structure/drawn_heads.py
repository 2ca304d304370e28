"""Header cells as rules or shadings draw them, where the columns of a header are drawn apart."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Box
from iku.extract.rules import clusters
from iku.extract.structure.evidence import Region, fill_share, rule_share
from iku.extract.structure.merges import Cut, wall_share
from iku.extract.table_model import Cell

WALLED = 0.6
"""A side of a header cell is drawn when a rule or the edge of a fill covers this share of it."""
APART = 0.7
"""The columns of a header are drawn apart when this share of the sides at its foot are."""
NEAR = 4.0
"""A boundary stands in the white of its columns, so far (points) from the rule or edge that draws it at most."""
STRUCK = 2.0
"""A rule this deep (points) within a word strikes it through."""
THIN = 4.0
"""Two rules nearer than this (points) hold no row of a header."""


def drawn_cuts(region: Region, xs: Sequence[float], cuts: Sequence[Cut], end: int) -> list[Cut] | None:
    """The cuts of a table whose header takes the first *end* rows, those within the header put where it is drawn; None
    where its columns are not drawn apart."""
    if not 0 < end <= len(cuts):
        return None
    top = region.box.top
    foot = max((w.box.bottom for w in region.words if w.box.cy < cuts[end - 1].top), default=cuts[end - 1].y)
    ys = _drawn_rows(region, xs, top, foot)
    inner = [Cut(y, y + 0.5, cuts[end - 1].odds) for y in ys] or list(cuts[: end - 1])
    lowest = inner[-1].y if inner else top
    sides = [side_share(region, x, lowest, foot) > WALLED for x in xs[1:-1]]
    if sum(sides) < APART * len(sides):
        return None
    return [*inner, *cuts[end - 1 :]]


def drawn_cells(region: Region, xs: Sequence[float], ys: Sequence[float], end: int) -> list[Cell]:
    """The header cells of rows 0 to *end* (left out), parted where a side is drawn between them."""
    count = len(xs) - 1
    rows = []
    for top, foot in zip(ys[:end], ys[1 : end + 1], strict=True):
        walls = [k for k in range(1, count) if _walled(region, xs, k, top, foot)]
        rows.append(list(zip([0, *walls], [*walls, count], strict=True)))
    cells: list[Cell] = []
    taken: set[tuple[int, int, int]] = set()
    for r, runs in enumerate(rows):
        for start, stop in runs:
            if (r, start, stop) in taken:
                continue
            last = r
            while last + 1 < end and (start, stop) in rows[last + 1]:
                if wall_share(region, ys[last + 1], xs[start], xs[stop]) > WALLED:
                    break
                last += 1
                taken.add((last, start, stop))
            box = Box(xs[start], ys[r], xs[stop], ys[last + 1])
            cells.append(Cell(r, start, last - r + 1, stop - start, box, region.page))
    return cells


def _walled(region: Region, xs: Sequence[float], k: int, top: float, foot: float) -> bool:
    """A side is drawn at boundary *k*, or different texts stand beside it."""
    if side_share(region, xs[k], top, foot) > WALLED:
        return True
    runs = [r for line, own in zip(region.lines, region.phrases, strict=True) if top < line.box.cy < foot for r in own]
    spans = [(r[0].box.x0, r[-1].box.x1) for r in runs]
    over = any(a < xs[k] < b for a, b in spans)
    left = any(xs[k - 1] <= (a + b) / 2 < xs[k] for a, b in spans)
    return left and not over and any(xs[k] <= (a + b) / 2 < xs[k + 1] for a, b in spans)


def side_share(region: Region, x: float, top: float, bottom: float) -> float:
    """Share of an upright side at *x* that a rule or the edge of a fill covers."""
    rule = rule_share(x, region.upright, top, bottom, NEAR)
    return max(rule, fill_share(x, region.fills, top, bottom, upright=True, slack=NEAR))


def _drawn_rows(region: Region, xs: Sequence[float], top: float, foot: float) -> list[float]:
    """Heights within a header at which a side over at least one column is drawn that no word there runs through."""
    places = [r.at for r in region.flat] + [y for f in region.fills for y in (f.box.top, f.box.bottom)]
    inside = clusters([y for y in places if top + THIN < y < foot - THIN], THIN)
    words = [w.box for w in region.words if top < w.box.cy < foot]

    def drawn(y: float, left: float, right: float) -> bool:
        struck = any(left < b.cx < right and b.top + STRUCK < y < b.bottom - STRUCK for b in words)
        return not struck and wall_share(region, y, left, right) > WALLED

    return [y for y in inside if any(drawn(y, a, b) for a, b in zip(xs, xs[1:], strict=False))]
