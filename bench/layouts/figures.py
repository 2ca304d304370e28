"""The figures of a composed record: a baseline, yearly targets, what was reached."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

HIGHEST = {"rasio": 100.0, "indeks": 100.0}


def figures(dice: Random, kind: str, years: list[int], columns: Mapping[str, float]) -> list[dict[str, Any]]:
    """Targets that rise from year to year; baseline, realisasi and capaian where *columns* has them."""
    low, high = {"rasio": (20, 80), "jumlah": (1, 5000), "indeks": (40, 90)}[kind]
    level = dice.uniform(low, high)
    decimals = 0 if kind == "jumlah" else dice.choice([0, 1, 2])
    tail = dice.choice(["", "%", " %"]) if kind == "rasio" else ""
    values: list[dict[str, Any]] = []
    if years and columns["baseline"] > 0:
        values.append(_value("baseline", years[0] - 1, level, decimals, tail))
    for year in years:
        level = min(HIGHEST.get(kind, 1e6), level * dice.uniform(1.0, 1.15))
        values.append(_value("target", year, level, decimals, tail))
        if columns["realisasi"] > 0:
            share = dice.uniform(0.7, 1.2)
            values.append(_value("realisasi", year, level * share, decimals, tail))
            if columns["capaian"] > 0:
                values.append(_value("capaian", year, share * 100, 2, ""))
    return values


def _value(kind: str, year: int, value: float, decimals: int, tail: str) -> dict[str, Any]:
    rounded = round(value, decimals)
    printed = f"{rounded:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    number = int(rounded) if not decimals else rounded
    return {"jenis": kind, "tahun": year, "tercetak": printed + tail, "angka": number}
