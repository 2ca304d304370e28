"""Tables without black rules: rules drawn white, cells shown by shading, or nothing but columns of words.

Each way is tried only where the better one before it found no header on a page that names column headers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.gutters import GUTTER, find_open_grids
from extract.lattice import build_cells, find_grids
from extract.lines import to_lines
from extract.model import Box, Fill, Grid, Line, Page, Ruling, Word
from extract.rules import clusters
from extract.sections import HEADER, HeaderReader

CELL_LIKE = 9.0
"""Shading lower than this (points) is a stripe or an underline, not a cell."""
WIDE = 1.1
"""Words further apart than this many letter heights belong to two columns."""
_NUMBER = re.compile(r"\(?\d{1,2}[.,)]{0,2}")
_END = re.compile(
    r"(?:nip\b|kepala\b|mengetahui|ditetapkan|plt\.|a\.n\.|jakarta, |\w+, +\d* *[a-z]+ +20\d\d)", re.IGNORECASE
)


def shaded_grids(page: Page) -> list[Grid]:
    """Grids whose cells are shown by shading or white rules: the edges of the fills serve as rules."""
    fills = [
        f
        for f in page.fills
        if f.box.height >= CELL_LIKE and f.box.width >= CELL_LIKE and f.box.area < 0.9 * _area(page)
    ]
    edges = [*page.rulings, *page.faint, *(r for f in fills for r in _edges(f))]
    framed = Page(page.number, page.width, page.height, page.source, page.words, edges)
    grids = [g for g in find_grids(framed) if g.ncols >= 3]
    flat = [r for f in fills for r in _edges(f) if r.horizontal and r.length > 0.4 * page.width]
    striped = Page(page.number, page.width, page.height, page.source, page.words, flat)
    found = grids or find_open_grids(striped, [])
    for grid in found:
        grid.reader = "shading"
    return found


def column_grids(page: Page, reader: HeaderReader) -> list[Grid]:
    """The grid under a line of known column headers, its columns parted by white gutters, its rows by their numbers.

    Raises nothing; an empty list when no such line stands on the page or the rows are not numbered."""
    lines = to_lines(page.words, page.number)
    for depth in (1, 2, 3):
        for i in range(len(lines) - depth):
            head = lines[i : i + depth]
            columns = _columns(head)
            if len(columns) < 3 or reader.header_score([" ".join(w.text for w in c) for c in columns]) < HEADER:
                continue
            grid = _under(page, head, lines[i + depth :])
            if grid is not None:
                return [grid]
    return []


def _columns(head: Sequence[Line]) -> list[list[Word]]:
    """The words of a header (one to three lines) by column: words that overlap or nearly touch stand in one."""
    groups: list[list[Word]] = []
    for word in sorted((w for line in head for w in line.words), key=lambda w: w.box.x0):
        reach = max((w.box.x1 for w in groups[-1]), default=0.0) if groups else 0.0
        if groups and word.box.x0 - reach < WIDE * word.box.height:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [sorted(g, key=lambda w: (round(w.box.cy), w.box.x0)) for g in groups]


def _under(page: Page, head: Sequence[Line], below: Sequence[Line]) -> Grid | None:
    body: list[Line] = []
    last = head[-1].box.bottom
    for line in below:
        if line.box.top - last > 4 * line.box.height or _END.match(line.text):
            break
        body.append(line)
        last = line.box.bottom
    words = [w for line in (*head, *body) for w in line.words]
    if not body or len(words) < 8:
        return None
    left, right = min(w.box.x0 for w in words) - 3, max(w.box.x1 for w in words) + 3
    xs = _gutters(words, [w for line in head for w in line.words], left, right)
    if len(xs) < 4:
        return None
    starts = [
        line.words[0].box.top - 2 for line in body
        if line.words[0].box.cx < xs[1] and _NUMBER.fullmatch(line.words[0].text)
    ]  # fmt: skip
    if not starts:
        return None
    ys = clusters([head[0].box.top - 2, (head[-1].box.bottom + min(starts)) / 2, *starts[1:], last + 2], 3.0)
    rules = [Ruling(True, y, xs[0], xs[-1]) for y in ys]
    cells = build_cells(xs, ys, rules, [Ruling(False, x, ys[0], ys[-1]) for x in xs], page.number)
    return Grid(page.number, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, cells, reader="columns")


def _gutters(words: Sequence[Word], head: Sequence[Word], left: float, right: float) -> list[float]:
    """Boundaries in the strips that no word enters, one for every column that the header names."""
    xs, reach = [left], left
    for word in sorted(words, key=lambda w: w.box.x0):
        if word.box.x0 - reach >= GUTTER and reach > left:
            xs.append((reach + word.box.x0) / 2)
        reach = max(reach, word.box.x1)
    xs.append(right)
    kept = [xs[0]]
    for a, b in zip(xs, xs[1:], strict=False):
        if any(a <= w.box.cx < b for w in head) or len(kept) == 1:
            kept.append(b)
        else:
            kept[-1] = b
    return kept


def _edges(fill: Fill) -> list[Ruling]:
    b = fill.box
    return [
        Ruling(True, b.top, b.x0, b.x1),
        Ruling(True, b.bottom, b.x0, b.x1),
        Ruling(False, b.x0, b.top, b.bottom),
        Ruling(False, b.x1, b.top, b.bottom),
    ]


def _area(page: Page) -> float:
    return page.width * page.height
