"""The true answer to every question of the structure reader, from the truth of a generated page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from iku.extract.model import Box, Page
from iku.extract.structure import columns
from iku.extract.structure.evidence import Region, make_region
from iku.extract.structure.fragments import LEVEL


@dataclass(slots=True)
class TrueCell:
    """One cell of the truth on one page: its place and the boxes of its words."""

    row: int
    col: int
    rowspan: int
    colspan: int
    kind: str
    boxes: list[Box]


def true_tables(page: dict[str, Any]) -> list[list[TrueCell]]:
    """The tables of one page of a truth file, each as its cells that have words here."""
    out = []
    for table in page["tables"]:
        own = [
            TrueCell(c["row"], c["col"], c["rowspan"], c["colspan"], c["kind"], [Box(*w[:4]) for w in c["words"]])
            for c in table["cells"]
            if c["words"]
        ]
        if own:
            out.append(own)
    return out


def matching_region(regions: Sequence[Region], page: Page, table: Sequence[TrueCell]) -> Region:
    """The region that the program finds for a true table, or one made of the truth where it finds none."""
    boxes = [b for c in table for b in c.boxes]
    box = Box(
        min(b.x0 for b in boxes) - 2,
        min(b.top for b in boxes) - 1.5,
        max(b.x1 for b in boxes) + 2,
        max(b.bottom for b in boxes) + 1,
    )
    near = [r for r in regions if r.box.overlap(box) > 0.8 * (r.box.area + box.area - r.box.overlap(box))]
    if near:
        return max(near, key=lambda r: r.box.overlap(box))
    region = make_region(page, box)
    head = [b.bottom for c in table if c.kind in ("header", "numbers") for b in c.boxes]
    region.heading = sum(ln.box.cy < max(head) for ln in region.lines) if head else 0
    return region


def column_labels(region: Region, strips: Sequence[columns.Strip], table: Sequence[TrueCell]) -> list[float]:
    """1 for a strip in which a true boundary lies, 0 for one without, -1 where the truth cannot tell."""
    found: dict[int, tuple[float, float]] = {}
    for k in range(1, max(c.col + c.colspan for c in table)):
        left = [b.x1 for c in table if c.col + c.colspan <= k for b in c.boxes]
        right = [b.x0 for c in table if c.col >= k for b in c.boxes]
        if left and right:
            found[k] = (max(left), min(right))
    labels = [0.0] * len(strips)
    for a, b in found.values():
        low, high = min(a, b), max(a, b)
        inside = [
            i
            for i, s in enumerate(strips)
            if min(s.right, high) - max(s.left, low) > -0.8 and low - 2.5 <= s.at <= high + 2.5
        ]
        if inside:
            middle = (low + high) / 2
            best = min(inside, key=lambda i: abs(strips[i].at - middle) if strips[i].right > strips[i].left else 0.0)
            for i in inside:
                labels[i] = -1.0
            labels[best] = 1.0
    return labels


def row_labels(tops: Sequence[float], em: float, table: Sequence[TrueCell]) -> list[float]:
    """1 for a top at which a true row begins."""
    starts: dict[int, float] = {}
    for c in table:
        starts[c.row] = min([starts.get(c.row, 1e9), *(b.top for b in c.boxes)])
    first = min(starts)
    return [float(any(abs(t - s) <= LEVEL * em + 0.3 for r, s in starts.items() if r > first)) for t in tops]


def true_edges(region: Region, table: Sequence[TrueCell]) -> list[float]:
    """The true column boundaries, in the middle of the white between the columns."""
    edges = [region.box.x0]
    for k in range(1, max(c.col + c.colspan for c in table)):
        left = [b.x1 for c in table if c.col + c.colspan <= k for b in c.boxes]
        right = [b.x0 for c in table if c.col >= k for b in c.boxes]
        x = (max(left) + min(right)) / 2 if left and right else None
        if x is not None and x > edges[-1] + 1:
            edges.append(x)
    return [*edges, region.box.x1]


def one_cell(table: Sequence[TrueCell], top: float, column: int, xs: Sequence[float]) -> float:
    """1 when one true cell of the column has text above and below *top*."""
    for cell in table:
        own = [b for b in cell.boxes if xs[column] - 1 <= b.cx <= xs[column + 1] + 1]
        if any(b.cy < top for b in own) and any(b.cy >= top for b in own):
            return 1.0
    return 0.0
