"""The unit of an indicator: printed, or derived from its values, its formula or its name, always with the basis."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.normalize.cell_findings import CellFinding
from iku.normalize.formula.words import multipliers
from iku.normalize.record_model import Formulasi, Satuan
from iku.normalize.unit_names import known_unit, normal_unit, unit_names
from iku.normalize.values import parse_value

_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,30})[)\]]")
_PERCENT = re.compile(r"\d\s*(?:%|persen|per\s?sen)|seratus\s+(?:persen|%)", re.I)


def derive_unit(
    *,
    column: str | None,
    values: Sequence[str] = (),
    formula: Formulasi | None = None,
    name: str = "",
    header_unit: str | None = None,
) -> Satuan:
    """The unit by the first basis that has one: *column* (the printed SATUAN cell), *header_unit* (``(%)`` in a value
    header), *values* as printed, brackets in the *name*, *formula*, first words of the *name*.

    ``nilai`` is None when nothing says it; ``dasar`` is kolom, nilai, formulasi or nama."""
    printed = (column or "").strip() or None
    if printed and (unit := normal_unit(printed)):
        if unit == "jumlah":  # a count of what? the column does not say
            unit = _of_values(values) or _of_formula(formula) or _of_name(name)
        elif unit and "/" in unit and (one := _of_values(values)) in unit.split("/"):
            unit = one  # "Kelompok / Organisasi" offers two, the values say which
        return Satuan(nilai=unit, tercetak=printed, dasar="kolom" if unit else None)
    signed = _of_values(values)
    if signed:
        return Satuan(nilai=signed, tercetak=printed or _printed_unit(values), dasar="nilai")
    if header_unit and (unit := known_unit(header_unit)):
        return Satuan(nilai=unit, tercetak=header_unit.strip("() "), dasar="kolom")
    inner = _bracket_units(name)
    bracket = inner.pop() if len(inner) == 1 else None
    first_word = None if inner else _of_name(name)
    for found, basis in ((bracket, "nama"), (_of_formula(formula), "formulasi"), (first_word, "nama")):
        if found:
            return Satuan(nilai=found, tercetak=printed, dasar=basis)
    return Satuan(tercetak=printed)


def unit_findings(
    *, column: str | None, values: Sequence[str] = (), formula: Formulasi | None = None, name: str = ""
) -> list[CellFinding]:
    """Units that contradict each other: a share (persen) by one basis and a count by another (``Persentase …`` with
    ``706 Orang``)."""
    told = [
        ("kolom satuan", normal_unit(column) if column else None),
        ("nilai", next((u for u in map(_unit_beside, values) if u and u != "persen"), None) or _of_values(values)),
        ("formulasi", _of_formula(formula)),
        ("nama indikator", _of_brackets(name) or _of_name(name)),
    ]
    known = [(basis, unit) for basis, unit in told if unit and unit not in ("jumlah", "angka", "nilai", "skor", "poin")]
    for i, (basis, unit) in enumerate(known):
        for other_basis, other in known[i + 1 :]:
            if unit != other and "persen" in (unit, other):
                details = {"satu": unit, "dasar_satu": basis, "dua": other, "dasar_dua": other_basis}
                return [CellFinding("SATUAN_BERTENTANGAN", details)]
    return []


def _unit_beside(text: str) -> str | None:
    value = parse_value(text)
    return value.satuan if value.angka is not None else None


def _of_values(values: Sequence[str]) -> str | None:
    """The unit that stands beside every number; None when they differ or one is bare."""
    units = [_unit_beside(v) for v in values if parse_value(v).angka is not None]
    return units[0] if units and len(set(units)) == 1 else None


def _printed_unit(values: Sequence[str]) -> str | None:
    """The unit as printed beside the first number (``90%`` gives ``%``)."""
    for text in values:
        if found := re.search(r"\d\s*([^\d\s.,()][^\d()]*)$", text.strip()):
            return found[1].strip()
    return None


def _bracket_units(name: str) -> set[str | None]:
    """Units in brackets in the name: ``… jaminan mutu (unit usaha)``; None for one that is unknown."""
    return {known_unit(inner) for inner in _BRACKET.findall(name) if _may_be_unit(inner)}


def _of_brackets(name: str) -> str | None:
    found = _bracket_units(name)
    return found.pop() if len(found) == 1 else None


def _may_be_unit(inner: str) -> bool:
    return known_unit(inner) is not None and not (inner.isupper() and inner.isalpha()) or "/" in inner


def _of_formula(formula: Formulasi | None) -> str | None:
    if formula is None or not formula.teks:
        return None
    times = [span.number for span, _ in multipliers(formula.teks)]
    hundred = bool(times) and set(times) == {100} and _PERCENT.search(formula.teks) is not None
    return "persen" if hundred else "indeks" if formula.jenis == "indeks" else None


def _of_name(name: str) -> str | None:
    words = re.findall(r"%|[^\W_]+(?:\s*/\s*[^\W_]+)*", name.upper())
    if not words:
        return None
    names = unit_names().names
    if words[0] in names:
        return names[words[0]]
    if any(names.get(w) == "persen" for w in words[1:3]):
        return "persen"
    if words[0] not in ("JUMLAH", "BANYAKNYA"):
        return None
    rest = re.sub(r"\s*/\s*", "/", " ".join(words[1:]))
    thing = next((t for t in unit_names().countable if re.match(re.escape(t) + r"(?![\w/])", rest)), None)
    if thing is None or re.match(r"\s*(?:DAN|SERTA|ATAU)\b|\s*,", rest[len(thing) :]):
        return None
    return thing.lower()
