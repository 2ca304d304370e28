"""The cards of one page, put among its grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from iku.extract.cards.framed import framed_cards
from iku.extract.cards.pair import READER, Card, Pair, copy_of, to_grid
from iku.extract.cards.periods import is_head_of_figures, of_grid
from iku.extract.cards.ruled import card_of_grid
from iku.extract.cards.unruled import cards_of_words
from iku.extract.cells import words_outside
from iku.extract.model import Box, Page
from iku.extract.sections import HeaderReader, split_grid
from iku.extract.table_model import Grid

RULED = "rulings"
"""Reader of grids whose cells are rules on all sides; of others the cells are a guess, and lines of words as good."""


def with_cards(page: Page, grids: Sequence[Grid], reader: HeaderReader) -> list[Grid]:
    """The grids of a page, cards turned: a grid that is a card, and words without rules that are one, each become a
    grid of label and value (reader ``card``). A small table of figures by period in a card becomes part of it."""
    sorted_out = _sort(page, grids, reader)
    tables, loose = sorted_out.tables, sorted_out.loose
    figures = [g for g in loose if of_grid(g, reader) is not None]
    free = words_outside(page.words, [*sorted_out.shapes, *(g.box for g in (*tables, *figures))])
    found = cards_of_words(free, page, reader)
    boxes = [c.box for c in found]
    for grid in loose:
        guess = grid.reader != RULED and not _is_table(grid, reader)
        card = card_of_grid(grid, reader) if guess and not _covered(grid, boxes) else None
        if card is not None:
            found.append(card)
            boxes.append(grid.box)
    cards = _in_order([*sorted_out.cards, *found], page)
    used = [g for g in figures if _put_in(cards, g, of_grid(g, reader) or [])]
    rest = [*tables, *(g for g in loose if g not in used and not _covered(g, boxes))]
    turned = [to_grid(c, page.number) for c in cards]
    if len(turned) > 1 and _beside(cards):
        return [*sorted(rest, key=lambda g: (g.box.top, g.box.x0)), *turned]
    return sorted([*rest, *turned], key=lambda g: (g.box.top, g.box.x0))


@dataclass(slots=True)
class _Sorted:
    """The grids of a page by what they are: cards (and the boxes they stood in), ruled tables, and the rest."""

    cards: list[Card] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)
    tables: list[Grid] = field(default_factory=list)
    loose: list[Grid] = field(default_factory=list)

    def add_card(self, card: Card, grid: Grid) -> None:
        self.cards.append(card)
        self.shapes.append(grid.box)


def _sort(page: Page, grids: Sequence[Grid], reader: HeaderReader) -> _Sorted:
    out = _Sorted()
    for framed, frame in framed_cards(page, reader):
        out.cards.append(framed)
        out.shapes.append(frame)
    for grid in [g for g in grids if not _covered(g, out.shapes)]:
        card = card_of_grid(grid, reader) if grid.reader == RULED else None
        if card is not None:
            out.add_card(card, grid)
        elif grid.reader == RULED and _is_table(grid, reader):
            out.tables.append(grid)
        else:
            out.loose.append(grid)
    for grid in list(out.loose):
        if any(_goes_on(grid, box) for box in out.shapes):
            card = card_of_grid(grid, reader, goes_on=True)
            if card is not None:
                out.add_card(card, grid)
                out.loose.remove(grid)
    return out


def _covered(grid: Grid, boxes: Sequence[Box]) -> bool:
    """More than half of the grid lies in one of *boxes*."""
    return any(grid.box.overlap(b) > 0.5 * grid.box.area for b in boxes)


def ends_in_card(grids: Sequence[Grid]) -> bool:
    """The last thing on a page is a card, or a card and the head of a small table of its figures."""
    if len(grids) > 1 and is_head_of_figures(grids[-1]):
        grids = grids[:-1]
    return bool(grids) and grids[-1].reader == READER


def _is_table(grid: Grid, reader: HeaderReader) -> bool:
    """An ordinary table: a header that names more than values."""
    for section in split_grid(grid, reader):
        names = {reader.label_field(c.text) for c in grid.cells if c.row in section.header}
        if len(names - {None}) > 1 and names & {"indikator", "sasaran", "tujuan", "program", "kegiatan", "misi"}:
            return True
    return False


def _goes_on(grid: Grid, card: Box) -> bool:
    """The grid is as wide as a card and stands right of it or below it: that card may go on there."""
    box = grid.box
    below = abs(box.x0 - card.x0) < 6 and box.top >= card.bottom - 2
    return abs(box.width - card.width) < 12 and (below or box.x0 >= card.x1 - 2)


def _beside(cards: Sequence[Card]) -> bool:
    """Two cards stand side by side: the page has two columns."""
    boxes = [c.box for c in cards]
    return any(a.x1 <= b.x0 + 2 and a.top < b.bottom and b.top < a.bottom for a in boxes for b in boxes)


def _in_order(cards: Sequence[Card], page: Page) -> list[Card]:
    """Top to bottom; in a page of two columns the left one first."""
    if _beside(cards):
        return sorted(cards, key=lambda c: (c.box.cx > page.width / 2, c.box.top))
    return sorted(cards, key=lambda c: c.box.top)


def _put_in(cards: Sequence[Card], grid: Grid, pairs: list[Pair]) -> bool:
    """Put figures by period into the card around or above them, behind the label that they stand beside or under.

    Where that label has no value of its own (``Target`` left of the small table), it is the upper label of each."""
    for card in reversed(cards):
        box = card.box
        if box.top > grid.box.bottom or grid.box.x1 < box.x0 or grid.box.x0 > box.x1:
            continue
        tops = [p.path[0].box.top if p.path else box.top for p in card.pairs]
        place = max((i for i, top in enumerate(tops) if top <= grid.box.cy), default=None)
        if place is None:
            continue
        label = card.pairs[place]
        alone = all(len(p.path) == 1 for p in pairs)
        if alone and label.value is None and label.path and (label.meaning or "").startswith("nilai"):
            for pair in pairs:
                pair.path, pair.meaning = [copy_of(label.path[0]), *pair.path], label.meaning
            card.pairs[place : place + 1] = pairs
        else:
            card.pairs[place + 1 : place + 1] = pairs
        return True
    return False


def joined(card: Grid, more: Grid) -> Grid:
    """Two grids of pairs on one page as one."""
    rows = card.nrows
    for cell in more.cells:
        cell.row += rows
    ys = [float(i) for i in range(rows + more.nrows + 1)]
    return Grid(card.page, card.box.union(more.box), card.xs, ys, [*card.cells, *more.cells], reader=READER)
