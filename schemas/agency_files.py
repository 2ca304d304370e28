"""Agency files found and read back: the one place where the program's own JSON comes in again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from iku.extract.errors import AgencyFileUnreadable
from iku.schemas.upgrade import MISSHAPEN, needs_upgrade, upgraded
from iku.schemas.validate import SCHEMA_ID

REPORT_NAME = "laporan.json"
"""The report of a run, which stands beside its agency files."""
FAMILY = SCHEMA_ID.rpartition(":")[0]


def agency_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The JSON files that *paths* name: files as they are; folders searched through, sorted, without the report of a
    run and hidden folders."""
    for path in paths:
        if path.is_dir():
            found = (p for p in path.rglob("*.json") if p.name != REPORT_NAME)
            yield from sorted(p for p in found if not any(f.startswith(".") for f in p.relative_to(path).parts))
        else:
            yield path


def read_json(path: Path, content: bytes | None = None) -> Any:
    """What the file holds (*content*, where it was read already). Raises ``AgencyFileUnreadable``."""
    try:
        return json.loads(path.read_bytes() if content is None else content)
    except (OSError, ValueError) as error:
        raise AgencyFileUnreadable(f"not readable as JSON: {error}", file=str(path)) from error


def load_agency(path: Path, content: bytes | None = None) -> dict[str, Any] | None:
    """The agency file as plain data, one of version 1 brought up; None for JSON of another kind.

    Raises ``AgencyFileUnreadable``, also for a version of ours that this program does not know."""
    data = read_json(path, content)
    kind = data.get("$schema") if isinstance(data, dict) else None
    if needs_upgrade(data):
        try:
            return upgraded(data)
        except MISSHAPEN as error:
            reason = f"not as version 1 says: {type(error).__name__} {error}"
            raise AgencyFileUnreadable(reason, file=str(path)) from error
    if kind == SCHEMA_ID:
        return dict(data)
    if str(kind).startswith(FAMILY):
        raise AgencyFileUnreadable(f"of kind {kind}, which this program does not know", file=str(path))
    return None
