"""The figures of a record: each under an address of its own, and what kind each is where the header leaves it open.

``Target | Capaian | %`` prints three figures of a year: the middle one is the realisation, the last one its share of
the target. Arithmetic tells them apart, else the sign of percent, else their order.
"""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Line
from iku.normalize.account import words_of
from iku.normalize.reading import Reading
from iku.normalize.record_model import Nilai, unique_addresses
from iku.normalize.unit_names import normal_unit
from iku.normalize.values import parse_value

PROSE = 8
"""A figure, a grade or an opinion has no more words than this."""
AGREES = 1.0
"""A printed achievement is realisation over target when they differ by no more than this (points of percent)."""


def add_figure(reading: Reading, value: Nilai, lines: Sequence[Line], *, named: bool) -> None:
    """Put one figure into the record. *named*: its header says its kind; else the kind is a guess from the table.

    The same text printed twice at one address is kept once and noted; two achievements of one year without a
    realisation are told apart."""
    record = reading.record
    own = [v for v in record.nilai if _moment(v) == _moment(value)]
    kinds = {v.jenis for v in own}
    if not named and value.jenis == "target" and {"target"} < kinds:
        value.jenis = "capaian"  # a share without a name behind a target and what was reached
    same = [v for v in own if v.jenis == value.jenis]
    if same and _is_prose(value.tercetak or ""):
        header = reading.column.printed if reading.column is not None else ""
        reading.put(f"lainnya.{reading.keep(header or value.jenis, value.tercetak or '')}", lines)
        return
    if same and same[-1].tercetak == value.tercetak and value.jenis != "capaian":
        reading.notes.append(("NILAI_GANDA", addresses([value])[0], {"tercetak": value.tercetak}))
        reading.account.take(words_of(lines), "temuan")
        return
    record.nilai.append(value)
    if len(same) == 1 and value.jenis == "capaian" and "realisasi" not in kinds:
        _tell_apart(reading, [v for v in own if v.jenis == "target"], same[0], value)
    reading.put(addresses(record.nilai)[-1], lines)


def _is_prose(text: str) -> bool:
    """A text and no figure: beside a figure at its address it is a remark on it."""
    return len(text.split()) > PROSE and parse_value(text).angka is None


def settle_figures(reading: Reading, unit: str | None) -> None:
    """Read the numbers, now that the unit of the record is known. *unit* is that of its column, None without one."""
    for value, name in zip(reading.record.nilai, addresses(reading.record.nilai), strict=True):
        read = parse_value(value.tercetak or "", normal_unit(reading.unit_printed))
        value.angka, value.satuan = read.angka, read.satuan or unit
        if read.ragu:
            reading.notes.append((read.ragu.upper(), name, {"tercetak": value.tercetak}))


def addresses(values: Sequence[Nilai]) -> list[str]:
    """The names of figures among the places of their record, in their order."""
    return unique_addresses((v.jenis, v.tahun, v.periode) for v in values)


def _moment(value: Nilai) -> tuple[int | None, str | None]:
    return value.tahun, value.periode


def _tell_apart(reading: Reading, targets: Sequence[Nilai], first: Nilai, second: Nilai) -> None:
    """Of two achievements of one moment, the one that is no share of the target is the realisation."""
    target = targets[0] if targets else None
    real = second if _is_share(first, second, target) and not _is_share(second, first, target) else first
    before = addresses([first])[0]
    place = reading.places.pop(before, None)
    real.jenis = "realisasi"
    if place is not None:
        reading.places[addresses([first])[0]] = place
        reading.traces[addresses([first])[0]] = reading.traces.pop(before)


def _is_share(share: Nilai, real: Nilai, target: Nilai | None) -> bool:
    """Is *share* what *real* makes of *target* in percent? Without numbers the sign of percent tells."""
    numbers = [parse_value(v.tercetak or "").angka if v is not None else None for v in (share, real, target)]
    printed, reached, wanted = numbers
    if printed is not None and reached is not None and wanted:
        if abs(reached / wanted * 100 - printed) <= AGREES:
            return True
        if abs(printed / wanted * 100 - reached) <= AGREES:
            return False
    return "%" in (share.tercetak or "") and "%" not in (real.tercetak or "")
