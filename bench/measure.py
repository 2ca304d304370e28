"""Runs a process and tells its CPU seconds and what it printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """``cpu`` and ``wall`` in seconds of the whole process; of a job also ``warm``, the CPU seconds of the work alone,
    ``peak``, its memory in MB, and ``count``, what it found."""

    cpu: float
    wall: float
    code: int
    lines: tuple[str, ...] = ()
    warm: float | None = None
    peak: float | None = None
    count: int | None = None


def run(command: Sequence[str], timeout: float = 1800) -> Run:
    """Run *command* in the project's folder. A process over its time is ended; its code is then negative."""
    with tempfile.TemporaryFile() as out:
        paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": paths}
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL, env=environment)
        status, usage = _wait(process, start + timeout)
        wall = time.monotonic() - start
        out.seek(0)
        lines = tuple(out.read().decode("utf-8", "replace").splitlines())
    return Run(usage.ru_utime + usage.ru_stime, wall, os.waitstatus_to_exitcode(status), lines)


def _wait(process: subprocess.Popen[bytes], deadline: float) -> tuple[int, os.struct_rusage]:  # type: ignore[name-defined]
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return status, usage
        if time.monotonic() > deadline:
            process.kill()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            return status, usage
        time.sleep(0.05)


def job(name: str, files: Sequence[Path], *, warm_up: bool = False, timeout: float = 1800) -> Run:
    """Run one job of ``bench.jobs`` over *files* in a process of its own."""
    command = [sys.executable, "-m", "bench.jobs", name, *(["--warm-up"] if warm_up else []), *map(str, files)]
    done = run(command, timeout)
    last = json.loads(done.lines[-1]) if done.code == 0 and done.lines else {}
    found = last if isinstance(last, dict) else {}
    return replace(done, warm=found.get("warm"), peak=found.get("peak"), count=found.get("count"))
