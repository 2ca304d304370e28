"""The form of a card and the records that it holds, by seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

LABELS = {
    "perspektif": ("Perspektif",),
    "sasaran": ("Sasaran Strategis", "Sasaran"),
    "indikator": ("Nama Indikator", "Indikator Kinerja Utama", "Nama IKU", "Indikator Kinerja"),
    "penjelasan": ("Definisi Operasional", "Definisi", "Deskripsi Indikator"),
    "formulasi": ("Formula Perhitungan", "Formulasi Penghitungan", "Rumus Perhitungan", "Cara Menghitung"),
    "satuan": ("Satuan", "Satuan Pengukuran"),
    "polarisasi": ("Polarisasi", "Polarisasi Indikator Kinerja", "Polaritas"),
    "periode_pelaporan": ("Periode Pelaporan", "Frekuensi Pengukuran"),
    "sumber_data": ("Sumber Data",),
    "penanggung_jawab": ("Penanggung Jawab", "Unit Kerja Penanggung Jawab"),
    "catatan_tim": ("Catatan Tim Penyusun",),
}
OPTIONS = {
    "polarisasi": ("Maksimal", "Minimal", "Stabil"),
    "periode_pelaporan": ("Bulanan", "Triwulanan", "Semesteran", "Tahunan"),
}
GOALS = ("Meningkatnya mutu layanan perpustakaan keliling", "Menurunnya waktu tunggu warga di loket pelayanan")
NAMES = (
    "Persentase desa yang dikunjungi perpustakaan keliling paling sedikit dua kali setahun",
    "Indeks kepuasan pembaca",
    "Jumlah koleksi buku anak yang dipinjam",
    "Rata-rata waktu tunggu di loket perizinan",
)
ABOUT = (
    "Desa yang dikunjungi adalah desa yang tercatat pada buku jalan petugas dan telah diberi cap oleh perangkat desa.",
    "Kepuasan diukur dengan survei terhadap pembaca yang datang pada hari kerja. Responden dipilih secara acak.",
    "Semua buku untuk pembaca berumur di bawah dua belas tahun.",
    "Waktu dihitung sejak nomor antrean dicetak sampai nomor itu dipanggil petugas loket.",
)
SUMS = (
    "Jumlah desa yang dikunjungi / jumlah seluruh desa x 100%",
    "Nilai hasil survei kepuasan pembaca",
    "Jumlah buku anak yang dipinjam selama satu tahun",
    "Jumlah menit tunggu seluruh pemohon / jumlah pemohon",
)
UNITS = ("Persen", "Indeks", "Buku", "Menit")
SOURCES = ("Buku jalan petugas", "Laporan survei", "Aplikasi sirkulasi", "Mesin antrean")
OFFICES = ("Bidang Layanan", "Bidang Pengembangan Koleksi", "Seksi Sirkulasi", "Bidang Pelayanan Perizinan")
REMARKS = ("Dibahas ulang setiap awal tahun anggaran", "Disepakati dalam rapat bulan Maret")


@dataclass(frozen=True, slots=True)
class Form:
    """How cards are printed. ``rules``: full, below, outer, none; ``place``: side, under, inline; ``colon``: none, own
    (a column of its own), hung; ``ticks``: none or the sign of a ticked option; ``targets``: none, ruled, open."""

    rules: str = "full"
    place: str = "side"
    colon: str = "none"
    numbered: bool = False
    bold: bool = False
    ticks: str = "none"
    targets: str = "none"
    columns: int = 1
    keep: bool = True
    shared: bool = False
    remark: bool = False
    middle: bool = False
    landscape: bool = False
    spelling: int = 0
    cards: int = 3


def form_of(seed: int) -> Form:
    """The form that a seed chooses."""
    rng = random.Random(seed)
    rules = rng.choice(("full", "full", "below", "outer", "none", "none"))
    place = rng.choice(("side", "side", "side", "under", "inline"))
    columns = 2 if rng.random() < 0.15 else 1
    return Form(
        rules=rules,
        place=place,
        colon=_colon(rng, place),
        numbered=rng.random() < 0.3,
        bold=rng.random() < 0.5 or (place == "under" and rules == "none"),
        ticks=rng.choice(("none", "none", "X", "x", "v")),
        targets=rng.choice(("none", "none", "ruled", "open")),
        columns=columns,
        keep=rng.random() < 0.6,
        shared=rng.random() < 0.3,
        remark=rng.random() < 0.5,
        middle=place == "side" and rng.random() < 0.25,
        landscape=columns == 2,
        spelling=rng.randrange(100),
        cards=rng.randint(1, 4),
    )


def _colon(rng: random.Random, place: str) -> str:
    return {"inline": "hung", "under": rng.choice(("none", "hung"))}.get(place, rng.choice(("none", "own", "hung")))


def records_of(form: Form) -> list[dict[str, str]]:
    """The cards of a form, field by field, in the order in which they are printed."""
    out = []
    for i in range(form.cards):
        record = {"sasaran": GOALS[i // 2 % 2]} if not form.shared or i % 2 == 0 else {}
        if i == 0 or not form.shared:
            record = {"perspektif": "Pemangku Kepentingan", **record}
        record |= {
            "indikator": NAMES[i], "penjelasan": ABOUT[i], "formulasi": SUMS[i], "satuan": UNITS[i],
            "polarisasi": OPTIONS["polarisasi"][1 if i == 3 else 0],
            "periode_pelaporan": OPTIONS["periode_pelaporan"][i % 4],
            "sumber_data": SOURCES[i], "penanggung_jawab": OFFICES[i],
        }  # fmt: skip
        if form.remark:
            record["catatan_tim"] = REMARKS[i % 2]
        if form.targets != "none":
            record["target"] = " ".join(str(60 + 5 * i + k) for k in range(3))
        out.append(record)
    return out


def label_of(field: str, form: Form) -> str:
    spellings = LABELS[field]
    return spellings[form.spelling % len(spellings)]


def wanted(form: Form) -> list[dict[str, str]]:
    """The records as the result must hold them: goals printed once hold for the cards under them."""
    out: list[dict[str, str]] = []
    for record in records_of(form):
        before = out[-1] if out else {}
        held = {f: before[f] for f in ("perspektif", "sasaran") if f in before}
        out.append(held | record)
    return out
