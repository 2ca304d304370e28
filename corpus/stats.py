"""The corpus in figures: coverage by region, affair and year, what records lack, commonest indicators and formulas.

Only indicators of main tables count (those that a document is about). Shares are of the indicators of the same line.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from iku.corpus.questions import COLUMNS, JOINS, Filters, formula_variants
from iku.corpus.store import rows_of

FACTS = """count(*) AS indikator, count(DISTINCT s.instansi_id) AS instansi, count(DISTINCT d.dokumen_id) AS dokumen,
    count(DISTINCT i.konsep_id) AS konsep,
    round(avg(f.teks IS NULL AND f.pembilang IS NULL), 4) AS tanpa_formulasi,
    round(avg(NOT EXISTS (SELECT 1 FROM sumber_data x WHERE x.indikator_id = i.indikator_id)), 4) AS tanpa_sumber_data,
    round(avg(NOT EXISTS (SELECT 1 FROM penanggung_jawab x WHERE x.indikator_id = i.indikator_id)), 4)
        AS tanpa_penanggung_jawab,
    round(avg(i.satuan IS NULL), 4) AS tanpa_satuan,
    round(avg(NOT EXISTS (SELECT 1 FROM nilai x WHERE x.indikator_id = i.indikator_id AND x.jenis LIKE 'target%')), 4)
        AS tanpa_target"""
SHARES = ("tanpa_formulasi", "tanpa_sumber_data", "tanpa_penanggung_jawab", "tanpa_satuan", "tanpa_target")
COMMONEST = 20


@dataclass(frozen=True, slots=True)
class Statistics:
    """``total`` is one row; the others are tables in the order that a reader expects (codes and years upwards, concepts
    by the number of agencies)."""

    total: dict[str, Any]
    provinces: list[dict[str, Any]]
    regions: list[dict[str, Any]]
    affairs: list[dict[str, Any]]
    years: list[dict[str, Any]]
    concepts: list[dict[str, Any]]
    variants: list[dict[str, Any]]

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Every table by the name that JSON and CSV use."""
        return {
            "jumlah": [self.total], "provinsi": self.provinces, "wilayah": self.regions, "urusan": self.affairs,
            "tahun": self.years, "konsep": self.concepts, "ragam_formulasi": self.variants,
        }  # fmt: skip


def statistics(db: sqlite3.Connection, filters: Filters | None = None) -> Statistics:
    """All figures, narrowed by *filters*. Raises ``NothingFound`` for a province or affair that does not exist."""
    conditions, values = (filters or Filters()).sql()
    base = f"FROM indikator i {JOINS} WHERE i.pokok = 1 {conditions}"

    def by(columns: str, extra: str = "", order: str = "1") -> list[dict[str, Any]]:
        joined = base.replace(" WHERE ", f" {extra} WHERE ", 1)
        return rows_of(db, f"SELECT {columns}, {FACTS} {joined} GROUP BY 1 ORDER BY {order}", values)

    total = rows_of(db, f"SELECT count(DISTINCT w.kode) AS wilayah, {FACTS} {base}", values)[0]
    parts = "SELECT count(*) FROM wilayah x WHERE x.provinsi_kode = p.kode AND x.tingkat <> 'provinsi'"
    provinces = by(f"p.kode AS kode, p.nama AS provinsi, count(DISTINCT w.kode) AS wilayah, ({parts}) AS daerah_ada")
    affair = (
        "LEFT JOIN instansi_urusan iu ON iu.instansi_id = s.instansi_id LEFT JOIN urusan u ON u.kode = iu.urusan_kode"
    )
    return Statistics(
        total=total,
        provinces=provinces,
        regions=by("w.kode AS kode, w.nama AS wilayah, p.nama AS provinsi"),
        affairs=by("u.kode AS kode, u.nama AS urusan", affair),
        years=by("d.tahun AS tahun"),
        concepts=_concepts(db, base, values),
        variants=_variants(db, base, values),
    )


def _concepts(db: sqlite3.Connection, base: str, values: list[Any]) -> list[dict[str, Any]]:
    return rows_of(db, f"""SELECT k.konsep_id, k.nama AS konsep, k.ukuran, count(DISTINCT s.instansi_id) AS instansi,
        count(*) AS indikator, count(DISTINCT w.kode) AS wilayah, min(d.tahun) AS sejak, max(d.tahun) AS sampai
        {base.replace(" WHERE ", " JOIN konsep k ON k.konsep_id = i.konsep_id WHERE ", 1)}
        GROUP BY k.konsep_id ORDER BY 4 DESC, 5 DESC, k.nama LIMIT {COMMONEST}""", values)  # fmt: skip


def _variants(db: sqlite3.Connection, base: str, values: list[Any]) -> list[dict[str, Any]]:
    """Formulas of the concepts that are computed in more than one way."""
    many = rows_of(db, f"""SELECT i.konsep_id AS konsep_id {base} AND f.teks IS NOT NULL GROUP BY 1
        HAVING count(DISTINCT lower(f.teks)) > 1 ORDER BY count(DISTINCT s.instansi_id) DESC, count(*) DESC, 1
        LIMIT {COMMONEST}""", values)  # fmt: skip
    out = []
    for row in many:
        own = f"{base} AND f.teks IS NOT NULL AND i.konsep_id = ?"
        records = rows_of(db, f"SELECT {COLUMNS}, k.nama AS konsep "
                          + own.replace(" WHERE ", " JOIN konsep k ON k.konsep_id = i.konsep_id WHERE ", 1)
                          + " ORDER BY i.indikator_id", [*values, row["konsep_id"]])  # fmt: skip
        found = formula_variants(records)
        if len(found) > 1:
            out += [{"konsep_id": row["konsep_id"], "konsep": records[0]["konsep"], **variant} for variant in found]
    return out
