"""The first sheet of the workbook: what the decrees say, one IKU a row, ready to print.

Main records of the latest version of every document. Columns in which nothing is printed anywhere are left out.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TITLE = "IKU"
QUERY = """SELECT i.indikator_id, s.nama AS instansi, w.nama AS daerah, i.nomor, i.tujuan, i.sasaran, i.indikator,
  i.penjelasan, f.teks AS formulasi, i.satuan, d.berkas_pdf, i.halaman, i.keyakinan,
  (SELECT group_concat(nama, '; ') FROM (SELECT nama FROM sumber_data x WHERE x.indikator_id = i.indikator_id
    ORDER BY urut)) AS sumber_data,
  (SELECT group_concat(nama, '; ') FROM (SELECT nama FROM penanggung_jawab x WHERE x.indikator_id = i.indikator_id
    ORDER BY urut)) AS penanggung_jawab
  FROM indikator i JOIN dokumen d USING (dokumen_id) JOIN instansi s USING (instansi_id)
  LEFT JOIN wilayah w ON w.kode = s.wilayah_kode LEFT JOIN formulasi f USING (indikator_id)
  WHERE i.pokok = 1
  AND i.versi = (SELECT max(j.versi) FROM indikator j WHERE j.dokumen_id = i.dokumen_id AND j.pokok = 1)
  ORDER BY s.instansi_id, d.tahun, d.dokumen_id, i.urut"""
TARGETS = """SELECT indikator_id, tahun, periode, tercetak FROM nilai
  WHERE jenis = 'target' AND tercetak IS NOT NULL ORDER BY indikator_id, urut"""
MOST_YEARS = 6
"""So many years have a column of their own each; more of them stand in one column, each figure with its year."""
LINE, PADDING, TALLEST = 12.0, 4.0, 409.0
"""Points of a printed line at 9 points, of the white around, and of the tallest row that a spreadsheet allows."""
LETTERS = 1.18
"""Letters on a line for each unit of a column's width, at 9 points."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: the name in a row, its title, its width in letters."""

    name: str
    title: str
    width: int


FIXED = (
    Heading("instansi", "Instansi", 18), Heading("daerah", "Daerah", 13), Heading("nomor", "No", 5),
    Heading("tujuan", "Tujuan", 22), Heading("sasaran", "Sasaran", 26), Heading("indikator", "Indikator", 30),
    Heading("penjelasan", "Definisi", 28), Heading("formulasi", "Formulasi", 32), Heading("satuan", "Satuan", 9),
    Heading("sumber_data", "Sumber data", 18), Heading("penanggung_jawab", "Penanggung jawab", 18),
)  # fmt: skip
PLACE = (Heading("berkas_pdf", "Berkas", 22), Heading("halaman", "Hal.", 5), Heading("keyakinan", "Keyakinan", 12))


def decree_rows(db: sqlite3.Connection) -> tuple[list[Heading], list[dict[str, Any]]]:
    """The columns in which something stands, and the rows by their names."""
    targets: defaultdict[str, list[tuple[int | None, str | None, str]]] = defaultdict(list)
    for identity, year, part, printed in db.execute(TARGETS):
        targets[identity].append((year, part, printed))
    cursor = db.execute(QUERY)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    years = sorted({year for r in rows for year, _, _ in targets[r["indikator_id"]] if year is not None})
    for row in rows:
        row["keyakinan"] = None if row["keyakinan"] is None else round(row["keyakinan"], 2)
        row.update(_targets(targets[row["indikator_id"]], apart=len(years) <= MOST_YEARS))
    dated = [Heading(f"target {y}", f"Target {y}", 9) for y in years] if len(years) <= MOST_YEARS else []
    columns = [*FIXED, *dated, Heading("target", "Target", 20), *PLACE]
    return [c for c in columns if any(r.get(c.name) is not None for r in rows)] or list(FIXED), rows


def row_height(row: Mapping[str, Any], columns: Sequence[Heading]) -> float:
    """Points that a row needs for its longest cell, wrapped to its column."""
    lines = max((_lines(str(row[c.name]), c.width) for c in columns if row.get(c.name) is not None), default=1)
    return min(TALLEST, lines * LINE + PADDING)


def _targets(values: Sequence[tuple[int | None, str | None, str]], *, apart: bool) -> dict[str, str]:
    """Columns of a record's targets: one a year where they are *apart*, all others together."""
    out: dict[str, str] = {}
    for year, part, printed in values:
        alone = apart and year is not None
        name = f"target {year}" if alone else "target"
        when = " ".join(str(w) for w in (None if alone else year, part) if w is not None)
        text = f"{when}: {printed}" if when else printed
        out[name] = f"{out[name]}; {text}" if name in out else text
    return out


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column, broken at words as a spreadsheet does."""
    fits = max(1, math.floor(width * LETTERS))
    total = 0
    for paragraph in text.split("\n"):
        used, lines = 0, 1
        for word in paragraph.split(" "):
            step = len(word) + (1 if used else 0)
            if used and used + step > fits:
                lines, used, step = lines + 1, 0, len(word)
            lines += (used + step - 1) // fits if used + step > fits else 0
            used = (used + step - 1) % fits + 1 if used + step > fits else used + step
        total += lines
    return total
