"""The columns that make records and which others belong to each: one chain of goals, or several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from iku.normalize.chain_cells import is_chain
from iku.normalize.columns import Column
from iku.normalize.goals import levels

LOW = frozenset({"program", "kegiatan", "sub_kegiatan"})
"""Levels whose indicators stand apart from those of goals and objectives."""
WORK = frozenset({*LOW, "program_kegiatan"})
"""Columns of programmes and activities: without any goal, the indicators right of them are theirs."""
ALL = ("nomor", "kode")
"""Columns left of the first indicator that number the whole row."""


@dataclass(slots=True)
class Key:
    """An indicator column and the columns of its records, itself among them. ``level`` is that of the goal it hangs on
    (None where rows say it, or nothing does); ``repeated`` are columns that say the same as a nearer one."""

    index: int
    level: str | None
    columns: list[Column] = field(default_factory=list)
    repeated: list[Column] = field(default_factory=list)


def keys_of(columns: Sequence[Column]) -> list[Key]:
    """The indicator columns, left to right, each with what belongs to it: its goals on the left (the nearest of each
    level that is not under its own), its unit, targets and the like on the right, up to the next indicator."""
    own = [c for c in columns if c.field == "indikator"]
    if len(own) > 1 and all(c.printed == own[0].printed for c in own) and _side_by_side(own):
        own = own[:1]  # one column of two parts under one header
    return [_key(column, own, columns) for column in own]


def _side_by_side(own: Sequence[Column]) -> bool:
    return all(b.index == a.index + 1 for a, b in zip(own, own[1:], strict=False))


def _key(column: Column, keys: Sequence[Column], columns: Sequence[Column]) -> Key:
    level = _level(column, columns)
    goals, repeated = _goals_of(column, level, columns)
    key = Key(column.index, level, repeated=repeated)
    for other in columns:
        if is_goal(other):
            if any(other is g for g in goals):
                key.columns.append(other)
            elif any(other is g for g in repeated) and other.index < column.index and _higher(other, column, keys):
                key.columns.append(replace(other, match=None))  # kept by its printed name
        elif other.field == "indikator":
            if other is column or len(keys) == 1 and other.printed == column.printed:
                key.columns.append(other)
        elif _belongs(other, column, keys, columns):
            key.columns.append(other)
    key.columns.sort(key=lambda c: c.index)
    return key


def is_goal(column: Column) -> bool:
    """The column names a goal: an objective, or a programme where it has indicators of its own."""
    return column.field in levels() or is_chain(column)


def _level(key: Column, columns: Sequence[Column]) -> str | None:
    """The level that the header names, else that of the nearest goal on the left, else of the programmes there."""
    if key.match is not None and key.match.tingkat is not None and key.match.tingkat not in LOW:
        return key.match.tingkat
    nearest = next((c for c in reversed(columns[: key.index]) if is_goal(c)), None)
    if nearest is None:
        own = key.match.tingkat if key.match is not None else None
        work = any(c.field in WORK for c in columns[: key.index])
        return own or ("program" if work else None)
    return None if is_chain(nearest) else nearest.field


def _goals_of(key: Column, level: str | None, columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """The goals of an indicator: walking left, the first of each level that is not under its own; and the others."""
    order = levels()
    floor = order.index(level) if level in order else len(order)
    mine: list[Column] = []
    spare: list[Column] = []
    taken: dict[str, str] = {}
    for column in sorted((c for c in columns if is_goal(c)), key=lambda c: (c.index > key.index, -c.index)):
        name = column.field or ""
        if column.index > key.index:
            spare_here = _has_key(column, columns)
        else:
            spare_here = not is_chain(column) and order.index(name) > floor
        if spare_here or taken.get(name, column.printed) != column.printed:
            spare.append(column)
        else:
            taken[name] = column.printed
            mine.append(column)
    return mine, spare


def _higher(goal: Column, key: Column, keys: Sequence[Column]) -> bool:
    """A goal of a chain further left: what the nearer goal of the same level serves."""
    return len(keys) == 1 or any(goal.index < k.index < key.index for k in keys)


def _has_key(goal: Column, columns: Sequence[Column]) -> bool:
    """An indicator column comes after this goal: it is measured by its own."""
    return any(c.field == "indikator" and c.index > goal.index for c in columns)


def _belongs(other: Column, key: Column, keys: Sequence[Column], columns: Sequence[Column]) -> bool:
    """Columns right of an indicator are its own up to the next one; those left of all belong to the first, numbers to
    all."""
    before = [k for k in keys if k.index < other.index]
    if not before:
        return key is keys[0] or other.field in ALL
    return before[-1] is key
