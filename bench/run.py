"""Converts the samples and scores them: ``python -m bench [--details] [--no-scans] [--shared DIR]``.

Where reference documents stand beside the project (``../shared/bench``), they are converted too and held against their
gold records by the scorer that stands with them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.scoring import Score, score
from iku.pipeline import convert

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared" / "bench"


def score_samples(*, scans: bool = True) -> dict[str, tuple[Score, float]]:
    """Score and CPU seconds of every sample, by its file name without ending."""
    results: dict[str, tuple[Score, float]] = {}
    for path in sorted((SAMPLES / "pdf").glob("*.pdf")):
        name, _, variant = path.stem.partition("--")
        if variant and not scans:
            continue
        expected = json.loads((SAMPLES / "expected" / f"{name}.json").read_text("utf-8"))
        start = time.process_time()
        conversion = convert(path)
        spent = time.process_time() - start
        agency, document = {}, {}
        for result in conversion.agencies:
            data = result.to_json()
            agency, document = data["instansi"], data["dokumen"][0]
        results[path.stem] = (score(expected, agency, document), spent)
    return results


def show(results: dict[str, tuple[Score, float]], console: Console, *, details: bool) -> None:
    """The table of figures, and with *details* every field that differs."""
    table = Table("sample", "expected", "found", "record F1", "exact", "invented", "facts", "CPU s", title="samples")
    for name, (result, spent) in results.items():
        figures = (result.f1, result.exact, result.invented, result.facts)
        table.add_row(name, str(result.expected), str(result.found), *(f"{f:.3f}" for f in figures), f"{spent:.2f}")
    console.print(table)
    if details:
        for name, (result, _) in results.items():
            console.print(name, style="bold")
            for line in result.wrong:
                console.print("  ", line, markup=False, highlight=False)


def score_shared(folder: Path, *, details: bool) -> None:
    """Convert the reference and the published documents and let their own scorer judge."""
    for pdfs, gold in ((folder / "pdf", folder / "gold"), (folder / "real", folder / "real" / "gold")):
        with tempfile.TemporaryDirectory() as out:
            convert(pdfs).write(Path(out))
            run = [sys.executable, str(folder / "score.py"), out, str(gold), "--expect", str(pdfs)]
            subprocess.run([*run, "--details"] if details else run, check=False)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--details", action="store_true", help="every field that differs")
    parser.add_argument("--no-scans", action="store_true", help="printed samples only")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of reference documents")
    arguments = parser.parse_args()
    show(score_samples(scans=not arguments.no_scans), Console(width=120), details=arguments.details)
    if arguments.shared.is_dir():
        score_shared(arguments.shared, details=arguments.details)


if __name__ == "__main__":
    main()
