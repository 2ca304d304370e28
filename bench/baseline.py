"""What a careful afternoon gives: camelot's tables and some pandas. The peer to beat on quality."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas
from camelot.io import read_pdf

FIELDS = {
    "ALASAN": "alasan",
    "INDIKATOR": "indikator",
    "SASARAN": "sasaran",
    "FORMULA": "formulasi",
    "PENJELASAN": "penjelasan",
    "SATUAN": "satuan",
    "SUMBER": "sumber_data",
    "PENANGGUNG": "penanggung_jawab",
    "PROGRAM": "program",
    "KETERANGAN": "keterangan",
}


def baseline_records(path: Path) -> list[dict[str, Any]]:
    """Records of every ruled table of *path* with a header that names an indicator."""
    records: list[dict[str, Any]] = []
    for table in read_pdf(str(path), pages="all", flavor="lattice", engine="vector", copy_text=["h", "v"]):
        frame = table.df.map(lambda text: " ".join(str(text).split()))
        heads = frame.apply(lambda row: row.str.upper().str.contains(r"^INDIKATOR|^URAIAN").any(), axis=1)
        if heads.any():
            records += _records(frame, int(heads[heads].index[-1]))
    return records


def _records(frame: pandas.DataFrame, head: int) -> list[dict[str, Any]]:
    body = frame.loc[head + 1 :]
    columns: dict[str, pandas.Series] = {}
    for i in frame.columns:
        title = " ".join(frame.loc[:head, i]).upper()
        field = next((field for word, field in FIELDS.items() if word in title), None)
        wider = field in columns and body[i].str.len().sum() > columns[field].str.len().sum()
        if field and (field not in columns or wider):
            columns[field] = body[i]
    if "indikator" not in columns:
        return []
    kept = pandas.DataFrame(columns)
    kept = kept[(kept["indikator"] != "") & ~kept["indikator"].str.fullmatch(r"\(?\d+\)?")]
    if "sasaran" in kept:
        kept["sasaran"] = kept["sasaran"].replace("", None).ffill().fillna("")
    return [_record(row) for row in kept.to_dict("records")]


def _record(row: dict[Any, str]) -> dict[str, Any]:
    out: dict[str, Any] = {str(key): value or None for key, value in row.items() if not str(key).startswith("_")}
    out["formulasi"] = {"teks": out["formulasi"]} if out.get("formulasi") else None
    out["satuan"] = {"nilai": out.get("satuan")}
    for key in ("sumber_data", "penanggung_jawab"):
        out[key] = [{"nama": out[key]}] if out.get(key) else []
    return out
