"""Where a decision belongs in a file that was made anew, perhaps by a newer program: by place on the page and by text.

The PDF is the same (its hash is), so what a person saw in a box is still there; the program may number, cut or read its
records otherwise. Nothing is guessed: what does not fit one place surely is a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio

from iku.corrections.ledger import Entry
from iku.corrections.values import Holder, UnknownAddress, get_value, is_empty, place_of, places_of

SAME_PLACE = 0.5
"""Share of the smaller of two boxes that lies in the other, and of the larger one in its square root."""
SAME_TEXT = 0.6
CLEARLY_SAME = 0.9
MARGIN = 0.05
_NUMBERED = re.compile(r"^(penandatangan|dasar_hukum)\.\d+")

GONE, MOVED, NO_RECORD, TWO_FIT, NOW_READ = "hilang", "berpindah", "rekaman_hilang", "dua_cocok", "kini_terbaca"
"""Why a decision no longer fits: the value is gone, other text stands there, its record is gone, two records fit as
well, a value that was missing is read now and differs."""


@dataclass(frozen=True, slots=True)
class Target:
    """A value in a document: ``bagian`` and ``index`` of its record (None for the document itself) and address."""

    bagian: str
    index: int | None
    medan: str


def holder_of(document: Holder, target: Target) -> Holder:
    """The record or document that a target is in."""
    return document if target.index is None else document[target.bagian][target.index]


def locate(document: Holder, entry: Entry) -> list[Target] | str:
    """The value that *entry* decided, with all records that repeat the same cell; or why there is none."""
    if entry.bagian == "dokumen":
        return _document_value(document, entry)
    scored = [
        (score, Target(part, i, entry.medan))
        for part in sorted(("indikator", "indikator_lain"), key=lambda p: p != entry.bagian)
        for i, record in enumerate(document[part])
        if (score := _record_score(record, entry)) > 0
    ]
    if not scored:
        return NO_RECORD
    scored.sort(key=lambda s: -s[0])
    best = scored[0][1]
    family = same_cell(document, best)
    if any(t not in family and scored[0][0] - score < MARGIN for score, t in scored[1:]):
        return TWO_FIT
    reason = _unfit(holder_of(document, best), entry.medan, entry)
    return reason or family


def same_cell(document: Holder, target: Target) -> list[Target]:
    """The target and the other records that took the same value from the same cell (a merged sasaran)."""
    if target.index is None:
        return [target]
    own = document[target.bagian][target.index]
    place = places_of(own).get(target.medan)
    if place is None:
        return [target]
    value = get_value(own, target.medan)
    family = []
    for i, record in enumerate(document[target.bagian]):
        other = places_of(record).get(target.medan)
        same = other is not None and all(other[k] == place[k] for k in ("halaman", "bbox", "cetak"))
        if i == target.index or (same and _value_or_none(record, target.medan) == value):
            family.append(Target(target.bagian, i, target.medan))
    return family


def record_anchor(record: Holder) -> dict[str, Any]:
    """What tells a record apart on its page, however it is numbered: page, box, printed text of its indicator."""
    origin = record.get("asal") or {}
    indicator = origin.get("medan", {}).get("indikator", {})
    text = indicator.get("cetak") or record.get("indikator")
    return {"halaman": origin.get("halaman"), "bbox": origin.get("bbox"), "indikator": text}


def overlap(first: Sequence[float] | None, second: Sequence[float] | None) -> float:
    """Area in both boxes over the area of the smaller one, 0..1."""
    if first is None or second is None:
        return 0.0
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    least = min(_area(first), _area(second))
    return max(0.0, min(1.0, width * height / least)) if width > 0 and height > 0 and least > 0 else 0.0


def similar(first: str | None, second: str | None) -> float:
    """How alike two printed texts are, spaces and case aside, 0..1."""
    a, b = (re.sub(r"\s+", "", t or "").lower() for t in (first, second))
    return ratio(a, b) / 100 if a and b else float(a == b)


def _record_score(record: Holder, entry: Entry) -> float:
    """How well a record fits: its own place and text, and place and text of the value; 0 for no."""
    wanted, found = entry.rekaman or {}, record_anchor(record)
    same_page = wanted.get("halaman") == found["halaman"]
    text = similar(wanted.get("indikator"), found["indikator"])
    place = overlap(wanted.get("bbox"), found["bbox"]) if same_page else 0.0
    value = place_of(record, entry.medan)
    here = 0.0
    if value is not None and entry.bbox is not None and value["halaman"] == entry.halaman:
        here = overlap(entry.bbox, value["bbox"])
    if text < SAME_TEXT and (place < SAME_PLACE or here < SAME_PLACE):
        return 0.0
    if not same_page and text < CLEARLY_SAME:
        return 0.0
    printed = similar(entry.cetak, value["cetak"]) if value is not None and entry.cetak else 0.0
    return text + place + here + printed


def _unfit(holder: Holder, address: str, entry: Entry) -> str | None:
    """Why the value at *address* is not the one that was decided; None when it is."""
    place = place_of(holder, address)
    value = _value_or_none(holder, address)
    if entry.bbox is None or entry.cetak is None:
        decided_before = place is not None and place["sumber"] == "koreksi"
        known = is_empty(value) or value in (entry.lama, entry.baru, entry.terbaca)
        return None if known or decided_before else NOW_READ
    if place is None:
        return GONE
    alike = similar(entry.cetak, place["cetak"])
    on_place = place["halaman"] == entry.halaman and overlap(entry.bbox, place["bbox"]) >= SAME_PLACE
    return None if (on_place and alike >= SAME_TEXT) or alike >= CLEARLY_SAME else MOVED


def _document_value(document: Holder, entry: Entry) -> list[Target] | str:
    """A fact of the document; signatures and legal bases may be counted otherwise now."""
    shape = _NUMBERED.sub(r"\1.#", entry.medan)
    named = [a for a in _fact_addresses(document, entry.medan) if _NUMBERED.sub(r"\1.#", a) == shape]
    fits = [a for a in named if _unfit(document, a, entry) is None]
    if not fits:
        return _unfit(document, named[0], entry) or GONE if named else GONE
    fits.sort(key=lambda a: -_fact_score(document, a, entry))
    return [Target("dokumen", None, fits[0])]


def _fact_addresses(document: Holder, address: str) -> list[str]:
    match = _NUMBERED.match(address)
    if match is None:
        return [address] if _known(document, address) else []
    rest = address[match.end() :]
    return [f"{match[1]}.{i}{rest}" for i in range(len(document[match[1]]))]


def _fact_score(document: Holder, address: str, entry: Entry) -> float:
    place = place_of(document, address)
    if place is None:
        return float(address == entry.medan)
    here = overlap(entry.bbox, place["bbox"]) if place["halaman"] == entry.halaman else 0.0
    return here + similar(entry.cetak, place["cetak"]) + MARGIN * (address == entry.medan)


def _known(holder: Holder, address: str) -> bool:
    try:
        get_value(holder, address)
    except UnknownAddress:
        return False
    return True


def _value_or_none(holder: Holder, address: str) -> Any:
    return get_value(holder, address) if _known(holder, address) else None


def _area(box: Sequence[float]) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
