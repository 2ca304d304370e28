"""Indicator cards printed in many forms, with what a reader must find: ``python -m bench.cards OUT --seeds 1:40``.

Each seed chooses rules, where the value stands, colons, numbers, tick boxes, a small table of targets, columns, how
many stand on a page and whether one breaks over it. The records come out the same whatever the form; a seed whose
records do not is printed with its form.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from bench.cards.form import form_of, wanted
from bench.cards.judge import found, wrong
from bench.cards.printing import write_cards


def main(arguments: list[str] | None = None) -> int:
    """Print the forms of some seeds, read them, and say what came out wrong. Gives 1 when a seed failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", default="1:40")
    given = parser.parse_args(arguments)
    first, _, last = given.seeds.partition(":")
    given.out.mkdir(parents=True, exist_ok=True)
    total = bad = failed = 0
    for seed in range(int(first), int(last or first) + 1):
        form = form_of(seed)
        path = given.out / f"cards_{seed}.pdf"
        write_cards(path, form)
        errors = wrong(form, found(path))
        total += sum(len(r) for r in wanted(form))
        bad += len(errors)
        failed += bool(errors)
        if errors:
            said = ", ".join(f"{f.name}={getattr(form, f.name)}" for f in fields(form))
            print(f"seed {seed}: {len(errors)} wrong: {' '.join(errors[:8])}\n    {said}")
    print(f"fields right: {1 - bad / total:.3f} of {total}; cards of {failed} seeds not all right")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
