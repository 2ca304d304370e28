"""The fields of an indicator record, once, in the order of the contract: what each is, and how it is shown.

The titles in both languages stand in the schema; everything that lists fields (review, frame, database, diff, workbook)
takes its list from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What stands in a field. ``MEASURED`` is an object of what is printed and what it means."""

    TEXT = "text"
    CHOICE = "choice"
    FORMULA = "formula"
    UNIT = "unit"
    PARTIES = "parties"
    ITEMS = "items"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class RecordField:
    """``width``: characters of its column in a workbook, None for as wide as its title; ``long``: a person needs room
    for several lines; ``searched``: the corpus finds a record by it; ``compared``: a diff tells a change of it beside
    those of name, formula, unit and figures."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    width: int | None = None
    long: bool = False
    searched: bool = False
    compared: bool = False


RECORD_FIELDS = (
    RecordField("nomor"),
    RecordField("kode"),
    RecordField("misi", width=36, long=True),
    RecordField("tujuan", width=36, long=True, searched=True, compared=True),
    RecordField("sasaran", width=42, long=True, searched=True, compared=True),
    RecordField("indikator", width=52, long=True),
    RecordField("alasan", width=42, long=True, compared=True),
    RecordField("penjelasan", width=42, long=True, searched=True, compared=True),
    RecordField("formulasi", FieldKind.FORMULA),
    RecordField("satuan", FieldKind.UNIT),
    RecordField("tipe_penghitungan", FieldKind.CHOICE, compared=True),
    RecordField("sumber_data", FieldKind.PARTIES, long=True),
    RecordField("penanggung_jawab", FieldKind.PARTIES, long=True),
    RecordField("program", width=36, long=True, searched=True, compared=True),
    RecordField("kegiatan", FieldKind.ITEMS, long=True),
    RecordField("keterangan", width=36, long=True, searched=True, compared=True),
    RecordField("tingkat_kinerja", FieldKind.CHOICE),
    RecordField("tingkat_tercetak"),
    RecordField("perspektif"),
    RecordField("bobot", FieldKind.MEASURED),
    RecordField("polarisasi", FieldKind.MEASURED),
    RecordField("periode_pelaporan"),
    RecordField("konsolidasi"),
    RecordField("jenis_pengukuran"),
)


def names(*kinds: FieldKind, of: Iterable[RecordField] = RECORD_FIELDS) -> tuple[str, ...]:
    """Names of the fields of these kinds, of all without any, in the order of the contract."""
    return tuple(f.name for f in of if not kinds or f.kind in kinds)


PLAIN = names(FieldKind.TEXT, FieldKind.CHOICE)
"""Fields that hold one text or nothing."""
PARTIES = names(FieldKind.PARTIES)
LISTS = names(FieldKind.PARTIES, FieldKind.ITEMS)
MEASURED = names(FieldKind.MEASURED)
