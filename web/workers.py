"""The processes that touch PDFs for the server: one draws pages, one converts uploads, each within limits."""

from __future__ import annotations

import json
import queue
import threading
import zlib
from collections import OrderedDict
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from iku.batch import memory
from iku.batch.context import worker_context
from iku.batch.job import Job, Limits, Outcome
from iku.batch.pool import Pool
from iku.extract.privacy import mask_text
from iku.schemas.validate import CONTRACT_VERSION, SCHEMA_ID
from iku.schemas.version import PROGRAM
from iku.web.drawing import work

DRAW_MEMORY = 4 * 1024**3
CACHE_BYTES = 96 * 1024**2
WAITING_DRAWINGS = 16


class Busy(Exception):
    """Too much waits already; ask again later."""


class WorkFailed(Exception):
    """The worker gave up: ``code`` as in docs/errors.md."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Drawer:
    """Page images and page readings, from a process of their own, kept up to 96 MB."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(WAITING_DRAWINGS)
        self._kept: OrderedDict[tuple[Any, ...], tuple[int, Any]] = OrderedDict()
        self._held = 0

    def page(self, document_id: str, path: Path, number: int, scale: float) -> bytes:
        """The page as JPEG. Raises ``Busy`` and ``WorkFailed``."""
        picture: bytes = self._ask(("draw", document_id, number, scale), path, len)
        return picture

    def seen(self, document_id: str, path: Path, number: int) -> dict[str, Any]:
        """What is read on the page: ``kata`` and ``sel``. Raises ``Busy`` and ``WorkFailed``."""
        found: dict[str, Any] = self._ask(
            ("see", document_id, number, 1.0), path, lambda r: 60 * len(r["kata"]) + 1000
        )
        return found

    def count(self, path: Path) -> int:
        """Pages of a file. Raises ``Busy`` and ``WorkFailed``."""
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            return int(self._run("count", path, 0, 0.0))
        finally:
            self._room.release()

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None

    def _ask(self, key: tuple[Any, ...], path: Path, size: Any) -> Any:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            result = self._run(key[0], path, key[2], key[3])
        finally:
            self._room.release()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = (size(result), result)
                self._held += size(result)
            while self._held > CACHE_BYTES and len(self._kept) > 1:
                self._held -= self._kept.popitem(last=False)[1][0]
        return result

    def _run(self, task: str, path: Path, number: int, scale: float) -> Any:
        with self._lock:
            if self._pool is None or not self._pool.active:
                context = worker_context("iku.web.drawing")
                limit = (DRAW_MEMORY,)
                self._pool = ProcessPool(1, 200, initializer=memory.forbid_more_than, initargs=limit, context=context)
            future = self._pool.schedule(work, args=[task, str(path), number, scale], timeout=self._seconds)
        try:
            code, result = future.result()
        except FutureTimeout as error:
            raise WorkFailed("WAKTU_HABIS", f"no end within {self._seconds:g} s") from error
        except (ProcessExpired, MemoryError) as error:
            raise WorkFailed("PROSES_MATI", "the process died") from error
        if code != "ok":
            raise WorkFailed(code, result)
        return result


class Converter:
    """Uploads, one at a time, in the isolated worker of ``batch``. At most *waiting* run or wait."""

    def __init__(self, waiting: int, seconds: float) -> None:
        self._jobs: queue.Queue[tuple[Job, Future[Outcome]] | None] = queue.Queue()
        self._room = threading.BoundedSemaphore(waiting)
        self._limits = Limits(seconds=seconds / 2, page_seconds=0.0)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def convert(self, path: Path, digest: str, name: str) -> dict[str, Any]:
        """The agency file of one PDF; *name* becomes its ``berkas``. Raises ``Busy`` and ``WorkFailed``."""
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._serve, daemon=True, name="converter")
                    self._thread.start()
            future: Future[Outcome] = Future()
            self._jobs.put((Job(str(path), digest, limits=self._limits), future))
            outcome = future.result()
        finally:
            self._room.release()
        if outcome.instansi is None or outcome.dokumen is None:
            raise WorkFailed(outcome.code or "GALAT_PROGRAM", outcome.reason)
        document = json.loads(zlib.decompress(outcome.dokumen))
        document["berkas"] = mask_text(name)
        agency = json.loads(outcome.instansi)
        head = {"$schema": SCHEMA_ID, "versi": CONTRACT_VERSION, "program": PROGRAM}
        return {**head, "instansi": agency, "dokumen": [document]}

    def close(self) -> None:
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(timeout=10)

    def _serve(self) -> None:
        pool = Pool(1, self._limits)
        try:
            while (task := self._jobs.get()) is not None:
                job, future = task
                try:
                    pool.submit(job)
                    while not (ended := pool.wait(1.0)):
                        continue
                    future.set_result(ended[0][1])
                except (OSError, RuntimeError) as error:
                    future.set_exception(WorkFailed("PROSES_MATI", str(error)))
        finally:
            pool.close()
