"""One cell into the field or fields that its column means, and what follows from all cells of a record together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extract.model import Cell, Line
from normalize.card_fields import CARD_READERS
from normalize.columns import Column
from normalize.figures import add_figure, settle_figures
from normalize.formula import is_computation, parse_formula, read_legend
from normalize.goals import goal_text, labelled
from normalize.labels import read_tipe, split_labels
from normalize.lexicon import HeaderMatch
from normalize.model import Formulasi, Nilai
from normalize.numbering import BULLETS, split_number
from normalize.parties import split_parties
from normalize.reading import Reading, undoubled
from normalize.units import derive_unit
from normalize.values import parse_value

PLAIN = ("alasan", "penjelasan", "keterangan")
MIXED = (*PLAIN, "formulasi", "alasan_penjelasan")
"""Fields whose cells may hold others behind labels."""
PARTIES = ("sumber_data", "penanggung_jawab")
YEARLESS = ("baseline", "target_akhir")
_BULLET = re.compile(rf"\s*(?:[{BULLETS}]|[-–—*](?=\s?\S)|\d{{1,2}}[.)](?!\d))\s*")


def read_field(reading: Reading, column: Column, lines: Sequence[Line]) -> None:
    """Put the cell of *column* into the record."""
    match = column.match
    mixed = match is not None and match.field in MIXED
    text = reading.labelled_text(lines) if mixed else reading.text(lines)
    if match is None or match.field not in _READERS and match.field not in PLAIN:
        keep_cell(reading, column, lines)
    elif match.field == "penjelasan":
        _explained(reading, match, text, lines, strict=True)
    elif match.field in PLAIN:
        _mixed(reading, match.field, text, lines)
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
    printed = reading.text(lines)
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


def _mixed(reading: Reading, name: str, text: str, lines: Sequence[Line]) -> None:
    """A cell that may hold labelled parts; what stands before the first label is the column's own field."""
    parts = split_labels(text)
    if parts.rest:
        _add_text(reading, name, parts.rest, lines)
    for found, _, part in parts.parts:
        if not part:
            continue
        if found in PARTIES:
            _add_parties(reading, HeaderMatch(found), part, lines, [])
        elif found == "tipe_penghitungan":
            reading.record.tipe_penghitungan = read_tipe(part)
            reading.put(found, lines)
        elif found == "satuan":
            reading.unit_printed = reading.unit_printed or part
            reading.put(found, lines)
        elif found in (*PLAIN, "formulasi"):
            _add_text(reading, found, part, lines)
        else:
            reading.put(f"lainnya.{reading.keep(found, part)}", lines)


def _add_text(reading: Reading, name: str, text: str, lines: Sequence[Line]) -> None:
    if name == "formulasi":
        if reading.record.formulasi is not None and reading.record.formulasi.teks:
            text = f"{reading.record.formulasi.teks} {text}"
        reading.record.formulasi = parse_formula(text, reading.stacks(lines)) or Formulasi(teks=text)
    else:
        before = getattr(reading.record, name)
        setattr(reading.record, name, f"{before} {text}" if before else text)
    reading.put(name, lines)


def _formula(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    _mixed(reading, "formulasi", text, lines)


def _explained(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line], *, strict: bool = False) -> None:
    """PENJELASAN/FORMULASI: a way of computing is the formula, any other text the explanation. *strict* is for a column
    that is called PENJELASAN only. Where rules part the cell, the first part that computes is the formula, and the
    others explain it."""
    for part in _ruled_parts(reading, lines):
        own = reading.labelled_text(part)
        computes = is_computation(split_labels(own).rest or own, strict=strict)
        first = reading.record.formulasi is None
        _mixed(reading, "formulasi" if computes and first else "penjelasan", own, part)


def _ruled_parts(reading: Reading, lines: Sequence[Line]) -> list[list[Line]]:
    """The lines, parted where one cell ends and the next begins on the same page in the same record, when the first
    part is a formula of its own; else one part."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        cell = next((c for c in reading.cells if any(own is line for own in c.lines)), None)
        groups.setdefault(id(cell), []).append(line)
    parts = list(groups.values())
    if len(parts) > 1 and parts[0][0].page == parts[1][0].page and is_computation(reading.text(parts[0])):
        return [parts[0], [line for part in parts[1:] for line in part]]
    return [list(lines)]


def _source_or_formula(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    """SUMBER DATA/FORMULA: what computes, or names a figure, is the formula."""
    formula = parse_formula(text)
    if is_computation(text) or (formula is not None and formula.jenis is not None):
        _mixed(reading, "formulasi", text, lines)
    else:
        _parties(reading, HeaderMatch("sumber_data"), text, lines)


def _parties(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    labelled = split_labels(text)
    own = " ".join(part for name, _, part in labelled.parts if name == match.field)
    if own and not labelled.rest:
        _add_parties(reading, match, own, lines, [])
    else:
        _add_parties(reading, match, text, lines, [ln.text for ln in lines])


def _add_parties(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line], items: Sequence[str]) -> None:
    """Names in printed order; one that the cell prints twice is listed once."""
    known = getattr(reading.record, match.field)
    once = undoubled(text)
    if once != text:
        text, items = once, []
        reading.notes.append(("NILAI_GANDA", match.field, {"tercetak": once}))
    for party in split_parties(text, items):
        party.peran = party.peran or match.peran
        if all(party.nama.casefold() != p.nama.casefold() or party.peran != p.peran for p in known):
            known.append(party)
    reading.put(match.field, lines)


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
    add_figure(reading, Nilai(kind, year, text), lines, named=match.jenis is not None)


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
    "penjelasan_formulasi": _explained,
    "alasan_penjelasan": lambda r, m, t, ln: _mixed(r, "alasan", t, ln),
    "sumber_data_formulasi": _source_or_formula,
    "sumber_data": _parties,
    "penanggung_jawab": _parties,
    "program": _programme,
    "kegiatan": _programme,
    "program_kegiatan": _programme,
    "satuan": _unit,
    "tipe_penghitungan": _type,
    "nilai": _value,
    **CARD_READERS,
}
