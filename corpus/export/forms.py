"""Forms of others: the BPS MS-Ind metadata sheet and an e-SAKIP import file (``data/handing_on.toml``).

Only what a document prints is filled in. What it does not say stays empty, and a column of every row names it.
"""

from __future__ import annotations

import csv
import sqlite3
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from iku.corpus.profile import profile
from iku.corpus.store import rows_of
from iku.corpus.text import plain_words, replace_phrases, terms
from iku.schemas.spreadsheet import guarded

_DATA = Path(__file__).parent.parent / "data" / "handing_on.toml"
TARGETS = 5


@cache
def mapping() -> Mapping[str, Any]:
    """The shipped mapping of fields."""
    with _DATA.open("rb") as handle:
        return tomllib.load(handle)


def form_records(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Main indicators as the forms need them: texts joined, targets of five years, proposals, document and page."""
    query = """SELECT i.indikator_id, s.instansi_id, s.nama AS instansi, w.tingkat, i.sasaran, i.indikator, i.alasan,
        i.satuan, i.penjelasan, f.teks AS formulasi, f.pembilang, f.penyebut, k.ukuran, d.dokumen_id, d.berkas_pdf,
        i.halaman, d.tahun_awal, d.tahun_akhir
        FROM indikator i JOIN dokumen d USING (dokumen_id) JOIN instansi s USING (instansi_id)
        LEFT JOIN formulasi f USING (indikator_id) LEFT JOIN wilayah w ON w.kode = s.wilayah_kode
        LEFT JOIN konsep k USING (konsep_id) WHERE i.pokok = 1 ORDER BY s.instansi_id, d.tahun, d.dokumen_id, i.urut"""
    joined = {name: _joined(db, name) for name in ("sumber_data", "penanggung_jawab")}
    targets = _targets(db)
    number: dict[str, int] = {}
    out = []
    for row in rows_of(db, query):
        number[row["instansi_id"]] = number.get(row["instansi_id"], 0) + 1
        own = row["indikator_id"]
        row.update({name: found.get(own) for name, found in joined.items()})
        row.update(_first_targets(targets.get(own, {}), row["tahun_awal"]))
        row["urut"] = number[row["instansi_id"]]
        row["ukuran"] = mapping()["ukuran"].get(_measure(row))
        row["variabel"] = "; ".join(v for v in (row["pembilang"], row["penyebut"]) if v) or None
        row["usulan_konsep"] = proposed_concept(row["indikator"])
        out.append(row)
    return out


def proposed_concept(name: str | None) -> str | None:
    """The name without the word of its measure (``Persentase PMKS yang tertangani`` -> ``PMKS yang tertangani``): a
    proposal, to be looked at."""
    words = (name or "").split()
    for length in (2, 1):
        head = tuple(w for word in words[:length] for w in plain_words(word))
        folded = tuple(replace_phrases(head, terms().phrases))
        if len(words) > length and folded in terms().measures:
            return " ".join(words[length:])
    return None


def msind_rows(db: sqlite3.Connection) -> tuple[list[str], list[list[Any]]]:
    """Titles and rows of the MS-Ind sheet, the head items (activity, organiser) first in every row."""
    form = mapping()["msind"]
    items = [*form["kepala"].values(), *form["butir"], *form["tambahan"].values()]
    asked = [*form["kepala"].values(), *form["butir"]]
    rows = []
    for record in form_records(db):
        missing = [i["judul"] for i in asked if record.get(i.get("isi", "")) in (None, "")]
        rows.append([{**record, "kosong": "; ".join(missing)}.get(i.get("isi", "")) for i in items])
    return [i["judul"] for i in items], rows


def esakip_rows(db: sqlite3.Connection) -> tuple[list[str], list[list[Any]]]:
    """Titles and rows of the e-SAKIP import file."""
    columns = mapping()["esakip"]["kolom"]
    rows = []
    for record in form_records(db):
        missing = [c["nama"] for c in columns if c["isi"] != "kosong" and record.get(c["isi"]) in (None, "")]
        rows.append([{**record, "kosong": "; ".join(missing)}.get(c["isi"]) for c in columns])
    return [c["nama"] for c in columns], rows


def write_forms(db: sqlite3.Connection, folder: Path, form: str) -> list[Path]:
    """``ms-ind.csv`` or ``e-sakip.csv`` in *folder*."""
    titles, rows = msind_rows(db) if form == "msind" else esakip_rows(db)
    path = folder / ("ms-ind.csv" if form == "msind" else "e-sakip.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\r\n")
        writer.writerow(titles)
        writer.writerows([[guarded(v) for v in row] for row in rows])
    return [path]


def _measure(row: Mapping[str, Any]) -> str | None:
    return row["ukuran"] or (profile(row["indikator"], row["satuan"]).measure if row["indikator"] else None)


def _joined(db: sqlite3.Connection, table: str) -> dict[str, str]:
    out: dict[str, list[str]] = {}
    for own, name in db.execute(f"SELECT indikator_id, nama FROM {table} ORDER BY indikator_id, urut"):
        out.setdefault(own, []).append(name)
    return {own: "; ".join(names) for own, names in out.items()}


def _targets(db: sqlite3.Connection) -> dict[str, dict[int, str]]:
    out: dict[str, dict[int, str]] = {}
    query = "SELECT indikator_id, tahun, tercetak FROM nilai WHERE jenis = 'target' AND tahun IS NOT NULL"
    for own, year, printed in db.execute(query + " AND periode IS NULL ORDER BY indikator_id, urut"):
        out.setdefault(own, {}).setdefault(year, printed)
    return out


def _first_targets(by_year: Mapping[int, str], start: int | None) -> dict[str, str | None]:
    """target_1 is the first year of the period where that is known, else the first year that has a target."""
    first = start if start is not None else min(by_year, default=None)
    if first is not None and by_year and first not in by_year and min(by_year) - first >= TARGETS:
        first = min(by_year)
    return {f"target_{n + 1}": by_year.get(first + n) if first is not None else None for n in range(TARGETS)}
