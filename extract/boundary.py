"""The one place where an unforeseen fault of the program is caught: what it hit becomes a finding, the rest goes on.

Everywhere else an exception is foreseen by its type or goes up. A boundary stands around work whose loss can be said
with its place and made good with what the work was given: a page, a table, a record, a cell, a step of a document.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from iku.extract.errors import IkuError

T = TypeVar("T")
log = logging.getLogger(__name__)
_HOUSE = Path(__file__).parent.parent
_LONGEST = 160
"""Characters of a fault's message that are kept: some hold a whole page."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An unforeseen fault: the ``step`` it happened in, its kind, message and line of code, and the ``page`` (from 1)
    that was at hand, where there was one."""

    step: str
    reason: str
    page: int | None = None


@dataclass(slots=True)
class Boundary:
    """Collects the faults of one thing (a document, a table)."""

    faults: list[Fault] = field(default_factory=list)

    def around(self, step: str, work: Callable[[], T], instead: Callable[[], Any], *, page: int | None = None) -> T:
        """What *work* gives; where it stumbles, what *instead* gives, and the fault is kept. Errors of the program's
        own kinds and want of memory are no surprise and go up."""
        try:
            return work()
        except (IkuError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  # the declared boundary, see above
            log.warning("%s: %s", step, reason_of(error), exc_info=log.isEnabledFor(logging.DEBUG))
            self.faults.append(Fault(step, reason_of(error), page))
        otherwise: T = instead()
        return otherwise


def reason_of(error: BaseException) -> str:
    """``KeyError: 'x' at rows.py:53``: kind, message, and the innermost line of ours that it passed."""
    own = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(_HOUSE)]
    where = f" at {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    message = " ".join(str(error).split())[:_LONGEST]
    return f"{type(error).__name__}{f': {message}' if message else ''}{where}"
