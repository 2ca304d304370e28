"""The tables that are handed on (``data/tables.toml``): columns, titles, keys, and their rows as pandas frames."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iku.schemas.spreadsheet import guarded
from iku.schemas.validate import load_schema

if TYPE_CHECKING:
    import pandas

_DATA = Path(__file__).parent.parent / "data" / "tables.toml"
PANDAS = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` is a type of Table Schema (string, integer, number, boolean, object, array)."""

    name: str
    title: str
    kind: str
    description: str | None = None
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that hold the key of a row of *table* (its *keys*)."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str
    query: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...] = ()
    sheet: bool = False

    def frame(self, db: sqlite3.Connection) -> pandas.DataFrame:
        """All rows, with nullable types; nothing printed is an empty value."""
        import pandas

        cursor = db.execute(self.query)
        frame = pandas.DataFrame.from_records(
            [tuple(row) for row in cursor], columns=[c.name for c in self.columns], coerce_float=False
        )
        return frame.astype({c.name: PANDAS.get(c.kind, "object") for c in self.columns})


@cache
def tables() -> dict[str, Table]:
    """Every table by name, in an order in which no table refers to a later one."""
    with _DATA.open("rb") as handle:
        data = tomllib.load(handle)
    return {name: _table(name, entry) for name, entry in data.items()}


def guarded_frame(frame: pandas.DataFrame) -> pandas.DataFrame:
    """All texts of *frame* made plain for a spreadsheet."""
    out = frame.copy()
    for name in out.columns:
        if out[name].dtype == object or str(out[name].dtype) in ("str", "string"):
            out[name] = out[name].map(guarded, na_action="ignore")
    return out


def _table(name: str, entry: Mapping[str, Any]) -> Table:
    return Table(
        name,
        entry["judul"],
        entry["kueri"],
        tuple(entry["kunci"]),
        tuple(_column(c, spec, c in entry["kunci"]) for c, spec in entry["kolom"].items()),
        tuple(_reference(text) for text in entry.get("rujukan", ())),
        entry.get("lembar", False),
    )


def _column(name: str, spec: Mapping[str, Any], key: bool) -> Column:
    required = spec.get("wajib", key)
    if "dari" not in spec:
        return Column(name, spec["judul"], spec["jenis"], spec.get("uraian"), (), required)
    kind, _, field = spec["dari"].partition(".")
    told = load_schema()["$defs"][kind]["properties"][field]
    values = tuple(v for v in told.get("enum", ()) if v is not None)
    types = [told["type"]] if isinstance(told.get("type"), str) else told.get("type", ["string"])
    plain = next(t for t in types if t != "null")
    return Column(name, told["title"], plain, told.get("description"), values, required)


def _reference(text: str) -> Reference:
    own, _, target = text.partition(" -> ")
    table, _, keys = target.rstrip(")").partition("(")
    return Reference(tuple(c.strip() for c in own.split(",")), table, tuple(k.strip() for k in keys.split(",")))
