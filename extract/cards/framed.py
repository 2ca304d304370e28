"""Forms whose indicator stands as a heading over a frame: goal, a row of headers over a row of figures, then texts.

In the frame a label with its goal comes first, then two or more headers of figures with one row of figures under them,
then cells over the whole width whose bold lines are headings (``KONSEP DAN DEFINISI``) over texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.extract.cards.labels import GOALS, field_of, is_colon
from iku.extract.cards.pair import Card, Pair, cell_of, copy_of, label_cell
from iku.extract.cells import fill_cells
from iku.extract.lattice import find_grids
from iku.extract.lines import to_lines
from iku.extract.model import Box, Line, Page, hull
from iku.extract.sections import HeaderReader
from iku.extract.table_model import Cell, Grid

GAP = 2.5
"""A name stands at most this many of its letter heights above its frame, and so do its lines from each other."""
MOST_LINES = 4
FEWEST_FIGURES = 2
"""Headers of figures side by side, at least."""
SHORT = 40
"""Letters of a figure, a unit or a grade, at most."""
_CODE = re.compile(r"[\[(]?\d{1,2}(?:\.\d{1,2})+[\])]?\.?|[\[(][A-Z]{1,4}[ .]?\d{1,2}(?:\.\d{1,2})*[\])]")


def framed_cards(page: Page, reader: HeaderReader) -> list[tuple[Card, Box]]:
    """The forms of *page* with their frames, as the rules alone show them; only where a bold code is printed."""
    if not any(w.bold and _CODE.fullmatch(w.text) for w in page.words):
        return []
    found = []
    for grid in find_grids(page):
        fill_cells(grid, page.words)
        if (card := framed_card(grid, page, reader)) is not None:
            found.append((card, grid.box))
    return found


def framed_card(grid: Grid, page: Page, reader: HeaderReader) -> Card | None:
    """The form in *grid* with the name above it; None for a table or a form of another kind."""
    rows = [[c for c in grid.cells if c.row == r and not c.empty] for r in range(grid.nrows)]
    at = next((r for r in range(grid.nrows - 1) if _figures(rows[r], rows[r + 1], reader)), None)
    if at is None or at + 2 < grid.nrows and len(rows[at + 2]) > 1:
        return None
    name = _name_above(grid, page, reader)
    if name is None:
        return None
    pairs = [Pair([_nameless(name)], name)]
    for row in rows[:at]:
        if len(row) != 2 or field_of(row[0].text, reader) not in GOALS:
            return None
        pairs.append(Pair([label_cell(row[0])], copy_of(row[1]), field_of(row[0].text, reader)))
    below = {c.col: c for c in rows[at + 1]}
    for head in rows[at]:
        pairs.append(Pair([label_cell(head)], copy_of(below[head.col]), field_of(head.text, reader)))
    for cell in (c for row in rows[at + 2 :] for c in row):
        pairs += _headed(cell, reader)
    return Card(pairs, grid.box.x0, grid.box.x0)


def _figures(heads: Sequence[Cell], values: Sequence[Cell], reader: HeaderReader) -> bool:
    """Headers of figures, and the figures right under them."""
    meanings = [field_of(c.text, reader) for c in heads]
    figures = sum(m is not None and m.startswith("nilai") for m in meanings)
    if figures < FEWEST_FIGURES or not all(meanings) or "indikator" in meanings:
        return False
    same = [(c.col, c.colspan) for c in heads] == [(c.col, c.colspan) for c in values]
    return same and all(len(c.text) <= SHORT for c in values)


def _nameless(name: Cell) -> Cell:
    """The label that a name above a frame does not have."""
    return Cell(0, 0, 1, 1, name.box, name.page)


def _name_above(grid: Grid, page: Page, reader: HeaderReader) -> Cell | None:
    """The bold lines right above the frame, where they begin with a code and are no known label."""
    lines = to_lines([w for w in page.words if w.box.cy < grid.box.top], page.number)
    own: list[Line] = []
    floor = grid.box.top
    for line in sorted(lines, key=lambda ln: -ln.box.cy)[:MOST_LINES]:
        if floor - line.box.bottom > GAP * line.size or not all(w.bold for w in line.words):
            break
        own.insert(0, line)
        floor = line.box.top
        if _CODE.fullmatch(line.words[0].text):
            break
    if not own or not _CODE.fullmatch(own[0].words[0].text) or field_of(own[0].text, reader) is not None:
        return None
    return cell_of([w for line in own for w in line.words], page.number)


def _headed(cell: Cell, reader: HeaderReader) -> list[Pair]:
    """The texts of a cell under their bold headings; text before the first one is a label's without a value."""
    heads = [i for i, line in enumerate(cell.lines) if _is_heading(line, cell.lines)]
    if len(cell.lines) == 1 or not heads or heads[0] != 0:
        return [Pair([copy_of(cell)], None, field_of(cell.text, reader))] if len(cell.lines) < MOST_LINES else []
    out: list[Pair] = []
    for start, stop in zip(heads, [*heads[1:], len(cell.lines)], strict=True):
        label, body = _part(cell, cell.lines[start : start + 1]), cell.lines[start + 1 : stop]
        out.append(Pair([label], _part(cell, body) if body else None, field_of(label.text, reader)))
    return out


def _is_heading(line: Line, lines: Sequence[Line]) -> bool:
    """A bold line in capitals among lines that are not."""
    plain = any(not w.bold for ln in lines for w in ln.words)
    return plain and line.text.isupper() and all(w.bold for w in line.words if not is_colon(w.text))


def _part(cell: Cell, lines: Sequence[Line]) -> Cell:
    own = copy_of(cell, list(lines))
    own.box = hull([line.box for line in lines])
    return own
