"""Fields that cards and scorecards print: perspective, polarity, weight, how often and how figures are put together."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from iku.extract.model import Line
from iku.normalize.header_match import HeaderMatch
from iku.normalize.header_text import header_key
from iku.normalize.labels import read_tipe
from iku.normalize.reading import Reading
from iku.normalize.record_model import Bobot, Polarisasi
from iku.normalize.values import parse_value

_DATA = Path(__file__).parent / "data" / "polarity.toml"
_NOT = frozenset({"TIDAK", "BUKAN", "NON"})

Reader = Callable[[Reading, HeaderMatch, str, Sequence[Line]], None]


def read_polarity(text: str) -> str | None:
    """``maksimum``, ``minimum``, ``stabil``, or None for a text that says none of them, or several."""
    key = f" {header_key(text)} "
    said = {
        value for value, patterns in _polarities().items() if any(re.search(rf"\b(?:{p})\b", key) for p in patterns)
    }
    return said.pop() if len(said) == 1 and not set(key.split()) & _NOT else None


def _polarity(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    if reading.record.polarisasi is None:
        reading.record.polarisasi = Polarisasi(read_polarity(text), text)
        reading.put("polarisasi", lines)


def _weight(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    if reading.record.bobot is None:
        reading.record.bobot = Bobot(parse_value(text).angka, text)
        reading.put("bobot", lines)


def _measured(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    """How it is measured; where that says ``kumulatif`` it is the kind of counting too."""
    _text("jenis_pengukuran")(reading, match, text, lines)
    if reading.record.tipe_penghitungan is None and (kind := read_tipe(text)) is not None:
        reading.record.tipe_penghitungan = kind
        reading.put("tipe_penghitungan", lines)


def _text(name: str) -> Reader:
    """A plain text; a second column of the same field (consolidation over periods, over places) is added to it."""

    def read(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
        before = getattr(reading.record, name)
        setattr(reading.record, name, f"{before}; {text}" if before and before != text else text)
        reading.put(name, lines)

    return read


CARD_READERS: Mapping[str, Reader] = {
    "perspektif": _text("perspektif"),
    "polarisasi": _polarity,
    "bobot": _weight,
    "periode_pelaporan": _text("periode_pelaporan"),
    "konsolidasi": _text("konsolidasi"),
    "jenis_pengukuran": _measured,
}


@cache
def _polarities() -> dict[str, list[str]]:
    with _DATA.open("rb") as handle:
        data = tomllib.load(handle)["polarity"]
    return {value: list(patterns) for value, patterns in data.items()}
