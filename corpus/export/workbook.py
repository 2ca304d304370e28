"""The workbook for people (XLSX): Indonesian sheets and columns, frozen header, filters, links to file and page.

Every text is written as text, so that no spreadsheet runs one that begins with ``=``, ``+``, ``-`` or ``@``. Sheets
longer than a spreadsheet takes go on in a further one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from iku.corpus.export.decree import TITLE as DECREE
from iku.corpus.export.decree import Heading, decree_rows, row_height
from iku.corpus.export.forms import msind_rows
from iku.corpus.export.tables import Column, Table, tables
from iku.corrections.rate import rate_of
from iku.normalize.record_fields import RECORD_FIELDS
from iku.schemas.spreadsheet import is_formula
from iku.schemas.version import PROGRAM

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_000_000
A4 = 9
"""Number of the paper size in a spreadsheet (ECMA-376, 18.3.1.63)."""
MOST_LINKS = 65_000
"""Excel takes 65,530 links a sheet; further rows name the file without one."""
LONGEST = 32_000
ID_WIDTH, LEAST, MOST_WIDE = 14, 9, 60
WIDTHS = {"teks": 60, "pembilang": 42, "penyebut": 42, "nama": 44, "pesan": 60, "instansi": 36, "tentang": 50,
          "berkas_pdf": 32, "cetak": 50, "judul": 44,
          **{f.name: f.width for f in RECORD_FIELDS if f.width}}  # fmt: skip
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


def write_workbook(db: sqlite3.Connection, folder: Path, *, pdfs: str = "") -> list[Path]:
    """``korpus-iku.xlsx`` in *folder*; *pdfs* is the folder of the PDF files as seen from the workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = "Indikator Kinerja Utama", PROGRAM
    book.properties.language = "id"
    writer = _Writer(book, pdfs)
    writer.decree(*decree_rows(db))
    _about(writer, db)
    for table in (t for t in _ordered(tables().values()) if t.sheet):
        columns = _readable(table)
        rows = (dict(zip([c.name for c in table.columns], row, strict=True)) for row in db.execute(table.query))
        writer.table(table.title, columns, ([r[c.name] for c in columns] for r in rows))
    titles, forms = msind_rows(db)
    writer.table("MS-Ind BPS", [Column(_msind_name(t), t, "string") for t in titles], iter(forms))
    path = folder / "korpus-iku.xlsx"
    book.save(path)
    return [path]


class _Writer:
    """Sheets of one workbook. A style is looked up once and shared by its cells: a look-up for each would take most of
    the time."""

    def __init__(self, book: Workbook, pdfs: str) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self.book, self.pdfs, self._cell = book, pdfs, WriteOnlyCell
        self._styles: dict[str, Any] = {}
        sheet = book.create_sheet("Tentang")
        self.about = sheet
        print_as_pages(sheet, "Tentang", rows=None)
        for name in ("text", "quoted", "link", "doubt", "head", "title", "small", "small link", "small doubt"):
            cell = WriteOnlyCell(sheet)
            cell.alignment = Alignment(wrap_text=name != "title", vertical="top")
            cell.quotePrefix = name == "quoted"
            if name.endswith("link"):
                cell.font = Font(color="1F5FA8", underline="single", size=9 if name.startswith("small") else 11)
            elif name.startswith("small"):
                cell.font = Font(size=9)
            elif name in ("head", "title"):
                cell.font = Font(
                    bold=True, color="FFFFFF" if name == "head" else "1D2733", size=11 if name == "head" else 16
                )
            if name.startswith("small"):
                cell.border = Border(*[Side("hair", color="9AA5B1")] * 4)
            if name == "head" or name.endswith("doubt"):
                cell.fill = PatternFill("solid", fgColor="2F6690" if name == "head" else "FDF0D5")
            self._styles[name] = cell._style

    def cell(self, sheet: WriteOnlyWorksheet, value: Any, style: str = "text") -> Any:
        """A cell that no spreadsheet runs."""
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value if len(value) <= LONGEST else value[:LONGEST] + " …")
            if style in ("text", "small") and is_formula(value):
                style = "quoted"
        made = self._cell(sheet, value)
        made._style = self._styles[style]
        if isinstance(value, str):
            made.data_type = "s"
        return made

    def decree(self, columns: Sequence[Heading], rows: Sequence[Mapping[str, Any]]) -> None:
        """The first sheet: one IKU a row, its file and page linked to the PDF."""
        from openpyxl.utils import get_column_letter

        sheet = self.book.create_sheet(DECREE, 0)
        print_as_pages(sheet, "Indikator Kinerja Utama")
        sheet.freeze_panes = "A2"
        for i, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(i)].width = column.width
        sheet.append([self.cell(sheet, column.title, "head") for column in columns])
        for number, row in enumerate(rows[: MOST_ROWS - 1], 2):
            sheet.row_dimensions[number].height = row_height(row, columns)
            link = _link(row["berkas_pdf"], row["halaman"], self.pdfs) if number <= MOST_LINKS else None
            cells = []
            for column in columns:
                value = row.get(column.name)
                linked = link and column.name in ("berkas_pdf", "halaman")
                doubtful = column.name == "keyakinan" and value is not None and value < 0.9
                cell = self.cell(sheet, value, "small link" if linked else "small doubt" if doubtful else "small")
                if linked:
                    cell.hyperlink = link
                cells.append(cell)
            sheet.append(cells)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"

    def table(self, title: str, columns: Sequence[Column], rows: Iterator[Sequence[Any]]) -> None:
        """One table, in as many sheets as it takes."""
        from openpyxl.utils import get_column_letter

        part, row = 1, next(rows, None)
        while part == 1 or row is not None:
            sheet = self.book.create_sheet(title if part == 1 else f"{title} ({part})")
            print_as_pages(sheet, title)
            sheet.freeze_panes = "B2"
            for i, column in enumerate(columns, 1):
                sheet.column_dimensions[get_column_letter(i)].width = _width(column)
            sheet.append([self.cell(sheet, column.title, "head") for column in columns])
            count = 1
            while row is not None and count < MOST_ROWS:
                sheet.append(self._row(sheet, columns, row, linked=count <= MOST_LINKS))
                count, row = count + 1, next(rows, None)
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
            part += 1

    def _row(
        self, sheet: WriteOnlyWorksheet, columns: Sequence[Column], row: Sequence[Any], *, linked: bool
    ) -> list[Any]:
        named = dict(zip((c.name for c in columns), row, strict=True))
        out: list[Any] = []
        for column, value in zip(columns, row, strict=True):
            if value is None:
                out.append(None)
            elif column.name == "berkas_pdf" and linked:
                link = _link(value, named.get("halaman"), self.pdfs)
                cell = self.cell(sheet, value, "link" if link else "text")
                cell.hyperlink = link
                out.append(cell)
            elif column.kind == "boolean":
                out.append(self.cell(sheet, YES_NO[value]))
            else:
                doubtful = column.name == "keyakinan" and value < 0.9
                out.append(self.cell(sheet, value, "doubt" if doubtful else "text"))
        return out


