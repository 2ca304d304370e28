"""What one header text means, and what a group header adds to the header under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from iku.normalize.header_text import HeaderText

How = Literal["persis", "mirip", "posisi", "isi"]

# Columns for two fields that have a reading of their own; any other pair is read as its first field.
PAIRS = frozenset(
    {
        ("penjelasan", "formulasi"),
        ("alasan", "penjelasan"),
        ("sumber_data", "formulasi"),
        ("tujuan", "sasaran"),
        ("misi", "tujuan"),
        ("misi", "sasaran"),
        ("program", "kegiatan"),
    }
)


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a header means. ``field`` is a field of the contract or of ``headers.toml``; ``jenis`` and ``tahun`` belong
    to field ``nilai`` (jenis None: only a year is printed, the table's title decides; ``tahun_ke`` counts from the
    start of the period); ``peran`` to sources and units; ``parts`` to a column for several fields; ``tingkat`` is the
    level of the plan (tujuan, program, kegiatan) where the header names one below or above the sasaran; ``periode`` and
    ``kumulatif`` as in ``Nilai``."""

    field: str
    how: How = "persis"
    confidence: float = 1.0
    jenis: str | None = None
    tahun: int | None = None
    tahun_ke: int | None = None
    peran: str | None = None
    satuan_header: str | None = None
    parts: tuple[str, ...] = ()
    tingkat: str | None = None
    periode: str | None = None
    kumulatif: bool | None = None


def pair(names: tuple[str, ...], confidence: float = 1.0) -> HeaderMatch:
    """The match of a column for several fields: ``penjelasan_formulasi`` for a known pair, else the first field."""
    known = next((p for p in PAIRS if set(p) == set(names)), None)
    parts = known or names
    return HeaderMatch("_".join(known) if known else names[0], confidence=confidence, parts=parts)


def from_name(name: str) -> HeaderMatch:
    """``sasaran``, ``indikator@program``, ``penjelasan+formulasi``, ``sumber_data.utama``, ``nilai.target``."""
    if "+" in name:
        return pair(tuple(name.split("+")))
    base, _, level = name.partition("@")
    base, _, detail = base.partition(".")
    if base == "nilai":
        return HeaderMatch("nilai", jenis=detail or None)
    return HeaderMatch(base, peran=detail or None, tingkat=level or None)


def spellings_of(data: dict[str, Any]) -> Iterator[tuple[str, HeaderMatch]]:
    """Every spelling of a file like ``headers.toml`` with its meaning; later ones win."""
    for group, prefix in (("combined", ""), ("role", ""), ("nilai", "nilai."), ("field", "")):
        for name, spellings in data.get(group, {}).items():
            for spelling in spellings:
                yield spelling, from_name(prefix + name)


def with_year(found: HeaderMatch | None, parts: HeaderText) -> HeaderMatch | None:
    """Year, relative year and unit of the text put into its match."""
    if found is None:
        return None
    if found.field == "nilai":
        years = set(parts.years)
        found = replace(found, tahun=years.pop() if len(years) == 1 else None, tahun_ke=parts.nth)
        if parts.leading_percent and found.jenis == "realisasi":  # "% REALISASI" is an achievement
            found = replace(found, jenis="capaian")
    return replace(found, satuan_header=parts.units) if parts.units else found


def under(above: HeaderMatch | None, here: HeaderMatch | None, text: HeaderText) -> HeaderMatch | None:
    """The meaning of a cell under a group: what the group adds to it, or the group itself."""
    if above is None:
        return here
    if here is None:
        if above.field == "nilai" and re.fullmatch(r"\d{1,2}", text.key):
            return replace(above, tahun_ke=int(text.key))
        return replace(above, how="posisi", confidence=min(above.confidence, 0.6))
    if here.field == "satuan_header":
        return replace(above, satuan_header=here.satuan_header)
    if here.field == "nomor" and above.field == "indikator":
        return replace(here, field="kode")
    if here.peran and above.field in ("sumber_data", "penanggung_jawab"):
        return replace(here, field=above.field)
    if here.field == "nilai" and above.field == "nilai":
        return replace(
            here,
            how="persis" if here.jenis or above.jenis else "posisi",
            confidence=max(here.confidence, above.confidence) if here.jenis is None else here.confidence,
            jenis=here.jenis or above.jenis,
            tahun=here.tahun or above.tahun,
            tahun_ke=here.tahun_ke or above.tahun_ke,
            satuan_header=here.satuan_header or above.satuan_header,
        )
    if here.field == "nilai" and here.jenis is None and above.field == "anggaran":
        return above
    if above.field in ("sumber_data", "penanggung_jawab") and here.field == "penanggung_jawab":
        return replace(here, field=above.field)
    return here
