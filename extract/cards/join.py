"""Cards of many pages to logical tables: labels are the header, each card a row, many cards of one form one table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from iku.extract.cards.form import Form
from iku.extract.cards.labels import GOALS, field_of, printed
from iku.extract.cards.page import joined
from iku.extract.cards.pair import READER, Card, Pair, from_grid, to_grid
from iku.extract.cards.periods import is_head_of_figures, of_grid
from iku.extract.cards.ruled import card_of_grid
from iku.extract.cards.unruled import cards_of_words
from iku.extract.cells import words_outside
from iku.extract.lines import to_lines
from iku.extract.model import Box, Line, Page, hull
from iku.extract.sections import HeaderReader
from iku.extract.table_model import Cell, Grid, LogicalTable, Row

FOOT = 0.6
"""A card that ends lower than this share of the page may go on on the next."""
SAME_FORM = 0.5
"""Cards are of one form when this share of the labels of the smaller one is found in the other."""
TITLE_GAP = 60.0
"""A title stands at most this far (points) above its card, and so do its lines from each other."""
MOST_TITLE_LINES = 8
SHARED = frozenset({"misi", "perspektif", "tujuan", "sasaran", "program", "kegiatan"})
"""Heads that may be printed once above several cards."""

_NOTHING = re.compile(r"[-–—]{0,3}")
"""How a card says that a label has no value."""

Key = tuple[str, int]


@dataclass(slots=True)
class _Card:
    """Values by label; the second pair of one label has a key of its own."""

    page: int
    top: float
    labels: dict[Key, list[Cell]] = field(default_factory=dict)
    values: dict[Key, Cell] = field(default_factory=dict)
    meanings: dict[Key, str | None] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)

    def heads(self) -> list[Key]:
        """The labels above the indicator's."""
        keys = list(self.labels)
        place = next((i for i, k in enumerate(keys) if self.meanings[k] == "indikator"), 0)
        return keys[:place]

    def add(self, pair: Pair, page: int) -> None:
        key = _fresh(_key(pair.path), self.labels)
        self.labels[key], self.meanings[key] = pair.path, pair.meaning
        if pair.value is not None and not _NOTHING.fullmatch(pair.value.text.strip()):
            self.values[key] = pair.value
        if page not in self.pages:
            self.pages.append(page)


def take_cards(
    pages: Sequence[Page], grids: Mapping[int, Sequence[Grid]], reader: HeaderReader
) -> tuple[list[LogicalTable], Mapping[int, Sequence[Grid]]]:
    """The logical tables of all cards, in printed order, and the grids by page, those that go on with a card turned."""
    all_grids: dict[int, Sequence[Grid]] = {}
    cards: list[_Card] = []
    last: tuple[Page, Grid] | None = None
    heads: Grid | None = None
    for page in pages:
        own = list(grids.get(page.number, ()))
        if last is not None and last[0].number == page.number - 1:
            own = [_under(heads, own[0]), *own[1:]] if heads is not None and own else own
            own = _gone_on(page, own, last[1], reader)
        last = heads = None
        all_grids[page.number] = own
        for grid in own:
            if grid.reader == READER:
                _read(grid, cards, reader)
        if len(own) > 1 and own[-2].reader == READER and is_head_of_figures(own[-1]):
            heads = own.pop()
        if own and own[-1].reader == READER and own[-1].box.bottom > FOOT * page.height:
            last = (page, own[-1])
    return _tables(cards), all_grids


def _under(heads: Grid, grid: Grid) -> Grid:
    """The periods of a small table that a page break cut off, put over its figures again."""
    if heads.ncols != grid.ncols or grid.reader == READER:
        return grid
    below = [replace(c, row=c.row + 1) for c in grid.cells]
    return Grid(grid.page, grid.box, grid.xs, [heads.box.top - heads.box.bottom, *grid.ys], [*heads.cells, *below])


def _gone_on(page: Page, own: list[Grid], before: Grid, reader: HeaderReader) -> list[Grid]:
    """The grids of a page on which the last card of the page before may go on: its rest at the top is a card too."""
    first = own[0] if own else None
    if first is not None and first.reader == READER:
        return own
    if first is not None:
        figures = of_grid(first, reader)
        if figures:
            return [to_grid(Card(figures, before.xs[0], before.xs[1]), page.number), *own[1:]]
        card = card_of_grid(first, reader, goes_on=True)
        if card is not None and abs(card.label_x - before.xs[0]) < 12:
            return [to_grid(card, page.number), *own[1:]]
    roof = first.box.top if first is not None else page.height
    words = [w for w in words_outside(page.words, [g.box for g in own]) if w.box.bottom <= roof + 1]
    form = Form(before.xs[0], before.xs[1], before.xs[1] > before.xs[0] + 10)
    found = [to_grid(c, page.number) for c in cards_of_words(words, page, reader, form)]
    if found and own and (figures := of_grid(own[0], reader)):
        return [joined(found[0], to_grid(Card(figures), page.number)), *own[1:]]
    return [*found, *own]


def _read(grid: Grid, cards: list[_Card], reader: HeaderReader) -> None:
    """Add the pairs of a grid to the cards: a second indicator, or the first label again, begins a new one."""
    run: list[Pair] = from_grid(grid)
    for pair in run:
        if not pair.path:
            _lengthen(cards, pair)
            continue
        pair.meaning = next((m for c in reversed(pair.path) if (m := field_of(c.text, reader))), None)
        if not cards or _begins(cards[-1], pair):
            cards.append(_Card(grid.page, pair.boxes[0].top))
            if len(cards) > 1 and pair.meaning == "indikator":
                _take_heads(cards[:-1], cards[-1])
        cards[-1].add(pair, grid.page)


