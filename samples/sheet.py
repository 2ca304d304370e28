"""One sample as written down in ``source/NAME.toml``, and the record that a careful reader would make of it.

The file holds the facts once; ``expected`` gives them in the form of the contract, ``samples.paper`` prints them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parent / "source"
_RECORD: dict[str, Any] = {
    "nomor": None,
    "kode": None,
    "misi": None,
    "tujuan": None,
    "sasaran": None,
    "indikator": None,
    "alasan": None,
    "penjelasan": None,
    "formulasi": None,
    "satuan": None,
    "tipe_penghitungan": None,
    "sumber_data": [],
    "penanggung_jawab": [],
    "program": None,
    "kegiatan": [],
    "keterangan": None,
    "nilai": [],
}
_KIND_PRINTED = {"kumulatif": "Kumulatif", "non_kumulatif": "Non Kumulatif", None: ""}


def names() -> list[str]:
    """The names of all samples, in order."""
    return sorted(p.stem for p in SOURCE.glob("*.toml"))


def load(name: str) -> dict[str, Any]:
    """The sample *name* as its file holds it."""
    return tomllib.loads((SOURCE / f"{name}.toml").read_text(encoding="utf-8"))


def expected(sheet: dict[str, Any]) -> dict[str, Any]:
    """Agency and document in the form of the contract."""
    facts = {"nomor": None, "tentang": None} | sheet["dokumen"]
    order = ("jenis", "nomor", "tentang", "tanggal", "tempat", "periode", "perubahan")
    document = {key: facts[key] for key in order}
    signer = {"nama": None, "jabatan": None, "pangkat": None, "nip": None}
    document["penandatangan"] = [signer | s for s in facts["penandatangan"]]
    document["dasar_hukum"] = facts["dasar_hukum"]
    document["jumlah_tabel"] = len(sheet["tabel"])
    document["indikator"] = [_record(r) for r in sheet["indikator"]]
    return {"instansi": sheet["instansi"], "dokumen": document}


def _record(raw: dict[str, Any]) -> dict[str, Any]:
    record = {key: raw.get(key, default) for key, default in _RECORD.items()}
    if record["formulasi"]:
        parts = {"teks": None, "jenis": None, "pembilang": None, "penyebut": None, "pengali": None}
        record["formulasi"] = parts | record["formulasi"]
    record["satuan"] = {"nilai": None, "tercetak": None} | raw["satuan"]
    for key in ("sumber_data", "penanggung_jawab"):
        record[key] = [dict(zip(("nama", "peran"), (*p.split(":"), None)[:2], strict=True)) for p in record[key]]
    record["nilai"] = [
        {"jenis": v[0], "tahun": v[1] or None, "tercetak": v[2], "angka": v[3], "satuan": v[4] if v[4:] else None}
        for v in record["nilai"]
    ]
    return record


def fill(template: str, raw: dict[str, Any]) -> list[str]:
    """The printed lines of a cell: ``|`` starts a new one, a list prints one line for each of its items.

    A line whose only value is empty is not printed.
    """
    lines: list[str] = []
    for part in template.split("|"):
        wanted = re.findall(r"{([^}]+)}", part)
        values = [_printed(key, raw) for key in wanted]
        if wanted and not any(any(v) for v in values):
            continue
        if len(values) == 1 and len(values[0]) > 1 and wanted[0] == "kegiatan":
            lines += [part.replace("{kegiatan}", item) for item in values[0]]
            continue
        for key, value in zip(wanted, values, strict=True):
            part = part.replace(f"{{{key}}}", ", ".join(value))
        lines.append(part)
    return lines


def _printed(key: str, raw: dict[str, Any]) -> list[str]:
    if key == "rumus":
        return [raw["formulasi"]["teks"]] if raw.get("formulasi") else []
    if key == "tipe":
        return [_KIND_PRINTED[raw.get("tipe_penghitungan")]]
    if key == "satuan.tercetak":
        return [raw["satuan"].get("tercetak", "")]
    if key.startswith("sumber."):
        role = key.removeprefix("sumber.")
        return [name for name, _, its_role in (s.partition(":") for s in raw["sumber_data"]) if its_role == role]
    if key.startswith("nilai."):
        _, kind, year = key.split(".")
        return [v[2] for v in raw["nilai"] if v[0] == kind and str(v[1] or "-") == year]
    value = raw.get(key)
    return value if isinstance(value, list) else [value or ""]
