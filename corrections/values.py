"""Addresses of values in an agency file: ``sasaran``, ``formulasi``, ``nilai.target.2021``, ``penandatangan.0.nama``.

A *holder* is a record or a document as it stands in the file (plain dicts). An address names what ``asal`` names: one
value with one place on the page; its parts (a formula's numerator) go with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from iku.normalize.record_fields import names
from iku.normalize.record_model import unique_addresses

Holder = dict[str, Any]
_RECORD = names()
DOCUMENT_FIELDS = ("jenis", "nomor", "tentang", "tanggal", "tempat", "periode", "perubahan")
SIGNER_FIELDS = ("nama", "jabatan", "pangkat")
AGENCY = "instansi."
"""What a document says of its agency: the value is the printed text, which can be accepted and not changed."""


class UnknownAddress(KeyError):
    """There is no such value in this holder."""


def addresses(holder: Holder) -> Iterator[str]:
    """Every address of a record or document, in the order of the contract; empty fields too."""
    if "berkas" in holder:
        yield from DOCUMENT_FIELDS
        for i in range(len(holder["penandatangan"])):
            yield from (f"penandatangan.{i}.{name}" for name in SIGNER_FIELDS)
        yield from (f"dasar_hukum.{i}" for i in range(len(holder["dasar_hukum"])))
        yield from (address for address in holder["asal"] if address.startswith(AGENCY))
    else:
        yield from _RECORD
        yield from value_addresses(holder["nilai"])
        yield from (f"lainnya.{header}" for header in holder["lainnya"])


def value_addresses(values: Sequence[Holder]) -> list[str]:
    """The address of every item of ``nilai``, as ``asal.medan`` has it; no two are the same."""
    return unique_addresses((v["jenis"], v["tahun"], v["periode"]) for v in values)


def get_value(holder: Holder, address: str) -> Any:
    """The value at *address*, as it stands in the file. Raises ``UnknownAddress``."""
    head, _, rest = address.partition(".")
    if address.startswith(AGENCY) and address in holder.get("asal", {}):
        return holder["asal"][address]["cetak"]
    if not rest:
        if head not in (DOCUMENT_FIELDS if "berkas" in holder else _RECORD):
            raise UnknownAddress(address)
        return holder[head]
    if head == "lainnya" and rest in holder.get("lainnya", {}):
        return holder["lainnya"][rest]
    if head == "nilai" and "nilai" in holder:
        return holder["nilai"][_position(holder, address)]
    if head in ("penandatangan", "dasar_hukum"):
        number, _, part = rest.partition(".")
        items = holder.get(head, [])
        if number.isascii() and number.isdigit() and int(number) < len(items):
            item = items[int(number)]
            if not part and head == "dasar_hukum":
                return item
            if part in SIGNER_FIELDS and head == "penandatangan":
                return item[part]
    raise UnknownAddress(address)


def put_value(holder: Holder, address: str, value: Any) -> None:
    """Put *value* at *address*. Raises ``UnknownAddress``; whether it is allowed there is for the schema to say."""
    held = get_value(holder, address)
    head, _, rest = address.partition(".")
    if address.startswith(AGENCY):
        if value != held:
            raise UnknownAddress(address)
    elif not rest:
        holder[head] = value
    elif head == "lainnya":
        holder["lainnya"][rest] = value
    elif head == "nilai":
        holder["nilai"][_position(holder, address)] = value
    else:
        number, _, part = rest.partition(".")
        if part:
            holder[head][int(number)][part] = value
        else:
            holder[head][int(number)] = value


def places_of(holder: Holder) -> dict[str, Holder]:
    """Address -> place (page, box, source, confidence, printed text); empty for a record without any."""
    origin: dict[str, Any] | None = holder["asal"]
    places: dict[str, Holder] = (origin if "berkas" in holder else origin["medan"]) if origin is not None else {}
    return places


def place_of(holder: Holder, address: str) -> Holder | None:
    """The place of a value: its own, or that of what it is part of (``penandatangan.0`` for its name)."""
    places = places_of(holder)
    while address:
        if address in places:
            return places[address]
        address = address.rpartition(".")[0]
    return None


def is_empty(value: Any) -> bool:
    """Nothing printed: null, an empty list, or an object of nulls (``perubahan: false`` is a value)."""
    if isinstance(value, dict):
        return all(v is None or v == [] for v in value.values())
    return value is None or value == [] or value == ""


def _position(holder: Holder, address: str) -> int:
    known = value_addresses(holder["nilai"])
    if address not in known:
        raise UnknownAddress(address)
    return known.index(address)
