"""The list of all documents in a folder of results: an index in SQLite, brought up to date when files change.

The index is a cache and can be deleted at any time: everything in it comes from the agency files and their ledgers.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iku.corrections.ledger import ledger_path
from iku.extract.errors import IkuError
from iku.web.folder import GroupedLedger, agency_files, by_folder, mark_of
from iku.web.reading import MISSHAPEN, AnotherKind, Reader
from iku.web.summary import DocumentRow, RecordRow, document_row, record_rows, short_key

VERSION = 3
INDEX_NAME = ".tinjau.sqlite"
RECHECK_SECONDS = 2.0
log = logging.getLogger(__name__)
_DOCUMENT = tuple(DocumentRow.__dataclass_fields__)
_RECORD = tuple(RecordRow.__dataclass_fields__)
_ORDER = """state = 'diterima', conflicts = 0, risk DESC, least IS NULL, least, agency, file, position"""


@dataclass(frozen=True, slots=True)
class Query:
    """What to list: ``words`` all have to occur in agency, region, file or title; empty fields do not filter."""

    words: str = ""
    region: str = ""
    year: int | None = None
    state: str = ""
    agency: str = ""
    limit: int = 50
    offset: int = 0


class DocumentIndex:
    """Documents and records of a results folder. ``broken``: names of files that are no valid agency file, and why."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.broken: dict[str, str] = {}
        self._lock = threading.RLock()
        self._looking = threading.Lock()
        self._checked = float("-inf")
        self._base = _open(reader.root / INDEX_NAME)

    def refresh_soon(self) -> None:
        """Look at the folder again in the background, every two seconds at most; nobody waits for it."""
        if time.monotonic() - self._checked >= RECHECK_SECONDS and self._looking.acquire(blocking=False):
            threading.Thread(target=self._look, daemon=True, name="documents").start()

    def _look(self) -> None:
        try:
            found = dict(agency_files(self.reader.root))
            with self._lock:
                changed = found != dict(self._base.execute("SELECT name, mark FROM files"))
            if changed:
                self.refresh()
            self._checked = time.monotonic()
        except (OSError, sqlite3.Error) as error:
            log.warning("the folder of results cannot be looked at: %s", error)
        finally:
            self._looking.release()

    def refresh(self) -> None:
        """Bring the index up to date with the files now."""
        with self._lock:
            known = dict(self._base.execute("SELECT name, mark FROM files"))
            found = dict(agency_files(self.reader.root))
            for name in known.keys() - found.keys():
                self._forget(name)
                self.broken.pop(name, None)
            for folder, names in by_folder(n for n, mark in found.items() if known.get(n) != mark):
                ledger = GroupedLedger(self.reader.ledger_of_folder(self.reader.root / folder))
                for name in names:
                    self._index(name, found[name], ledger)
            self._base.commit()
            self._checked = time.monotonic()

    def update(self, name: str) -> None:
        """Index one file anew, after it was written here."""
        with self._lock:
            path = self.reader.root / name
            ledger = GroupedLedger(self.reader.ledger_of_folder(path.parent))
            self._index(name, mark_of(p.stat() for p in (path, ledger_path(path)) if p.exists()), ledger)
            self._base.commit()

    def documents(self, query: Query) -> tuple[int, list[DocumentRow]]:
        """How many documents fit, and one page of them, the doubtful first."""
        where, values = _where(query)
        with self._lock:
            total = self._base.execute(f"SELECT count(*) FROM documents {where}", values).fetchone()[0]
            sql = f"SELECT {', '.join(_DOCUMENT)} FROM documents {where} ORDER BY {_ORDER} LIMIT ? OFFSET ?"
            rows = self._base.execute(sql, [*values, query.limit, query.offset]).fetchall()
        return total, [DocumentRow(*row) for row in rows]

    def document(self, key: str) -> DocumentRow | None:
        """The row of one document; *key* as in ``DocumentRow.key``."""
        with self._lock:
            sql = f"SELECT {', '.join(_DOCUMENT)} FROM documents WHERE key = ?"
            row = self._base.execute(sql, [key]).fetchone()
        return DocumentRow(*row) if row else None

    def of_file(self, name: str) -> list[DocumentRow]:
        """The documents of one agency file, in its order."""
        with self._lock:
            sql = f"SELECT {', '.join(_DOCUMENT)} FROM documents WHERE file = ? ORDER BY position"
            return [DocumentRow(*row) for row in self._base.execute(sql, [name])]

    def records(self, query: Query, *, unit: str = "", document: str = "") -> tuple[int, list[tuple[Any, ...]]]:
        """Records whose text has all words, with the filters of their documents: count and one page of rows, each the
        fields of ``RecordRow`` and then those of ``DocumentRow``."""
        where, values = _where(query, "r.")
        extra = [("r.unit = ?", unit), ("r.document = ?", document)]
        clauses = [where.removeprefix("WHERE ")] * bool(where) + [c for c, v in extra if v]
        values += [v for _, v in extra if v]
        tail = "FROM records r JOIN documents d ON d.key = r.document"
        tail += f" WHERE {' AND '.join(clauses)}" if clauses else ""
        fields = ", ".join([*(f"r.{n}" for n in _RECORD), *(f"d.{n}" for n in _DOCUMENT)])
        with self._lock:
            total = self._base.execute(f"SELECT count(*) {tail}", values).fetchone()[0]
            order = "ORDER BY r.rowid LIMIT ? OFFSET ?"
            rows = self._base.execute(f"SELECT {fields} {tail} {order}", [*values, query.limit, query.offset])
            return total, rows.fetchall()

    def agencies(self, query: Query) -> tuple[int, list[tuple[Any, ...]]]:
        """Agency files: (key, name, region code, region, documents, records, least confidence), by name."""
        where, values = _where(query)
        with self._lock:
            counted = f"SELECT count(DISTINCT file) FROM documents {where}"
            total = self._base.execute(counted, values).fetchone()[0]
            sql = f"""SELECT agency_key, agency, region_code, region, count(*), sum(records), min(least) FROM documents
                      {where} GROUP BY file ORDER BY agency, file LIMIT ? OFFSET ?"""
            return total, self._base.execute(sql, [*values, query.limit, query.offset]).fetchall()

    def agency_file(self, key: str) -> str | None:
        """The file name behind an agency key."""
        with self._lock:
            row = self._base.execute("SELECT file FROM documents WHERE agency_key = ? LIMIT 1", [key]).fetchone()
        return row[0] if row else None

    def files(self) -> list[str]:
        """The names of all agency files that hold a document, sorted."""
        with self._lock:
            return [name for (name,) in self._base.execute("SELECT DISTINCT file FROM documents ORDER BY file")]

    def of_pdf(self, sha256: str, name: str) -> DocumentRow | None:
        """A document by the hash and the name of its PDF."""
        with self._lock:
            sql = f"SELECT {', '.join(_DOCUMENT)} FROM documents WHERE id = ? AND berkas = ? LIMIT 1"
            row = self._base.execute(sql, [sha256, name]).fetchone()
        return DocumentRow(*row) if row else None

    def find(self, pdf_name: str, agency: str | None) -> str | None:
        """The key of a document by the name of its PDF and its agency."""
        with self._lock:
            sql = "SELECT key FROM documents WHERE berkas = ? AND agency IS ? LIMIT 1"
            row = self._base.execute(sql, [pdf_name, agency]).fetchone()
        return row[0] if row else None

    def signature(self) -> str:
        """Changes whenever an agency file does."""
        with self._lock:
            marks = self._base.execute("SELECT name, mark FROM files ORDER BY name").fetchall()
        return short_key(*(f"{name} {mark}" for name, mark in marks))

    def choices(self) -> dict[str, list[Any]]:
        """What can be filtered by: regions as (code, name), years, and the number of documents in each state."""
        with self._lock:
            ask = self._base.execute
            regions = ask("SELECT DISTINCT region_code, region FROM documents WHERE region IS NOT NULL ORDER BY 2")
            years = ask("SELECT DISTINCT year_from FROM documents WHERE year_from IS NOT NULL ORDER BY 1 DESC")
            out = {"regions": regions.fetchall(), "years": [y for (y,) in years]}
            out["states"] = ask("SELECT state, count(*) FROM documents GROUP BY state").fetchall()
        return out

    def _index(self, name: str, mark: str, ledger: GroupedLedger) -> None:
        self._forget(name)
        self._base.execute("INSERT INTO files VALUES (?, ?)", [name, mark])
        self.broken.pop(name, None)
        documents, records = [], []
        try:
            file = self.reader.load(self.reader.root / name, ledger.for_file(self.reader.root / name))
            for position, document in enumerate(file.data["dokumen"]):
                row = document_row(name, file, position, document_key(name, file.data, position))
                documents.append([getattr(row, n) for n in _DOCUMENT])
                records += [[getattr(r, n) for n in _RECORD] for r in record_rows(document, row.key)]
            self._insert("documents", _DOCUMENT, documents)
            self._insert("records", _RECORD, records)
        except AnotherKind:
            return
        except IkuError as error:
            self.broken[name] = error.message
        except (*MISSHAPEN, sqlite3.Error) as error:
            self.broken[name] = f"not as the schema says: {type(error).__name__} {error}"
            self._base.execute("DELETE FROM documents WHERE file = ?", [name])

    def _insert(self, table: str, names: Sequence[str], rows: list[list[Any]]) -> None:
        marks = ", ".join("?" * len(names))
        self._base.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)

    def _forget(self, name: str) -> None:
        self._base.execute("DELETE FROM records WHERE document IN (SELECT key FROM documents WHERE file = ?)", [name])
        self._base.execute("DELETE FROM documents WHERE file = ?", [name])
        self._base.execute("DELETE FROM files WHERE name = ?", [name])


