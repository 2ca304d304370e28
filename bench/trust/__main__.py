"""``python -m bench.trust gather OUT.jsonl PDFS GOLD KIND``, ``… fit FILE...``, ``… report FILE... [--unused FILE...]``

``gather`` converts the documents of a folder, ``--jobs`` at a time, and writes the evidence for each value and fact
with its truth; KIND is ``real`` for documents of agencies, ``samples``, ``own`` for layouts of ``bench.layouts``, any
other word for those of other generators (see ``fit.WEIGHTS``). ``fit`` writes ``normalize/data/trust.npz`` and
``trust_facts.json``, and what it says of held-out documents to ``--held``, for ``report``. That writes
``docs/trust.md`` and ``docs/trust.svg``: by documents held out of the fit, and by files that no fit has seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.trust.facts import fit_facts
from bench.trust.fit import fit, held_out, load, load_facts
from bench.trust.gather import gather
from bench.trust.report import write

ROOT = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """The commands."""
    parser = argparse.ArgumentParser(prog="python -m bench.trust", description="one probability for every value")
    commands = parser.add_subparsers(dest="command", required=True)
    gathering = commands.add_parser("gather")
    for name in ("out", "pdfs", "gold"):
        gathering.add_argument(name, type=Path)
    gathering.add_argument("kind")
    gathering.add_argument("--jobs", type=int, default=1)
    for name in ("fit", "report"):
        commands.add_parser(name).add_argument("files", type=Path, nargs="+")
        commands.choices[name].add_argument("--held", type=Path, default=Path("held.npy"))
    commands.choices["report"].add_argument("--unused", type=Path, nargs="+", default=[])
    asked = parser.parse_args(arguments)
    if asked.command == "gather":
        with asked.out.open("w", encoding="utf-8") as out:
            for value in gather(asked.pdfs, asked.gold, asked.kind, asked.jobs):
                print(json.dumps(value), file=out, flush=True)
    elif asked.command == "fit":
        sample, data = load(asked.files), ROOT / "normalize" / "data"
        held = held_out(sample)
        np.save(asked.held, held)
        np.savez_compressed(data / "trust.npz", **fit(sample, held))  # type: ignore[arg-type]
        facts = json.dumps(fit_facts(load_facts(asked.files)))
        (data / "trust_facts.json").write_text(facts + "\n", encoding="utf-8")
    else:
        unused = [(p.stem, load([p])) for p in asked.unused]
        write(ROOT / "docs", load(asked.files), np.load(asked.held), load_facts(asked.files), unused)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
