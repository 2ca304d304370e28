"""Grids of many pages to logical tables: one header, one body, however many pages it takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from rapidfuzz import fuzz

from iku.extract.boundary import Boundary
from iku.extract.captions import caption_at_foot, goal_at_end, lines_above, new_heads, own_goal
from iku.extract.cards.join import take_cards, with_card_tables
from iku.extract.cards.pair import READER as CARD
from iku.extract.cards.tree import tree_tables
from iku.extract.edges import alike, columns_onto
from iku.extract.header_lines import header_in_lines, under
from iku.extract.model import Box, Line, Page
from iku.extract.sections import HeaderReader, Section, split_grid
from iku.extract.table_model import Cell, Grid, LogicalTable, Row

FEW_NAMES = 3
"""From so many columns without a name on, a line over the grid may hold the names."""
FEW_LABELS, LABELS = 2, 0.4
"""So many labels, and such a share of a column's texts, make it a column of labels."""
BOXES = frozenset({"misi", "tujuan", "sasaran", "indikator", "program", "kegiatan"})
"""What the boxes of a tree hold."""
MANY_LABELS = 3
"""So many texts that are labels, or begin with one of an indicator, in a table without a header."""
_BOX_LABEL = re.compile(r"(?:INDIKATOR|TUJUAN|SASARAN)(?:\s+(?:INDIKATOR|TUJUAN|SASARAN))*\s*(?::|$)", re.IGNORECASE)
_FIRST = re.compile(r"\W*0?1\W*")


def join_tables(
    pages: Sequence[Page],
    grids: Mapping[int, Sequence[Grid]],
    reader: HeaderReader,
    boundary: Boundary | None = None,
) -> list[LogicalTable]:
    """The logical tables of ``all_tables`` that have a header."""
    return [t for t in all_tables(pages, grids, reader, boundary) if has_header(t)]


def has_header(table: LogicalTable) -> bool:
    """Whether a table has a header, be it an empty one over columns that tell themselves; one without is a frame, a
    form's head, or a table of another kind."""
    return bool(table.header)


def _name_by_content(tables: Sequence[LogicalTable], reader: HeaderReader) -> None:
    """Tables without a header whose columns tell what they are get an empty one."""
    for table in tables:
        texts = _texts(table)
        if not table.header and not _labels_rows(texts, reader) and reader.tells_indicators(texts):
            table.header = [[] for _ in table.columns[1:]]


def _labels_rows(columns: Sequence[Sequence[str]], reader: HeaderReader) -> bool:
    """Labels say what stands in each row or box (``Sasaran``, ``Indikator``, ``Penanggung jawab``): a tree of boxes,
    whose columns are none."""
    for texts in columns:
        labels = sum(_is_box_label(text, reader) for text in texts)
        if labels >= FEW_LABELS and labels >= LABELS * len(texts):
            return True
    return sum(_is_box_label(text, reader) for texts in columns for text in texts) >= MANY_LABELS


def _is_box_label(text: str, reader: HeaderReader) -> bool:
    return _BOX_LABEL.match(text) is not None or reader.label_field(text) in BOXES


