"""``iku validate``: each fault with its path, what was expected and what stands there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from iku.batch.report import JSON_NAME
from iku.cli.codes import Exit
from iku.schemas.upgrade import needs_upgrade
from iku.schemas.validate import validate_agency

console = Console(highlight=False, soft_wrap=True)


def run_validate(paths: Sequence[Path]) -> int:
    """Returns 0 when every file is valid, 1 when one is not, 2 when there was none."""
    files = list(json_files(paths))
    if not files:
        console.print(f"no JSON file in {escape(', '.join(map(str, paths)))}")
        return Exit.WRONG_USAGE
    bad = 0
    for path in files:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            console.print(f"{escape(path.name)}: not readable as JSON: {escape(str(error))}")
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


def json_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The agency files: a folder's report of a run is none."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*.json") if p.name != JSON_NAME)
        else:
            yield path