def _lengthen(cards: list[_Card], pair: Pair) -> None:
    """The rest of a value from over the page break."""
    if cards and cards[-1].values and pair.value is not None:
        last = next(reversed(cards[-1].values.values()))
        last.lines = [*last.lines, *pair.value.lines]


def _begins(card: _Card, pair: Pair) -> bool:
    key = _key(pair.path)
    names = [m for m in card.meanings.values() if m]
    if pair.meaning == "indikator" and len(pair.path) == 1:
        return "indikator" in names
    first = next(iter(card.labels), None)
    if first is not None and first[0] == key and len(card.labels) > 2:
        return True
    again = any(k[0] == key for k in card.labels)
    return again and pair.meaning in GOALS and "indikator" in names


def _take_heads(earlier: Sequence[_Card], new: _Card) -> None:
    """Heads printed just above an indicator belong to it, not to the card before, unless that form ends in them."""
    before = earlier[-1]
    keys = list(before.labels)
    heads = {k[0] for c in earlier for k in c.heads()}
    moved: list[Key] = []
    while len(keys) > 1 and before.meanings[keys[-1]] in GOALS and keys[-1][0] in heads | {keys[0][0]}:
        moved.insert(0, keys.pop())
    for key in moved:
        new.labels[key], new.meanings[key] = before.labels.pop(key), before.meanings.pop(key)
        if key in before.values:
            new.values[key] = before.values.pop(key)


def _key(path: Sequence[Cell]) -> str:
    return " > ".join(re.sub(r"\W", "", printed(c.text)).upper() for c in path)


def _fresh(name: str, taken: Mapping[Key, object]) -> Key:
    n = 1
    while (name, n) in taken:
        n += 1
    return name, n


def _tables(cards: Sequence[_Card]) -> list[LogicalTable]:
    groups: list[list[_Card]] = []
    for card in cards:
        last = groups[-1] if groups else None
        near = last is not None and card.page - max(last[-1].pages) <= 1
        if last is not None and near and _same_form(last, card):
            last.append(card)
        else:
            groups.append([card])
    return [_table(group, number) for number, group in enumerate(groups, 1)]


def _same_form(group: Sequence[_Card], card: _Card) -> bool:
    known = {k for c in group for k in c.labels}
    shared = len(known & set(card.labels))
    return shared >= SAME_FORM * min(len(card.labels), len(known))


def _in_order(cards: Sequence[_Card]) -> list[Key]:
    """The labels of all cards, each once; one that only some have stands behind what is before it there."""
    keys: list[Key] = []
    for card in cards:
        place = 0
        for key in card.labels:
            if key in keys:
                place = keys.index(key) + 1
            else:
                keys.insert(place, key)
                place += 1
    return keys


def _table(cards: Sequence[_Card], number: int) -> LogicalTable:
    keys: list[Key] = _in_order(cards)
    header = {k: next(c.labels[k] for c in cards if k in c.labels) for k in keys}
    meanings = {k: next(c.meanings[k] for c in cards if k in c.labels) for k in keys}
    body = []
    shared: dict[Key, Cell] = {}
    for card in cards:
        own = {k for k in card.values if meanings[k] in SHARED}
        if own:
            shared = {k: c for k, c in shared.items() if keys.index(k) < min(keys.index(o) for o in own)}
            shared |= {k: card.values[k] for k in own}
        values = shared | card.values
        body.append(Row([values.get(k) for k in keys], card.page))
    pages = sorted({p for c in cards for p in c.pages})
    columns = [float(i) for i in range(len(keys) + 1)]
    known = {id(c) for path in header.values() for c in path}
    again = [c for card in cards for path in card.labels.values() for c in path if id(c) not in known]
    return LogicalTable(
        number, [header[k] for k in keys], columns, body, pages, reader=READER, set_aside=again,
        regions=[region for card in cards for region in _regions(card)],
    )  # fmt: skip


def _regions(card: _Card) -> list[tuple[int, Box]]:
    """The box of a card on every page that it stands on."""
    cells = [*(c for path in card.labels.values() for c in path), *card.values.values()]
    boxes: dict[int, list[Box]] = {}
    for line in (line for c in cells for line in c.lines):
        boxes.setdefault(line.page, []).append(line.box)
    return [(page, hull(own)) for page, own in boxes.items()]


def with_card_tables(
    tables: Sequence[LogicalTable], cards: Sequence[LogicalTable], pages: Sequence[Page]
) -> list[LogicalTable]:
    """All tables in printed order, numbered from 1; tables of cards get the lines above them for a title."""
    if not cards:
        return list(tables)

    def place(table: LogicalTable) -> tuple[int, float]:
        cells = [c for path in table.header for c in path]
        page = min((c.page for c in cells), default=table.pages[0])
        return page, min((c.box.top for c in cells if c.page == page), default=0.0)

    by_number = {p.number: p for p in pages}
    floors: dict[int, float] = {}
    merged = sorted([*tables, *cards], key=place)
    for number, table in enumerate(merged, 1):
        table.id = number
        page, top = place(table)
        if table.reader == READER and page in by_number:
            table.title_lines = title_above(by_number[page], top, floors.get(page, 0.0))
        floors[page] = max(floors.get(page, 0.0), top)
    return merged


def title_above(page: Page, top: float, roof: float) -> list[Line]:
    """The lines close above *top*, below *roof*."""
    lines = to_lines([w for w in page.words if roof < w.box.cy < top], page.number)
    title: list[Line] = []
    floor = top
    for line in sorted(lines, key=lambda ln: -ln.box.cy):
        if floor - line.box.bottom > TITLE_GAP or len(title) == MOST_TITLE_LINES:
            break
        title.insert(0, line)
        floor = line.box.top
    return title
