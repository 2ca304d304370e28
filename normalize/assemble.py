"""Pages and logical tables become one document: facts, tables, records, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from iku.extract.boundary import Boundary
from iku.extract.cards.pair import READER as CARD
from iku.extract.model import Box, Page
from iku.extract.table_model import LogicalTable
from iku.normalize.account import Account, cell_words
from iku.normalize.columns import Column, read_columns
from iku.normalize.keys import keys_of
from iku.normalize.lexicon import Lexicon
from iku.normalize.model import BarisMentah, Kolom, Rekap, Tabel
from iku.normalize.parents import is_low
from iku.normalize.raw import raw_rows
from iku.normalize.reading import Note
from iku.normalize.recap import Closing, LeftOver, close
from iku.normalize.record_model import Indikator
from iku.normalize.records import Sheet, counted_years, read_records, title_year
from iku.normalize.sense import READ
from iku.normalize.table_units import unit_of
from iku.normalize.trust.weigh import scene_of, weigh
from iku.normalize.versions import Link, link_tables
from iku.normalize.wording import Vocabulary

READERS = {
    "rulings": "garis",
    "gutters": "lajur",
    "camelot": "camelot",
    "card": "kartu",
    "structure": "bukti",
}
DEFINED = "formulasi"
"""The rank of achievements that tell how each indicator is computed: what a report has in the place of IKU."""
RANKS = ("iku", DEFINED, "perjanjian_kinerja")
"""A document that holds a table of such a kind is about it: its other indicator tables stand apart."""


@dataclass(slots=True)
class ReadTable:
    """One logical table with its meaning: kind, columns, records, and (``main``) whether the document is about it.
    ``lower`` are its records of programmes and activities, which stand apart.
    ``notes`` are oddities met while reading a record, by the record's identity; ``raw`` the rows that gave none;
    ``failed``: the program stumbled over the table as a whole, and all its rows are raw; ``recap`` counts what became
    of its rows and words, ``left_over`` is what nothing used."""

    source: LogicalTable
    columns: list[Column]
    kind: str
    main: bool = False
    sheet: Sheet | None = None
    records: list[Indikator] = field(default_factory=list)
    lower: list[Indikator] = field(default_factory=list)
    notes: dict[int, list[Note]] = field(default_factory=dict)
    raw: list[BarisMentah] = field(default_factory=list)
    recap: Rekap | None = None
    left_over: list[LeftOver] = field(default_factory=list)
    boundary: Boundary = field(default_factory=Boundary)
    failed: bool = False


def classify(tables: Sequence[LogicalTable], lexicon: Lexicon) -> list[ReadTable]:
    """Columns and kind of every logical table, and which tables the document is about: its IKU tables, else its
    performance agreement, else all indicator tables that it has."""
    own = [_classified(table, lexicon) for table in tables]
    headed = [t for t in own if any(t.source.header)]
    kinds = {_rank(t) for t in headed if _is_read(t)} or {_rank(t) for t in own if _is_read(t)}
    rank = next((kind for kind in RANKS if kind in kinds), None)
    for known in own:
        known.main = _is_read(known) and (rank is None or _rank(known) == rank)
    _with_their_tree(own)
    return own


def _with_their_tree(tables: Sequence[ReadTable]) -> None:
    """Forms and trees on the page of one that the document is about are of it too: not each part names all."""
    pages = {n for t in tables if t.main and t.source.reader == CARD for n in t.source.pages}
    for table in tables:
        if table.source.reader == CARD and _is_read(table) and pages & set(table.source.pages):
            table.main = True


def _rank(table: ReadTable) -> str:
    return DEFINED if table.kind == "capaian" and any(c.field == DEFINED for c in table.columns) else table.kind


def _classified(table: LogicalTable, lexicon: Lexicon) -> ReadTable:
    boundary = Boundary()

    def known() -> ReadTable:
        columns = read_columns(table, lexicon)
        return ReadTable(table, columns, lexicon.table_kind([c.match for c in columns], table.title))

    def unknown() -> ReadTable:
        page = table.pages[0] if table.pages else 1
        names = [" / ".join(cell.text for cell in path) for path in table.header]
        return ReadTable(table, [Column(i, n, None, None, page) for i, n in enumerate(names)], "lain", failed=True)

    read = boundary.around("kepala tabel", known, unknown, page=table.pages[0] if table.pages else None)
    read.boundary = boundary
    return read


def read_tables(
    tables: Sequence[ReadTable], pages: Sequence[Page], lexicon: Lexicon, period: tuple[int | None, int | None]
) -> None:
    """Fill in the records of every indicator table, and the raw rows of the others. *period* is that of the document,
    for values that print no year."""
    year = period[0] if period[0] == period[1] else None
    by_number = {p.number: p for p in pages}
    vocabulary = Vocabulary.from_texts(
        line.text for t in tables for row in t.source.body for cell in row.own for line in cell.lines
    )

    def read(table: ReadTable) -> None:
        title = table.source.title
        value_kind = lexicon.jenis_of_title(title)
        year_of = title_year(title) or year
        years = counted_years(table.columns, title, period)
        sheet = Sheet(table.source, table.columns, table.kind, by_number, vocabulary, value_kind, year_of, years)
        sheet.boundary = table.boundary
        records = read_records(sheet)
        table.records = [r for r in records if not is_low(r)]
        table.lower = [r for r in records if is_low(r)]
        table.sheet, table.notes, table.raw = sheet, sheet.notes, sheet.raw

    def give_up(table: ReadTable) -> None:
        table.failed, table.raw = True, list(raw_rows(table.source, by_number))

    for table in tables:
        if _is_read(table):
            page = table.source.pages[0] if table.source.pages else None
            table.boundary.around("baris tabel", partial(read, table), partial(give_up, table), page=page)
        else:
            table.raw = list(raw_rows(table.source, by_number))
        table.boundary.around("rekap tabel", partial(_recap, table, by_number), _none)
        table.boundary.around("keyakinan", partial(_weigh, table, by_number), _none)


def _recap(table: ReadTable, pages: Mapping[int, Page]) -> None:
    """Count what became of the rows and words of a table."""
    read = table.sheet is not None and not table.failed
    account = table.sheet.account if table.sheet is not None and read else Account()
    key = next((k.index for k in keys_of(table.columns)), None) if read else None
    if key is None:
        account.move(cell_words(c for row in table.source.body for c in row.own), "mentah")
    raw = frozenset(row.baris for row in table.raw)
    closing = Closing(table.source, table.columns, account, table.records, raw, pages, key)
    table.recap, table.left_over = close(closing)


def _weigh(table: ReadTable, pages: Mapping[int, Page]) -> None:
    """Give every value the probability that it is right."""
    if table.sheet is not None and not table.failed:
        weigh(scene_of(table.sheet, table.recap, pages), [*table.records, *table.lower])


def _is_read(table: ReadTable) -> bool:
    if table.failed:
        return False
    if table.kind in READ:
        return True
    names = {c.field for c in table.columns}
    return table.kind == "lain" and "indikator" in names and bool(names & {"sasaran", "tujuan", "tujuan_sasaran"})


def table_areas(tables: Sequence[LogicalTable]) -> Mapping[int, list[Box]]:
    """The boxes of all tables by page: text in them is not running text."""
    areas: dict[int, list[Box]] = {}
    for table in tables:
        for cell in {id(c): c for row in table.body for c in row.own}.values():
            areas.setdefault(cell.page, []).append(cell.box)
        for path in table.header:
            for cell in path:
                areas.setdefault(cell.page, []).append(cell.box)
    return areas


def linked(tables: Sequence[ReadTable]) -> list[Link]:
    """The links between the document's own tables, as places among them."""
    return link_tables([t.records for t in tables if t.main])


