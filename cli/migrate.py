"""``iku migrate``: agency files of version 1 of the contract brought up to today's, in their place or into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from iku.cli.codes import Exit
from iku.extract.errors import AgencyFileUnreadable, IkuError
from iku.schemas.agency_files import agency_files, read_json
from iku.schemas.upgrade import MISSHAPEN, needs_upgrade, upgraded
from iku.schemas.validate import SCHEMA_ID
from iku.schemas.write import write_agency

console = Console(highlight=False, soft_wrap=True)


def run_migrate(paths: Sequence[Path], out: Path | None) -> int:
    """Returns 0 when every agency file is of today's version now, 1 when one is not, 2 when there was none.

    A file that would not be valid stays as it was. JSON files of other kinds are named and left alone."""
    files = list(agency_files(paths))
    if not files:
        console.print(f"no JSON file in {escape(', '.join(map(str, paths)))}")
        return Exit.WRONG_USAGE
    bad = 0
    for path in files:
        done, said = _migrate(path, out)
        bad += not done
        console.print(f"{escape(path.name)}: {escape(said)}")
    return Exit.SOME_FAILED if bad else Exit.OK


def _migrate(path: Path, out: Path | None) -> tuple[bool, str]:
    """Whether the file is of today's version now, and what to say of it."""
    try:
        data = read_json(path)
    except AgencyFileUnreadable as error:
        return False, error.message
    if isinstance(data, dict) and data.get("$schema") == SCHEMA_ID:
        return True, "of version 2 already"
    if not needs_upgrade(data):
        return True, "no agency file, left as it is"
    try:
        write_agency(path if out is None else out / path.name, upgraded(data))
    except MISSHAPEN as error:
        return False, f"not as version 1 says: {type(error).__name__} {error}; left as it was"
    except IkuError as error:
        return False, f"{error}; left as it was"
    return True, "brought up from version 1"