def document_key(name: str, data: dict[str, Any], position: int) -> str:
    """A name for addresses: 16 hex digits of file, hash and name of the PDF, and which of several equal ones it is."""
    documents = data["dokumen"]
    own = (documents[position]["id"], documents[position]["berkas"])
    nth = sum((d["id"], d["berkas"]) == own for d in documents[:position])
    return short_key(name, *own, str(nth))


def _open(path: Path) -> sqlite3.Connection:
    """The index at *path*; in memory where the folder may not be written to, anew where it is old or damaged."""
    for place in (str(path), ":memory:"):
        try:
            base = sqlite3.connect(place, check_same_thread=False)
            if base.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                _create(base)
            base.execute("PRAGMA synchronous = OFF")
            base.execute("DELETE FROM files WHERE name NOT IN (SELECT file FROM documents)")
            return base
        except sqlite3.OperationalError:
            continue
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            return _open(path)
    raise AssertionError("a database in memory can always be opened")


def _create(base: sqlite3.Connection) -> None:
    for table in ("files", "documents", "records"):
        base.execute(f"DROP TABLE IF EXISTS {table}")
    base.execute("CREATE TABLE files (name TEXT PRIMARY KEY, mark TEXT)")
    base.execute(f"CREATE TABLE documents ({', '.join(_DOCUMENT)}, PRIMARY KEY (key))")
    base.execute("CREATE INDEX by_file ON documents (file)")
    base.execute("CREATE INDEX by_pdf ON documents (berkas)")
    base.execute(f"CREATE TABLE records ({', '.join(_RECORD)})")
    base.execute("CREATE INDEX by_document ON records (document)")
    base.execute(f"PRAGMA user_version = {VERSION}")
    base.commit()


def _where(query: Query, records: str = "") -> tuple[str, list[Any]]:
    """A WHERE clause and its values; with *records* (``r.``) the words are looked for in the record's text."""
    own = "d." if records else ""
    clauses: list[str] = []
    values: list[Any] = []
    for word in query.words.casefold().split()[:8]:
        clauses.append(f"{records or own}haystack LIKE ? ESCAPE '\\'")
        values.append("%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    for clause, value in ((f"{own}region_code = ?", query.region), (f"{own}state = ?", query.state),
                          (f"{own}agency_key = ?", query.agency)):  # fmt: skip
        if value:
            clauses.append(clause)
            values.append(value)
    if query.year is not None:
        clauses.append(f"? BETWEEN {own}year_from AND {own}year_to")
        values.append(query.year)
    return (f"WHERE {' AND '.join(clauses)}" if clauses else ""), values
