"""Python's cycle collector held back while a document is read.

A PDF page makes hundreds of thousands of short-lived objects; the default thresholds make the collector walk through
everything that the libraries keep (a million objects) again and again: a third of the CPU time of a document.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 20, 50)
"""Allocations before a collection of the youngest generation, and how many of those before the next older one."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Collect seldom inside the block; the thresholds of before hold again after it."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
