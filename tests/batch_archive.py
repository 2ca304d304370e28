"""A batch in a process of its own, for tests that kill it: ``python batch_archive.py OUT WORKERS FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import batch_faults  # noqa: E402

import batch.run  # noqa: E402
from batch.job import Limits  # noqa: E402
from batch.pool import Pool  # noqa: E402
from batch.run import Batch, Order  # noqa: E402


def main(out: str, workers: str, *folders: str) -> None:
    """Print the name of every document as its outcome is on disk."""
    batch.run.program = lambda: "0+test"  # somebody may edit the program while its tests run
    order = Order([Path(f) for f in folders], Path(out))
    whole = Batch(order, lambda jobs, size: Pool(int(workers), Limits(), batch_faults.work))
    for path, _ in whole.run():
        print(path.name, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
