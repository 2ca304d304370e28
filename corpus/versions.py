"""Versions inside one document: a table that prints the indicators of an earlier one again starts a new version.

Seen: a decree with the old and the changed table of its indicators, a report that has its table in a chapter and
again in the annex, agreements of two offices with the same list.
"""

from __future__ import annotations

from collections.abc import Sequence

REPEATED = 0.5
"""A table whose wordings stand in the current version at least so often is a new version."""


def version_numbers(records: Sequence[tuple[int | None, str]]) -> list[int]:
    """For records in document order, each with its table and wording key, the version it belongs to, from 1."""
    tables = list(dict.fromkeys(table for table, _ in records))
    version, number, current = {}, 1, set[str]()
    for table in tables:
        keys = {key for t, key in records if t == table and key}
        if keys and len(keys & current) >= REPEATED * len(keys):
            number, current = number + 1, set()
        current |= keys
        version[table] = number
    return [version[table] for table, _ in records]
