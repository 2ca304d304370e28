"""A batch in a process of its own, for tests that kill it: ``python batch_archive.py OUT WORKERS FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import batch_faults  # noqa: E402

import iku.batch.run  # noqa: E402
from iku.batch.job import Limits  # noqa: E402
from iku.batch.pool import Pool  # noqa: E402
from iku.batch.run import Batch, Order  # noqa: E402


def main(out: str, workers: str, *folders: str) -> None:
    """Print the name of every document as its outcome is on disk."""
    iku.batch.run.program = lambda: "0+test"  # somebody may edit the program while its tests run
    order = Order([Path(f) for f in folders], Path(out))
    whole = Batch(order, lambda jobs, size: Pool(int(workers), Limits(), batch_faults.work))
    for path, _ in whole.run():
        print(path.name, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
