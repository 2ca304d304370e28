"""The workbook for people (XLSX): Indonesian sheets and columns, frozen header, filters, links to file and page.

Every text is written as text, so that no spreadsheet runs one that begins with ``=``, ``+``, ``-`` or ``@``. Sheets
longer than a spreadsheet takes go on in a further one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from corpus.export.forms import msind_rows
from corpus.export.tables import FORMULA_SIGNS, Column, Table, tables

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_000_000
LONGEST = 32_000
ID_WIDTH, LEAST, MOST_WIDE = 14, 9, 60
WIDTHS = {"indikator": 52, "sasaran": 42, "teks": 60, "pembilang": 42, "penyebut": 42, "alasan": 42, "penjelasan": 42,
          "keterangan": 36, "nama": 44, "pesan": 60, "instansi": 36, "tentang": 50, "berkas_pdf": 32, "cetak": 50,
          "judul": 44, "tujuan": 36, "misi": 36, "program": 36}  # fmt: skip
COUNTED = {"Indikator": "indikator", "Konsep": "konsep", "Dokumen": "dokumen", "Instansi": "instansi"}
MSIND_COLUMNS = {
    "Berkas asal": "berkas_pdf",
    "Halaman": "halaman",
    "Nama Indikator": "indikator",
    "Definisi": "penjelasan",
    "Metode/Rumus Penghitungan": "teks",
    "Penyelenggara": "instansi",
}
YES_NO = {1: "ya", 0: "tidak"}
ABOUT = (
    "Isi lembar-lembar ini dibaca dari dokumen PDF oleh program iku. Teks seperti tercetak, termasuk salah ketiknya.",
    "Sel kosong berarti tidak tercetak dalam dokumen; tidak ada yang dikarang.",
    "Keyakinan di bawah 0,9 berarti: lihat halamannya. Klik berkas untuk membuka PDF-nya (PDF di map yang sama).",
    "Id konsep menghubungkan indikator sejenis antarinstansi, daerah, dan tahun.",
)


@dataclass(frozen=True, slots=True)
class Look:
    """Styles of the workbook, made once."""

    head: Any
    head_fill: Any
    text: Any
    link: Any
    doubt: Any


def write_workbook(db: sqlite3.Connection, folder: Path, *, pdfs: str = "") -> list[Path]:
    """``korpus-iku.xlsx`` in *folder*; *pdfs* is the folder of the PDF files as seen from the workbook."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook(write_only=True)
    look = Look(
        Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="2F6690"),
        Alignment(wrap_text=True, vertical="top"),
        Font(color="1F5FA8", underline="single"), PatternFill("solid", fgColor="FDF0D5"),
    )  # fmt: skip
    _about(book, db, look)
    for table in (t for t in _ordered(tables().values()) if t.sheet):
        columns = _readable(table)
        rows = (dict(zip([c.name for c in table.columns], row, strict=True)) for row in db.execute(table.query))
        _sheet(book, table.title, columns, ([r[c.name] for c in columns] for r in rows), look, pdfs)
    titles, rows_ = msind_rows(db)
    plain = [Column(_msind_name(t), t, "string") for t in titles]
    _sheet(book, "MS-Ind BPS", plain, iter(rows_), look, pdfs)
    path = folder / "korpus-iku.xlsx"
    book.save(path)
    return [path]


def _ordered(all_tables: Iterable[Table]) -> list[Table]:
    """Indicators first, what hangs on them next, agencies and documents last."""
    first = ["indikator", "formulasi", "nilai", "sumber_data", "penanggung_jawab", "konsep", "temuan"]
    return sorted(all_tables, key=lambda t: first.index(t.name) if t.name in first else len(first))


def _readable(table: Table) -> list[Column]:
    """Columns for reading: ids and boxes to the right."""
    machine = [c for c in table.columns if c.name.endswith("_id") or c.name in ("bbox", "lainnya", "sha256", "urut")]
    return [c for c in table.columns if c not in machine] + machine


def _about(book: Workbook, db: sqlite3.Connection, look: Look) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet("Tentang")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    title = WriteOnlyCell(sheet, "Korpus indikator kinerja utama (IKU)")
    title.font = Font(bold=True, size=16)
    sheet.append([title])
    sheet.append([])
    counts = {name: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in COUNTED.items()}
    for name, count in counts.items():
        sheet.append([name, count])
    sheet.append([])
    for line in ABOUT:
        cell = WriteOnlyCell(sheet, line)
        cell.alignment = look.text
        sheet.append(["Keterangan" if line == ABOUT[0] else None, cell])


def _sheet(
    book: Workbook, title: str, columns: Sequence[Column], rows: Iterator[Sequence[Any]], look: Look, pdfs: str
) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    part, row = 1, next(rows, None)
    while part == 1 or row is not None:
        sheet = book.create_sheet(title if part == 1 else f"{title} ({part})")
        sheet.freeze_panes = "B2"
        for i, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(i)].width = _width(column)
        head = []
        for column in columns:
            cell = WriteOnlyCell(sheet, column.title)
            cell.font, cell.fill, cell.alignment = look.head, look.head_fill, look.text
            head.append(cell)
        sheet.append(head)
        count = 1
        while row is not None and count < MOST_ROWS:
            sheet.append(_cells(sheet, columns, row, look, pdfs))
            count, row = count + 1, next(rows, None)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
        part += 1


def _cells(
    sheet: WriteOnlyWorksheet, columns: Sequence[Column], row: Sequence[Any], look: Look, pdfs: str
) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    named = dict(zip((c.name for c in columns), row, strict=True))
    out = []
    for column, value in zip(columns, row, strict=True):
        if column.kind == "boolean":
            value = YES_NO.get(value)
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value if len(value) <= LONGEST else value[:LONGEST] + " …")
        cell = WriteOnlyCell(sheet, value)
        cell.alignment = look.text
        if isinstance(value, str):
            cell.data_type = "s"
            if value.startswith(FORMULA_SIGNS):
                cell.quotePrefix = True
        if column.name == "berkas_pdf" and value:
            cell.hyperlink, cell.font = _link(value, named.get("halaman"), pdfs), look.link
        if column.name == "keyakinan" and value is not None and value < 0.9:
            cell.fill = look.doubt
        out.append(cell)
    return out


def _link(name: str, page: int | None, pdfs: str) -> str:
    """A link beside the workbook, at the page (viewers that do not know pages open the file)."""
    where = f"{pdfs.rstrip('/')}/" if pdfs else ""
    return quote(f"{where}{name}", safe="/:") + (f"#page={page}" if page else "")


def _width(column: Column) -> int:
    if column.name.endswith("_id") or column.name in ("bbox", "sha256"):
        return ID_WIDTH
    return min(MOST_WIDE, WIDTHS.get(column.name, max(LEAST, len(column.title) + 4)))


def _msind_name(title: str) -> str:
    """Columns of the form that behave as those of the tables: the file is a link, names are wide."""
    return MSIND_COLUMNS.get(title, title)
