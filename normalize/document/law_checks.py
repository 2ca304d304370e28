"""Checks of lists of legal bases: numbering, wrong names, repealed regulations (``data/regulasi_catatan.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from iku.normalize.document.knowledge import table
from iku.normalize.document.legal import Item, LegalList
from iku.normalize.model import DasarHukum

Oddity = tuple[str, int, dict[str, object]]
"""Code of a finding, place in ``dasar_hukum`` (from 0), values of its text."""


def check_lists(lists: Sequence[LegalList], year: int | None) -> Iterator[Oddity]:
    """Oddities of all lists. *year* is that of the document; without it nothing counts as repealed."""
    first = 0
    for one in lists:
        yield from _numbering(one.items, first)
        for i, item in enumerate(one.items):
            yield from _citation(item.dasar, first + i, year)
        first += len(one.items)


def _numbering(items: Sequence[Item], first: int) -> Iterator[Oddity]:
    numbers = [int(i.nomor_urut) for i in items if i.nomor_urut and i.nomor_urut.isdigit()]
    if len(numbers) < 3:
        return
    doubled = sorted({n for n in numbers if numbers.count(n) > 1})
    missing = sorted(set(range(min(numbers), max(numbers))) - set(numbers))
    if doubled:
        yield "DASAR_HUKUM_URUTAN", first, {"sebab": "ganda", "nomor": ", ".join(map(str, doubled))}
    if missing:
        yield "DASAR_HUKUM_URUTAN", first, {"sebab": "melompati", "nomor": ", ".join(map(str, missing))}
    if not doubled and numbers != sorted(numbers):
        yield "DASAR_HUKUM_URUTAN", first, {"sebab": "tidak urut", "nomor": ", ".join(map(str, numbers))}


def _citation(dasar: DasarHukum, index: int, year: int | None) -> Iterator[Oddity]:
    note = _notes().get((dasar.jenis or "", _bare(dasar.nomor or ""), dasar.tahun or 0))
    if note is None:
        return
    cited = f"{dasar.jenis} {dasar.nomor}" + (
        "" if dasar.tahun is None or str(dasar.tahun) in (dasar.nomor or "") else f"/{dasar.tahun}"
    )
    if note["masalah"] == "dicabut":
        if year is not None and year > int(note["sejak"]):
            yield "REGULASI_DICABUT", index, {"regulasi": cited, "pengganti": note["pengganti"]}
    elif not note["kata"] or re.search(note["kata"], dasar.teks, re.IGNORECASE):
        yield "REGULASI_SALAH_SEBUT", index, {"regulasi": _opening(dasar.teks), "pengganti": note["pengganti"]}


def _opening(text: str) -> str:
    return re.split(r"(?<!\s)\s+tentang\b", text, maxsplit=1, flags=re.IGNORECASE)[0][:120]


def _bare(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number.upper()).lstrip("0")


@cache
def _notes() -> dict[tuple[str, str, int], dict[str, str]]:
    return {(n["jenis"], _bare(n["nomor"]), int(n["tahun"])): n for n in table("regulasi_catatan")}
