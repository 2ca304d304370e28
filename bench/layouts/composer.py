"""Records of an agency that does not exist, composed from ``data/fields.toml`` and ``data/wording.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bench.layouts.figures import figures

DATA = Path(__file__).parent / "data"
Record = dict[str, Any]
_RATIO_UNITS = (("%", "persen"), ("Persen", "persen"), ("persen", "persen"), ("%", "persen"))
_INDEX_UNITS = {"Indeks": "indeks", "Nilai": "nilai"}


@dataclass(slots=True)
class Content:
    """What a document says: the agency, its year, records in the contract form and the words around them."""

    agency: dict[str, Any]
    year: int
    records: list[Record]
    signatory: str
    source: str = "composed"


@cache
def wording() -> dict[str, Any]:
    """``data/wording.toml``."""
    return tomllib.loads((DATA / "wording.toml").read_text("utf-8"))


@cache
def fields_of_government() -> list[dict[str, Any]]:
    """The entries of ``data/fields.toml``."""
    listed: list[dict[str, Any]] = tomllib.loads((DATA / "fields.toml").read_text("utf-8"))["bidang"]
    return listed


def compose(dice: Random) -> Content:
    """One agency with 2 to 7 sasaran of 1 to 4 indicators each."""
    field, words = dice.choice(fields_of_government()), wording()
    place, year = dice.choice(words["daerah"]), dice.randint(2017, 2027)
    name = f"{field['nama']} {place}"
    columns = _filled(dice)
    spans = [1, 1, 2, 3] if columns["realisasi"] > 0 else [0, 0, 0, 1, 2, 3, 5, 5]
    years = list(range(year, year + dice.choice(spans)))
    misi, tujuan = dice.choice(words["misi"]), dice.choice(words["tujuan"])
    subjects = dice.sample(field["hal"], k=min(len(field["hal"]), dice.randint(2, 7)))
    if dice.random() < 0.4:
        other = dice.choice(fields_of_government())
        subjects += [h for h in dice.sample(other["hal"], k=dice.randint(1, len(other["hal"]))) if h not in subjects]
    pool = _measures(dice, field)
    records: list[Record] = []
    for subject in subjects:
        if dice.random() < 0.2:
            misi, tujuan = dice.choice(words["misi"]), dice.choice(words["tujuan"])
        goal = _worded(dice, "sasaran", hal=subject, hal2=dice.choice(field["hal"]))
        for _ in range(dice.choice([1, 1, 2, 2, 3, 4])):
            if not pool:
                pool = _measures(dice, dice.choice(fields_of_government()))
            kind, measure = pool.pop()
            records.append(_record(dice, field, columns, years, subject, kind, measure) | {"sasaran": goal})
            records[-1] |= {"misi": misi, "tujuan": tujuan}
    return Content({"nama": name, "daerah": {}}, year, records, dice.choice(words["nama_orang"]))


def _worded(dice: Random, key: str, **slots: str) -> str:
    return str(dice.choice(wording()[key])).format(**slots)


def _filled(dice: Random) -> dict[str, float]:
    """For each optional field how often a record has it: columns that are full, patchy, empty or absent."""
    chance = {"alasan": 0.4, "penjelasan": 0.35, "formulasi": 0.8, "satuan": 0.4, "sumber_data": 0.7,
              "penanggung_jawab": 0.45, "keterangan": 0.2, "baseline": 0.2,
              "realisasi": 0.12, "capaian": 0.5, "program": 0.1, "tipe_penghitungan": 0.3}  # fmt: skip
    return {k: (dice.choice([1.0, 1.0, 1.0, 0.8, 0.5]) if dice.random() < p else -1.0) for k, p in chance.items()}


def _measures(dice: Random, field: dict[str, Any]) -> list[tuple[str, str]]:
    pool = [(kind, m) for kind in ("rasio", "jumlah", "indeks") for m in field[kind]]
    dice.shuffle(pool)
    return pool


def _record(dice: Random, field: dict[str, Any], columns: dict[str, float], years: list[int], subject: str, kind: str, measure: str) -> Record:  # fmt: skip  # noqa: E501
    has = {k: dice.random() < p for k, p in columns.items()}
    first, _, second = (p.strip() for p in measure.partition("|"))
    name, formula = _measured(dice, kind, first, second)
    unit, value = _unit(dice, kind, first, second)
    reason = " ".join(dict.fromkeys(_worded(dice, "alasan", hal=subject) for _ in range(dice.choice([1, 1, 1, 2]))))
    told = dice.sample(wording()["penjelasan"], k=dice.choice([1, 1, 2, 3, 5, 9]))
    return {
        "indikator": name,
        "alasan": reason if has["alasan"] else None,
        "penjelasan": " ".join(told).format(a=first) if has["penjelasan"] else None,
        "formulasi": formula if has["formulasi"] else None,
        "satuan": {"nilai": value, "tercetak": unit if columns["satuan"] > 0 else None},
        "tipe_penghitungan": dice.choice(["kumulatif", "non_kumulatif"]) if has["tipe_penghitungan"] else None,
        "program": dice.choice(wording()["program"]) if has["program"] else None,
        "sumber_data": _names(dice, field["sumber"], has["sumber_data"]),
        "penanggung_jawab": _names(dice, field["unit"], has["penanggung_jawab"]),
        "keterangan": dice.choice(wording()["keterangan"]) if has["keterangan"] else None,
        "nilai": figures(dice, kind, years, columns),
    }


def _measured(dice: Random, kind: str, first: str, second: str) -> tuple[str, Record]:
    """The indicator's name and its formula."""
    if kind == "rasio":
        name = _worded(dice, "rasio", a=first, b=second)
        pattern = dice.choice(wording()["formula_rasio"])
        above = f"Jumlah {first}"
        below = pattern.split("{a}")[1].split("{b}")[0].replace("/", "").replace("dibagi", "").replace(":", "")
        parts = {"jenis": "rasio", "pembilang": above, "penyebut": f"{below.strip()} {second}".strip(), "pengali": 100}
        return name, {"teks": pattern.format(a=first, b=second)} | parts
    name = _worded(dice, "jumlah", a=first) if kind == "jumlah" else first
    text = _worded(dice, f"formula_{kind}", a=first, i=first)
    rest = {"jenis": None, "pembilang": None, "penyebut": None, "pengali": None}
    return name, {"teks": text} | rest


def _unit(dice: Random, kind: str, first: str, second: str) -> tuple[str, str]:
    """The unit as printed and its value."""
    if kind == "rasio":
        return dice.choice(_RATIO_UNITS)
    if kind == "jumlah":
        return dice.choice([second.capitalize(), second]), second
    return next(((w, v) for w, v in _INDEX_UNITS.items() if first.startswith(w)), ("Angka", "angka"))


def _names(dice: Random, names: list[str], has: bool) -> list[dict[str, str]]:
    count = min(len(names), dice.choice([1, 1, 1, 2, 3])) if has else 0
    return [{"nama": n} for n in dice.sample(names, k=count)]
