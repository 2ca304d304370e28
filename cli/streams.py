"""What a command says reaches its reader in any encoding, and a signal to end ends it in order."""

from __future__ import annotations

import codecs
import contextlib
import io
import signal
import sys
from collections.abc import Iterator
from types import FrameType

ESCAPED = "iku.escaped"
"""Error handler of encodings: what they cannot say is written as ``\\u2265``, which JSON reads back."""
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Ended(KeyboardInterrupt):
    """A signal asked the command to end: as Ctrl-C, with the ``number`` of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number


def say_anything() -> None:
    """Let no character stop the output, whatever encoding the terminal, the pipe or the file has."""
    codecs.register_error(ESCAPED, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ESCAPED)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[i : i + 2]):04x}" for i in range(0, len(units), 2)), error.end


@contextlib.contextmanager
def ending_in_order() -> Iterator[None]:
    """SIGTERM and SIGHUP raise ``Ended`` once, and then wait until the command has put its things in order. A SIGHUP
    that was to be ignored (``nohup``) still is."""

    def end(number: int, _: FrameType | None) -> None:
        for other in kept:
            signal.signal(other, signal.SIG_IGN)
        raise Ended(number)

    kept = {n: signal.getsignal(n) for n in _ENDING if signal.getsignal(n) != signal.SIG_IGN}
    for number in kept:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, before in kept.items():
            signal.signal(number, before)
