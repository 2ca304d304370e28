"""The book of a batch: an SQLite file in the output folder that knows every file and every result.

One writer at a time (``batch.lock``). Every result is committed by itself, so that a killed run loses only what was
being read; after a power cut the book is whole and lacks at most the last moments.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from iku.batch.discover import Found
from iku.batch.job import Outcome
from iku.extract.errors import PASSING, LedgerBroken, OutputUnwritable

VERSION = 1
FOLDER, NAME = ".iku", "buku.sqlite"
_RACY = 2_000_000_000
"""A file changed less than this many nanoseconds before it was hashed may have changed again unseen."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a content: the name it was read under, by which program and settings, and what came of it."""

    name: bytes
    program: str
    settings: str
    code: str | None
    page_count: int
    records: int


class Ledger:
    """Open with ``Ledger.open``. Methods raise ``OutputUnwritable`` or ``LedgerBroken``, never an error of SQLite."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: list[tuple[Any, ...]] = []
        with contextlib.ExitStack() as undo, self._typed():
            self.db = sqlite3.connect(path, isolation_level=None, timeout=10)
            undo.callback(self.db.close)
            self._set_up()
            self.run = 1 + int(self.meta("run") or 0)
            self.set_meta("run", str(self.run))
            undo.pop_all()

    def _set_up(self) -> None:
        self.db.execute("PRAGMA locking_mode=EXCLUSIVE")  # no shared memory: works on a network folder too
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            schema = files("iku.batch").joinpath("data/ledger.sql").read_text(encoding="utf-8")
            self.db.executescript(f"BEGIN; {schema} PRAGMA user_version={VERSION}; COMMIT;")
        elif version != VERSION:
            raise LedgerBroken(f"its form is {version}, this program knows {VERSION}", file=str(self.path))

    @staticmethod
    def open(out: Path) -> Ledger:
        """The ledger of the output folder *out*, made if there is none."""
        return Ledger(out / FOLDER / NAME)

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self.db.close()

    def meta(self, key: str) -> str | None:
        row = self.db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        with self._typed():
            self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def known_hash(self, found: Found) -> str | None:
        """The hash of a file that is as it was when it was hashed; None when it must be hashed."""
        with self._typed():
            row = self.db.execute("SELECT size, mtime, looked, hash FROM files WHERE path=?", (found.path,)).fetchone()
        same = row and row[0] == found.size and row[1] == found.mtime and row[2] - row[1] > _RACY
        return row[3] if same else None

    def saw(self, found: Found, content: str | None, looked: int, code: str | None = None, reason: str = "") -> None:
        """*found* was seen in this run with the hash *content*; written to disk in bulk (``flush``)."""
        self._seen.append((found.path, found.size, found.mtime, looked, content, code, reason or None, self.run))
        if len(self._seen) >= 500:
            self.flush()

    def still(self, found: Found) -> None:
        """*found* is as it was when it was seen last."""
        with self._typed():
            self._begin()
            self.db.execute("UPDATE files SET run=? WHERE path=?", (self.run, found.path))

    def flush(self) -> None:
        """Everything to disk that was only noted."""
        with self._typed():
            self._begin()
            self.db.executemany("INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?)", self._seen)
            self._commit()
        self._seen.clear()

    def document(self, content: str) -> Known | None:
        with self._typed():
            row = self.db.execute(
                "SELECT name, program, settings, code, pages, records FROM documents WHERE hash=?", (content,)
            ).fetchone()
        return Known(*row) if row else None

    def begin(self, contents: Sequence[str]) -> None:
        """These documents are being read from now on."""
        self.flush()
        with self._typed():
            self.db.executemany(
                "INSERT INTO begun VALUES (?, 1) ON CONFLICT(hash) DO UPDATE SET times = times + 1",
                [(c,) for c in contents],
            )

    def record(self, outcome: Outcome, name: bytes, program: str, settings: str) -> None:
        """The outcome of a document, on disk when this returns. Trials of interrupted runs count as attempts. Where a
        trouble of the moment left nothing, what was read with these settings before stays."""
        o, digest = outcome, None
        reason = o.reason.encode("utf-8", "replace").decode()
        if o.dokumen is not None:
            digest = hashlib.sha256(str(o.instansi).encode() + o.dokumen).hexdigest()
        with self._typed():
            self._begin()
            row = self.db.execute("SELECT times FROM begun WHERE hash=?", (o.hash,)).fetchone()
            o.attempts += row[0] - 1 if row else 0
            nothing = o.code in PASSING and o.dokumen is None
            if nothing and self.db.execute(
                "UPDATE documents SET name=? WHERE hash=? AND settings=? AND dokumen IS NOT NULL",
                (name, o.hash, settings),
            ).rowcount:
                self.db.execute("DELETE FROM begun WHERE hash=?", (o.hash,))
                self._commit()
                return
            self.db.execute(
                "INSERT OR REPLACE INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (o.hash, name, program, settings, o.code, reason, o.page, o.pages, o.records, o.seconds, o.cpu,
                 o.memory, o.attempts, o.file, o.instansi, o.dokumen, o.order, digest),
            )  # fmt: skip
            self.db.execute("DELETE FROM begun WHERE hash=?", (o.hash,))
            self._commit()

    def forget(self, *, failed_only: bool = False) -> int:
        """Let documents be read again (all, or those with a code); results stay until new ones take their place."""
        with self._typed():
            where = " WHERE code IS NOT NULL" if failed_only else ""
            return self.db.execute("UPDATE documents SET program=''" + where).rowcount

    def drop_missing(self, roots: Iterable[bytes]) -> int:
        """Files under *roots* that this run did not find are no part of the result any more; returns their number."""
        self.flush()
        dropped = 0
        with self._typed():
            for root in roots:
                folder = root.rstrip(b"/") + b"/"
                dropped += self.db.execute(
                    "DELETE FROM files WHERE run<? AND (path=? OR (path>=? AND path<?))",
                    (self.run, root, folder, folder[:-1] + b"0"),
                ).rowcount
        return dropped

    def misnamed(self) -> list[tuple[str, bytes]]:
        """Contents that several files share and whose result carries another name than that of the first of them."""
        self.flush()
        with self._typed():
            rows = self.db.execute(
                "SELECT d.hash, min(f.path), d.name FROM documents d JOIN files f USING (hash) GROUP BY d.hash"
            ).fetchall()
        return [(content, path) for content, path, name in rows if os.path.basename(path) != name]

    def absorb(self, other: Path, program: str, settings: str) -> int | None:
        """Take over files and results of another ledger (a shard's) that this program made with these settings; returns
        the number of results, None when it cannot be read now because its run still goes on."""
        same = "WHERE program=? AND settings=?"
        try:
            self.db.execute("ATTACH ? AS other", (str(other),))
        except sqlite3.OperationalError:
            return None
        try:
            if self.db.execute("PRAGMA other.user_version").fetchone()[0] != VERSION:
                return 0
            with self._typed():
                self._begin()
                self.db.execute(
                    "INSERT OR IGNORE INTO files "
                    "SELECT path, size, mtime, looked, hash, code, reason, 0 FROM other.files"
                )
                taken = self.db.execute(
                    f"INSERT OR REPLACE INTO documents SELECT * FROM other.documents {same} AND hash NOT IN "
                    f"(SELECT hash FROM main.documents {same})",
                    (program, settings) * 2,
                ).rowcount
                self._commit()
            return taken
        except sqlite3.OperationalError:
            return None
        finally:
            self._commit()
            self.db.execute("DETACH other")

    def keep_under(self, folder: bytes) -> None:
        """What was found below *folder* before is taken as still there: the folder cannot be listed just now."""
        start = folder.rstrip(b"/") + b"/"
        with self._typed():
            self.db.execute("UPDATE files SET run=? WHERE path>=? AND path<?", (self.run, start, start[:-1] + b"0"))

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows that *query* gives."""
        with self._typed():
            return self.db.execute(query, values).fetchall()

    def change(self, query: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that changes something, on disk when this returns."""
        self.flush()
        with self._typed():
            self.db.execute(query, values)

    def _begin(self) -> None:
        if not self.db.in_transaction:
            self.db.execute("BEGIN")

    def _commit(self) -> None:
        if self.db.in_transaction:
            self.db.execute("COMMIT")

    @contextlib.contextmanager
    def _typed(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputUnwritable(f"the ledger: {error}", file=str(self.path)) from error
        except sqlite3.DatabaseError as error:
            raise LedgerBroken(str(error), file=str(self.path)) from error
