"""Cells that hold several fields: by labels, or an explanation and a way of computing one after the other.

Where a table has a column for formulas, an explanation stays one however much it sounds like computing. Elsewhere the
two are parted at their seam: a label, words like ``dengan rumus:``, or the line on which a formula in signs begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Line
from iku.normalize.formula import is_computation, parse_formula
from iku.normalize.formula.seam import formula_line, word_seam
from iku.normalize.header_match import HeaderMatch
from iku.normalize.labels import read_tipe, split_labels
from iku.normalize.party_cells import add_parties
from iku.normalize.reading import Reading
from iku.normalize.record_fields import PARTIES
from iku.normalize.record_model import Formulasi

PLAIN = ("alasan", "penjelasan", "keterangan")


def read_mixed(reading: Reading, name: str, text: str, lines: Sequence[Line]) -> None:
    """A cell that may hold labelled parts; what stands before the first label is the column's own field."""
    parts = split_labels(text)
    if parts.rest:
        add_text(reading, name, parts.rest, lines)
    for found, printed, part in parts.parts:
        if not part:
            continue
        if found == "formulasi" != name and reading.formula_apart:
            found, part = name, f"{printed}: {part}"  # the formula is what stands in its own column
        if found in PARTIES:
            add_parties(reading, HeaderMatch(found), part, lines, [])
        elif found == "tipe_penghitungan":
            reading.record.tipe_penghitungan = read_tipe(part)
            reading.put(found, lines)
        elif found == "satuan":
            reading.unit_printed = reading.unit_printed or part
            reading.put(found, lines)
        elif found in (*PLAIN, "formulasi"):
            add_text(reading, found, part, lines)
        else:
            reading.put(f"lainnya.{reading.keep(found, part)}", lines)


def add_text(reading: Reading, name: str, text: str, lines: Sequence[Line]) -> None:
    if name == "formulasi":
        if reading.record.formulasi is not None and reading.record.formulasi.teks:
            text = f"{reading.record.formulasi.teks} {text}"
        reading.record.formulasi = parse_formula(text, reading.stacks(lines)) or Formulasi(teks=text)
    else:
        before = getattr(reading.record, name)
        setattr(reading.record, name, f"{before} {text}" if before else text)
    reading.put(name, lines)


def read_explained(
    reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line], *, strict: bool = False
) -> None:
    """PENJELASAN/FORMULASI: a way of computing is the formula, any other text the explanation. *strict* is for a column
    that is called PENJELASAN only. Where rules part the cell, the first part that computes is the formula, and the
    others explain it."""
    if reading.formula_apart:
        read_mixed(reading, "penjelasan", text, lines)
        return
    for part in _ruled_parts(reading, lines):
        before, behind = _at_seam(reading, part)
        if before:
            read_mixed(reading, "penjelasan", reading.labelled_text(before), before)
        own = reading.labelled_text(behind)
        found = None if before else word_seam(own)
        if found is not None:
            add_text(reading, "penjelasan", own[: found[0]].rstrip(" ,;"), behind)
            own = own[found[1] :]
        computes = bool(before) or found is not None or is_computation(split_labels(own).rest or own, strict=strict)
        first = reading.record.formulasi is None
        read_mixed(reading, "formulasi" if computes and first else "penjelasan", own, behind)


def _at_seam(reading: Reading, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines before and from the one on which a formula in signs begins; none before where there is no such line."""
    if split_labels(reading.labelled_text(lines)).parts:
        return [], list(lines)
    place = formula_line(lines, reading.text)
    return list(lines[:place]), list(lines[place:])


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
