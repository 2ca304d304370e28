"""``laporan.json`` and ``laporan.csv``: every file that was found, and what became of it.

Names and reasons come from files that nobody vouches for: control characters are taken out, and in the CSV nothing
begins as a formula of a spreadsheet does.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from iku.batch.job import MEGABYTE
from iku.batch.ledger import Ledger
from iku.corrections.audit import Sample, last_sample
from iku.extract.errors import PASSING
from iku.extract.privacy import mask_text
from iku.schemas.agency_files import REPORT_NAME
from iku.schemas.files import replace_file
from iku.schemas.recap import tally_of_text
from iku.schemas.spreadsheet import guarded
from iku.text.controls import on_one_line

JSON_NAME, CSV_NAME, SCHEMA = REPORT_NAME, "laporan.csv", "urn:iku:skema:laporan:1"
WHOLE, PARTIAL, FAILED, TWIN = "selesai", "sebagian", "gagal", "kembar"
FIELDS = ("berkas", "hasil", "kode", "alasan", "halaman_galat", "halaman", "rekaman", "detik", "detik_cpu",
          "memori_mb", "percobaan", "instansi", "sama_dengan", "hash", "rekap", "sementara")  # fmt: skip
_ROWS = (
    "SELECT f.path, f.hash, f.code, f.reason, d.code, d.reason, d.page, d.pages, d.records, d.seconds, d.cpu, "
    "d.memory, d.attempts, d.file, d.dokumen IS NOT NULL, d.hash IS NOT NULL, "
    "(SELECT min(g.path) FROM files g WHERE g.hash=f.hash), d.dokumen "
    "FROM files f LEFT JOIN documents d USING (hash) ORDER BY f.path"
)


def clean(text: str) -> str:
    """*text* for a terminal or a report: control characters, direction marks and broken letters become ``\ufffd``;
    numbers of persons, which stand in names of files too, are masked."""
    return mask_text(on_one_line(text))


def shown(path: bytes) -> str:
    """A path for people."""
    return clean(os.fsdecode(path))


def report_rows(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """One row for every file of the ledger, in the order of paths."""
    for row in ledger.db.execute(_ROWS):
        path, content, file_code, file_reason, code, reason, page, pages, records, *rest = row
        seconds, cpu, memory, attempts, agency, read, known, first, packed = rest
        twin = content is not None and first != path
        code, reason = (file_code, file_reason) if file_code else (code, reason)
        outcome = FAILED if code and not read else PARTIAL if code else TWIN if twin else WHOLE
        if not known and not file_code:
            outcome, reason = "belum", "not read yet"
        yield dict(zip(FIELDS, (
            shown(path), outcome, code, clean(reason) if reason else None, page, pages, records,
            _short(seconds), _short(cpu), None if memory is None else round(memory / MEGABYTE), attempts, agency,
            shown(first) if twin else None, content, _recap(packed), code in PASSING,
        ), strict=True))  # fmt: skip


def write_report(ledger: Ledger, out: Path, program: str) -> None:
    """Both files into *out*, with the error rate of the last audit of the folder. Raises ``OutputUnwritable`` and
    ``Unreadable``."""
    counts: Counter[str] = Counter()
    for row in report_rows(ledger):
        counts[row["hasil"]] += 1
    replace_file(out / JSON_NAME, _batched(_json(report_rows(ledger), program, counts, last_sample(out))))
    replace_file(out / CSV_NAME, _batched(_csv(report_rows(ledger))))


def _recap(packed: bytes | None) -> str | None:
    """How much of what its tables print is in the output, in words."""
    return tally_of_text(zlib.decompress(packed).decode("utf-8")).text() or None if packed else None


def _short(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 2)


def _json(rows: Iterable[dict[str, Any]], program: str, counts: Counter[str], audit: Sample | None) -> Iterator[str]:
    head: dict[str, Any] = {"$schema": SCHEMA, "program": program, "ringkasan": dict(sorted(counts.items()))}
    if audit is not None:
        head["uji_petik"] = audit.summary()
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "berkas": ['
    for n, row in enumerate(rows):
        yield (",\n " if n else "\n ") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def _csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "\ufeff"  # else a spreadsheet takes UTF-8 for something else
    for row in itertools.chain([dict(zip(FIELDS, FIELDS, strict=True))], rows):
        line = io.StringIO()
        csv.writer(line).writerow([guarded(row[name]) for name in FIELDS])
        yield line.getvalue()


def _batched(pieces: Iterable[str]) -> Iterator[bytes]:
    iterator = iter(pieces)
    while batch := list(itertools.islice(iterator, 1000)):
        yield "".join(batch).encode("utf-8")
