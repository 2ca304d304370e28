"""What goes to a worker and what comes back. Light on purpose: the process that hands out work never loads a reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iku.extract.guard import Step
from iku.options import Options

if TYPE_CHECKING:
    from iku.normalize.model import Hasil

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take. Seconds are CPU seconds of its worker: what else the machine does costs no page.
    After ``seconds`` plus ``page_seconds`` for every page no further page is begun; a single page that takes
    ``seconds``, or a file that takes as much over its time, ends the worker. So does a worker that sleeps for
    ``seconds`` by the clock: it waits for something that does not come. ``memory`` is resident bytes. A
    worker is replaced after ``documents`` documents, or when it holds ``keep`` bytes between two."""

    seconds: float = 120.0
    page_seconds: float = 10.0
    memory: int = 2048 * MEGABYTE
    documents: int = 200
    keep: int = 1024 * MEGABYTE

    @property
    def time(self) -> str:
        """The limit of time in words."""
        return f"{self.seconds:g} s and {self.page_seconds:g} s a page, of CPU time"


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read. ``hash`` is the sha256 of its content; ``avoid`` are steps that killed a worker before;
    ``whole`` asks for the result as objects besides."""

    path: str
    hash: str
    options: Options = Options()
    limits: Limits = Limits()
    avoid: frozenset[tuple[Step, int]] = frozenset()
    whole: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of a document. ``code`` is None for a whole result, else one of docs/errors.md; ``page`` is where.

    ``file`` is the name of its agency's file; ``instansi`` and ``dokumen`` are its parts of that file (``dokumen``
    compressed), ``order`` the place of the document in it, as JSON. All are None when nothing was read; with a
    ``code`` they hold what was read before. Seconds are wall and CPU, ``memory`` is the peak in bytes."""

    hash: str
    code: str | None = None
    reason: str = ""
    page: int | None = None
    pages: int = 0
    records: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    attempts: int = 1
    file: str | None = None
    instansi: str | None = None
    dokumen: bytes | None = None
    order: str | None = None
    hasil: Hasil | None = field(default=None, repr=False)

    @property
    def partial(self) -> bool:
        """Something was read, but not all."""
        return self.code is not None and self.dokumen is not None