def print_as_pages(sheet: WriteOnlyWorksheet, title: str, rows: str | None = "1:1") -> None:
    """A4 across, as wide as the paper, *rows* repeated on every page, title and page numbers at the foot."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.4, 0.75, 0.3
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = title, "Hal. &P dari &N"
    if rows:
        sheet.print_title_rows = rows


def _ordered(all_tables: Iterable[Table]) -> list[Table]:
    """Indicators first, what hangs on them next, agencies and documents last."""
    first = ["indikator", "formulasi", "nilai", "sumber_data", "penanggung_jawab", "konsep", "temuan"]
    return sorted(all_tables, key=lambda t: first.index(t.name) if t.name in first else len(first))


def _readable(table: Table) -> list[Column]:
    """Columns for reading: ids and boxes to the right."""
    machine = [c for c in table.columns if c.name.endswith("_id") or c.name in ("bbox", "lainnya", "sha256", "urut")]
    return [c for c in table.columns if c not in machine] + machine


def _about(writer: _Writer, db: sqlite3.Connection) -> None:
    sheet = writer.about
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    sheet.append([writer.cell(sheet, "Korpus indikator kinerja utama (IKU)", "title")])
    sheet.append([])
    for name, table in COUNTED.items():
        sheet.append([name, db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]])
    audit = db.execute("SELECT diambil, dari, diperiksa, salah FROM uji_petik").fetchone()
    if audit is not None:
        drawn, population, judged, wrong = audit
        told = f"{rate_of(wrong, judged).text()}; diambil acak {drawn} dari {population} nilai pasti"
        sheet.append(["Uji petik", writer.cell(sheet, told)])
    sheet.append([])
    for i, line in enumerate(ABOUT):
        sheet.append([None if i else "Keterangan", writer.cell(sheet, line)])


def _link(name: str, page: int | None, pdfs: str) -> str | None:
    """A link beside the workbook, at the page (viewers that do not know pages open the file); None for a name that is
    no PDF's, or that is masked and so leads nowhere. The name is one step of a path, whatever it spells: no scheme
    (``javascript:``), no other folder."""
    if not name.lower().endswith(".pdf") or "***" in name:
        return None
    where = quote(f"{pdfs.rstrip('/')}/", safe="/:") if pdfs else "./"
    return where + quote(name, safe="") + (f"#page={page}" if page else "")


def _width(column: Column) -> int:
    if column.name.endswith("_id") or column.name in ("bbox", "sha256"):
        return ID_WIDTH
    return min(MOST_WIDE, WIDTHS.get(column.name, max(LEAST, len(column.title) + 4)))


def _msind_name(title: str) -> str:
    """Columns of the form that behave as those of the tables: the file is a link, names are wide."""
    return MSIND_COLUMNS.get(title, title)
