"""``iku headers``: which printed headers were not understood, or only guessed, over a whole run."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from iku.cli.codes import Exit

DOUBTFUL = 0.8
console = Console(highlight=False, soft_wrap=True)


def doubtful_headers(folder: Path) -> list[dict[str, Any]]:
    """Unmapped and doubtful headers of all agency files in *folder*: header, field, count, least sure, example."""
    seen: dict[tuple[str, str | None], dict[str, Any]] = {}
    counts: dict[tuple[str, str | None], int] = defaultdict(int)
    for path in sorted(folder.rglob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            continue
        for document in data.get("dokumen", ()):
            for table in document.get("tabel", ()):
                for column in table["kolom"]:
                    if column["medan"] is not None and column["keyakinan"] >= DOUBTFUL or not column["cetak"]:
                        continue
                    key = (column["cetak"], column["medan"])
                    counts[key] += 1
                    example = f"{document['berkas']} p. {table['halaman'][0]}"
                    row = seen.setdefault(key, {"header": key[0], "field": key[1], "least": 1.0, "example": example})
                    row["least"] = min(row["least"], column["keyakinan"])
    rows = [{**row, "count": counts[key]} for key, row in seen.items()]
    return sorted(rows, key=lambda r: (r["field"] is not None, -r["count"], r["header"]))


def run_headers(folder: Path, *, as_json: bool) -> int:
    """Print the report; 2 when *folder* is no folder."""
    if not folder.is_dir():
        console.print(f"{escape(str(folder))} is no folder")
        return Exit.WRONG_USAGE
    rows = doubtful_headers(folder)
    if as_json:
        console.out(json.dumps(rows, ensure_ascii=False, indent=1))
        return Exit.OK
    table = Table("header", "read as", "times", "least sure", "example")
    for row in rows:
        table.add_row(escape(row["header"]), row["field"] or "unknown", str(row["count"]), f"{row['least']:.2f}",
                      escape(row["example"]))  # fmt: skip
    console.print(table if rows else "every header was understood")
    return Exit.OK
