"""From the result model to one agency file on disk: the same input gives the same bytes, and no half file is ever seen.

Fields stand in the order of ``normalize.model``; records that hold no other record stand on one line.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from iku.extract.errors import SchemaBroken
from iku.extract.privacy import mask_nip, mask_text
from iku.normalize.document.heads import short_head
from iku.normalize.model import Dokumen, Instansi
from iku.schemas.files import replace_file
from iku.schemas.validate import CONTRACT_VERSION, SCHEMA_ID, validate_agency
from iku.schemas.version import PROGRAM
from iku.text.controls import for_output

SLUG_LENGTH = 80
_NEVER_MASKED = frozenset({"id"})  # a hash
_COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def to_json(instansi: Instansi, documents: Sequence[Dokumen], *, nip: bool = False) -> dict[str, Any]:
    """The agency file as plain data, newest document first. NIPs are masked everywhere unless *nip*."""
    known = {s.nip for d in documents for s in d.penandatangan if s.nip}
    file = {
        "$schema": SCHEMA_ID,
        "versi": CONTRACT_VERSION,
        "program": PROGRAM,
        "instansi": _plain(instansi),
        "dokumen": [_plain(d) for d in sorted(documents, key=newest_first)],
    }
    return file if nip else _masked(file, sorted(known))


def write_agency(path: Path, data: Mapping[str, Any]) -> None:
    """Validate *data* and write it to *path* in one step: a reader sees the old file or the new one, whole.

    Raises ``SchemaBroken`` (nothing is written) and ``OutputUnwritable``.
    """
    problems = validate_agency(data)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SchemaBroken(problems[0].text("en") + more, file=path.name)
    replace_file(path, [to_text(data).encode("utf-8")])


def to_text(data: Mapping[str, Any]) -> str:
    """The JSON text of an agency file, ending in a newline. Raises ``SchemaBroken`` on a number without value."""
    try:
        return _lines(data, 0) + "\n"
    except ValueError as error:
        raise SchemaBroken(str(error)) from error


@dataclass(frozen=True, slots=True)
class Part:
    """What one document brings to its agency's file, as text that only has to be put in place."""

    instansi: str
    dokumen: str


def part_of(file: Mapping[str, Any]) -> Part:
    """The parts of the agency file of a single document (``to_json``)."""
    return Part(_lines(file["instansi"], 1), _lines(file["dokumen"][0], 2))


def join_parts(instansi: str, documents: Iterable[str]) -> Iterator[str]:
    """The text of an agency file from parts in their order, piece by piece: the same text as ``to_text`` gives."""
    yield f'{{\n "$schema": {_COMPACT.encode(SCHEMA_ID)},\n "versi": {_COMPACT.encode(CONTRACT_VERSION)},\n'
    yield f' "program": {_COMPACT.encode(PROGRAM)},\n'
    yield f' "instansi": {instansi},\n "dokumen": ['
    for n, document in enumerate(documents):
        yield ("\n  " if n == 0 else ",\n  ") + document
    yield "\n ]\n}\n"


def agency_file_name(instansi: Instansi, documents: Sequence[Dokumen]) -> str:
    """``32.76-dinas-sosial-kota-depok.json``: region code and name in ASCII.

    A long head is written as its short one (``rsud-``), so that all documents of one agency share its file. One without
    a region code is ``tanpa-kode-NAME``; one without a name is ``tak-dikenal-`` and the first twelve digits of its
    first document's hash, so that two unknown agencies never share a file.
    """
    region = _slug(instansi.daerah.kode or "", ".")
    name = _slug(mask_text(short_head(instansi.nama or "")))
    if name:
        return f"{region or 'tanpa-kode'}-{name}.json"
    first = min((d.id for d in documents if d.id), default="") or _hash("".join(sorted(d.berkas for d in documents)))
    return (f"{region}-" if region else "") + f"tak-dikenal-{first[:12]}.json"


def newest_first(document: Dokumen) -> tuple[Any, ...]:
    """The place of a document in its agency's file: newest first, a decree before other kinds, then by name."""
    date = document.tanggal or (str(document.periode.awal) if document.periode.awal else "")
    newest = tuple(-ord(c) for c in date.ljust(10, "\x00"))
    return newest, document.jenis != "keputusan", document.berkas, document.id


def _plain(value: Any) -> Any:
    """Dataclasses to dicts in declared order, text without control characters, whole floats as whole numbers."""
    if isinstance(value, str):
        return for_output(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float)):
        return _number(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return _keyed(value, for_output, lambda _, v: _plain(v))
    return [_plain(v) for v in value]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _number(value: float) -> float:
    if isinstance(value, float) and math.isfinite(value):
        return int(value) if value.is_integer() and abs(value) < 2**53 else round(value, 6)
    return value


def _keyed(
    value: Mapping[str, Any], name_of: Callable[[str], str], made: Callable[[str, Any], Any]
) -> dict[str, Any]:
    """*value* with other names and values; two keys that become the same stay two."""
    out: dict[str, Any] = {}
    for key, item in value.items():
        first = name_of(key)
        name, n = first, 2
        while name in out:
            name, n = f"{first} ({n})", n + 1
        out[name] = made(key, item)
    return out


def _masked(value: Any, known: list[str], key: str = "") -> Any:
    if isinstance(value, str):
        return value if key in _NEVER_MASKED else mask_nip(value) if key == "nip" else mask_text(value, known)
    if isinstance(value, dict):
        return _keyed(value, lambda k: mask_text(k, known), lambda k, v: _masked_item(k, v, known))
    if isinstance(value, list):
        return [_masked(v, known, key) for v in value]
    return value


def _masked_item(key: str, value: Any, known: list[str]) -> Any:
    return _masked_place(value, known) if key.endswith(".nip") else _masked(value, known, key)


def _masked_place(place: Any, known: list[str]) -> Any:
    """The place of a NIP: whatever was printed there has its digits masked."""
    out = _masked(place, known)
    if isinstance(out, dict) and isinstance(place.get("cetak"), str):
        out["cetak"] = mask_nip(place["cetak"])
    return out


def _lines(value: Any, indent: int) -> str:
    if not isinstance(value, (dict, list)) or _on_one_line(value):
        return _COMPACT.encode(value)
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        rows = [f"{inner}{_COMPACT.encode(k)}: {_lines(v, indent + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(inner + _lines(v, indent + 1) for v in value) + "\n" + " " * indent + "]"


def _on_one_line(value: dict[str, Any] | list[Any]) -> bool:
    """A record of plain values, at most with lists of plain values (a box) in it."""
    items = value.values() if isinstance(value, dict) else value
    for item in items:
        if isinstance(item, dict) and item:
            return False
        if isinstance(item, list) and any(isinstance(x, (dict, list)) for x in item):
            return False
    return len(value) <= 12 or isinstance(value, list)


def _slug(text: str, keep: str = "") -> str:
    """Lower-case ASCII letters, digits and hyphens; a long one is cut at a word and told apart by its hash."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(rf"[^a-z0-9{re.escape(keep)}]+", "-", ascii_text.lower()).strip("-.")
    if not slug and text.strip():
        return _hash(text)
    if len(slug) <= SLUG_LENGTH:
        return slug
    return slug[: SLUG_LENGTH - 9].rpartition("-")[0] + "-" + _hash(text)[:8]


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
