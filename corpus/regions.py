"""Names of regions as words to look past: ``Kabupaten X`` says no more in an indicator's name than ``kabupaten``.

The list is that of ``normalize`` (Kemendagri codes and local short names).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from iku import normalize
from iku.corpus.text import Phrases, phrase_table, plain_words, replace_phrases, terms

_FOLDER = Path(normalize.__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Region:
    """``kode`` is Kemendagri's (``32.76``, ``32``), ``tingkat`` provinsi, kabupaten or kota, ``provinsi`` the code of
    the province."""

    kode: str
    tingkat: str
    nama: str
    provinsi: str


@cache
def all_regions() -> dict[str, Region]:
    """Every region by its code."""
    rows = _rows("wilayah.csv")
    return {row["kode"]: Region(row["kode"], row["tingkat"], row["nama"], row["kode_provinsi"]) for row in rows}


@cache
def all_affairs() -> dict[str, tuple[str, str]]:
    """Government affairs (Permendagri 90/2019): code -> name and group."""
    return {row["kode_urusan"]: (row["urusan"], row["kelompok"]) for row in _rows("urusan.csv")}


@cache
def levelled_names() -> Phrases:
    """``kabupaten barito kuala``, ``kab batola`` -> ``kabupaten``; ``pemprov jabar`` -> ``pemprov``."""
    out: dict[tuple[str, ...], str] = {}
    for code, region in all_regions().items():
        for name in _short_names(code):
            for words, level in terms().levels.items():
                if level == region.tingkat or level.startswith("pem"):
                    out[(*words, *name)] = level
    return phrase_table(out)


@cache
def own_names(code: str | None) -> Phrases:
    """Names without a level word of one region and of its province: dropped from its own indicators."""
    region = all_regions().get(code or "")
    if region is None:
        return {}
    return phrase_table({name: "" for kode in {region.kode, region.provinsi} for name in _short_names(kode)})


@lru_cache(maxsize=20_000)
def own_agency(name: str | None) -> Phrases:
    """The ways to write one agency's own name (``Dinas Sosial Kota X``: ``dinas sosial``, ``dinsos``) -> ``opd``."""
    words = tuple(replace_phrases(plain_words(name or ""), levelled_names()))
    while words and words[-1] in ("kabupaten", "kota", "provinsi"):
        words = words[:-1]
    if len(words) < 2:
        return {}
    short = [tuple(plain_words(s)) for s in _abbreviations().get(words, ())]
    return phrase_table({spelling: "opd" for spelling in (words, *short) if spelling})


@cache
def _abbreviations() -> dict[tuple[str, ...], list[str]]:
    return {tuple(plain_words(r["nomenklatur"])): r["singkatan"].split(";") for r in _rows("perangkat_daerah.csv")}


@cache
def _aliases() -> dict[str, list[tuple[str, ...]]]:
    out: dict[str, list[tuple[str, ...]]] = {}
    for row in _rows("wilayah_alias.csv"):
        out.setdefault(row["kode"], []).append(tuple(plain_words(row["alias"])))
    return out


def _short_names(code: str) -> Iterator[tuple[str, ...]]:
    words = plain_words(all_regions()[code].nama)
    levels = {"kabupaten", "kota"}
    yield tuple(words[1:] if words[0] in levels and len(words) > 1 else words)
    for alias in _aliases().get(code, ()):
        bare = alias[1:] if alias[:1] and alias[0] in levels else alias
        if bare:
            yield bare


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
