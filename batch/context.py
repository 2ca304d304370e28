"""How worker processes are started: forked from a warm server where the system can, else started afresh.

The script that called us is not imported by workers: it needs no ``if __name__ == "__main__"``, and costs them nothing.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from multiprocessing import context as contexts
from multiprocessing import forkserver
from types import ModuleType
from typing import Any

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")
_lock = threading.Lock()


@contextlib.contextmanager
def _no_main() -> Iterator[None]:
    with _lock:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _without_main(popen: Any) -> Any:
    def start(process: Any) -> Any:
        with _no_main(), _one_thread():  # the server may have died: then this starts a new one
            return popen(process)

    return staticmethod(start)


class _Spawned(contexts.SpawnProcess):
    _Popen = _without_main(contexts.SpawnProcess._Popen)


class _Spawn(contexts.SpawnContext):
    Process = _Spawned


if hasattr(contexts, "ForkServerProcess"):

    class _Forked(contexts.ForkServerProcess):
        _Popen = _without_main(contexts.ForkServerProcess._Popen)

    class _ForkServer(contexts.ForkServerContext):
        Process = _Forked


def worker_context(preload: str) -> Any:
    """The context for ``pebble.ProcessPool``. The server, where there is one, runs from now on with the module
    *preload* loaded, and one thread for every numeric library."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return _Spawn()
    context = _ForkServer()
    context.set_forkserver_preload([preload])
    with _no_main(), _one_thread():
        forkserver.ensure_running()
    return context


def end_server() -> None:
    """End the server and wait for it, so that the CPU time of its workers counts as ours and none outlives us."""
    server = getattr(forkserver, "_forkserver", None)
    if server is not None and hasattr(server, "_stop"):
        server._stop()
