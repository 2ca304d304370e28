"""Versions inside one document: a table that prints the indicators of an earlier one again starts a new version.

Seen: a decree with the old and the changed table of its indicators, a report that has its table in a chapter and
again in the annex, agreements of two offices with the same list. A further table with other years of the same
indicators (achievements here, targets there) goes on with the version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

REPEATED = 0.5
"""A table whose wordings stand in the current version at least so often is a new version."""

Dated = frozenset[tuple[str, int]]


def version_numbers(records: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> list[int]:
    """For records (of the contract) in document order and their wording *keys* the version of each, from 1."""
    of = [(record["asal"] or {}).get("tabel") for record in records]
    version: dict[int | None, int] = {}
    number, current = 1, dict[str, Dated]()
    for table in dict.fromkeys(of):
        own = {k: _dated(r) for r, k, t in zip(records, keys, of, strict=True) if t == table and k}
        again = [k for k in own if k in current]
        goes_on = all(own[k] and current[k] and not own[k] & current[k] for k in again)
        if again and len(again) >= REPEATED * len(own) and not goes_on:
            number, current = number + 1, {}
        current = {**current, **{k: dated | current.get(k, frozenset()) for k, dated in own.items()}}
        version[table] = number
    return [version[table] for table in of]


def _dated(record: Mapping[str, Any]) -> Dated:
    """Kinds and years of its values."""
    return frozenset((v["jenis"], v["tahun"]) for v in record["nilai"] if v["tahun"])
