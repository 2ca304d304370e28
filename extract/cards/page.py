"""The cards of one page, put among its grids."""

from __future__ import annotations

from collections.abc import Sequence

from extract.cards.pair import READER, Card, to_grid
from extract.cards.periods import of_grid
from extract.cards.ruled import card_of_grid
from extract.cards.unruled import cards_of_words
from extract.cells import words_outside
from extract.model import Grid, Page
from extract.sections import HeaderReader, split_grid


def with_cards(page: Page, grids: Sequence[Grid], reader: HeaderReader) -> list[Grid]:
    """The grids of a page, cards turned: a grid that is a card, and words without rules that are one, each become a
    grid of label and value (reader ``card``). A small table of figures by period under a card becomes part of it."""
    out: list[Grid] = []
    loose: list[Grid] = []
    for grid in grids:
        card = card_of_grid(grid, reader)
        if card is not None:
            out.append(to_grid(card, page.number))
        elif any(s.header for s in split_grid(grid, reader)):
            out.append(grid)
        else:
            loose.append(grid)
    figures = [g for g in loose if of_grid(g, reader) is not None]
    free = words_outside(page.words, [g.box for g in (*out, *figures)])
    cards = cards_of_words(free, page, reader)
    found = [to_grid(c, page.number) for c in cards]
    out += found
    out += [g for g in loose if not any(g.box.overlap(f.box) > 0.5 * g.box.area for f in found)]
    return _with_figures(sorted(out, key=lambda g: (g.box.top, g.box.x0)), reader)


def _with_figures(grids: Sequence[Grid], reader: HeaderReader) -> list[Grid]:
    out: list[Grid] = []
    for grid in grids:
        pairs = of_grid(grid, reader) if out and out[-1].reader == READER else None
        if pairs:
            out[-1] = joined(out[-1], to_grid(Card(pairs), grid.page))
        else:
            out.append(grid)
    return out


def joined(card: Grid, more: Grid) -> Grid:
    """Two grids of pairs on one page as one."""
    rows = card.nrows
    for cell in more.cells:
        cell.row += rows
    ys = [float(i) for i in range(rows + more.nrows + 1)]
    return Grid(card.page, card.box.union(more.box), card.xs, ys, [*card.cells, *more.cells], reader=READER)
