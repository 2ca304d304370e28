"""Cards in a ruled grid: label and value in neighbouring cells, beside or beneath each other, or in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from iku.extract.cards.form import FEWEST
from iku.extract.cards.labels import GOALS, LONGEST, cut_line, field_of, is_colon, is_number
from iku.extract.cards.lower import with_lower_labels
from iku.extract.cards.pair import Card, Pair, cell_of, copy_of, label_cell, value_of
from iku.extract.cards.periods import are_periods, of_words, under_periods
from iku.extract.cards.ticks import ticked
from iku.extract.cards.unruled import is_card
from iku.extract.sections import HeaderReader
from iku.extract.table_model import Cell, Grid

FEWEST_DOWN = 3
"""Labels of different meanings that stand one under the other in a card, at least."""
LABELLED = 0.6
"""Share of a card's rows that begin with a known label."""


@dataclass(slots=True)
class _Reading:
    """State of one pass over the rows: the pairs so far, the row of periods above, a label that waits for its value
    below, and counts for the judgement."""

    grid: Grid
    reader: HeaderReader
    pairs: list[Pair] = field(default_factory=list)
    periods: list[Cell] = field(default_factory=list)
    waiting: list[Cell] = field(default_factory=list)
    inside: int = 0
    """Rows with label and value in one cell."""
    looks: set[str] | None = None
    """What all labels that stand alone in their rows look like."""
    rows: int = 0
    labelled: int = 0
    down: set[str] = field(default_factory=set)
    """Meanings of labels that stand one under the other, not side by side like the header of a table."""
    columns: int = 0
    """Rows with two or more values beside a label that are no periods and no ticks: the look of an ordinary table."""


def card_of_grid(grid: Grid, reader: HeaderReader, *, goes_on: bool = False) -> Card | None:
    """The card in *grid*, None when it is an ordinary table.

    :param goes_on: the page before ended in a card: one known label is enough, and cells without a label at the top
        are the rest of its last value."""
    state = _Reading(grid, reader)
    rows = [[c for c in grid.cells if c.row == r] for r in range(grid.nrows)]
    for cells in rows:
        _read_row(state, [c for c in cells if not c.empty])
    if any(_is_frame(c, reader) for c in grid.cells):
        return None
    _no_value(state)
    known = [p.meaning for p in state.pairs if p.meaning]
    if goes_on:
        enough = grid.ncols <= 4 and state.labelled >= 0.5 * max(1, state.rows - 1) and not state.columns
        if not enough:
            return None
    elif not _is_card(state, known):
        return None
    labels = [p.path[0].box.x0 for p in state.pairs if p.path]
    values = [p.value.box.x0 for p in state.pairs if p.value is not None]
    if not state.pairs or not labels and not goes_on:
        return None
    left = min(labels, default=grid.box.x0)
    return Card(state.pairs, left, max(left, min((v for v in values if v > left + 1), default=left)))


def _is_card(state: _Reading, known: list[str]) -> bool:
    tells = set(known) - set(GOALS)
    if len(state.down) < FEWEST_DOWN:
        return False
    if state.columns * 3 > state.rows or state.labelled < LABELLED * state.rows:
        return False
    return is_card(known) or len(tells) > FEWEST and state.labelled >= 0.7 * state.rows


def _read_row(state: _Reading, cells: list[Cell]) -> None:
    items = [c for c in cells if not is_colon(c.text)]
    while len(items) > 1 and items[0].col == 0 and len(items[0].text) <= 4 and is_number(items[0].text.strip()):
        items = items[1:]
    if items and state.periods and (label := _over(state.grid, items[0])) is not None:
        items = [label, *items]
    if not items:
        return
    state.rows += 1
    reader = state.reader
    meanings = [field_of(c.text, reader) for c in items]
    if state.waiting and _take_waiting(state, items, meanings):
        return
    inside = [_inside(c, reader, known=state.inside < 2) for c in items]
    if inside[0] is not None and (len(items) == 1 or all(inside)):
        state.labelled += 1
        state.inside += 1
        state.down |= {p.meaning for p in inside[0] if p.meaning}
        for pairs in inside:
            _add(state, pairs or [])
    elif len(items) == 1:
        _lone(state, items[0], meanings[0])
    elif len(items) >= 3 and all(meanings) and not _beside(items, meanings):
        state.waiting = items
        state.labelled += 1
    else:
        _labelled_row(state, items, meanings)


def _over(grid: Grid, cell: Cell) -> Cell | None:
    """The filled cell left of *cell* that began in a row above: the label of several rows."""
    found = [c for c in grid.cells if c.row < cell.row < c.row + c.rowspan and c.col < cell.col and not c.empty]
    return max(found, key=lambda c: c.col, default=None)


def _beside(items: list[Cell], meanings: list[str | None]) -> bool:
    """Label, value, label, value, where the values happen to read like labels too."""
    return len(items) == 4 and items[0].text.rstrip().endswith(":") and items[2].text.rstrip().endswith(":")


def _take_waiting(state: _Reading, items: list[Cell], meanings: list[str | None]) -> bool:
    """Values beneath the labels of the row above; False when this row holds labels itself."""
    labels, state.waiting = state.waiting, []
    if meanings[0] is not None and len(items) > 1 and (len(labels) == 1 or all(meanings)):
        state.pairs += [Pair([label_cell(c)], None, field_of(c.text, state.reader)) for c in labels]
        return False
    if len(labels) == 1 and meanings[0] is not None and len(items) == 1 and _look(labels[0]) & _look(items[0]):
        state.pairs.append(Pair([label_cell(labels[0])], None, field_of(labels[0].text, state.reader)))
        return False
    for label in labels:
        under = [c for c in items if len(labels) == 1 or label.box.x0 - 2 <= c.box.cx <= label.box.x1 + 2]
        words = [w for c in under for w in c.words]
        meaning = field_of(label.text, state.reader)
        _add(state, [Pair([label_cell(label)], value_of(words, state.grid.page) if words else None, meaning)])
    state.labelled += 1
    return True


