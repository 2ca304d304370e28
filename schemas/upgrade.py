"""An agency file of version 1 of the contract as one of version 2: what is new is empty, nothing else changes.

Version 2 only added fields. What version 1 could not say is not guessed here: converting the PDF again reads it.
"""

from __future__ import annotations

import copy
from typing import Any

from schemas.validate import CONTRACT_VERSION, SCHEMA_ID

FIRST_SCHEMA = "urn:iku:skema:instansi:1"
_VALUE: dict[str, Any] = {"periode": None, "kumulatif": None}
_FORMULA: dict[str, Any] = {"peubah": [], "latex": None}
_TABLE: dict[str, Any] = {"unit": None, "sama_dengan": None, "versi_dari": None, "mentah": [], "rekap": None}
_AGENCY: dict[str, Any] = {"wilayah_kerja": None, "induk_instansi": None}
_RECORD: dict[str, Any] = dict.fromkeys(
    (
        "tingkat_kinerja", "tingkat_tercetak", "induk", "perspektif", "bobot", "polarisasi", "periode_pelaporan",
        "konsolidasi", "jenis_pengukuran",
    )
)  # fmt: skip


def needs_upgrade(data: Any) -> bool:
    """Whether *data* is an agency file of version 1."""
    return isinstance(data, dict) and data.get("$schema") == FIRST_SCHEMA


def upgraded(data: dict[str, Any]) -> dict[str, Any]:
    """*data* (an agency file of version 1, left as it is) in the form of version 2. Raises what reading a file of
    another shape raises: ``KeyError``, ``TypeError``, ``AttributeError``."""
    old = copy.deepcopy(data)
    head = {"$schema": SCHEMA_ID, "versi": CONTRACT_VERSION, "program": None}
    documents = [_document(d) for d in old["dokumen"]]
    return {**head, "instansi": _with(old["instansi"], _AGENCY), "dokumen": documents}


def complete_value(address: str, value: Any) -> Any:
    """A value as the contract had it once, at *address* of a record, with the parts that came later."""
    if not isinstance(value, dict):
        return value
    if address == "formulasi":
        return _with(value, _FORMULA)
    return _with(value, _VALUE) if address.startswith("nilai.") else value


def _document(document: dict[str, Any]) -> dict[str, Any]:
    document["tabel"] = [_with(t, _TABLE) for t in document["tabel"]]
    for name in ("indikator", "indikator_lain"):
        document[name] = [_record(r) for r in document[name]]
    return document


def _record(record: dict[str, Any]) -> dict[str, Any]:
    record["formulasi"] = complete_value("formulasi", record["formulasi"])
    record["nilai"] = [_with(v, _VALUE) for v in record["nilai"]]
    return _with(record, _RECORD)


def _with(part: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {**part, **{name: copy.deepcopy(empty) for name, empty in new.items() if name not in part}}
