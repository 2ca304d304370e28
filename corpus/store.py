"""The SQLite file: opening, making, inserting. One file, foreign keys, no server; opens in Datasette as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from iku.corpus.errors import NotACorpus
from iku.corpus.read import Rows
from iku.corpus.regions import all_affairs, all_regions

_SCHEMA = Path(__file__).parent / "data" / "schema.sql"
APPLICATION = 0x494B5531  # "IKU1": tells a corpus from any other SQLite file
VERSION = 4
"""Of the schema; a corpus of another version is built anew."""
OF_AGENCY = ("asal", "nilai", "kegiatan", "penanggung_jawab", "sumber_data", "formulasi")
OF_DOCUMENT = ("temuan", "indikator", "tabel", "dasar_hukum")


def open_corpus(path: Path) -> sqlite3.Connection:
    """A corpus for reading; rows come as ``sqlite3.Row``. Raises ``NotACorpus``."""
    if not path.is_file():
        raise NotACorpus("no such file", file=str(path))
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        db.row_factory = sqlite3.Row
        if not is_current(db):
            db.close()
            raise NotACorpus("not a corpus of this version", file=str(path))
    except sqlite3.DatabaseError as error:
        raise NotACorpus(str(error), file=str(path)) from error
    return db


def is_current(db: sqlite3.Connection) -> bool:
    """Whether this is a corpus of the schema's version."""
    mark = db.execute("PRAGMA application_id").fetchone()[0], db.execute("PRAGMA user_version").fetchone()[0]
    return tuple(mark) == (APPLICATION, VERSION)


def is_corpus_file(path: Path) -> bool:
    """Whether *path* is a corpus of the schema's version, without raising on any other file."""
    if not path.is_file():
        return False
    try:
        with closing(open_corpus(path)):
            return True
    except NotACorpus:
        return False


def create(path: Path) -> sqlite3.Connection:
    """A new corpus that knows regions and affairs and holds no document."""
    db = connect(path)
    db.executescript(_SCHEMA.read_text(encoding="utf-8"))
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    regions = [
        {"kode": r.kode, "nama": r.nama, "tingkat": r.tingkat, "provinsi_kode": r.provinsi}
        for r in all_regions().values()
    ]
    insert(db, "wilayah", regions)
    insert(db, "urusan", [{"kode": k, "nama": n, "kelompok": g} for k, (n, g) in all_affairs().items()])
    return db


def connect(path: Path) -> sqlite3.Connection:
    """For building: the file is a copy that nobody reads yet, so nothing is journalled."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -65536")
    return db


def insert(db: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert *rows*, all with the columns of the first."""
    if rows:
        columns = list(rows[0])
        marks = ", ".join(f":{c}" for c in columns)
        db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def insert_rows(db: sqlite3.Connection, rows: Rows) -> None:
    """All rows of one agency file. Codes of regions and affairs that the lists do not hold are added first."""
    for agency in rows.tables.get("instansi", []):
        code = agency["wilayah_kode"]
        if code and code not in all_regions():
            db.execute("INSERT OR IGNORE INTO wilayah VALUES (?, ?, ?, ?)", _unlisted(code))
            db.execute("INSERT OR IGNORE INTO wilayah VALUES (?, ?, ?, ?)", _unlisted(code[:2]))
    for affair in rows.tables.get("instansi_urusan", []):
        db.execute("INSERT OR IGNORE INTO urusan VALUES (?, ?, NULL)", (affair["urusan_kode"], affair["urusan_kode"]))
    for table, many in rows.tables.items():
        insert(db, table, many)


def delete_file(db: sqlite3.Connection, name: str) -> None:
    """Everything that came from the agency file *name*."""
    agencies = "SELECT instansi_id FROM instansi WHERE berkas = ?"
    documents = f"SELECT dokumen_id FROM dokumen WHERE instansi_id IN ({agencies})"
    indicators = f"SELECT indikator_id FROM indikator WHERE dokumen_id IN ({documents})"
    for table in OF_AGENCY:
        db.execute(f"DELETE FROM {table} WHERE indikator_id IN ({indicators})", (name,))
    for table in OF_DOCUMENT:
        db.execute(f"DELETE FROM {table} WHERE dokumen_id IN ({documents})", (name,))
    for table in ("dokumen", "instansi_urusan"):
        db.execute(f"DELETE FROM {table} WHERE instansi_id IN ({agencies})", (name,))
    db.execute("DELETE FROM instansi WHERE berkas = ?", (name,))
    db.execute("DELETE FROM berkas WHERE nama = ?", (name,))


def rows_of(db: sqlite3.Connection, query: str, values: Iterable[Any] = ()) -> list[dict[str, Any]]:
    """Rows of a query as plain dicts."""
    cursor = db.execute(query, tuple(values))
    names = [c[0] for c in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _unlisted(code: str) -> tuple[str, str, str, str]:
    """A region that the list does not know (an old or a new code): kept under its code."""
    number = int(code[3:]) if len(code) > 2 else 0
    level = "provinsi" if not number else "kota" if number > 70 else "kabupaten"
    return code, f"({code})", level, code[:2]
