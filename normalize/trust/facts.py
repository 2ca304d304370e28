"""How likely the facts of a document are right: what their votes say, and how their printed text looks.

The weights are data (``data/trust_facts.json``, written by ``python -m bench.trust fit``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from iku.normalize.record_model import AsalMedan
from iku.normalize.trust.letters import strange_words
from iku.normalize.trust.numbers import SURE, Features, logit

_DATA = Path(__file__).parents[1] / "data" / "trust_facts.json"
OFFICE = "jabatan"
MOST = 3.0
"""Log-odds of votes beyond which none is surer: three to one is the rule of the votes, twenty to one their best."""
HIGHEST = 0.995


def fact_evidence(asal: Mapping[str, AsalMedan]) -> dict[str, Features]:
    """The features of every fact of a document by its name."""
    return {name: _of_fact(name, place) for name, place in asal.items()}


def _of_fact(name: str, place: AsalMedan) -> Features:
    printed = place.cetak or ""
    words = printed.split()
    office = name.endswith(OFFICE)
    return {
        "fakta.suara": max(-MOST, min(MOST, logit(place.keyakinan))),
        "teks.ocr": float(place.sumber == "ocr"),
        "teks.ocr.asing": float(place.sumber == "ocr" and office and bool(strange_words(" ".join(words[-2:])))),
        "fakta.jabatan": float(office),
        "fakta.jabatan.pendek": float(office and len(words) == 1),
        "fakta.instansi": float(name.startswith("instansi.")),
        "fakta.periode": float(name == "periode"),
    }


def weigh_facts(asal: dict[str, AsalMedan]) -> None:
    """Give every fact its probability, and a doubtful one its ground: the letters of a scan, else the votes."""
    weights, bias = _weights()
    for name, features in fact_evidence(asal).items():
        odds = bias + sum(weights.get(n, 0.0) * v for n, v in features.items())
        chance = min(HIGHEST, 1 / (1 + math.exp(-odds)))
        asal[name] = _weighed(asal[name], round(chance, 3), bool(features["teks.ocr.asing"]))


def _weighed(place: AsalMedan, chance: float, letters: bool) -> AsalMedan:
    why = None if chance >= SURE else "teks" if letters or place.sebab == "teks" else "fakta"
    return replace(place, keyakinan=chance, sebab=why)


@cache
def _weights() -> tuple[dict[str, float], float]:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return data["weights"], data["bias"]
