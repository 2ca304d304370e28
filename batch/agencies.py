"""Agency files from the ledger: only those whose documents changed, and the same bytes whatever the order of work.

A document's text lies in the ledger as it stands in the file, validated by its worker; a file is put together from
these texts, newest document first. Corrections that people made in the output folder are applied on the way.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from iku.batch.ledger import Ledger
from iku.extract.errors import IkuError

_DOCUMENTS = (
    "SELECT d.file, d.hash, d.digest, d.ord, d.instansi FROM documents d "
    "WHERE d.dokumen IS NOT NULL AND EXISTS (SELECT 1 FROM files f WHERE f.hash=d.hash) ORDER BY d.file"
)


@dataclass(slots=True)
class Published:
    """Agency files written and removed, how many were left as they are, and what could not be written and why."""

    written: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    unchanged: int = 0
    errors: list[IkuError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Document:
    order: Any
    hash: str
    digest: str
    instansi: str


def publish_agencies(ledger: Ledger, out: Path) -> Published:
    """Bring the agency files of *out* up to date. Raises what the ledger raises; a file that cannot be written is an
    error of the result and is tried again next time."""
    published = Published()
    decided = _corrections(out)
    current: set[str] = set()
    for file, rows in itertools.groupby(ledger.rows(_DOCUMENTS), key=lambda row: row[0]):
        documents = sorted((_Document(json.loads(r[3]), r[1], r[2], r[4]) for r in rows), key=lambda d: d.order)
        current.add(file)
        try:
            _publish(ledger, out / file, documents, decided, published)
        except IkuError as error:
            if error.file and Path(error.file).name != file:
                raise
            published.errors.append(error)
    _remove_others(ledger, out, current, published)
    return published


def _publish(ledger: Ledger, path: Path, documents: Sequence[_Document], decided: Any, published: Published) -> None:
    entries = [e for d in documents for e in decided.of(d.hash)] if decided else []
    parts = [*(f"{d.hash}:{d.digest}" for d in documents), *(e.id for e in entries)]
    fingerprint = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    known = ledger.rows("SELECT print, size, mtime FROM agencies WHERE file=?", (path.name,))
    if known and known[0] == (fingerprint, *_state(path)):
        published.unchanged += 1
        return
    if entries:
        _write_corrected(ledger, path, documents, decided)
    else:
        from iku.schemas.files import replace_file

        replace_file(path, _text(ledger, documents))
    ledger.change("INSERT OR REPLACE INTO agencies VALUES (?,?,?,?)", (path.name, fingerprint, *_state(path)))
    published.written.append(path)


def _state(path: Path) -> tuple[int, int]:
    """Size and time of change of a file; (-1, -1) when it is not there."""
    try:
        status = path.stat()
    except OSError:
        return -1, -1
    return status.st_size, status.st_mtime_ns


def _text(ledger: Ledger, documents: Sequence[_Document]) -> Iterator[bytes]:
    from iku.schemas.write import join_parts

    texts = (document_text(ledger, d.hash) for d in documents)
    return (piece.encode("utf-8") for piece in join_parts(documents[0].instansi, texts))


def document_text(ledger: Ledger, content: str) -> str:
    """The JSON text of a document, as its agency's file holds it."""
    ((packed,),) = ledger.rows("SELECT dokumen FROM documents WHERE hash=?", (content,))
    return zlib.decompress(packed).decode("utf-8")


def _write_corrected(ledger: Ledger, path: Path, documents: Sequence[_Document], decided: Any) -> None:
    from iku.corrections.apply import publish

    publish(path, json.loads(b"".join(_text(ledger, documents))), decided)


def _corrections(out: Path) -> Any:
    """The decisions in *out*; None when nobody made any."""
    if next(out.glob("*.koreksi.jsonl"), None) is None:
        return None
    from iku.corrections.ledger import read_ledgers

    return read_ledgers(out)


def _remove_others(ledger: Ledger, out: Path, current: set[str], published: Published) -> None:
    """Agency files that we wrote and that hold no document any more; a file that somebody changed since is left."""
    for name, size, mtime in ledger.rows("SELECT file, size, mtime FROM agencies"):
        if name in current:
            continue
        path = out / name
        if _state(path) == (size, mtime):
            path.unlink()
            published.removed.append(path)
        ledger.change("DELETE FROM agencies WHERE file=?", (name,))
