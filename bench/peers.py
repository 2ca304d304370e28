"""The program and its peers at the same work in the same run: ``python -m bench.peers [PART...] [--shared DIR]``.

Parts: ``plain`` (digital files, against pdfplumber extracting the tables of all pages), ``long`` (a report of hundreds
of pages), ``baseline`` (against camelot and some pandas, quality too), ``start`` (``iku --help``), ``damaged`` (what
becomes of broken files), ``scan`` (against rapidocr as it comes). All figures are CPU seconds of child processes.
Without the reference documents the samples stand in for them, and ``long`` and ``damaged`` are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.baseline import baseline_records
from bench.measure import Run, job, run
from bench.run import SAMPLES, SHARED
from bench.scoring import score
from iku.pipeline import convert

LONG_PAGES = 200
FILE_SECONDS = 60


class Documents:
    """Which files each part works on: the reference documents where they are, else the samples."""

    def __init__(self, shared: Path) -> None:
        here = shared.is_dir()
        folder = shared / "pdf" if here else SAMPLES / "pdf"
        self.gold = shared / "gold" if here else SAMPLES / "expected"
        self.plain = sorted(p for p in folder.glob("*.pdf") if "--" not in p.stem)
        self.scans = sorted(p for p in folder.glob("*--kantor.pdf" if here else "*--pindaian.pdf"))
        self.damaged = sorted((shared / "broken").glob("*.pdf")) if here else []
        self.long = [p for p in sorted((shared / "real").glob("*.pdf")) if _pages(p) > LONG_PAGES] if here else []


def _pages(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def _ratio(console: Console, title: str, ours: Run, theirs: Run, peer: str) -> None:
    table = Table("", "iku", peer, "ratio", title=title)
    rows = [("CPU s with start-up", ours.cpu, theirs.cpu), ("CPU s of the work", ours.warm, theirs.warm)]
    for name, one, other in [*rows, ("peak MB", ours.peak, theirs.peak)]:
        if one is not None and other:
            table.add_row(name, f"{one:.2f}", f"{other:.2f}", f"{one / other:.2f}")
    console.print(table)


def plain(documents: Documents, console: Console) -> None:
    pages = sum(_pages(p) for p in documents.plain)
    ours, theirs = (job(n, documents.plain, warm_up=True) for n in ("convert_all", "pdfplumber_tables"))
    cold, their_cold = (job(n, documents.plain) for n in ("convert_all", "pdfplumber_tables"))
    title = f"{len(documents.plain)} plain files, {pages} pages"
    _ratio(console, title, replace(cold, warm=ours.warm), replace(their_cold, warm=theirs.warm), "pdfplumber")


def long(documents: Documents, console: Console) -> None:
    for path in documents.long:
        ours, theirs = job("convert_all", [path]), job("pdfplumber_tables", [path])
        _ratio(console, f"{path.name}, {_pages(path)} pages", ours, theirs, "pdfplumber")


def baseline(documents: Documents, console: Console) -> None:
    ours, theirs = job("convert_all", documents.plain), job("camelot_baseline", documents.plain)
    _ratio(console, "camelot and some pandas", ours, theirs, "camelot")
    table = Table("document", "iku F1", "iku exact", "camelot F1", "camelot exact", title="quality")
    for path in documents.plain:
        expected = json.loads((documents.gold / f"{path.stem}.json").read_text("utf-8"))
        own = [d.to_json() for d in convert(path).agencies]
        agency, document = (own[0]["instansi"], own[0]["dokumen"][0]) if own else ({}, {})
        mine = score(expected, agency, document)
        other = score(expected, {}, {"indikator": baseline_records(path)})
        table.add_row(path.stem, *(f"{f:.3f}" for f in (mine.f1, mine.exact, other.f1, other.exact)))
    console.print(table)


def start(documents: Documents, console: Console) -> None:
    done = [run([sys.executable, "-c", "from iku.cli.main import main; main()", "--help"]) for _ in range(3)]
    if any(d.code for d in done):
        console.print("iku --help failed", style="red")
    console.print(f"iku --help: {min(d.cpu for d in done):.2f} CPU s, {min(d.wall for d in done):.2f} s on the clock")


def damaged(documents: Documents, console: Console) -> None:
    left, outcomes = list(documents.damaged), Counter[str]()
    while left:
        done = job("outcomes", left, timeout=FILE_SECONDS * 10)
        records = [json.loads(line) for line in done.lines]
        outcomes.update(r["outcome"] for r in records if "outcome" in r)
        begun = [Path(r["begun"]) for r in records if "begun" in r]
        if done.code == 0 or not begun:
            break
        outcomes[f"process ended with {done.code} at {begun[-1].name}"] += 1
        left = left[left.index(begun[-1]) + 1 :]
    table = Table("outcome", "files", title=f"{len(documents.damaged)} damaged files")
    for outcome, count in outcomes.most_common():
        table.add_row(outcome, str(count))
    console.print(table)


def scan(documents: Documents, console: Console) -> None:
    table = Table("document", "pages", "iku CPU s", "rapidocr CPU s", "ratio", "iku MB", title="scans, with start-up")
    total = [0.0, 0.0]
    for path in documents.scans:
        ours, theirs = job("convert_all", [path]), job("rapidocr_defaults", [path])
        total = [total[0] + ours.cpu, total[1] + theirs.cpu]
        cells = (f"{ours.cpu:.1f}", f"{theirs.cpu:.1f}", f"{ours.cpu / theirs.cpu:.2f}", f"{ours.peak or 0:.0f}")
        table.add_row(path.name, str(_pages(path)), *cells)
    if total[1]:
        table.add_row("all", "", f"{total[0]:.1f}", f"{total[1]:.1f}", f"{total[0] / total[1]:.2f}", "")
    console.print(table)


PARTS: dict[str, Callable[[Documents, Console], None]] = {
    part.__name__: part for part in (plain, long, baseline, start, damaged, scan)
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="which comparisons; all when none is named")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of reference documents")
    arguments = parser.parse_args()
    console, documents = Console(width=110), Documents(arguments.shared)
    for name in arguments.part or PARTS:
        PARTS[name](documents, console)


if __name__ == "__main__":
    main()
