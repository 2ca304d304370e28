"""Small agency files for the tests of the corpus, in the contract's form and checked against its schema."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from iku.normalize.model import Daerah, Dokumen, Instansi, Periode, Provinsi, Tabel
from iku.normalize.record_model import Asal, AsalMedan, Formulasi, Indikator, Nilai, Pihak, Satuan
from iku.schemas.write import agency_file_name, to_json, write_agency

DEPOK = Daerah("32.76", "Kota Depok", "kota", Provinsi("32", "Jawa Barat"))
BATOLA = Daerah("63.04", "Kabupaten Barito Kuala", "kabupaten", Provinsi("63", "Kalimantan Selatan"))
JAMBI = Daerah("15.71", "Kota Jambi", "kota", Provinsi("15", "Jambi"))


def indicator(name: str, **more: Any) -> Indikator:
    """A record on page 4, table 1. ``above`` and ``below`` make a formula, ``unit``, ``sources``, ``targets`` (year ->
    printed) and ``table`` what they say; anything else is a field of the record."""
    above, below, table = more.pop("above", None), more.pop("below", None), more.pop("table", 1)
    formula = Formulasi(f"{above} / {below} x 100%", "rasio", above, below, 100) if above else None
    box = [60.0, 100.0, 200.0, 120.0]
    place = AsalMedan(4, box, "teks", 1.0, name)
    return Indikator(
        indikator=name,
        sasaran=more.pop("sasaran", "Meningkatnya kesejahteraan"),
        formulasi=formula,
        satuan=Satuan(more.pop("unit", "persen"), None, "nama"),
        sumber_data=[Pihak(s) for s in more.pop("sources", ())],
        nilai=[Nilai("target", year, text, _number(text)) for year, text in more.pop("targets", {}).items()],
        asal=Asal(4, table, 1, box, "teks", 0.85, {"indikator": place}),
        **more,
    )


def document(name: str, records: list[Indikator], year: int = 2021, **more: Any) -> Dokumen:
    """A decree of four pages with the tables that its records name."""
    tables = sorted({r.asal.tabel for r in records if r.asal})
    return Dokumen(
        id=more.pop("id", sha256(name.encode()).hexdigest()),
        berkas=name,
        jumlah_halaman=9,
        jenis="keputusan",
        periode=Periode(year, year + 4),
        tabel=[Tabel(t, None, "iku", [4], [], len(records)) for t in tables],
        indikator=records,
        **more,
    )


def write(
    folder: Path, name: str, region: Daerah, documents: list[Dokumen], affairs: tuple[str, ...] = ("1.06",)
) -> Path:
    """Write one valid agency file; returns its path."""
    agency = Instansi(name, "dinas", list(affairs), region)
    path = folder / agency_file_name(agency, documents)
    write_agency(path, to_json(agency, documents))
    return path


def three_agencies(folder: Path) -> None:
    """Depok, Barito Kuala and Jambi with a few indicators that mean the same, and some that only look so."""
    write(folder, "Dinas Sosial Kota Depok", DEPOK, [
        document("depok-2016.pdf", [
            indicator("Prosentase Penyandang Cacat yang Mandiri", above="Jumlah penyandang cacat mandiri",
                      below="jumlah penyandang cacat yang dibina", targets={2016: "70", 2017: "75"}),
            indicator("Persentase PMKS yang tertangani", sources=("Bidang Rehabilitasi Sosial",)),
        ], 2016, id="a" * 64),
        document("depok-2021.pdf", [
            indicator("Persentase penyandang disabilitas yang mandiri", above="Jumlah penyandang disabilitas mandiri",
                      below="seluruh penyandang disabilitas", targets={2021: "80"}),
            indicator("=HYPERLINK(\"http://x\") Nilai SAKIP", unit="nilai"),
        ], 2021, id="b" * 64),
    ])  # fmt: skip
    write(folder, "Dinas Sosial Kabupaten Barito Kuala", BATOLA, [
        document("batola.pdf", [
            indicator("Persentase penyandang disabilitas yang mandiri di Kab. Batola", alasan="<b>amanat</b> RPJMD"),
            indicator("Persentase anak terlantar yang terpenuhi kebutuhan dasarnya"),
            indicator("Persentase lanjut usia terlantar yang terpenuhi kebutuhan dasarnya"),
        ], id="c" * 64),
    ])  # fmt: skip
    write(folder, "Dinas Sosial Kota Jambi", JAMBI, [
        document("jambi.pdf", [
            indicator("Prosentase PPKS yang ditangani"),
            indicator("Persentase PMKS terlantar diluar panti yang tertangani"),
        ], 2023, id="d" * 64),
    ])  # fmt: skip


def _number(text: str) -> float | None:
    return float(text) if text.replace(".", "", 1).isdigit() else None
