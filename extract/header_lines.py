"""Column headers that stand in lines over a grid, or in one cell over its whole width, put over the columns."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Box, Line, Word, hull
from iku.extract.sections import HEADER, HeaderReader
from iku.extract.table_model import Cell

MOST_LINES = 4
"""A header over a grid takes no more lines than this."""
NEAR = 2.2
"""The lines of a header stand no further from each other and from the grid than this many of their heights."""
SPACE = 1.2
"""Words of one phrase stand no further apart than this many of their heights."""
LEAST = 3
"""So many columns must be named."""


def header_in_lines(
    lines: Sequence[Line], columns: Sequence[float], top: float | None, reader: HeaderReader
) -> tuple[list[list[Cell]], int] | None:
    """Header cells for every column from the last lines of *lines*, and how many lines they take; None where these are
    no header.

    :param columns: x boundaries of the columns; *top*: the upper edge of the grid, None where the lines are inside it.
    """
    best: tuple[float, int, list[list[Cell]]] | None = None
    near = _near(lines, top)
    for count in range(1, len(near) + 1):
        header = _over_columns(near[-count:], columns)
        texts = [path[0].text if path else "" for path in header]
        score = reader.header_score(texts)
        if sum(map(bool, texts)) >= LEAST and score >= HEADER and (best is None or score > best[0]):
            best = score, count, header
    return None if best is None else (best[2], best[1])


def under(header: Sequence[list[Cell]], own: Sequence[list[Cell]]) -> list[list[Cell]]:
    """The lines' header over what the grid itself names. A name over one of several named neighbours (TARGET over the
    years) is the name of them all."""
    over = [list(path) for path in header]
    start = 0
    while start < len(own):
        end = start
        while end < len(own) and bool(own[end]) == bool(own[start]):
            end += 1
        shared = _phrase([cell for path in header[start:end] for cell in path]) if own[start] else None
        if shared is not None:
            over[start:end] = [[shared] for _ in range(start, end)]
        start = end
    return [[*up, *below] for up, below in zip(over, own, strict=True)]


def _phrase(cells: Sequence[Cell]) -> Cell | None:
    """The names over neighbouring columns as one, where they are the words of one phrase cut by the columns."""
    words = sorted((w for cell in cells for w in cell.words), key=lambda w: w.box.x0)
    lines = {round(w.box.cy / w.size) for w in words}
    apart = any(b.box.x0 - a.box.x1 > SPACE * a.size for a, b in zip(words, words[1:], strict=False))
    if not words or apart or len(lines) > 1:
        return None
    box = hull([w.box for w in words])
    return Cell(0, cells[0].col, 1, len(cells), box, cells[0].page, [Line(tuple(words), box, cells[0].page)])


def _near(lines: Sequence[Line], top: float | None) -> list[Line]:
    """The lines right over the grid, none of them far from the next."""
    own: list[Line] = []
    floor = top
    for line in sorted(lines, key=lambda ln: -ln.box.cy)[:MOST_LINES]:
        if floor is not None and floor - line.box.bottom > NEAR * line.size:
            break
        own.insert(0, line)
        floor = line.box.top
    return own


def _over_columns(lines: Sequence[Line], columns: Sequence[float]) -> list[list[Cell]]:
    """One cell a column of the words over it, line by line."""
    header: list[list[Cell]] = []
    for col, (left, right) in enumerate(zip(columns, columns[1:], strict=False)):
        own = [_line(words, ln) for ln in lines if (words := [w for w in ln.words if left <= w.box.cx < right])]
        if own:
            header.append([Cell(0, col, 1, 1, hull([ln.box for ln in own]), own[0].page, own)])
        else:
            header.append([])
    return header


def _line(words: Sequence[Word], line: Line) -> Line:
    box: Box = hull([w.box for w in words])
    return Line(tuple(words), box, line.page)
