"""How a command ends."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command; ``INTERRUPTED`` is what a shell gives for Ctrl-C."""

    OK = 0
    SOME_FAILED = 1
    WRONG_USAGE = 2
    INTERRUPTED = 130
