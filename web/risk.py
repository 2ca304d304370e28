"""What to look at first: how likely a value is wrong, times how much hangs on it.

The name of the agency hangs on everything in the document, its period on every record, a goal merged over several rows
on all of them, an indicator on the whole of its record. One cell is one question, however many records it serves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from iku.corrections.values import Holder, places_of
from iku.normalize.trust.numbers import SURE

WHOLE = ("instansi.nama", "instansi.daerah")
"""Facts on which every value of the document hangs."""
OF_RECORDS = ("periode", "jenis", "instansi.wilayah_kerja", "instansi.induk_instansi")
"""Facts on which every record hangs."""
PARTS = ("indikator", "indikator_lain")


@dataclass(frozen=True, slots=True)
class Question:
    """A doubtful cell: where its first value is (``index`` None for a fact), its page, and what is at stake."""

    part: str
    index: int | None
    address: str
    page: int
    risk: float


def is_doubtful(place: Holder) -> bool:
    """Read by the machine with little confidence, and nobody has decided."""
    return bool(place["keyakinan"] < SURE and place["sumber"] != "koreksi")


def questions(document: Holder) -> list[Question]:
    """The doubtful cells of a document, the riskiest first, equal ones as they are read."""
    records = [(part, i, r) for part in PARTS for i, r in enumerate(document[part])]
    shared: Counter[tuple[Any, ...]] = Counter()
    for part, _, record in records:
        shared.update(_cell(part, a, p) for a, p in places_of(record).items())
    total = sum(len(places_of(r)) for _, _, r in records)
    found: list[Question] = []
    for address, place in places_of(document).items():
        if is_doubtful(place):
            weight = total if address in WHOLE else len(records) if address in OF_RECORDS else 1
            found.append(_question("dokumen", None, address, place, max(1, weight)))
    asked: set[tuple[Any, ...]] = set()
    for part, i, record in records:
        places = places_of(record)
        for address, place in places.items():
            cell = _cell(part, address, place)
            if is_doubtful(place) and cell not in asked:
                asked.add(cell)
                weight = shared[cell] * (len(places) if address == "indikator" else 1)
                found.append(_question(part, i, address, place, weight))
    return sorted(found, key=lambda q: -q.risk)


def _cell(part: str, address: str, place: Holder) -> tuple[Any, ...]:
    return part, address, place["halaman"], *place["bbox"]


def _question(part: str, index: int | None, address: str, place: Holder, weight: int) -> Question:
    return Question(part, index, address, place["halaman"], (1 - place["keyakinan"]) * weight)
