"""What this room hands over: the facts of one document, where each stood, and what was odd about them."""

from __future__ import annotations

from dataclasses import dataclass, field

from iku.normalize.model import DasarHukum, Instansi, Penandatangan, Periode, Temuan
from iku.normalize.record_model import AsalMedan


@dataclass(slots=True)
class DocumentFacts:
    """Facts of one document in the names of the contract. ``asal`` tells for every filled field (``nomor``,
    ``tanggal``, ``penandatangan.0``, ``dasar_hukum.3``, ``instansi.nama``, ...) where it stood."""

    jenis: str = "lampiran"
    nomor: str | None = None
    tentang: str | None = None
    tanggal: str | None = None
    tempat: str | None = None
    periode: Periode = field(default_factory=Periode)
    perubahan: bool = False
    penandatangan: list[Penandatangan] = field(default_factory=list)
    dasar_hukum: list[DasarHukum] = field(default_factory=list)
    instansi: Instansi = field(default_factory=Instansi)
    asal: dict[str, AsalMedan] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)