def _texts(table: LogicalTable) -> list[list[str]]:
    """The texts of every column, each cell once, empty ones left out."""
    columns: list[list[str]] = []
    for index in range(len(table.columns) - 1):
        cells = {id(c): c for row in table.body if (c := row.cells[index]) is not None and not c.empty}
        columns.append([c.text for c in cells.values() if c.colspan <= max(2, len(table.columns) // 2)])
    return columns


def all_tables(
    pages: Sequence[Page],
    grids: Mapping[int, Sequence[Grid]],
    reader: HeaderReader,
    boundary: Boundary | None = None,
) -> list[LogicalTable]:
    """Logical tables in reading order, those without a header too. A grid that the program stumbles over is a fault of
    *boundary* and stands by itself.

    :param pages: the pages that were read, ascending; *grids*: their filled grids by page number, top to bottom.
    A grid (or part of one) without a header goes on with the table before it when it stands on the same or the next
    page and its columns lie alike; one that repeats the header of the table before it does so too, unless a caption
    or a fresh count from 1 shows a new table.
    """
    around = (boundary or Boundary()).around
    none: tuple[list[LogicalTable], Mapping[int, Sequence[Grid]]] = ([], grids)
    cards, grids = around("kartu", partial(take_cards, pages, grids, reader), lambda: none)
    trees = around("pohon kotak", partial(_trees, pages, grids, reader), dict)
    cards = [*cards, *(table for own in trees.values() for table in own)]
    tables: list[LogicalTable] = []
    before: Page | None = None
    for page in pages:
        own = grids.get(page.number, ()) if page.number not in trees else ()
        for grid in own:
            if grid.reader == CARD and cards:
                continue
            place = partial(_place_grid, grid, own, page, before, grids, reader, tables)
            alone = partial(_place_alone, grid, tables, page)
            around("sambungan tabel", place, alone, page=page.number)
        before = page
    around("isi kolom", partial(_name_by_content, tables, reader), lambda: None)
    headed = with_card_tables([t for t in tables if has_header(t)], cards, pages)
    return [*headed, *(t for t in tables if not has_header(t))]


def _trees(
    pages: Sequence[Page], grids: Mapping[int, Sequence[Grid]], reader: HeaderReader
) -> dict[int, list[LogicalTable]]:
    """The tables of the trees of boxes, by page: only where no grid of the page has a header."""
    found = {}
    for page in pages:
        own = grids.get(page.number, ())
        plain = own and not any(g.reader == CARD or s.header for g in own for s in split_grid(g, reader))
        if plain and (tables := tree_tables(page, reader)):
            found[page.number] = tables
    return found


def _place_alone(grid: Grid, tables: list[LogicalTable], page: Page) -> None:
    _extend(_headless(grid, tables), Section(grid, body=list(range(grid.nrows))), page)


def _headless(grid: Grid, tables: list[LogicalTable]) -> LogicalTable:
    """A new table without a header, put behind *tables*."""
    tables.append(LogicalTable(len(tables) + 1, [], list(grid.xs), [], [], reader=grid.reader))
    return tables[-1]


def _place_grid(
    grid: Grid,
    own: Sequence[Grid],
    page: Page,
    before: Page | None,
    grids: Mapping[int, Sequence[Grid]],
    reader: HeaderReader,
    tables: list[LogicalTable],
) -> None:
    """The sections of one grid into *tables*. *own* are the grids of its page, *before* is the page before it."""
    above = lines_above(page, grid, own)
    if not above and grid is own[0] and before is not None and before.number == page.number - 1:
        above = caption_at_foot(before, grids.get(before.number, ()))
    sections = split_grid(grid, reader)
    if not above and grid is own[0] and tables and page.number not in tables[-1].pages and _headed(sections):
        above = goal_at_end(tables[-1])
    inside = _title_inside(sections)
    if inside:
        sections = sections[1:]
    for section in sections:
        first = section is sections[0] or not section.header or section.header[0] == 0
        _place(section, tables, [*above, *inside] if first else [], page, reader, inside=bool(inside))


def _headed(sections: Sequence[Section]) -> bool:
    return bool(sections) and bool(sections[0].header)


def _title_inside(sections: Sequence[Section]) -> list[Line]:
    """The lines of a title that was ruled as the first rows of its table, one cell over the whole width each."""
    if len(sections) < 2 or sections[0].header or sections[0].numbers or not sections[1].header:
        return []
    grid = sections[0].grid
    rows = [[c for c in grid.cells if c.row == r and not c.empty] for r in sections[0].body]
    if any(len(row) > 1 or row and row[0].colspan < grid.ncols for row in rows):
        return []
    return [line for row in rows for cell in row for line in cell.lines]


def _place(
    section: Section,
    tables: list[LogicalTable],
    above: list[Line],
    page: Page,
    reader: HeaderReader,
    *,
    inside: bool = False,
) -> None:
    """One section into *tables*: *above* are the lines over it, the last of them *inside* its grid."""
    last = tables[-1] if tables else None
    over = header_in_lines(above, section.grid.xs, None if inside else section.grid.box.top, reader)
    if over is not None and (not section.header or _unnamed(section) >= FEW_NAMES):
        header, count = over
        table = _new_table(section, len(tables) + 1, above[: len(above) - count])
        table.header = under(header, table.header)
        if last is not None and _repeats(last, table, section, table.title_lines, page):
            _extend(last, section, page)
        else:
            tables.append(table)
            _extend(table, section, page)
    elif section.header:
        if not above and last is not None and last.pages and last.pages[-1] == page.number:
            above = last.title_lines  # a table right under another one shares its title
        table = _new_table(section, len(tables) + 1, above)
        if last is not None and _repeats(last, table, section, above, page):
            _extend(last, section, page)
        else:
            tables.append(table)
            _extend(table, section, page)
    elif last is not None and _goes_on(last, section.grid, above, page):
        _extend(last, section, page)
    elif last is not None and _follows(last, page) and own_goal(last, above) and alike(last.columns, section.grid.xs):
        header, columns = last.header, list(last.columns)  # printed once, over the first of several tables
        reader_name = section.grid.reader
        tables.append(LogicalTable(len(tables) + 1, header, columns, [], [], above, last.numbers, reader_name))
        _extend(tables[-1], section, page)
    elif section.body:
        _extend(_headless(section.grid, tables), section, page)


def _unnamed(section: Section) -> int:
    """How many columns have no text in the header rows."""
    grid = section.grid
    cells = [[grid.at(row, col) for row in section.header] for col in range(grid.ncols)]
    return sum(all(c is None or c.empty for c in path) for path in cells)


def _new_table(section: Section, number: int, above: list[Line]) -> LogicalTable:
    grid = section.grid
    header: list[list[Cell]] = []
    for col in range(grid.ncols):
        path: list[Cell] = []
        for row in section.header:
            cell = grid.at(row, col)
            if cell is not None and not cell.empty and cell not in path:
                path.append(cell)
        header.append(path)
    return LogicalTable(number, header, list(grid.xs), [], [], above, list(section.numbers), grid.reader)


def _extend(table: LogicalTable, section: Section, page: Page) -> None:
    """Append the body rows of *section* to *table*, cells put under the columns of the table's first page."""
    grid = section.grid
    places = columns_onto(table.columns, grid.xs)
    covering = {(r, c): cell for cell in grid.cells for r in range(cell.row, cell.row + cell.rowspan)
                for c in range(cell.col, cell.col + cell.colspan)}  # fmt: skip
    breaks = bool(table.pages) and table.pages[-1] != page.number
    if page.number not in table.pages:
        table.pages.append(page.number)
    for row in section.body:
        cells = [None if p is None else covering.get((row, p)) for p in places]
        key = grid.keys[row] if grid.keys else None
        last = table.body[-1].key if breaks and table.body else None
        torn = key == last if key and last and key[0] == last[0] else None
        table.body.append(Row(cells, page.number, breaks, torn, key))
        breaks = False
    _note_rest(table, section)


def _note_rest(table: LogicalTable, section: Section) -> None:
    """The cells of a section that are not in the body of its table: the header again, column numbers, and cells right
    or left of all columns."""
    grid = section.grid
    known = {id(c) for path in table.header for c in path} | {id(c) for row in table.body for c in row.own}
    body = set(section.body)
    mine = section.rows
    for cell in grid.cells:
        if cell.row in mine and not cell.empty and id(cell) not in known:
            (table.beside if cell.row in body else table.set_aside).append(cell)
    if mine:
        top, bottom = grid.ys[min(mine)], grid.ys[max(mine) + 1]
        table.regions.append((grid.page, Box(grid.box.x0, top, grid.box.x1, bottom)))


def _follows(last: LogicalTable, page: Page) -> bool:
    return bool(last.pages) and 0 <= page.number - last.pages[-1] <= 1


def _goes_on(last: LogicalTable, grid: Grid, above: list[Line], page: Page) -> bool:
    return _follows(last, page) and not new_heads(last, above) and alike(last.columns, grid.xs)


def _repeats(last: LogicalTable, new: LogicalTable, section: Section, above: list[Line], page: Page) -> bool:
    """The new header is the old one again (misprints and other spacing forgiven), under no caption of its own, and the
    count goes on."""
    if not _follows(last, page) or not alike(last.columns, section.grid.xs) or page.number == last.pages[-1]:
        return False
    old_text, new_text = (" ".join(" ".join(p) for p in t.header_texts) for t in (last, new))
    if fuzz.ratio(re.sub(r"\W", "", old_text).lower(), re.sub(r"\W", "", new_text).lower()) < 85:
        return False
    return not new_heads(last, above) and not _starts_anew(last, section)


def _starts_anew(last: LogicalTable, section: Section) -> bool:
    """The first number under the repeated header is 1 again, and the table before had counted already."""
    numbers = [
        cell.text for row in section.body[:3] if (cell := section.grid.at(row, 0)) is not None and not cell.empty
    ]
    return bool(numbers) and _FIRST.fullmatch(numbers[0]) is not None and len(last.body) > 0
