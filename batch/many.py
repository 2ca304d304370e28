"""Results as they finish, without a ledger: for programs that keep their own books."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iku.batch.discover import Found, content_hash, roots_of, walk
from iku.batch.job import MEGABYTE, Job, Limits, Outcome
from iku.batch.run import MakeWorkers
from iku.batch.workers import here_or_pool, workers_of_machine
from iku.extract.errors import IkuError, NothingToConvert, Unreadable
from iku.options import Options

if TYPE_CHECKING:
    from iku.normalize.model import Hasil


@dataclass(frozen=True, slots=True)
class Converted:
    """One file: ``hasil`` is None when nothing was read; with an ``error`` it holds what was read before the limit.
    ``seconds`` wall, ``memory`` peak bytes of its worker."""

    path: Path
    hasil: Hasil | None
    error: IkuError | None
    seconds: float = 0.0
    memory: int = 0


def convert_many(
    paths: Iterable[Path | str] | Path | str,
    options: Options | None = None,
    *,
    workers: int | None = None,
    limits: Limits | None = None,
    make: MakeWorkers | None = None,
) -> Iterator[Converted]:
    """Convert files and folders in worker processes; yields each file as it ends, in no order.

    :param workers: processes; by default one a core. :param make: other workers, such as those of a cluster.
    Raises ``NothingToConvert`` at the first step when *paths* name no PDF. Copies of one content are read once each.
    """
    named = [paths] if isinstance(paths, (str, Path)) else list(paths)
    options, limits = options or Options(), limits or Limits()
    files = walk(roots_of(named))
    pool = None
    try:
        first = next(files, None)
        if first is None:
            raise NothingToConvert("no PDF file here", file=", ".join(map(str, named)))
        make = make or here_or_pool(workers, limits)
        waiting, more = [first], True
        while waiting or more or (pool is not None and pool.busy):
            while more and not waiting:
                following = next(files, None)
                more = following is not None
                waiting += [following] if following else []
            if waiting and (pool is None or pool.idle):
                found = waiting.pop()
                try:
                    job = _job(found, options, limits)
                except Unreadable as error:
                    yield Converted(Path(os.fsdecode(found.path)), None, error)
                    continue
                pool = pool or make(workers or workers_of_machine(), workers_of_machine() * MEGABYTE * 10)
                pool.submit(job)
            elif pool is not None:
                yield from (_converted(*ended) for ended in pool.wait(1.0))
    finally:
        if pool is not None:
            pool.close()


def _job(found: Found, options: Options, limits: Limits) -> Job:
    """The work that a found file is. Raises ``Unreadable``."""
    path = os.fsdecode(found.path)
    if found.problem:
        raise Unreadable(found.problem, file=path)
    return Job(path, content_hash(found.path), options, limits, whole=True)


def _converted(job: Job, outcome: Outcome) -> Converted:
    path = Path(job.path)
    return Converted(path, outcome.hasil, _error(path, outcome), outcome.seconds, outcome.memory)


def _error(path: Path, outcome: Outcome) -> IkuError | None:
    if outcome.code is None:
        return None
    kinds = {kind.code: kind for kind in IkuError.__subclasses__()}
    return kinds.get(outcome.code, IkuError)(outcome.reason, file=str(path), page=outcome.page)
