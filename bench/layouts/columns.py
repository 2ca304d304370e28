"""Which columns a table has, from what its records hold and what the style wants."""

from __future__ import annotations

from random import Random

from bench.layouts.composer import Record
from bench.layouts.style import Style
from bench.layouts.texts import text_of

OPTIONAL = ("alasan", "penjelasan", "formulasi", "satuan", "sumber_data", "penanggung_jawab", "program", "keterangan")
KINDS_OF_VALUE = ("baseline", "target", "realisasi", "capaian")
LABELLED = ("alasan", "penjelasan", "formulasi", "tipe_penghitungan", "sumber_data")
WITHOUT_SASARAN = ("band", "band-label", "band-number", "above")


def columns_of(records: list[Record], style: Style, dice: Random) -> tuple[list[str], list[str]]:
    """The column keys from left to right, and the fields that share a labelled cell."""
    years = sorted({(v["tahun"], KINDS_OF_VALUE.index(v["jenis"])) for r in records for v in r["nilai"]})
    optional = [k for k in OPTIONAL if any(text_of(r, k) for r in records)]
    shared = [k for k in LABELLED if any(text_of(r, k) for r in records)] if style.labelled else []
    shared = shared if len(shared) > 1 and "formulasi" in shared else []
    optional = [k for k in optional if k not in shared]
    names = ["combined"] if style.merge == "combined" else ["indikator"]
    if style.merge not in WITHOUT_SASARAN and style.merge != "combined":
        names.insert(0, "sasaran")
    if style.tujuan and all(r.get("tujuan") for r in records):
        names.insert(0, "tujuan")
        if style.misi and all(r.get("misi") for r in records):
            names.insert(0, "misi")
    if style.code == "column" and "indikator" in names:
        names.insert(names.index("indikator"), "kode")
    columns = (["nomor"] if style.number != "none" else []) + names
    if shared:
        columns.append("labelled")
    columns += _fitting(optional, style.most_columns - len(columns) - len(years), dice)
    if style.reorder and columns[-1] in ("sumber_data", "satuan", "alasan"):
        columns.insert(columns.index(names[-1]) + 1, columns.pop())
    if style.empty_column and len(columns) + len(years) < style.most_columns:
        columns += [k for k in ("keterangan", "sumber_data") if k not in columns and k not in shared][:1]
    targets = [f"{KINDS_OF_VALUE[kind]}:{year}" for year, kind in years]
    return (
        columns[:-1] + targets + columns[-1:] if targets and columns[-1] == "keterangan" else columns + targets
    ), shared


def _fitting(optional: list[str], room: int, dice: Random) -> list[str]:
    kept = list(optional)
    while len(kept) > max(room, 1):
        kept.remove(dice.choice(kept))
    return kept


def widths_of(columns: list[str], records: list[Record], shared: list[str], dice: Random) -> list[float]:
    """Shares of the table's width, by how much text a column holds, shaken a little."""
    weights = []
    for key in columns:
        if key in ("nomor", "kode"):
            weight = 2.2
        elif key == "satuan" or ":" in key:
            weight = 3.2
        else:
            keys = {"combined": ["indikator"], "labelled": shared}.get(key, [key])
            length = sum(len(text_of(r, k)) for r in records for k in keys) / len(records)
            weight = min(16.0, max(4.5, length**0.5)) * dice.uniform(0.75, 1.35)
        weights.append(weight)
    total = sum(weights)
    return [w / total for w in weights]
