"""The corpus behind the explore pages: built from the results by a process of its own, again when files change."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from iku.batch.context import worker_context
from iku.corpus.build import build
from iku.corpus.errors import NotACorpus
from iku.corpus.stats import Statistics, statistics
from iku.corpus.store import open_corpus
from iku.extract.errors import IkuError
from iku.web.document_index import DocumentIndex

NAME = ".jelajah.sqlite"
PATIENCE = 4.0
"""Seconds that a visitor waits for the first corpus of a small folder; a large one is built on while a page says so."""
LONGEST = 3600.0


class Library:
    """The corpus of one folder. ``fault`` says why the last building failed."""

    def __init__(self, index: DocumentIndex) -> None:
        self._index = index
        root = index.reader.root
        folder = root if os.access(root, os.W_OK) else Path(tempfile.mkdtemp(prefix="iku-jelajah-"))
        self._target = folder / NAME
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._future: Future[str] | None = None
        self._wanted = self._built = ""
        self._figures: tuple[float, Statistics] | None = None
        self.fault = ""

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection | None]:
        """The corpus for reading; None while the first one is being built."""
        self._keep_up()
        try:
            base = open_corpus(self._target)
        except NotACorpus:
            yield None
            return
        try:
            yield base
        finally:
            base.close()

    @property
    def building(self) -> bool:
        """A newer corpus is on its way."""
        return self._future is not None and not self._future.done()

    def figures(self, base: sqlite3.Connection) -> Statistics:
        """Statistics of the whole corpus, counted once for each corpus."""
        stamp = self._target.stat().st_mtime
        if self._figures is None or self._figures[0] != stamp:
            self._figures = (stamp, statistics(base))
        return self._figures[1]

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None

    def _keep_up(self) -> None:
        now = self._index.signature()
        with self._lock:
            if self._future is not None and self._future.done():
                self._finish(self._future)
            if now != self._built and self._future is None:
                if self._pool is None or not self._pool.active:
                    self._pool = ProcessPool(1, context=worker_context("iku.web.drawing"))
                self._wanted = now
                arguments = [str(self._index.reader.root), str(self._target)]
                self._future = self._pool.schedule(build_corpus, args=arguments, timeout=LONGEST)
            waiting = self._future
        if waiting is not None:
            with suppress(TimeoutError, ProcessExpired):
                waiting.result(timeout=PATIENCE)

    def _finish(self, future: Future[str]) -> None:
        self._future, self._built = None, self._wanted
        try:
            self.fault = future.result()
        except (TimeoutError, ProcessExpired) as error:
            self.fault = f"{type(error).__name__}: {error}"


def build_corpus(folder: str, target: str) -> str:
    """In the worker: build or update; returns what went wrong, or nothing."""
    try:
        build(Path(folder), Path(target))
    except NotACorpus:
        try:
            build(Path(folder), Path(target), anew=True)
        except IkuError as error:
            return str(error)
    except IkuError as error:
        return str(error)
    return ""
