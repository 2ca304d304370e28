"""``python -m bench.layouts OUT --seeds 1:200 --renderer chromium [--records DIR]...``

Writes ``OUT/pdf/NAME.pdf``, ``OUT/gold/NAME.json`` (the contract form), ``OUT/truth/NAME.json`` (the exact grid) and a
line of ``OUT/styles.tsv`` for each seed.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.layouts.document import Sample, sample
from bench.layouts.recorded import load
from bench.layouts.renderers import RENDERERS, renderer
from bench.layouts.scan import scan
from bench.layouts.truth import Unequal, truth_of

BATCH = 20
"""Layouts that a renderer is given at once: an office suite starts slowly."""


def write(samples: Sequence[Sample], out: Path, name: str, *, scanned: bool = False) -> int:
    """Print *samples* with renderer *name* into *out*; the number of those kept."""
    for folder in ("pdf", "gold", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    kept = 0
    with renderer(name) as printer, (out / "styles.tsv").open("a", encoding="utf-8") as log:
        for start in range(0, len(samples), BATCH):
            batch = samples[start : start + BATCH]
            with tempfile.TemporaryDirectory() as teaching:
                printer.print_all([s.layout for s in batch], out / "pdf", Path(teaching))
                for one in batch:
                    kept += _tell(one, out, Path(teaching), scanned)
                    style = json.dumps(dataclasses.asdict(one.style))
                    print(one.layout.name, name, style, one.gold["dari"], sep="\t", file=log, flush=True)
    return kept


def _tell(one: Sample, out: Path, teaching: Path, scanned: bool) -> bool:
    """Write gold and truth of a printed sample. A print that does not show what was laid out goes: then False."""
    file = f"{one.layout.name}.pdf"
    try:
        truth = truth_of(one.layout, out / "pdf" / file, teaching / file)
    except Unequal as error:
        print(f"left out: {error}", file=sys.stderr)
        (out / "pdf" / file).unlink()
        return False
    if scanned:
        scan(out / "pdf" / file, truth, one.seed)
    for folder, value in (("gold", one.gold), ("truth", truth)):
        text = json.dumps(value, ensure_ascii=False)
        (out / folder / f"{one.layout.name}.json").write_text(text, "utf-8")
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; exit status 0 where every seed was printed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.layouts", description="documents in random layouts, with truth"
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", default="1:40", help="FIRST:LAST, both included")
    parser.add_argument("--renderer", choices=RENDERERS, default="chromium")
    parser.add_argument("--records", type=Path, action="append", default=[], help="folder of gold files (repeatable)")
    parser.add_argument("--cards", action="store_true", help="a card for each indicator instead of a table")
    parser.add_argument("--scan", choices=("office",), help="scan the prints as an office does")
    parser.add_argument("--rules", action="append", default=[], help="only seeds with such rules (repeatable)")
    asked = parser.parse_args(arguments)
    first, _, last = asked.seeds.partition(":")
    documents = load(asked.records)
    samples = [sample(seed, documents, cards=asked.cards) for seed in range(int(first), int(last or first) + 1)]
    samples = [s for s in samples if not asked.rules or s.style.rules in asked.rules]
    kept = write(samples, asked.out, asked.renderer, scanned=bool(asked.scan))
    print(f"{kept} of {len(samples)} layouts in {asked.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
