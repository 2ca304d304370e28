"""Audit sampling: values that the program is sure of, drawn at random, each judged by a person against its page.

``uji-petik.jsonl`` in the folder of results holds draws and verdicts, one JSON line each, never changed. What was
drawn is kept as it was read then, so that a later conversion does not move what was judged. The rate is that of the
last draw.
"""

from __future__ import annotations

import json
import math
import re
import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from iku.corrections.ledger import append_lines
from iku.corrections.rate import Rate, rate_of
from iku.corrections.values import AGENCY, Holder, addresses, get_value, is_empty, places_of
from iku.extract.errors import Unreadable
from iku.normalize.trust.numbers import SURE

FILE_NAME = "uji-petik.jsonl"
DRAW, JUDGE = "tarik", "putus"
RIGHT, WRONG, SKIPPED = "benar", "salah", "lewat"
VERDICTS = (RIGHT, WRONG, SKIPPED)
Load = Callable[[str], Mapping[str, Any] | None]
MOST = 5_000
"""Values of one sample: more than anybody judges."""
_SIZE = re.compile(r"\s*(\d{1,6})(?:[.,](\d{1,3}))?\s*(%?)\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a sample as it was read when it was drawn: PDF (sha256 and name), agency file, place in it, the
    indicator of its record, page, box (points, top left of the page as shown), printed text, value and confidence."""

    dokumen: str
    berkas: str
    arsip: str
    bagian: str
    indeks: int | None
    rekaman: str | None
    medan: str
    halaman: int
    bbox: list[float]
    cetak: str
    nilai: Any
    keyakinan: float


@dataclass(slots=True)
class Sample:
    """A draw of ``items`` from ``population`` sure values, with the last verdict on each by its place."""

    id: str
    population: int
    items: list[Item]
    person: str
    time: str
    verdicts: dict[int, str] = field(default_factory=dict)

    @property
    def rate(self) -> Rate:
        """The error rate among those judged right or wrong."""
        told = list(self.verdicts.values())
        return rate_of(told.count(WRONG), told.count(WRONG) + told.count(RIGHT))

    def summary(self) -> dict[str, Any]:
        """The rate for reports: when and from how many it was drawn, how many were judged and wrong, the bounds."""
        rate = self.rate
        return {"waktu": self.time, "diambil": len(self.items), "dari": self.population, "diperiksa": rate.judged,
                "salah": rate.wrong, "bawah": round(rate.low, 4), "atas": round(rate.high, 4)}  # fmt: skip

    @property
    def waiting(self) -> list[int]:
        """Places of the items that nobody has judged; skipped ones last."""
        fresh = [n for n in range(len(self.items)) if n not in self.verdicts]
        return fresh + [n for n, v in sorted(self.verdicts.items()) if v == SKIPPED]


def size_of(text: str, population: int) -> int:
    """How many values ``100`` or ``2,5%`` are, at least one of a population that has any. Raises ``ValueError``."""
    match = _SIZE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    number = float(f"{match[1]}.{match[2] or 0}")
    if match[3]:
        if not 0 < number <= 100:
            raise ValueError(text)
        number = number * population / 100
    elif match[2] or number < 1:
        raise ValueError(text)
    return min(population, MOST, math.ceil(number))


def sure_values(agency: Holder, document: Holder) -> Iterator[tuple[str, int | None, str, Holder, Any]]:
    """Part, index, address, place and value of everything in a document that the program is sure of and nobody has
    decided about; what it says of its agency too (``instansi.nama``)."""
    for part, index, holder in _holders(document):
        known = set(addresses(holder))
        for address, place in places_of(holder).items():
            if place["keyakinan"] < SURE or place["sumber"] == "koreksi":
                continue
            value = get_value(holder, address) if address in known else None
            if address.startswith(AGENCY):
                value = agency_value(agency, address)
            if not is_empty(value):
                yield part, index, address, place, value


def agency_value(agency: Holder, address: str) -> str | None:
    """The name behind ``instansi.nama``, ``instansi.daerah`` and their like."""
    value = agency.get(address.removeprefix(AGENCY))
    return value.get("nama") if isinstance(value, dict) else value


def _holders(document: Holder) -> Iterator[tuple[str, int | None, Holder]]:
    yield "dokumen", None, document
    for part in ("indikator", "indikator_lain"):
        for index, record in enumerate(document[part]):
            yield part, index, record


def draw(names: Sequence[str], load: Load, size: str, person: str, seed: int | None = None) -> Sample:
    """A random sample of *size* (see ``size_of``) from agency files by their names, every sure value as likely as any
    other. *load* gives the content of a file, None for one to be left out; it is asked twice for files that give to the
    sample. Raises ``ValueError`` where the size is none or there is nothing to draw from."""
    counts = [(name, _count(load(name))) for name in names]
    population = sum(count for _, count in counts)
    wanted = size_of(size, population)
    if not wanted:
        raise ValueError(size)
    dice = Random(secrets.randbits(64) if seed is None else seed)
    chosen = set(dice.sample(range(population), wanted))
    items: list[Item] = []
    first = 0
    for name, count in counts:
        if any(n in chosen for n in range(first, first + count)) and (data := load(name)) is not None:
            items += [item for n, item in enumerate(_items(name, data), first) if n in chosen]
        first += count
    dice.shuffle(items)
    return Sample(uuid.uuid4().hex, population, items, person, _now())


def _count(data: Mapping[str, Any] | None) -> int:
    return sum(1 for d in data["dokumen"] for _ in sure_values(data["instansi"], d)) if data is not None else 0


def _items(name: str, data: Mapping[str, Any]) -> Iterator[Item]:
    for document in data["dokumen"]:
        for part, index, address, place, value in sure_values(data["instansi"], document):
            yield Item(document["id"], document["berkas"], name, part, index,
                       None if index is None else document[part][index]["indikator"], address, place["halaman"],
                       place["bbox"], place["cetak"] or "", value, place["keyakinan"])  # fmt: skip


def keep_draw(folder: Path, sample: Sample) -> None:
    """Write a draw down. Raises ``OutputUnwritable``."""
    line = {"aksi": DRAW, "id": sample.id, "waktu": sample.time, "oleh": sample.person, "dari": sample.population,
            "ambang": SURE, "butir": [asdict(item) for item in sample.items]}  # fmt: skip
    append_lines(folder / FILE_NAME, [line])


def keep_verdict(folder: Path, sample: Sample, place: int, verdict: str, person: str) -> None:
    """Write down what a person says of one item. Raises ``ValueError`` and ``OutputUnwritable``."""
    if verdict not in VERDICTS or not 0 <= place < len(sample.items):
        raise ValueError(verdict)
    line = {"aksi": JUDGE, "uji": sample.id, "butir": place, "putusan": verdict, "oleh": person, "waktu": _now()}
    append_lines(folder / FILE_NAME, [line])
    sample.verdicts[place] = verdict


def last_sample(folder: Path) -> Sample | None:
    """The last draw of a folder with its verdicts; None without any. Lines that are none of ours are passed over.
    Raises ``Unreadable``."""
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unreadable(error.strerror or "cannot be read", file=str(path)) from error
    return _last(_lines(content))


def _last(lines: Iterable[Mapping[str, Any]]) -> Sample | None:
    sample: Sample | None = None
    for line in lines:
        if line.get("aksi") == DRAW and (drawn := _sample(line)) is not None:
            sample = drawn
        elif sample is not None and line.get("aksi") == JUDGE and line.get("uji") == sample.id:
            place, verdict = line.get("butir"), line.get("putusan")
            if isinstance(place, int) and 0 <= place < len(sample.items) and verdict in VERDICTS:
                sample.verdicts[place] = str(verdict)
    return sample


def _lines(content: bytes) -> Iterator[Mapping[str, Any]]:
    for line in content.splitlines():
        try:
            data = json.loads(line)
        except ValueError:
            continue
        if isinstance(data, Mapping):
            yield data


def _sample(line: Mapping[str, Any]) -> Sample | None:
    names = {f.name for f in fields(Item)}
    items = line.get("butir")
    known = isinstance(items, list) and all(isinstance(i, Mapping) and set(i) == names for i in items)
    if not known or not isinstance(line.get("dari"), int):
        return None
    assert isinstance(items, list)
    return Sample(str(line.get("id")), line["dari"], [Item(**i) for i in items], str(line.get("oleh")),
                  str(line.get("waktu")))  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
