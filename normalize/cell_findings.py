"""Findings about headers and cells: codes, levels, messages (``data/findings_cells.toml``), and checks of a record."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from iku.normalize.model import Lokasi, Temuan
from iku.normalize.record_model import Nilai
from iku.normalize.taxonomy import codes

_PROCESS = Path(__file__).parent / "data" / "process_words.toml"


@dataclass(frozen=True, slots=True)
class CellFinding:
    """A code of ``findings_cells.toml`` with the details that its message names."""

    kode: str
    rinci: Mapping[str, object] = field(default_factory=dict)

    def temuan(self, lokasi: Lokasi | None = None) -> Temuan:
        """The finding as the result holds it. Raises ``KeyError`` on an unknown code or a missing detail."""
        return codes("findings_cells")[self.kode].temuan(self.rinci, lokasi)


def achievement_findings(values: Sequence[Nilai], *, slack: float = 0.6) -> list[CellFinding]:
    """Printed achievement against realisation / target * 100 of the same year (either polarity counts as agreement).

    *slack* is in points of percent: achievements are printed rounded."""
    found: list[CellFinding] = []
    for year in dict.fromkeys(v.tahun for v in values):
        target, real, printed = (_number(values, kind, year) for kind in ("target", "realisasi", "capaian"))
        if target is None or real is None or printed is None or target == 0 or real == 0:
            continue
        up, down, gap = real / target * 100, target / real * 100, (2 * target - real) / target * 100
        if all(abs(printed - computed) > slack for computed in (up, down, gap, up / 100)):
            shown = {"tahun": year or "", "tercetak": f"{printed:g}", "hitung": f"{up:.4g}"}
            found.append(CellFinding("CAPAIAN_TIDAK_COCOK", shown))
    return found


def process_findings(name: str) -> list[CellFinding]:
    """An indicator's name that speaks of work done instead of a result (``Jumlah sosialisasi …``)."""
    upper = " ".join(re.findall(r"\w+", name.upper())[:8])
    word = next((w for w in _process_words() if re.search(rf"\b{w}\b", upper)), None)
    return [CellFinding("INDIKATOR_PROSES", {"kata": word.lower()})] if word else []


def _number(values: Sequence[Nilai], kind: str, year: int | None) -> float | None:
    return next((v.angka for v in values if v.jenis == kind and v.tahun == year), None)


@cache
def _process_words() -> tuple[str, ...]:
    with _PROCESS.open("rb") as handle:
        return tuple(tomllib.load(handle)["process"])
