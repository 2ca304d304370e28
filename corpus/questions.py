"""Questions to the corpus: who has an indicator of these words, who measures the same, and with which formula.

Answers are plain rows (dicts) in a stated order, so that a table, JSON and CSV say the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from iku.corpus.errors import NothingFound
from iku.corpus.regions import all_affairs, all_regions
from iku.corpus.searching import fts_query
from iku.corpus.store import rows_of
from iku.corpus.text import plain_words

LIMIT = 50
COLUMNS = """i.indikator_id, i.konsep_id, s.nama AS instansi, w.nama AS wilayah, p.nama AS provinsi, d.tahun, i.versi,
    i.sasaran, i.indikator, i.satuan, f.teks AS formulasi, f.pembilang, f.penyebut, f.pengali, i.jenis_tabel, i.pokok,
    d.berkas_pdf, i.halaman, i.keyakinan"""
JOINS = """JOIN dokumen d USING (dokumen_id) JOIN instansi s USING (instansi_id)
    LEFT JOIN formulasi f USING (indikator_id)
    LEFT JOIN wilayah w ON w.kode = s.wilayah_kode LEFT JOIN wilayah p ON p.kode = w.provinsi_kode"""
ORDER = "w.kode, s.nama, d.tahun, d.dokumen_id, i.pokok DESC, i.urut"


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a question: *urusan* and *provinsi* by code or name (a part is enough), *wilayah* by code, *tahun* a
    year that the document covers, *main_only* leaves out tables that the document is not about."""

    urusan: str | None = None
    provinsi: str | None = None
    wilayah: str | None = None
    tahun: int | None = None
    main_only: bool = False

    def sql(self) -> tuple[str, list[Any]]:
        """Conditions with their values. Raises ``NothingFound`` for a province or affair that does not exist."""
        parts: list[str] = []
        values: list[Any] = []
        if self.urusan:
            affairs = {code: name for code, (name, _) in all_affairs().items()}
            codes = _codes(self.urusan, affairs, "urusan")
            parts.append(
                f"s.instansi_id IN (SELECT instansi_id FROM instansi_urusan WHERE urusan_kode IN ({_marks(codes)}))"
            )
            values += codes
        if self.provinsi:
            provinces = {code: region.nama for code, region in all_regions().items() if region.tingkat == "provinsi"}
            codes = _codes(self.provinsi, provinces, "province")
            parts.append(f"w.provinsi_kode IN ({_marks(codes)})")
            values += codes
        if self.wilayah:
            parts.append("w.kode = ?")
            values.append(self.wilayah)
        if self.tahun:
            parts.append("? BETWEEN d.tahun AND coalesce(d.tahun_akhir, d.tahun)")
            values.append(self.tahun)
        if self.main_only:
            parts.append("i.pokok = 1")
        return "".join(f" AND {part}" for part in parts), values


@dataclass(frozen=True, slots=True)
class Comparison:
    """Records that answer one question side by side. ``formulas``: each different formula with its number of records
    and agencies, the commonest first."""

    records: list[dict[str, Any]]
    concepts: list[dict[str, Any]]
    formulas: list[dict[str, Any]]

    @property
    def agencies(self) -> int:
        return len({r["instansi"] for r in self.records})


def search(db: sqlite3.Connection, question: str, filters: Filters, *, names_only: bool = False,
           limit: int = LIMIT) -> list[dict[str, Any]]:  # fmt: skip
    """Indicators with all words of *question*, in any form and spelling, the best match first (bm25, a word in the name
    weighs five times one elsewhere)."""
    query = fts_query(question, names_only=names_only)
    if not query:
        return []
    conditions, values = filters.sql()
    found = "SELECT rowid, bm25(indikator_fts, 5.0, 1.0) AS peringkat FROM indikator_fts WHERE indikator_fts MATCH ?"
    if conditions:
        sql = f"""SELECT {COLUMNS} FROM ({found}) x JOIN indikator i ON i.rowid = x.rowid {JOINS}
            WHERE 1 {conditions} ORDER BY x.peringkat, i.indikator_id LIMIT ?"""
        return rows_of(db, sql, [query, *values, limit])
    sql = f"""SELECT {COLUMNS} FROM ({found} ORDER BY peringkat LIMIT ?) x JOIN indikator i ON i.rowid = x.rowid {JOINS}
        ORDER BY x.peringkat, i.indikator_id"""
    return rows_of(db, sql, [query, limit])


def compare(db: sqlite3.Connection, question: str, filters: Filters, *, widely: bool = False) -> Comparison:
    """Who measures this, with which formula, side by side: indicators whose *names* have all words of *question*;
    *widely*: all indicators of their concepts too. Main tables only. *question* may be a concept's id. Raises
    ``NothingFound``."""
    conditions, values = filters.sql()
    concept = db.execute("SELECT konsep_id FROM konsep WHERE konsep_id = ?", (question.strip(),)).fetchone()
    if concept:
        where, args = "i.konsep_id = ?", [concept[0]]
    else:
        query = fts_query(question, names_only=True)
        where, args = "i.rowid IN (SELECT rowid FROM indikator_fts WHERE indikator_fts MATCH ?)", [query or '""']
        if widely:
            where = f"i.konsep_id IN (SELECT konsep_id FROM indikator i WHERE {where})"
    main = " AND i.pokok = 1"
    records = rows_of(db, f"SELECT {COLUMNS} FROM indikator i {JOINS} WHERE {where}{main}{conditions} ORDER BY {ORDER}",
                      [*args, *values])  # fmt: skip
    if not records:
        raise NothingFound(f"no indicator is named so: {question}")
    ids = sorted({r["konsep_id"] for r in records if r["konsep_id"]})
    concepts = rows_of(db, f"SELECT * FROM konsep WHERE konsep_id IN ({_marks(ids)}) ORDER BY konsep_id", ids)
    return Comparison(records, concepts, formula_variants(records))


def formula_variants(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The different formulas of *records*: equal when their operands (else their text) have the same printed words."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        operands = (record["pembilang"] or "", record["penyebut"] or "")
        text = " / ".join(operands) if all(operands) else record["formulasi"] or ""
        groups.setdefault(" ".join(plain_words(text)), []).append(record)
    out = [
        {
            "formulasi": many[0]["formulasi"], "pembilang": many[0]["pembilang"], "penyebut": many[0]["penyebut"],
            "jumlah_indikator": len(many), "jumlah_instansi": len({r["instansi"] for r in many}),
            "instansi": "; ".join(sorted({r["instansi"] or "?" for r in many})),
        }
        for many in groups.values()
    ]  # fmt: skip
    return sorted(out, key=lambda r: (-r["jumlah_instansi"], -r["jumlah_indikator"], r["formulasi"] or ""))


def _codes(wanted: str, names: dict[str, str], what: str) -> list[str]:
    """Codes of what *wanted* names: a code itself, a whole name, else every name that holds its words."""
    if wanted in names:
        return [wanted]
    words = plain_words(wanted)
    whole = [code for code, name in names.items() if plain_words(name) == words]
    part = [code for code, name in names.items() if set(words) <= set(plain_words(name))]
    if not words or not (whole or part):
        raise NothingFound(f"no {what} is called so: {wanted}")
    return whole or part


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)
