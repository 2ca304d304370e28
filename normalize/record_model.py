"""One indicator record of the result, in the names of the published contract, and where each value stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from iku.extract.privacy import masked_repr


@masked_repr
@dataclass(slots=True)
class AsalMedan:
    """Where one value stood: page (from 1), box in points from the top left of the page as shown, source,
    confidence 0..1, the text exactly as printed there, and ``sebab``: what makes it doubtful (``teks`` the letters,
    ``susunan`` the structure of the table, ``makna`` its meaning, ``fakta`` the votes for a fact), null when sure."""

    halaman: int
    bbox: list[float]
    sumber: str  # teks, ocr, koreksi
    keyakinan: float
    cetak: str | None = None
    sebab: str | None = None


@dataclass(slots=True)
class Peubah:
    """A symbol of a formula and what the legend below it says it stands for."""

    simbol: str
    arti: str


@dataclass(slots=True)
class Formulasi:
    """``jenis``: rasio, jumlah, indeks, nilai_eksternal, rata_rata, pertumbuhan or null. ``pembilang``, ``penyebut``
    and ``pengali`` only where the whole is one ratio; ``latex``: the same reading of ``teks`` as LaTeX mathematics."""

    teks: str | None = None
    jenis: str | None = None
    pembilang: str | None = None
    penyebut: str | None = None
    pengali: float | None = None
    peubah: list[Peubah] = field(default_factory=list)
    latex: str | None = None


@dataclass(slots=True)
class Satuan:
    """``dasar`` says what ``nilai`` rests on: kolom, nilai, formulasi, nama, or null."""

    nilai: str | None = None
    tercetak: str | None = None
    dasar: str | None = None


@dataclass(slots=True)
class Pihak:
    """A source of data or a responsible unit. ``resmi``: the abbreviation resolved, where document or list say so."""

    nama: str
    peran: str | None = None  # utama, pendamping
    resmi: str | None = None


@dataclass(slots=True)
class Polarisasi:
    """Which way is better. ``nilai``: maksimum (more is better), minimum, stabil, or null where not sure."""

    nilai: str | None = None
    tercetak: str | None = None


@dataclass(slots=True)
class Bobot:
    """Weight of an indicator among its fellows, its number as printed (``15 %`` is 15)."""

    angka: float | None = None
    tercetak: str | None = None


@dataclass(slots=True)
class Induk:
    """What an indicator serves: the statement one level up. ``tingkat`` as ``Indikator.tingkat_kinerja``; ``teks`` that
    statement without its label; ``rekaman`` the address of the first record that measures it (``indikator.3`` is the
    fourth of ``dokumen.indikator``, likewise ``indikator_lain.0``), null when none does."""

    tingkat: str
    teks: str
    rekaman: str | None = None


@dataclass(slots=True)
class Nilai:
    """One figure. ``tahun`` is null where none is printed (a baseline often has none). ``periode`` is a part of the
    year: ``TW1`` a quarter, ``B03`` a month, ``S1`` a half, ``s.d. TW3`` up to its end; ``kumulatif`` whether it
    counts from the year's beginning, null where nothing says so."""

    jenis: str  # baseline, target, realisasi, capaian, target_akhir, target_rpjmd
    tahun: int | None = None
    tercetak: str | None = None
    angka: float | None = None
    satuan: str | None = None
    periode: str | None = None
    kumulatif: bool | None = None


def value_address(jenis: str, tahun: int | None, periode: str | None = None) -> str:
    """The name of a figure in ``asal.medan``, where no other says the same of itself."""
    return ".".join(str(part) for part in ("nilai", jenis, tahun or "-", periode) if part)


def unique_addresses(figures: Iterable[tuple[str, int | None, str | None]]) -> list[str]:
    """The names of a record's figures (kind, year, part of the year) in ``asal.medan``, in their order:
    ``nilai.target.2021``, ``nilai.target.2021.TW1``, ``nilai.baseline.-``. Of figures that say the same of themselves
    the second and later ones end in ``#2``, ``#3``."""
    seen: Counter[str] = Counter()
    out = []
    for figure in figures:
        name = value_address(*figure)
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return out


@dataclass(slots=True)
class Asal:
    """Where a record stood: first page, id of its table in ``dokumen.tabel``, body row (from 1), box on the first page,
    source and the lowest confidence of its values; ``medan`` has the same for every value by its field name
    (a figure's is what ``unique_addresses`` gives it)."""

    halaman: int
    tabel: int
    baris: int
    bbox: list[float]
    sumber: str
    keyakinan: float
    medan: dict[str, AsalMedan] = field(default_factory=dict)


@masked_repr
@dataclass(slots=True)
class Indikator:
    """One indicator. ``penjelasan`` is also its definition (documents say DEFINISI OPERASIONAL as often).

    ``tingkat_kinerja``: tujuan, sasaran, program, kegiatan or sub_kegiatan, the level of what is measured;
    ``tingkat_tercetak``: the code or word that says so (``SS``, ``SP``, ``SK``, ``IKSS``, ``IKP``, ``IKK``)."""

    nomor: str | None = None
    kode: str | None = None
    misi: str | None = None
    tujuan: str | None = None
    sasaran: str | None = None
    indikator: str | None = None
    alasan: str | None = None
    penjelasan: str | None = None
    formulasi: Formulasi | None = None
    satuan: Satuan = field(default_factory=Satuan)
    tipe_penghitungan: str | None = None
    sumber_data: list[Pihak] = field(default_factory=list)
    penanggung_jawab: list[Pihak] = field(default_factory=list)
    program: str | None = None
    kegiatan: list[str] = field(default_factory=list)
    keterangan: str | None = None
    nilai: list[Nilai] = field(default_factory=list)
    lainnya: dict[str, str] = field(default_factory=dict)  # printed header -> text of a column that no field takes
    jenis_tabel: str = "iku"
    asal: Asal | None = None
    tingkat_kinerja: str | None = None
    tingkat_tercetak: str | None = None
    induk: Induk | None = None
    perspektif: str | None = None  # of a balanced scorecard: stakeholder, customer, internal process, learning
    bobot: Bobot | None = None
    polarisasi: Polarisasi | None = None
    periode_pelaporan: str | None = None
    konsolidasi: str | None = None
    jenis_pengukuran: str | None = None
