"""A label and its value, and how a page's pairs travel as one grid to where the pages are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from iku.extract.cards.labels import is_colon, name_words
from iku.extract.cards.ticks import ticked
from iku.extract.lines import to_lines
from iku.extract.model import Box, Line, Word, hull
from iku.extract.table_model import Cell, Grid

READER = "card"


@dataclass(slots=True)
class Pair:
    """``path``: the cells of the label, the upper one first (``Target``, ``2024``); empty for the rest of the value
    before it, from over a page break. ``value`` is None where nothing is printed. ``meaning`` is the field of the
    lowest known label."""

    path: list[Cell]
    value: Cell | None
    meaning: str | None = None

    @property
    def boxes(self) -> list[Box]:
        return [c.box for c in (*self.path, self.value) if c is not None]


@dataclass(slots=True)
class Card:
    """Pairs in printed order. ``label_x`` and ``value_x`` are where labels and values begin (points)."""

    pairs: list[Pair] = field(default_factory=list)
    label_x: float = 0.0
    value_x: float = 0.0

    @property
    def box(self) -> Box:
        return hull([b for p in self.pairs for b in p.boxes])


def cell_of(words: Iterable[Word], page: int, box: Box | None = None) -> Cell | None:
    """A cell of its own for some words; None for none. Its place in a grid is given later."""
    lines = to_lines(words, page)
    if not lines:
        return None
    return Cell(0, 0, 1, 1, box or hull([ln.box for ln in lines]), page, lines)


def value_of(words: Sequence[Word], page: int, box: Box | None = None) -> Cell | None:
    """The cell of a value: of options with tick boxes only the ticked one."""
    return cell_of(ticked(words), page, box)


def label_cell(cell: Cell) -> Cell:
    """A copy of a label's cell without number and colon: its printed name."""
    own = copy_of(cell)
    names = [w for i, ln in enumerate(cell.lines) for w in (name_words(ln.words) if i == 0 else ln.words)]
    made = cell_of([w for w in names if not is_colon(w.text)], cell.page)
    if made is not None:
        own.lines = made.lines
    return own


def copy_of(cell: Cell, lines: list[Line] | None = None) -> Cell:
    """The same cell, free to be put elsewhere."""
    own = cell.lines if lines is None else lines
    return Cell(0, 0, 1, 1, cell.box, cell.page, list(own), cell.agreed, cell.edges)


def to_grid(card: Card, page: int) -> Grid:
    """The pairs of one page as a grid of three columns: label, lower label, value; a row a pair."""
    cells: list[Cell] = []
    for row, pair in enumerate(card.pairs):
        for col, cell in [*enumerate(pair.path[:2]), (2, pair.value)]:
            if cell is not None:
                own = copy_of(cell)
                own.row, own.col = row, col
                cells.append(own)
    box = card.box
    xs = [card.label_x, card.value_x, card.value_x, max(box.x1, card.value_x)]
    return Grid(page, box, xs, [float(i) for i in range(len(card.pairs) + 1)], cells, reader=READER)


def from_grid(grid: Grid) -> list[Pair]:
    """The pairs of a grid made by :func:`to_grid`, without their meanings."""
    rows: list[Pair] = [Pair([], None) for _ in range(grid.nrows)]
    for cell in grid.cells:
        if cell.col == 2:
            rows[cell.row].value = cell
        else:
            rows[cell.row].path.append(cell)
    return rows
