"""The figures of batch conversion: ``python -m bench.batch_figures workers|isolation|memory|resume [FOLDER...]``.

``workers``: two workers against one on the PDFs of FOLDER (60 or more), in turns, in the same run. ``isolation``: the
command with ledger and worker against conversion in one process, CPU seconds with start-up. ``memory``: one worker,
never replaced, over 500 documents. ``resume``: 10,000 files of which all are done.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.measure import ROOT, job, run
from iku.batch.in_process import InProcessWorkers
from iku.batch.job import MEGABYTE, Job, Limits, Outcome
from iku.batch.pool import Pool
from iku.batch.run import Batch, Order
from iku.batch.worker import read_one

SAMPLES = sorted((ROOT / "samples" / "pdf").glob("*.pdf"))
DIGITAL = [p for p in SAMPLES if "--" not in p.name]


def copies(folder: Path, count: int, sources: Sequence[Path]) -> None:
    """*count* files with bytes of their own, a hundred to a folder, older than a run's clock can mistake."""
    contents = [(p.stem, p.read_bytes()) for p in sources]
    for n in range(count):
        stem, content = contents[n % len(contents)]
        path = folder / f"{n // 100:03}" / f"{stem}-{n}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content + b"\n%% %d" % n)
        os.utime(path, (time.time() - 3600,) * 2)


def batch(paths: Sequence[Path], out: Path, workers: int, limits: Limits, work: Any = read_one) -> list[Outcome]:
    """Run a batch; the outcomes in the order in which they came."""
    whole = Batch(Order(paths, out, limits=limits), lambda jobs, size: Pool(workers, limits, work))
    return [outcome for _, outcome in whole.run()]


def workers(folder: Path, paths: Sequence[Path]) -> dict[str, Any]:
    """Wall seconds with one and with two workers, three times in turns; the ratio of the medians."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    cpu: dict[int, list[float]] = {1: [], 2: []}
    for n in range(3):
        for count in (1, 2):
            begun = time.monotonic()
            outcomes = batch(paths, folder / f"out-{n}-{count}", count, Limits())
            seconds[count].append(time.monotonic() - begun)
            cpu[count].append(sum(o.cpu for o in outcomes))
    ratio = statistics.median(seconds[1]) / statistics.median(seconds[2])
    return {"documents": len(outcomes), "seconds": seconds, "cpu": cpu, "ratio": ratio}


def isolation(folder: Path, paths: Sequence[Path]) -> dict[str, Any]:
    """CPU seconds of the command (isolated, with ledger) and of one process, five times in turns."""
    files = paths or DIGITAL
    here, isolated = [], []
    for n in range(5):
        here.append(job("convert_all", files).cpu)
        command = [sys.executable, "-m", "iku.cli.main", "convert", *map(str, files), "-o", str(folder / str(n))]
        isolated.append(run(command).cpu)
    return {"here": here, "isolated": isolated, "ratio": statistics.median(isolated) / statistics.median(here)}


def memory(folder: Path, paths: Sequence[Path]) -> dict[str, Any]:
    """Peak MB of one worker that is never replaced: documents 50 to 100 against the last 50 of 500."""
    copies(folder / "arsip", 500, paths or DIGITAL)
    limits = Limits(documents=0, keep=8192 * MEGABYTE, memory=8192 * MEGABYTE)
    peaks = [o.memory / MEGABYTE for o in batch([folder / "arsip"], folder / "out", 1, limits)]
    early, late = statistics.mean(peaks[50:100]), statistics.mean(peaks[-50:])
    return {"documents": len(peaks), "early": early, "late": late, "ratio": late / early}


def resume(folder: Path, paths: Sequence[Path]) -> dict[str, Any]:
    """Seconds of the command over 10,000 files that are all done. They were not read in earnest for this: the results
    in the ledger are those of the samples, each under its own hash."""
    copies(folder / "arsip", 10_000, paths or DIGITAL)
    begun = time.monotonic()
    whole = Batch(Order([folder / "arsip"], folder / "out"), lambda jobs, size: InProcessWorkers(canned))
    outcomes = list(whole.run())
    first = time.monotonic() - begun
    again = run([sys.executable, "-m", "iku.cli.main", "convert", str(folder / "arsip"), "-o", str(folder / "out")])
    sizes = sum(p.stat().st_size for p in (folder / "out").glob("*.json"))
    return {"documents": len(outcomes), "first": first, "again": again.wall, "cpu": again.cpu, "code": again.code,
            "last": again.lines[-2:], "megabytes": sizes / MEGABYTE}  # fmt: skip


@functools.cache
def _read_sample(stem: str) -> Outcome:
    from iku.batch.discover import content_hash

    path = ROOT / "samples" / "pdf" / f"{stem}.pdf"
    return read_one(Job(str(path), content_hash(os.fsencode(path))))


def canned(job: Job) -> Outcome:
    """The sample's result as that of its copy."""
    name = Path(job.path).stem
    known = _read_sample(name.rpartition("-")[0])
    text = zlib.decompress(known.dokumen or b"").decode().replace(known.hash, job.hash)
    order = json.loads(known.order or "null")
    order[-2:] = [Path(job.path).name, job.hash]
    return replace(known, hash=job.hash, dokumen=zlib.compress(text.encode(), 1), order=json.dumps(order))


FIGURES: dict[str, Callable[[Path, Sequence[Path]], dict[str, Any]]] = {
    f.__name__: f for f in (workers, isolation, memory, resume)
}


def main(arguments: Sequence[str]) -> Iterator[str]:
    """One line of JSON."""
    name, *paths = arguments
    folder = Path(tempfile.mkdtemp(prefix="iku-figures-"))
    try:
        yield json.dumps({name: FIGURES[name](folder, [Path(p) for p in paths])})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    for line in main(sys.argv[1:]):
        print(line)