def _look(cell: Cell) -> set[str]:
    """What makes a cell look like a label: bold, a number before it, a colon behind it."""
    words = cell.words
    found = {"bold"} if words and all(w.bold for w in words) else set()
    found |= {"number"} if len(words) > 1 and is_number(words[0].text) else set()
    return found | ({"colon"} if cell.text.rstrip().endswith(":") else set())


def _lone(state: _Reading, cell: Cell, meaning: str | None) -> None:
    """A row of one filled cell: a label whose value stands beneath or is missing, the rest of a value, or a heading."""
    if meaning is not None:
        state.looks = _look(cell) if state.looks is None else state.looks & _look(cell)
        beside = cell.col + cell.colspan < state.grid.ncols
        state.labelled += 1
        state.down.add(meaning)
        blank = any(c.row == cell.row and c.col > cell.col and c.empty for c in state.grid.cells)
        if beside and cell.col <= 1 and blank:
            state.pairs.append(Pair([label_cell(cell)], None, meaning))
        else:
            state.waiting = [cell]
    elif state.looks and state.looks <= _look(cell) and len(cell.lines) == 1 and len(cell.words) <= LONGEST:
        state.waiting = [cell]
    elif cell.col > 0 and state.pairs and state.pairs[-1].value is not None:
        last = state.pairs[-1].value
        assert last is not None
        last.lines = [*last.lines, *cell.lines]
        last.box = last.box.union(cell.box)
        state.rows -= 1
    elif cell.col > 0:
        state.pairs.append(Pair([], copy_of(cell)))
        state.rows -= 1
    else:
        state.pairs.append(Pair([label_cell(cell)], None))
        state.rows -= 1


def _labelled_row(state: _Reading, items: list[Cell], meanings: list[str | None]) -> None:
    label, values = items[0], items[1:]
    texts = [c.text for c in values]
    if meanings[0] is not None:
        state.labelled += 1
        state.down.add(meanings[0])
    if are_periods(texts):
        state.periods = values
        return
    if state.periods and len(values) == len(state.periods):
        _add(state, under_periods(label, state.periods, values, state.reader))
        state.labelled += meanings[0] is None
        return
    state.periods = []
    places = [i for i, m in enumerate(meanings) if m is not None]
    if len(items) == 4 and places[:1] == [0] and 2 in places:
        for i in (0, 2):
            _add(state, [_pair(state, items[i], [items[i + 1]], meanings[i])])
        state.labelled += meanings[0] is None
        return
    words = [w for c in values for w in c.words]
    if len(values) > 1 and len(ticked(words)) == len(words):
        state.columns += 1
    _add(state, [_pair(state, label, values, meanings[0])])


def _pair(state: _Reading, label: Cell, values: Sequence[Cell], meaning: str | None) -> Pair:
    words = [w for c in values for w in c.words]
    chosen = ticked(words)
    value = copy_of(values[0])
    if len(chosen) != len(words) or len(values) > 1:
        made = cell_of(chosen, state.grid.page)
        assert made is not None
        made.agreed = all(c.agreed for c in values)
        value = made
    return Pair([label_cell(label)], value, meaning)


def _inside(cell: Cell, reader: HeaderReader, *, known: bool) -> list[Pair] | None:
    """Labels and values in one cell (``Satuan : Persen``), each label at the head of a line; the first one must be
    *known* unless the form is sure to have its labels so."""
    cuts = [cut_line(line.words, reader) for line in cell.lines]
    marks = [i for i, c in enumerate(cuts) if c is not None and c.field is not None and c.colon is not None]
    first = cuts[0] if cuts else None
    if not known and 0 not in marks and first is not None and first.colon is not None:
        marks.insert(0, 0)
    if not marks or marks[0] != 0 or len(cell.lines) == 1 and first is not None and not first.rest:
        return None
    pairs = []
    for start, stop in zip(marks, [*marks[1:], len(cuts)], strict=True):
        cut = cuts[start]
        assert cut is not None
        label = cell_of(cut.label, cell.page)
        words = [*cut.rest, *(w for line in cell.lines[start + 1 : stop] for w in line.words)]
        if label is not None:
            pairs.append(Pair([label], value_of(words, cell.page) if words else None, cut.field))
    return pairs


def _is_frame(cell: Cell, reader: HeaderReader) -> bool:
    """A cell with a whole form in it is a frame around a card without rules."""
    cuts = [cut_line(line.words, reader) for line in cell.lines] if len(cell.lines) > 2 * FEWEST else []
    return len({c.field for c in cuts if c is not None and c.field}) > FEWEST


def _add(state: _Reading, pairs: list[Pair]) -> None:
    for pair in pairs:
        words = pair.value.words if pair.value is not None else []
        nested = of_words(pair.path[0], words, state.grid.page, state.reader) if pair.path and words else None
        state.pairs += nested or with_lower_labels(pair, state.reader)


def _no_value(state: _Reading) -> None:
    """Labels at the foot that waited for values in vain."""
    state.pairs += [Pair([label_cell(c)], None, field_of(c.text, state.reader)) for c in state.waiting]
    state.waiting = []
