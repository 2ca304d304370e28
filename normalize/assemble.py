"""Pages and logical tables become one document: facts, tables, records, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.model import Box, LogicalTable, Page
from normalize.columns import Column, read_columns
from normalize.lexicon import Lexicon
from normalize.model import Indikator, Kolom, Tabel
from normalize.records import Sheet, read_records, title_year
from normalize.sense import READ
from normalize.wording import Vocabulary


@dataclass(slots=True)
class ReadTable:
    """One logical table with its meaning: ``tabel`` as published, columns, records, and what was left over."""

    source: LogicalTable
    columns: list[Column]
    tabel: Tabel
    sheet: Sheet | None = None
    records: list[Indikator] = field(default_factory=list)


def read_tables(
    tables: Sequence[LogicalTable], pages: Sequence[Page], lexicon: Lexicon, year: int | None
) -> list[ReadTable]:
    """Every logical table with an indicator column, read. *year* is that of the document, for values without any."""
    by_number = {p.number: p for p in pages}
    vocabulary = Vocabulary.from_texts(cell.text for t in tables for row in t.body for cell in row.own)
    return [_read_table(t, by_number, lexicon, vocabulary, year) for t in tables]


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


def _read_table(
    table: LogicalTable, pages: Mapping[int, Page], lexicon: Lexicon, vocabulary: Vocabulary, year: int | None
) -> ReadTable:
    columns = read_columns(table, lexicon)
    kind = lexicon.table_kind([c.match for c in columns], table.title)
    published = Tabel(
        table.id,
        table.title or None,
        kind,
        table.pages,
        [_published(c, pages) for c in columns],
        len(table.body),
        table.reader,
    )
    result = ReadTable(table, columns, published)
    if kind in READ:
        value_kind = lexicon.jenis_of_title(table.title)
        result.sheet = Sheet(table, columns, kind, pages, vocabulary, value_kind, title_year(table.title) or year)
        result.records = read_records(result.sheet)
    return result


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
