"""Findings: every quirk that the reference documents are known for is found, and nothing is found on a clean one."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from iku.normalize.cell_findings import achievement_findings
from iku.normalize.formula import parse_formula
from iku.normalize.model import Dokumen
from iku.normalize.ratios import ratio_findings
from iku.normalize.record_model import Formulasi, Nilai
from iku.normalize.taxonomy import codes, sheet
from iku.pipeline import convert_document

QUIRKS = [
    # document, code, page, words of the message
    ("indragiri", "TANGGAL_TAK_LENGKAP", 1, "2021"),
    ("indragiri", "PERIODE_BERBEDA", 7, "2021-2023"),
    ("indragiri", "REGULASI_SALAH_SEBUT", 3, "PER/20/M.PAN/11/2008"),
    ("jambi", "TANGGAL_TAK_LENGKAP", 2, "Januari 2024"),
    ("jambi", "REGULASI_DICABUT", 4, "UU 32/2004"),
    ("jambi", "REGULASI_SALAH_SEBUT", 5, "54/2010"),
    ("jambi", "INSTANSI_LAIN", 12, "Dinas Sosial Kerja Kota Jambi"),
    ("jambi", "BAB_HILANG", 12, "BAB IV"),
    ("jambi", "SATUAN_BERTENTANGAN", 11, "orang"),
    ("jambi", "CAPAIAN_TIDAK_COCOK", 11, "125"),
    ("jambi", "NILAI_TAK_TERBACA", 11, "80 %"),
    ("barito", "PERIODE_BERBEDA", 2, "2017-2022"),
    ("barito", "DASAR_HUKUM_URUTAN", 2, "ganda"),
    ("barito", "KOLOM_KOSONG", 5, "SUMBER DATA"),
    ("barito", "KOLOM_KOSONG", 7, "SUMBER DATA"),
    ("barito", "KOLOM_KOSONG", 9, "SUMBER DATA"),
    ("barito", "NILAI_GANDA", 5, "Kelembagaan"),
    ("luwu", "TENTANG_BERBEDA", 9, "PETA PROSES BISNIS"),
    ("luwu", "NIP_BERBEDA", 8, "3 NIP"),
    ("luwu", "NIP_TIDAK_SAH", 8, "16 angka"),
    ("luwu", "NIP_TIDAK_SAH", 13, "15 angka"),
    ("luwu", "REGULASI_SALAH_SEBUT", 3, "PP 18/2016"),
    ("luwu", "REGULASI_SALAH_SEBUT", 10, "PP 18/2016"),
    ("luwu", "DASAR_HUKUM_URUTAN", 9, "8"),
    ("luwu", "ISI_LAIN_DARI_JUDUL", 7, "SUMBER DATA/FORMULA"),
    ("luwu", "ISI_LAIN_DARI_JUDUL", 12, "SUMBER DATA/FORMULA"),
    ("luwu", "KURUNG_TAK_SEIMBANG", 7, "Kurung"),
    ("luwu", "KURUNG_TAK_SEIMBANG", 12, "Kurung"),
    ("luwu", "RASIO_LAIN_DARI_NAMA", 7, "mandiri"),
    ("luwu", "TABEL_GANDA", 12, "4 pasang"),
    ("luwu", "ISI_TABEL_BERBEDA", 12, "PPKS yang ada"),
    ("luwu", "ISI_TABEL_BERBEDA", 12, "Penyandang"),
    ("depok", "NIP_BERBEDA", 3, "3 NIP"),
    ("depok", "REGULASI_DICABUT", 2, "UU 32/2004"),
    ("depok", "KURUNG_TAK_SEIMBANG", 6, "Kurung"),
    ("depok", "TABEL_VERSI", 6, "6 pasang, 6"),
    ("depok", "ISI_TABEL_BERBEDA", 6, "dilatih"),
]
"""The traps of the domain notes that name a finding, document by document."""

PLANTED = {
    "a-laporan": {"TANGGAL_TAK_LENGKAP": 1},
    "b-capaian": {"TANGGAL_TAK_LENGKAP": 1},
    "c-keputusan-bidang": {"KOLOM_KOSONG": 2},
    "d-tabel-kembar": {
        "NIP_BERBEDA": 1, "NIP_TIDAK_SAH": 1, "ISI_LAIN_DARI_JUDUL": 2, "KURUNG_TAK_SEIMBANG": 2, "TABEL_GANDA": 1,
        "ISI_TABEL_BERBEDA": 1,
    },
    "e-dua-versi": {"NIP_BERBEDA": 1, "TABEL_VERSI": 1, "ISI_TABEL_BERBEDA": 4},
    "f-keputusan-bersih": {},
}  # fmt: skip
"""What is odd in each sample, as its source says; nothing else may be found."""


@cache
def _read(path: Path) -> Dokumen:
    return convert_document(path).dokumen


@pytest.mark.parametrize(("name", "code", "page", "words"), QUIRKS)
def test_quirk_of_a_reference_document_is_found(name: str, code: str, page: int, words: str, bench: Path) -> None:
    findings = _read(bench / "pdf" / f"{name}.pdf").temuan
    found = [t for t in findings if t.kode == code and t.lokasi and t.lokasi.halaman == page]
    assert any(words in t.pesan for t in found), [t.pesan for t in found]


@pytest.mark.parametrize("name", PLANTED)
def test_sample_gives_the_findings_that_were_planted_and_no_other(name: str, samples: Path) -> None:
    assert Counter(t.kode for t in _read(samples / "pdf" / f"{name}.pdf").temuan) == PLANTED[name]


def test_table_of_a_division_names_it_and_a_second_version_its_first(samples: Path) -> None:
    units = [t.unit for t in _read(samples / "pdf" / "c-keputusan-bidang.pdf").tabel]
    assert units == ["Bidang Pengelolaan Sampah", "Bidang Pengendalian Pencemaran"]
    twins, versions = (_read(samples / "pdf" / f"{n}.pdf").tabel for n in ("d-tabel-kembar", "e-dua-versi"))
    assert [(t.sama_dengan, t.versi_dari) for t in twins] == [(None, None), (twins[0].id, None)]
    assert [(t.sama_dengan, t.versi_dari) for t in versions] == [(None, None), (None, versions[0].id)]


@pytest.mark.parametrize(
    ("name", "formula", "code"),
    [
        (
            "Persentase keluarga mandiri",
            "Jumlah keluarga yang dibantu / Jumlah keluarga x 100%",
            "RASIO_LAIN_DARI_NAMA",
        ),
        ("Persentase keluarga mandiri", "Jumlah keluarga mandiri / Jumlah keluarga x 100%", None),
        ("Persentase desa yang aktif", "Jumlah desa / Jumlah desa yang aktif x 100%", "RASIO_TERBALIK"),
        ("Persentase desa yang aktif", "Jumlah desa yang aktif / Jumlah desa x 100%", None),
        ("Persentase pasar bersih", "Jumlah pasar bersih / jumlah pasar bersih x 100%", "RASIO_TETAP"),
    ],
)
def test_ratio_that_cannot_be_what_the_name_says(name: str, formula: str, code: str | None) -> None:
    read = parse_formula(formula)
    assert isinstance(read, Formulasi)
    assert [f.kode for f in ratio_findings(name, read)] == ([code] if code else [])


def test_achievement_that_repeats_the_realisation_is_not_right() -> None:
    def printed(capaian: float) -> list[Nilai]:
        numbers = (("target", 80.0), ("realisasi", 100.0), ("capaian", capaian))
        return [Nilai(jenis, 2023, str(angka), angka, "persen") for jenis, angka in numbers]

    assert [f.kode for f in achievement_findings(printed(100))] == ["CAPAIAN_TIDAK_COCOK"]
    assert achievement_findings(printed(125)) == achievement_findings(printed(80)) == []


def test_every_finding_is_described_in_both_languages(root: Path) -> None:
    for name in ("findings_cells", "findings_document"):
        for code in codes(name).values():
            assert code.pesan and code.en.endswith(".") and code.tingkat in ("galat", "peringatan", "info"), code.kode
    assert (root / "docs" / "findings.md").read_text("utf-8") == sheet()
