"""``iku validate``: each fault with its path, what was expected and what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from iku.cli.codes import Exit
from iku.extract.errors import AgencyFileUnreadable
from iku.schemas.agency_files import agency_files, read_json
from iku.schemas.upgrade import needs_upgrade
from iku.schemas.validate import validate_agency

console = Console(highlight=False, soft_wrap=True)


def run_validate(paths: Sequence[Path]) -> int:
    """Returns 0 when every file is valid, 1 when one is not, 2 when there was none."""
    files = list(agency_files(paths))
    if not files:
        console.print(f"no JSON file in {escape(', '.join(map(str, paths)))}")
        return Exit.WRONG_USAGE
    bad = 0
    for path in files:
        try:
            data = read_json(path)
        except AgencyFileUnreadable as error:
            console.print(f"{escape(path.name)}: {escape(error.message)}")
            bad += 1
            continue
        if needs_upgrade(data):
            console.print(f"{escape(path.name)}: of version 1 of the contract; bring it up with: iku migrate")
            bad += 1
            continue
        problems = validate_agency(data)
        bad += bool(problems)
        console.print(f"{escape(path.name)}: {'valid' if not problems else f'{len(problems)} problems'}")
        for problem in problems:
            console.print(f"  {escape(problem.text('en'))}")
    return Exit.SOME_FAILED if bad else Exit.OK

