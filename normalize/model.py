"""The result: one agency file with its documents and indicator records, in the names of the published contract.

Field names are Indonesian because they are the contract; every class is a plain dataclass that ``schemas`` turns into
JSON in the order written here. ``None`` and empty lists mean "not printed", never "unknown but probably".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from iku.extract.privacy import masked_repr
from iku.normalize.record_model import AsalMedan, Indikator


@dataclass(slots=True)
class Provinsi:
    kode: str | None = None
    nama: str | None = None


@dataclass(slots=True)
class Daerah:
    """A region: Kemendagri code (``32.76``), official name (``Kota Depok``; a province without the word), level."""

    kode: str | None = None
    nama: str | None = None
    tingkat: str | None = None  # provinsi, kabupaten, kota
    provinsi: Provinsi = field(default_factory=Provinsi)


@dataclass(slots=True)
class Instansi:
    nama: str | None = None
    jenis: str | None = None  # dinas, badan, inspektorat, sekretariat, kantor, kecamatan, rsud, kementerian, ...
    urusan: list[str] = field(default_factory=list)  # codes of Permendagri 90/2019, e.g. ["1.06"]
    daerah: Daerah = field(default_factory=Daerah)
    wilayah_kerja: str | None = None  # area of a vertical office, as its name prints it
    induk_instansi: str | None = None  # the body that it belongs to, as printed


@dataclass(slots=True)
class Periode:
    awal: int | None = None
    akhir: int | None = None


@masked_repr
@dataclass(slots=True)
class Penandatangan:
    """Who signed. ``nip`` is masked unless asked for; ``nip_sah``: 18 digits with possible dates and sex digit;
    ``nip_seragam``: the same number wherever this person signs in the file."""

    nama: str | None = None
    jabatan: str | None = None
    pangkat: str | None = None
    nip: str | None = None
    nip_sah: bool | None = None
    nip_seragam: bool | None = None


@dataclass(slots=True)
class DasarHukum:
    jenis: str | None = None
    nomor: str | None = None
    tahun: int | None = None
    teks: str = ""


@dataclass(slots=True)
class Kolom:
    """A column of a logical table: printed header, the field it was read as (null: unknown), how, how sure."""

    cetak: str
    medan: str | None = None
    cara: str | None = None  # persis, mirip, posisi, isi
    keyakinan: float = 1.0
    bbox: list[float] | None = None


@masked_repr
@dataclass(slots=True)
class BarisMentah:
    """A row kept as printed: its number among the body rows (from 1), page, box, and its texts by column (null where a
    cell is empty or goes on from the row above or the column before)."""

    baris: int
    halaman: int
    bbox: list[float]
    sel: list[str | None]


@dataclass(slots=True)
class RekapBaris:
    """Body rows of a table: ``tercetak`` all that print something of their own, the others what became of them.
    ``rekaman``: an indicator begins there; ``lanjutan``: belongs to one that began above; ``pita``: a band or label;
    ``jumlah``: a sum; ``kepala``: the header or column numbers again; ``sisa``: text in findings only."""

    tercetak: int = 0
    rekaman: int = 0
    lanjutan: int = 0
    pita: int = 0
    jumlah: int = 0
    kepala: int = 0
    mentah: int = 0
    sisa: int = 0


@dataclass(slots=True)
class RekapKata:
    """Words inside a table's box, each counted in one place: a field of a record, ``lainnya``, the header, a band, a
    raw row, or a finding. ``hilang`` are those in none of them."""

    tercetak: int = 0
    medan: int = 0
    lainnya: int = 0
    kepala: int = 0
    pita: int = 0
    mentah: int = 0
    temuan: int = 0
    hilang: int = 0


@dataclass(slots=True)
class Rekap:
    """What a table printed and what became of it. ``rekaman``: how many indicators it gave."""

    rekaman: int = 0
    baris: RekapBaris = field(default_factory=RekapBaris)
    kata: RekapKata = field(default_factory=RekapKata)


@masked_repr
@dataclass(slots=True)
class Tabel:
    """A logical table. ``unit``: the part of the agency that it is for, as printed before it; ``sama_dengan`` and
    ``versi_dari``: id of an earlier table that it repeats, or of which it is another version. ``mentah``: rows that
    gave no record, because the table is of another kind or could not be understood."""

    id: int
    judul: str | None
    jenis: str  # iku, ikk, target, capaian, perjanjian_kinerja, lain
    halaman: list[int]
    kolom: list[Kolom]
    baris: int
    pembaca: str = "garis"
    unit: str | None = None
    sama_dengan: int | None = None
    versi_dari: int | None = None
    mentah: list[BarisMentah] = field(default_factory=list)
    rekap: Rekap | None = None


@dataclass(slots=True)
class Halaman:
    nomor: int
    jenis: str  # teks, ocr, tak_dibaca
    rotasi: int = 0
    lebar: float | None = None
    tinggi: float | None = None
    sebab: str | None = None  # why no table was looked for: see extract.selection.Reason


@dataclass(slots=True)
class Lokasi:
    halaman: int | None = None
    bbox: list[float] | None = None
    indikator: int | None = None  # 0-based place in dokumen.indikator
    medan: str | None = None


@masked_repr
@dataclass(slots=True)
class Temuan:
    """A finding. Codes and messages: ``normalize.taxonomy``; ``kriteria_lke``: what it is evidence for."""

    kode: str
    tingkat: str
    pesan: str
    lokasi: Lokasi | None = None
    kriteria_lke: list[str] = field(default_factory=list)


@masked_repr
@dataclass(slots=True)
class Dokumen:
    id: str = ""  # sha256 of the PDF
    berkas: str = ""
    jumlah_halaman: int = 0
    jenis: str = "lampiran"  # keputusan, laporan, renstra, perjanjian_kinerja, rencana_aksi, manual_indikator, rkt, ...
    nomor: str | None = None
    tentang: str | None = None
    tanggal: str | None = None
    tempat: str | None = None
    periode: Periode = field(default_factory=Periode)
    perubahan: bool = False
    penandatangan: list[Penandatangan] = field(default_factory=list)
    dasar_hukum: list[DasarHukum] = field(default_factory=list)
    halaman: list[Halaman] = field(default_factory=list)
    tabel: list[Tabel] = field(default_factory=list)
    indikator: list[Indikator] = field(default_factory=list)  # of the tables that the document is about (IKU)
    indikator_lain: list[Indikator] = field(default_factory=list)  # of its other indicator tables: IKK, targets, ...
    temuan: list[Temuan] = field(default_factory=list)
    asal: dict[str, AsalMedan] = field(default_factory=dict)  # document facts and agency: field -> place


@masked_repr
@dataclass(slots=True)
class Hasil:
    """What one PDF gave: the agency as this document names it, and the document."""

    instansi: Instansi
    dokumen: Dokumen
