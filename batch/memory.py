"""Memory of a process, in bytes. On Linux from /proc; elsewhere psutil, where it is installed, tells the same."""

from __future__ import annotations

import contextlib
import os
import sys

_PROC = sys.platform == "linux"


def resident(pid: int) -> int:
    """What process *pid* holds now; 0 when it is gone or cannot be asked."""
    try:
        if _PROC:
            with open(f"/proc/{pid}/statm", "rb") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        import psutil
    except (OSError, IndexError, ImportError):
        return 0
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def reset_peak() -> None:
    """Let the peak of this process count from now (Linux; elsewhere it counts from its start)."""
    if _PROC:
        with contextlib.suppress(OSError), open("/proc/self/clear_refs", "w") as file:
            file.write("5")


def peak() -> int:
    """The most that this process held since ``reset_peak``."""
    if _PROC:
        with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/status", "rb") as file:
            for line in file:
                if line.startswith(b"VmHWM"):
                    return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return resident(os.getpid())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def total() -> int:
    """Memory of the machine, or of the group of processes that this one is limited to; 0 when unknown."""
    known = []
    with contextlib.suppress(OSError, ValueError, AttributeError):
        known.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with contextlib.suppress(OSError, ValueError), open(path, encoding="ascii") as file:
            known.append(int(file.read()))
    return min(known, default=0)


def forbid_more_than(more: int) -> None:
    """Let the system refuse this process more than *more* bytes of addresses on top of what it has (Linux). The last
    line of defence: the watch ends a worker long before, unless it grows faster than anybody can look."""
    if not _PROC:
        return
    import resource

    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", "rb") as file:
        limit = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") + more
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))
