"""One piece of work in a process of its own: ``python -m bench.jobs JOB FILE...`` prints one JSON line.

``warm`` are CPU seconds of the work alone, after imports and one file read to warm up; whoever started the process
measures the whole of it. Children of the process count. ``peak`` is its memory in MB.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Files = Sequence[Path]


def convert_all(files: Files) -> int:
    """Our own conversion; the number of records."""
    from iku.pipeline import convert

    return sum(len(document.indikator) for document in convert(files).documents)


def pdfplumber_tables(files: Files) -> int:
    """pdfplumber extracts the tables of all pages; their number."""
    import pdfplumber

    count = 0
    for path in files:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                count += len(page.extract_tables())
                page.close()
    return count


def camelot_baseline(files: Files) -> int:
    """camelot and some pandas; the number of records."""
    from bench.baseline import baseline_records

    return sum(len(baseline_records(path)) for path in files)


def rapidocr_defaults(files: Files) -> int:
    """rapidocr as it comes reads every page, rendered at 200 dpi; the number of lines."""
    import pypdfium2
    from rapidocr import RapidOCR

    engine, lines = RapidOCR(), 0
    for path in files:
        with pypdfium2.PdfDocument(path) as pdf:
            for page in pdf:
                result: Any = engine(page.render(scale=200 / 72).to_numpy())
                lines += len(result.txts or ())
    return lines


def outcomes(files: Files) -> int:
    """Convert each file by itself and print what came of it, one line a file as it ends."""
    from iku.pipeline import convert

    for path in files:
        print(json.dumps({"begun": str(path)}), flush=True)
        result = convert(path)
        code = result.errors[0].code if result.errors else f"{len(result.documents[0].indikator)} records"
        print(json.dumps({"file": str(path), "outcome": code}), flush=True)
    return len(files)


JOBS: dict[str, Callable[[Files], int]] = {
    job.__name__: job for job in (convert_all, pdfplumber_tables, camelot_baseline, rapidocr_defaults, outcomes)
}


def cpu_seconds() -> float:
    """CPU seconds of this process and of those it started."""
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


def peak_megabytes() -> float:
    """Most memory that this process held. Linux only asks ``/proc``: ``ru_maxrss`` there remembers the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [x for x in status.read_text().splitlines() if x.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def main(arguments: Sequence[str]) -> dict[str, Any]:
    logging.disable(logging.WARNING)
    name, *rest = arguments
    files = [Path(f) for f in rest if f != "--warm-up"]
    if "--warm-up" in rest:
        JOBS[name](files[:1])
    start = cpu_seconds()
    count = JOBS[name](files)
    return {"count": count, "warm": cpu_seconds() - start, "peak": peak_megabytes()}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