def published_tables(
    tables: Sequence[ReadTable], pages: Sequence[Page], links: Sequence[Link], boundary: Boundary
) -> list[Tabel]:
    """The tables as the output lists them. *links*: those of ``linked``."""
    by_number = {p.number: p for p in pages}
    own = [t.source.id for t in tables if t.main]
    earlier = {own[link.later]: (own[link.earlier], link.repeats) for link in reversed(links)}
    out = []
    for place, t in enumerate(tables):
        other, repeats = earlier.get(t.source.id, (None, False))
        before = tables[place - 1].source if place else None
        unit = boundary.around("unit tabel", partial(unit_of, t.source, before, pages), _none) if t.main else None
        out.append(
            Tabel(
                t.source.id, t.source.title or None, t.kind, t.source.pages,
                [_published(c, by_number) for c in t.columns], len(t.source.body),
                READERS.get(t.source.reader, t.source.reader),
                unit=unit,
                sama_dengan=other if repeats else None, versi_dari=None if repeats else other,
                mentah=t.raw, rekap=t.recap,
            )
        )  # fmt: skip
    return out


def _none() -> None:
    """No unit is known."""


def _published(column: Column, pages: Mapping[int, Page]) -> Kolom:
    match = column.match
    page = pages.get(column.page)
    box = None
    if column.box is not None:
        box = (page.shown(column.box) if page else column.box).rounded()
    if match is None:
        return Kolom(column.printed, None, None, 0.0, box)
    name = match.field
    if name == "nilai":
        name = ".".join(str(v) for v in ("nilai", match.jenis, match.tahun) if v)
    return Kolom(column.printed, name, match.how, round(match.confidence, 2), box)
