"""``python -m bench.layouts.judge OUT [--details]``: convert ``OUT/pdf`` and hold the records against ``OUT/gold``.

Figures by renderer, rule style and merge style, the worst seeds by name. The same records should come out whatever the
layout: what differs between two rows of the table is the reader's, not the records'.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.scoring import Score, score_records
from iku.pipeline import convert

FAILED = 0.85
"""Record F1 below which a seed is printed: the least that any rule style should reach."""
KINDS = ("renderer", "rules", "merge")


@dataclass(frozen=True, slots=True)
class Judged:
    """One document, what it looks like and how it was read."""

    name: str
    look: dict[str, Any]
    score: Score


def styles(out: Path) -> dict[str, dict[str, Any]]:
    """The renderer and style of each layout, from ``styles.tsv``."""
    known: dict[str, dict[str, Any]] = {}
    for line in (out / "styles.tsv").read_text("utf-8").splitlines():
        name, renderer, style, _ = line.split("\t")
        known[name] = json.loads(style) | {"renderer": renderer}
    return known


def judge(out: Path, only: Sequence[str] = ()) -> list[Judged]:
    """Every layout of *out* (or those whose name is in *only*), read and scored."""
    judged = []
    for name, look in sorted(styles(out).items()):
        pdf, gold = out / "pdf" / f"{name}.pdf", out / "gold" / f"{name}.json"
        if not gold.exists() or (only and name not in only):
            continue
        expected = json.loads(gold.read_text("utf-8"))["dokumen"]["indikator"]
        agencies = [agency.to_json() for agency in convert(pdf).agencies]
        found = agencies[0]["dokumen"][0]["indikator"] if agencies else []
        judged.append(Judged(name, look, score_records(expected, found)))
    return judged


def _row(table: Table, kind: str, name: str, judged: Iterable[Judged]) -> None:
    scores = [j.score for j in judged]
    means = [sum(getattr(s, key) for s in scores) / len(scores) for key in ("f1", "exact", "invented")]
    table.add_row(kind, name, str(len(scores)), *(f"{m:.3f}" for m in means))


def show(judged: Sequence[Judged], console: Console, *, details: bool) -> None:
    """The table of figures, then the seeds that failed, then with *details* every field of theirs that differs."""
    table = Table("kind", "", "documents", "record F1", "exact", "invented")
    for kind in KINDS:
        groups: dict[str, list[Judged]] = defaultdict(list)
        for one in judged:
            groups[one.look[kind]].append(one)
        for name, members in sorted(groups.items()):
            _row(table, kind, name, members)
    _row(table, "all", "", judged)
    console.print(table)
    for one in sorted(judged, key=lambda j: j.score.f1):
        if one.score.f1 >= FAILED:
            break
        found = f"{one.score.found} of {one.score.expected} records"
        line = f"{one.look['renderer']} {one.name}: record F1 {one.score.f1:.3f}, exact {one.score.exact:.3f}, {found}"
        console.print(line, markup=False, highlight=False)
        for wrong in one.score.wrong if details else ():
            console.print("   ", wrong, markup=False, highlight=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.layouts.judge", description=(__doc__ or "").split(": ")[1])
    parser.add_argument("out", type=Path, nargs="+")
    parser.add_argument("--only", action="append", default=[], help="NAME of a layout (repeatable)")
    parser.add_argument("--details", action="store_true", help="every field that differs in a seed that failed")
    asked = parser.parse_args(arguments)
    judged = [one for out in asked.out for one in judge(out, asked.only)]
    if not judged:
        parser.error("no layouts there")
    show(judged, Console(width=120), details=asked.details)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
