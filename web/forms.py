"""A value as the fields of a form, and back: what a person types becomes a value of the contract, or a complaint."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from iku.corrections.values import is_empty
from iku.extract.privacy import mask_text
from iku.normalize.record_fields import MEASURED, PARTIES, RECORD_FIELDS
from iku.normalize.values import parse_value
from iku.schemas.validate import load_schema
from iku.text.controls import without_steering

LONGEST = 20_000
_LONG = ("tentang", *(f.name for f in RECORD_FIELDS if f.long))
_FORMULA = ("teks", "jenis", "pembilang", "penyebut", "pengali", "latex")
_ROLES = ("utama", "pendamping")


class BadInput(ValueError):
    """What was typed is no value; the argument is the key of the text that says why."""


@dataclass(frozen=True, slots=True)
class Field:
    """One input: ``name`` in the form, ``part`` (key of its label, empty for the value itself), ``kind`` (``line``,
    ``text`` or ``choice``), its content, and the choices."""

    name: str
    part: str
    kind: str
    content: str
    choices: tuple[str, ...] = ()


def fields_of(address: str, value: Any) -> list[Field]:
    """The inputs for the value at *address*."""
    head, _, rest = address.partition(".")
    if address == "formulasi":
        whole = value or dict.fromkeys(_FORMULA)
        return [_part_field("formulasi", name, whole[name]) for name in _FORMULA]
    if address in MEASURED:
        whole = value or dict.fromkeys(_parts(address))
        return [_part_field(address, name, whole[name]) for name in _parts(address)]
    if address == "satuan":
        return [_part_field("satuan", name, value[name]) for name in ("nilai", "tercetak")]
    if address == "periode" or head == "dasar_hukum":
        kind = "periode" if address == "periode" else "dasar_hukum"
        return [_part_field(kind, name, value[name]) for name in _parts(kind)]
    if head == "nilai" and rest:
        return [_part_field("nilai", name, value[name]) for name in ("tercetak", "angka", "satuan")]
    if address == "perubahan":
        return [Field("isi", "", "choice", "ya" if value else "tidak", ("ya", "tidak"))]
    if address in ("tipe_penghitungan", "tingkat_kinerja", "jenis"):
        kind = "dokumen" if address == "jenis" else "indikator"
        return [Field("isi", "", "choice", value or "", _choices(kind, address))]
    long = address in _LONG or head == "lainnya"
    return [Field("isi", "", "text" if long else "line", text_of(address, value))]


def value_from(address: str, old: Any, form: Mapping[str, str]) -> Any:
    """The value that the fields in *form* say. Raises ``BadInput``; whether the value is allowed is for the schema."""
    head, _, rest = address.partition(".")
    if address == "formulasi":
        new = {name: _typed("formulasi", name, form) for name in _FORMULA}
        return None if is_empty(new) else {"peubah": [], **(old or {}), **new}
    if address in MEASURED:
        new = {name: _typed(address, name, form) for name in _parts(address)}
        return None if is_empty(new) else new
    if address == "satuan":
        return {**old, "nilai": _text(form, "nilai"), "tercetak": _text(form, "tercetak")}
    if address == "periode" or head == "dasar_hukum":
        kind = "periode" if address == "periode" else "dasar_hukum"
        new = {name: _typed(kind, name, form) for name in _parts(kind)}
        return {**new, "teks": new["teks"] or ""} if kind == "dasar_hukum" else new
    if head == "nilai" and rest:
        return _number_value(old, form)
    if address == "perubahan":
        return form.get("isi") == "ya"
    if address in PARTIES:
        return _parties(old, _lines(form))
    if address == "kegiatan":
        return _lines(form)
    return (_text(form, "isi") or "") if head == "lainnya" else _text(form, "isi")


def text_of(address: str, value: Any) -> str:
    """A value as people read it (and as the field of a list holds it, one item a line)."""
    if value is None:
        return ""
    if address in PARTIES:
        return "\n".join(p["nama"] + (f" ({p['peran']})" if p["peran"] else "") for p in value)
    if address == "kegiatan":
        return "\n".join(value)
    if address == "formulasi" or address.startswith("dasar_hukum"):
        return value["teks"] or ""
    if address == "satuan":
        printed = value["tercetak"]
        return f"{value['nilai'] or ''} ({printed})" if printed and printed != value["nilai"] else value["nilai"] or ""
    if address in MEASURED:
        known = value["tercetak"] or next((v for v in value.values() if v is not None), "")
        return known if isinstance(known, str) else _plain(known)
    return _years_or_figure(address, value)


def _years_or_figure(address: str, value: Any) -> str:
    if address == "periode":
        return "–".join(str(y) for y in dict.fromkeys((value["awal"], value["akhir"])) if y is not None)
    if address.startswith("nilai."):
        number = "" if value["angka"] is None else f"= {_plain(value['angka'])}"
        return " ".join(t for t in (value["tercetak"], number, value["satuan"]) if t)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value)


def _number_value(old: Any, form: Mapping[str, str]) -> Any:
    """A typed value; its number is read anew from what is typed as printed, unless it was typed as well."""
    printed, unit = _text(form, "tercetak"), _text(form, "satuan")
    number = _typed("nilai", "angka", form)
    if number == old["angka"] and printed != old["tercetak"]:
        number = parse_value(printed or "", unit).angka
    return {**old, "tercetak": printed, "angka": number, "satuan": unit}


def _parties(old: Any, lines: list[str]) -> list[dict[str, Any]]:
    resolved = {p["nama"]: p["resmi"] for p in old}
    out = []
    for line in lines:
        match = re.fullmatch(rf"(.+?)\s*\(({'|'.join(_ROLES)})\)", line)
        name, role = (match[1], match[2]) if match else (line, None)
        out.append({"nama": name, "peran": role, "resmi": resolved.get(name)})
    return out


def _part_field(kind: str, name: str, content: Any) -> Field:
    choices = _choices(kind, name)
    if choices:
        return Field(name, f"{kind}.{name}", "choice", content or "", choices)
    text = "" if content is None else _plain(content) if isinstance(content, (int, float)) else content
    return Field(name, f"{kind}.{name}", "text" if name in ("teks", "pembilang", "penyebut") else "line", text)


def _typed(kind: str, name: str, form: Mapping[str, str]) -> Any:
    text = _text(form, name)
    wanted = load_properties(kind)[name].get("type", "string")
    if text is None or not {"number", "integer"} & set([wanted] if isinstance(wanted, str) else wanted):
        return text
    plain = text.replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = float(plain)
    except ValueError as error:
        raise BadInput("bukan_angka") from error
    if not math.isfinite(number) or abs(number) > 1e300:
        raise BadInput("bukan_angka")
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _text(form: Mapping[str, str], name: str) -> str | None:
    """What was typed, without characters that steer a viewer, NIPs masked; None for nothing."""
    typed = form.get(name, "")
    if len(typed) > LONGEST:
        raise BadInput("terlalu_panjang")
    return mask_text(visible(typed.replace("\r\n", "\n").replace("\r", "\n"))) or None


def visible(text: str) -> str:
    """*text* without control characters (but line breaks), direction marks and half characters."""
    return without_steering(text).strip()


def _lines(form: Mapping[str, str]) -> list[str]:
    return [line.strip() for line in (_text(form, "isi") or "").split("\n") if line.strip()]


def _plain(number: float) -> str:
    """With a comma, as Indonesian documents print it; whole numbers without one."""
    text = str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(number)
    return text.replace(".", ",")


@cache
def load_properties(kind: str) -> dict[str, Any]:
    """The properties of one of the schema's definitions."""
    properties: dict[str, Any] = load_schema()["$defs"][kind]["properties"]
    return properties


def _parts(kind: str) -> tuple[str, ...]:
    return tuple(load_properties(kind))


def _choices(kind: str, name: str) -> tuple[str, ...]:
    """The allowed values of a field of the schema; an empty one where null is allowed."""
    listed = load_properties(kind)[name].get("enum", ())
    return tuple("" if c is None else c for c in listed)
