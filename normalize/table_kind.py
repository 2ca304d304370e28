"""Which kind of table this is: read from its title and from the fields of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from iku.normalize.header_text import header_key

_CAPTION = re.compile(r"\b(?:tabel|table)\.?\s+(?:\d|[IVX]+\b)", re.IGNORECASE)
"""A caption says what its table is; what stands before it is running text."""
WEAK = frozenset({"target"})
"""A caption that says no more than this leaves the rest of the title its say."""


@runtime_checkable
class Header(Protocol):
    """The part of a header match that decides the kind of a table."""

    @property
    def field(self) -> str: ...
    @property
    def jenis(self) -> str | None: ...
    @property
    def tingkat(self) -> str | None: ...
    @property
    def parts(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class TableKinds:
    """``phrases``: kind -> phrases of titles, upper-case, from ``headers.toml`` table ``kind``."""

    phrases: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def decide(self, fields: Iterable[object], title: str) -> str:
        """iku, ikk, target, capaian, perjanjian_kinerja, lain, or program. *fields* are header matches or their names
        (``nilai.target`` for a kind of value); None stands for an unknown column."""
        columns = list(fields)
        names, levels = _names(columns)
        said = self._said(title)
        money = sum((c if isinstance(c, str) else getattr(c, "field", "")) == "anggaran" for c in columns)
        if _is_programme(names, levels, said, money):
            return "program"
        if "indikator" not in names:
            return "program" if names & {"program", "kegiatan", "anggaran", "tugas"} else "lain"
        for kind in ("ikk", "perjanjian_kinerja"):
            if kind in said and not (kind == "ikk" and "iku" in said):
                return kind
        defined = names & {"alasan", "penjelasan", "formulasi", "sumber_data", "penanggung_jawab", "tipe_penghitungan"}
        if "nilai" in names:
            defined -= {"penanggung_jawab"}  # who answers for a target defines no indicator
        if "iku" in said or defined and not names & {"nilai.realisasi", "nilai.capaian"}:
            return "iku"
        if names & {"nilai.realisasi", "nilai.capaian"}:
            return "capaian"
        if "nilai" in names:
            return "capaian" if "capaian" in said and "target" not in said else "target"
        if defined:
            return "iku"
        return "lain" if "tujuan" not in names and "sasaran" not in names else "target" if "target" in said else "lain"

    def _said(self, title: str) -> set[str]:
        found = list(_CAPTION.finditer(title))
        caption = self._phrases(title[found[-1].start() :]) if found else set()
        return caption if caption - WEAK else self._phrases(title)

    def _phrases(self, title: str) -> set[str]:
        key = f" {re.sub('[ /]+', ' ', header_key(title))} ".replace(" NON IKU ", " ")
        return {kind for kind, told in self.phrases.items() if any(f" {p.replace('/', ' ')} " in key for p in told)}


def _names(fields: Iterable[object]) -> tuple[set[str], set[str]]:
    names: set[str] = set()
    levels: set[str] = set()
    for item in fields:
        if isinstance(item, str):
            names |= {item, item.partition(".")[0]}
        elif isinstance(item, Header):
            names |= {item.field, *item.parts}
            if item.field == "nilai" and item.jenis:
                names.add(f"nilai.{item.jenis}")
            if item.tingkat and item.field == "indikator":
                levels.add(item.tingkat)
            elif item.field == "indikator":
                levels.add("sasaran")
    return names, levels


def _is_programme(names: set[str], levels: set[str], said: set[str], money: int) -> bool:
    """Budgets and programme lists: money beside programmes, or indicators of programmes and activities only. One column
    of money does not make a budget of a table of IKU or of a performance agreement."""
    low = bool(levels) and levels <= {"program", "kegiatan"}
    work = bool(names & {"program", "kegiatan", "program_kegiatan", "outcome"})
    if "anggaran" in names and (work or low):
        agreed = bool(said & {"iku", "perjanjian_kinerja"}) and {"sasaran", "indikator"} <= names
        return low or money > 1 or not agreed
    if low and work:
        return True
    return bool(names & {"rencana_aksi", "strategi", "kebijakan"}) and "nilai" not in names and "formulasi" not in names
