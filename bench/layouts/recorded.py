"""Records of gold files instead of composed ones, read at run time only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from bench.layouts.composer import Content, Record, wording

MOST = 14
"""Records of one document at most."""


def load(folders: Sequence[Path]) -> list[tuple[str, dict[str, Any]]]:
    """Every gold file of *folders* with at least two records that a table can show."""
    files = [(f.stem, json.loads(f.read_text("utf-8"))) for folder in folders for f in sorted(folder.glob("*.json"))]
    return [(name, gold) for name, gold in files if len(_usable(gold)) >= 2]


def _usable(gold: dict[str, Any]) -> list[Record]:
    return [r for r in gold["dokumen"]["indikator"] if r.get("indikator") and r.get("sasaran")]


def pick(dice: Random, documents: Sequence[tuple[str, dict[str, Any]]]) -> Content:
    """A run of records of one gold file. Values other than targets of whole years are left out."""
    name, gold = dice.choice(list(documents))
    records = _usable(gold)
    count = dice.randint(3, min(MOST, len(records))) if len(records) > 3 else len(records)
    start = dice.randint(0, len(records) - count)
    chosen = [_plain(r) for r in records[start : start + count]]
    agency = {"nama": gold["instansi"].get("nama") or "Dinas Sosial", "daerah": gold["instansi"].get("daerah") or {}}
    return Content(agency, dice.randint(2017, 2027), chosen, dice.choice(wording()["nama_orang"]), name)


def _plain(record: Record) -> Record:
    names = {k: [{"nama": x if isinstance(x, str) else x.get("nama")} for x in record.get(k) or []]
             for k in ("sumber_data", "penanggung_jawab")}  # fmt: skip
    values = record.get("nilai") or []
    whole = all(v.get("jenis") == "target" and isinstance(v.get("tahun"), int) and v.get("tercetak") for v in values)
    years = [v["tahun"] for v in values if whole]
    unique = len(set(years)) == len(years)
    return record | {"program": None} | names | {"nilai": values if whole and unique else [], "tipe_penghitungan": None,
                             "misi": record.get("misi"), "tujuan": record.get("tujuan")}  # fmt: skip
