"""CPU time of a process, in seconds. On Linux from /proc; elsewhere psutil, where it is installed, tells the same."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

_PROC = sys.platform == "linux"
_UTIME, _STIME = 11, 12
"""Places after the name in /proc/PID/stat (proc(5) counts from 1 and the state is the third)."""


@dataclass(frozen=True, slots=True)
class Use:
    """``seconds`` of all threads since the process began; ``ready``: it computes, waits for a processor, or somebody
    has stopped it. A process that is not ready sleeps: it waits for something."""

    seconds: float
    ready: bool


def used(pid: int) -> Use | None:
    """What process *pid* used so far; None when it is gone or cannot be asked."""
    try:
        if _PROC:
            with open(f"/proc/{pid}/stat", "rb") as file:
                rest = file.read().rpartition(b")")[2].split()
            ticks = int(rest[_UTIME]) + int(rest[_STIME])
            return Use(ticks / os.sysconf("SC_CLK_TCK"), rest[0] in (b"R", b"T", b"t"))
        import psutil
    except (OSError, IndexError, ValueError, ImportError):
        return None
    try:
        process = psutil.Process(pid)
        times = process.cpu_times()
        return Use(times.user + times.system, process.status() in (psutil.STATUS_RUNNING, psutil.STATUS_STOPPED))
    except psutil.Error:
        return None
