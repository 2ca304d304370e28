"""One cell into the field or fields that its column means, and what follows from all cells of a record together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from iku.extract.model import Line
from iku.extract.table_model import Cell
from iku.normalize.card_fields import CARD_READERS
from iku.normalize.columns import Column
from iku.normalize.figures import add_figure, settle_figures
from iku.normalize.formula import is_computation, parse_formula, read_legend
from iku.normalize.formula.seam import paragraph_line
from iku.normalize.goals import goal_text, labelled
from iku.normalize.header_match import HeaderMatch
from iku.normalize.labels import read_tipe
from iku.normalize.mixed_cells import PLAIN, add_text, read_explained, read_mixed
from iku.normalize.numbering import BULLETS, split_number
from iku.normalize.party_cells import read_parties
from iku.normalize.reading import Reading
from iku.normalize.record_model import Nilai
from iku.normalize.stacked_cells import across_cells
from iku.normalize.units import derive_unit
from iku.normalize.values import parse_value

MIXED = (*PLAIN, "formulasi", "alasan_penjelasan")
"""Fields whose cells may hold others behind labels."""
YEARLESS = ("baseline", "target_akhir")
_BULLET = re.compile(rf"\s*(?:[{BULLETS}]|[-–—*](?=\s?\S)|\d{{1,2}}[.)](?!\d))\s*")


def read_field(reading: Reading, column: Column, lines: Sequence[Line]) -> None:
    """Put the cell of *column* into the record."""
    match = column.match
    mixed = match is not None and match.field in MIXED
    if match is not None and match.field in ("formulasi", "penjelasan_formulasi"):
        lines = across_cells(lines, reading.cells)
    text = reading.labelled_text(lines) if mixed else reading.text(lines)
    if match is None or match.field not in _READERS and match.field not in PLAIN:
        keep_cell(reading, column, lines)
    elif match.field == "penjelasan":
        read_explained(reading, match, text, lines, strict=True)
    elif match.field in PLAIN:
        read_mixed(reading, match.field, text, lines)
    else:
        _READERS[match.field](reading, match, text, lines)


def keep_cell(reading: Reading, column: Column, lines: Sequence[Line]) -> None:
    """The cell of a column that no field takes, under its printed header."""
    name = reading.keep(column.printed or f"kolom {column.index + 1}", reading.text(lines))
    reading.put(f"lainnya.{name}", lines)


def _plain(name: str) -> Callable[[Reading, HeaderMatch, str, Sequence[Line]], None]:
    def read(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
        setattr(reading.record, name, text)
        reading.put(name, lines)

    return read


def _named(name: str) -> Callable[[Reading, HeaderMatch, str, Sequence[Line]], None]:
    """misi, tujuan, sasaran, indikator: label and number are cut off; the number of the indicator is its code."""

    def read(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
        band = labelled(text)
        if band is not None and band.text and (band.level == name or band.measured and name == "indikator"):
            text, number = band.text, band.number
        else:
            number, text = split_number(text)
        rest = text
        if not rest:
            return
        setattr(reading.record, name, rest)
        reading.put(name, lines)
        if number and name == "indikator" and reading.record.kode is None:
            reading.record.kode = number.rstrip(".")
            reading.put("kode", lines[:1])
        elif number and name == "sasaran" and reading.record.nomor is None:
            reading.record.nomor = number
            reading.put("nomor", lines[:1])

    return read


def read_goal(reading: Reading, level: str, cells: Sequence[Cell]) -> None:
    """A goal from a band or a labelled cell into the record, its label, code and number cut off."""
    lines = [line for cell in cells for line in cell.lines]
    reading.cells = list(cells)
    printed = reading.goal_text(lines)
    number, text = goal_text(printed)
    record = reading.record
    name = level if hasattr(record, level) else f"lainnya.{reading.keep(level, text)}"
    if level == "kegiatan":
        record.kegiatan.append(text)
    elif name == level:
        setattr(record, level, text)
    reading.put(name, lines, printed)
    if number and level == "sasaran" and record.nomor is None:
        record.nomor = number


def _formula(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    place = paragraph_line(lines, reading.text) if reading.record.penjelasan is None else 0
    if place:
        add_text(reading, "penjelasan", reading.text(lines[:place]), lines[:place])
        lines = lines[place:]
        text = reading.text(lines)
    read_mixed(reading, "formulasi", text, lines)


def _source_or_formula(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    """SUMBER DATA/FORMULA: what computes, or names a figure, is the formula."""
    formula = parse_formula(text)
    if is_computation(text) or (formula is not None and formula.jenis is not None):
        read_mixed(reading, "formulasi", text, lines)
    else:
        read_parties(reading, HeaderMatch("sumber_data"), text, lines)


def _programme(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    """The programme's name, then its activities as bullets."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if _BULLET.match(line.text) and (groups[0] or match.field == "kegiatan"):
            groups.append([])
        groups[-1].append(line)
    head = reading.text(groups[0]).rstrip(" :") if groups[0] else ""
    items = [split_number(reading.text(g))[1] for g in groups[1:]]
    if match.field == "kegiatan":
        reading.record.kegiatan += ([head] if head else []) + items
        reading.put("kegiatan", lines)
        return
    if head:
        reading.record.program = split_number(head)[1]
        reading.put("program", groups[0])
    if items:
        reading.record.kegiatan += items
        reading.put("kegiatan", [ln for g in groups[1:] for ln in g])


def _unit(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    reading.unit_printed = text
    reading.put("satuan", lines)


def _type(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    reading.record.tipe_penghitungan = read_tipe(text)
    reading.put("tipe_penghitungan", lines)


def _value(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    kind = match.jenis or reading.value_kind or "target"
    year = match.tahun or reading.years.get(match.tahun_ke or 0)
    if year is None and match.tahun_ke is None and kind not in YEARLESS:
        year = reading.year
    if match.satuan_header and parse_value(text).satuan is None:
        reading.unit_header = match.satuan_header
    value = Nilai(kind, year, text, periode=match.periode, kumulatif=match.kumulatif)
    add_figure(reading, value, lines, named=match.jenis is not None)


def settle(reading: Reading) -> None:
    """What follows from the whole record: the unit, and values that bear it."""
    record = reading.record
    formula = record.formulasi
    if formula is not None and formula.teks and not formula.peubah:
        formula.peubah = read_legend(formula.teks, record.keterangan or record.penjelasan or "")
    record.satuan = derive_unit(
        column=reading.unit_printed,
        values=[v.tercetak or "" for v in record.nilai if v.jenis != "capaian"],
        formula=record.formulasi,
        name=record.indikator or "",
        header_unit=reading.unit_header,
    )
    settle_figures(reading, record.satuan.nilai if record.satuan.dasar == "kolom" else None)


_READERS: Mapping[str, Callable[[Reading, HeaderMatch, str, Sequence[Line]], None]] = {
    "nomor": _plain("nomor"),
    "kode": _plain("kode"),
    "misi": _named("misi"),
    "tujuan": _named("tujuan"),
    "sasaran": _named("sasaran"),
    "indikator": _named("indikator"),
    "formulasi": _formula,
    "penjelasan_formulasi": read_explained,
    "alasan_penjelasan": lambda r, m, t, ln: read_mixed(r, "alasan", t, ln),
    "sumber_data_formulasi": _source_or_formula,
    "sumber_data": read_parties,
    "penanggung_jawab": read_parties,
    "program": _programme,
    "kegiatan": _programme,
    "program_kegiatan": _programme,
    "satuan": _unit,
    "tipe_penghitungan": _type,
    "nilai": _value,
    **CARD_READERS,
}
