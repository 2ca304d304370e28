"""``iku headers``: which printed headers were not understood, or only guessed, over a whole run."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from iku.cli.codes import Exit
from iku.extract.errors import AgencyFileUnreadable, IkuError
from iku.schemas.agency_files import agency_files, load_agency
from iku.schemas.upgrade import MISSHAPEN

DOUBTFUL = 0.8
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def doubtful_headers(folder: Path, broken: list[IkuError]) -> list[dict[str, Any]]:
    """Unmapped and doubtful headers of all agency files in *folder*: header, field, count, least sure, example. Files
    that cannot be read are added to *broken*."""
    seen: dict[tuple[str, str | None], dict[str, Any]] = {}
    counts: dict[tuple[str, str | None], int] = defaultdict(int)
    for path in agency_files([folder]):
        try:
            data = load_agency(path)
            columns = list(_doubtful(data)) if data else []
        except AgencyFileUnreadable as error:
            broken.append(error)
            continue
        except MISSHAPEN as error:
            broken.append(AgencyFileUnreadable(f"not as the schema says: {error!r}", file=str(path)))
            continue
        for column, example in columns:
            key = (column["cetak"], column["medan"])
            counts[key] += 1
            row = seen.setdefault(key, {"header": key[0], "field": key[1], "least": 1.0, "example": example})
            row["least"] = min(row["least"], column["keyakinan"])
    rows = [{**row, "count": counts[key]} for key, row in seen.items()]
    return sorted(rows, key=lambda r: (r["field"] is not None, -r["count"], r["header"]))


def _doubtful(agency: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Columns of one agency that are unmapped or not sure, each with its document and page."""
    for document in agency["dokumen"]:
        for table in document["tabel"]:
            for column in table["kolom"]:
                if column["cetak"] and (column["medan"] is None or column["keyakinan"] < DOUBTFUL):
                    yield column, f"{document['berkas']} p. {table['halaman'][0]}"


def run_headers(folder: Path, *, as_json: bool) -> int:
    """Print the report; 2 when *folder* is no folder, 1 when a file of it cannot be read."""
    if not folder.is_dir():
        console.print(f"{escape(str(folder))} is no folder")
        return Exit.WRONG_USAGE
    broken: list[IkuError] = []
    rows = doubtful_headers(folder, broken)
    for error in broken:
        errors.print(escape(str(error)))
    code = Exit.SOME_FAILED if broken else Exit.OK
    if as_json:
        console.out(json.dumps(rows, ensure_ascii=False, indent=1))
        return code
    table = Table("header", "read as", "times", "least sure", "example")
    for row in rows:
        table.add_row(escape(row["header"]), row["field"] or "unknown", str(row["count"]), f"{row['least']:.2f}",
                      escape(row["example"]))  # fmt: skip
    console.print(table if rows else "every header was understood")
    return code
