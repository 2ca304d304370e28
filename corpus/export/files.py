"""CSV, Parquet and JSON Lines, and the Frictionless Data Package around the CSV files.

CSV is UTF-8 with a comma; a text that a spreadsheet would run as a formula gets a leading apostrophe. Parquet and JSON
Lines hold every text as printed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from iku.corpus.errors import ExportUnavailable
from iku.corpus.export.tables import Column, Table, guarded_frame, tables
from iku.corpus.store import rows_of
from iku.schemas.validate import CONTRACT_VERSION

TITLE = "Korpus indikator kinerja utama (IKU)"
DESCRIPTION = (
    "Indikator kinerja instansi pemerintah Indonesia sebagaimana tercetak dalam dokumennya, dengan berkas dan halaman "
    "asal. Kosong berarti tidak tercetak. Teks yang diawali tanda rumus diberi tanda petik tunggal di depannya."
)


PLAIN = {"sep": ",", "decimal": ".", "encoding": "utf-8", "lineterminator": "\n"}
EXCEL = {"sep": ";", "decimal": ",", "encoding": "utf-8-sig", "lineterminator": "\r\n"}
"""What an Indonesian Excel expects of a CSV: semicolons, decimal commas, and a mark that says UTF-8."""


def write_csv(db: sqlite3.Connection, folder: Path, *, excel: bool = False) -> list[Path]:
    """One CSV file per table. *excel*: as a spreadsheet set to Indonesian opens it by a double click."""
    return [_csv(db, table, folder, EXCEL if excel else PLAIN) for table in tables().values()]


def write_parquet(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """One Parquet file per table. Raises ``ExportUnavailable`` without pyarrow."""
    try:
        import_module("pyarrow")
    except ImportError as error:
        raise ExportUnavailable("pyarrow is not installed: pip install pyarrow") from error
    out = []
    for table in tables().values():
        path = folder / f"{table.name}.parquet"
        frame = table.frame(db)
        texts = {c.name: "string" for c in table.columns if c.kind not in ("integer", "number", "boolean")}
        frame.astype(texts).to_parquet(path, engine="pyarrow", index=False)
        out.append(path)
    return out


def write_jsonl(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """``indikator.jsonl``: one indicator a line with all that hangs on it, and its document and agency."""
    path = folder / "indikator.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        for record in whole_records(db):
            handle.write(json.dumps(record, ensure_ascii=False) + "\n")
    return [path]


def write_package(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """The CSV files and ``datapackage.json`` with types, lists of values, keys and foreign keys (Data Package v1, which
    v2 readers take as well)."""
    files = write_csv(db, folder)
    descriptor = {
        "name": "korpus-iku",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": CONTRACT_VERSION,
        "profile": "tabular-data-package",
        "resources": [_resource(table) for table in tables().values()],
    }
    path = folder / "datapackage.json"
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return [path, *files]


def whole_records(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every indicator with formula, sources, units, activities, values, places, document and agency, as plain data."""
    query = """SELECT i.*, s.nama AS instansi, s.instansi_id, s.wilayah_kode, w.nama AS wilayah, d.berkas_pdf, d.sha256,
        d.jenis AS jenis_dokumen, d.nomor AS nomor_dokumen, d.tanggal, d.tahun_awal, d.tahun_akhir
        FROM indikator i JOIN dokumen d USING (dokumen_id) JOIN instansi s USING (instansi_id)
        LEFT JOIN wilayah w ON w.kode = s.wilayah_kode
        ORDER BY s.instansi_id, d.tahun, d.dokumen_id, i.pokok DESC, i.urut"""
    cursor = db.execute(query)
    columns = [c[0] for c in cursor.description]
    for row in cursor:
        record = dict(zip(columns, row, strict=True))
        own = record["indikator_id"]
        for name in ("cari", "cari_lain", "rumusan", "urut"):
            record.pop(name)
        record["lainnya"] = json.loads(record["lainnya"]) if record["lainnya"] else {}
        record["bbox"] = json.loads(record["bbox"]) if record["bbox"] else None
        record["pokok"] = bool(record["pokok"])
        hanging = {
            name: _hanging(db, name, own)
            for name in ("formulasi", "sumber_data", "penanggung_jawab", "kegiatan", "nilai")
        }
        record["formulasi"] = next(iter(hanging.pop("formulasi")), None)
        yield {**record, **hanging}


def _hanging(db: sqlite3.Connection, table: str, own: str) -> list[dict[str, Any]]:
    order = "" if table == "formulasi" else " ORDER BY urut"
    rows = rows_of(db, f"SELECT * FROM {table} WHERE indikator_id = ?{order}", [own])
    return [{k: v for k, v in row.items() if k not in ("indikator_id", "urut")} for row in rows]


def _csv(db: sqlite3.Connection, table: Table, folder: Path, form: Mapping[str, str] = PLAIN) -> Path:
    path = folder / f"{table.name}.csv"
    frame = guarded_frame(table.frame(db))
    for column in table.columns:
        if column.kind == "boolean":
            frame[column.name] = frame[column.name].map({True: "true", False: "false"})
    frame.to_csv(path, index=False, **form)
    return path


def _resource(table: Table) -> dict[str, Any]:
    references = [
        {
            "fields": list(r.columns),
            "reference": {"resource": "" if r.table == table.name else r.table, "fields": list(r.keys)},
        }
        for r in table.references
    ]
    schema: dict[str, Any] = {
        "fields": [_field(c) for c in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if references:
        schema["foreignKeys"] = references
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    out = {"name": column.name, "type": column.kind, "title": column.title, "description": column.description}
    return {k: v for k, v in {**out, "constraints": constraints}.items() if v}
