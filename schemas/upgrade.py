"""An agency file of version 1 of the contract as one of version 2: what is new is empty, nothing else changes.

Version 2 only added fields; each has a value for "nothing printed" in ``normalize.model``. What version 1 could not say
is not guessed here: converting the PDF again reads it.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any

from iku.normalize.model import Dokumen, Instansi
from iku.normalize.record_model import Formulasi, Nilai
from iku.schemas.validate import CONTRACT_VERSION, SCHEMA_ID

MISSHAPEN = (KeyError, TypeError, AttributeError, IndexError)
"""What bringing up a file of another shape raises."""
FIRST_SCHEMA = "urn:iku:skema:instansi:1"


def needs_upgrade(data: Any) -> bool:
    """Whether *data* is an agency file of version 1."""
    return isinstance(data, dict) and data.get("$schema") == FIRST_SCHEMA


def upgraded(data: dict[str, Any]) -> dict[str, Any]:
    """*data* (an agency file of version 1, left as it is) in the form of version 2. Raises one of ``MISSHAPEN`` for
    a file of another shape."""
    head = {"$schema": SCHEMA_ID, "versi": CONTRACT_VERSION, "program": None}
    documents = [_filled(Dokumen, d) for d in data["dokumen"]]
    return {**head, "instansi": _filled(Instansi, data["instansi"]), "dokumen": documents}


def complete_value(address: str, value: Any) -> Any:
    """A value as the contract had it once, at *address* of a record, with the parts that came later; one of another
    shape as it is."""
    kind = Formulasi if address == "formulasi" else Nilai if address.startswith("nilai.") else None
    if kind is None or not isinstance(value, dict):
        return value
    try:
        return _filled(kind, value)
    except MISSHAPEN:
        return value


def _filled(kind: type, part: dict[str, Any]) -> dict[str, Any]:
    """The fields of *kind* in their order, those that *part* has not as when nothing was printed; unknown ones stay."""
    out: dict[str, Any] = {}
    for name, (inner, keyed, field) in _fields(kind).items():
        if name not in part:
            out[name] = _nothing(field)
        elif inner is not None and keyed:
            out[name] = {key: _filled(inner, value) for key, value in part[name].items()}
        else:
            out[name] = _as(inner, part[name])
    return {**out, **{name: value for name, value in part.items() if name not in out}}


def _as(kind: type | None, value: Any) -> Any:
    """*value* with what is missing in it: *kind* is the class of its parts."""
    if kind is None or value is None:
        return value
    if isinstance(value, list):
        return [_filled(kind, v) for v in value]
    return _filled(kind, value)


def _nothing(field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is dataclasses.MISSING:
        raise KeyError(field.name)
    made = field.default_factory()
    return dataclasses.asdict(made) if dataclasses.is_dataclass(made) and not isinstance(made, type) else made


@cache
def _fields(kind: type) -> dict[str, tuple[type | None, bool, dataclasses.Field[Any]]]:
    """The fields of a class of the model, each with the class of its parts where it holds such, and whether they stand
    under keys."""
    hints = typing.get_type_hints(kind)
    keyed = {name: typing.get_origin(hint) is dict for name, hint in hints.items()}
    return {f.name: (_inner(hints[f.name]), keyed[f.name], f) for f in dataclasses.fields(kind)}


def _inner(hint: Any) -> type | None:
    """The class of the model in ``X``, ``X | None``, ``list[X]`` or ``dict[str, X]``; None where there is none."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return hint
    listed = typing.get_origin(hint) in (list, dict) or isinstance(hint, types.UnionType)
    return next((found for a in typing.get_args(hint) if (found := _inner(a))), None) if listed else None
