"""Facts of whole documents of many kinds, on sheets printed by the tests themselves."""

from __future__ import annotations

import pytest
from document_sheets import REGENT, codes, decree, facts_of, sheet

from iku.normalize.document.facts import read_facts


def test_clean_decree_is_read_whole_and_raises_no_finding() -> None:
    facts = facts_of(decree())
    assert (facts.jenis, facts.nomor) == ("keputusan", "188.4/ 12 /DISHUB/2019")
    assert (facts.tempat, facts.tanggal) == ("Bora", "2019-03-04")
    assert (facts.periode.awal, facts.periode.akhir, facts.perubahan) == (2019, 2019, False)
    assert facts.instansi.nama == "Dinas Perhubungan Kabupaten Sigi"
    assert (facts.instansi.jenis, facts.instansi.urusan) == ("dinas", ["2.15"])
    assert facts.instansi.daerah.provinsi.nama == "Sulawesi Tengah"
    assert [(d.jenis, d.nomor, d.tahun) for d in facts.dasar_hukum] == [("UU", "23", 2014)]
    assert facts.temuan == []


def test_every_fact_says_where_it_stood() -> None:
    facts = facts_of(decree())
    for name in (
        "nomor",
        "tentang",
        "tempat",
        "tanggal",
        "periode",
        "instansi.nama",
        "instansi.daerah",
        "penandatangan.0",
    ):
        origin = facts.asal[name]
        assert origin.halaman == 1 and origin.sumber == "teks" and 0 < origin.keyakinan <= 1
        x0, top, x1, bottom = origin.bbox
        assert 0 <= x0 < x1 <= 595 and 0 <= top < bottom <= 842
    assert facts.asal["nomor"].cetak == facts.nomor
    assert facts.asal["dasar_hukum.0"].cetak == facts.dasar_hukum[0].teks


@pytest.mark.parametrize("number", ["        /        /2019", "          Tahun 2019", "............"])
def test_number_left_blank_is_null_and_said(number: str) -> None:
    facts = facts_of(decree(number=number))
    assert facts.nomor is None
    assert "NOMOR_KOSONG" in codes(facts)


def test_day_left_blank_cuts_the_date() -> None:
    facts = facts_of(decree(close="Ditetapkan di : Bora\n>pada tanggal :          Maret 2019"))
    assert facts.tanggal == "2019-03"
    assert codes(facts) == ["TANGGAL_TAK_LENGKAP"]


def test_date_left_blank_is_null_not_the_year_of_the_period() -> None:
    facts = facts_of(decree(close="Ditetapkan di : Bora\n>pada tanggal :"))
    assert facts.tanggal is None and "TANGGAL_KOSONG" in codes(facts)


def test_annex_names_the_indicators_where_tentang_names_something_else() -> None:
    annex = """
Lampiran : Keputusan Kepala Dinas Perhubungan Kabupaten Sigi
Nomor : 188.4/ 13 /DISHUB/2019
Tentang : Penetapan Indikator Kinerja Utama
"""
    facts = facts_of(decree(about="PENETAPAN PETA PROSES BISNIS DINAS PERHUBUNGAN KABUPATEN SIGI"), annex)
    assert facts.tentang == "PENETAPAN PETA PROSES BISNIS DINAS PERHUBUNGAN KABUPATEN SIGI"
    assert {"TENTANG_BERBEDA", "NOMOR_BERBEDA"} <= set(codes(facts))


def test_damaged_scan_is_read_with_patience() -> None:
    facts = facts_of(
        """
^PEMERINTAH KABUPATFN S1GI
^DINASSOSIAL
^KEPUTUSANKEPALA DlNAS SOSIAL KABUPATEN SIGl
^NOMOR:460/12/DINSOS/2021
^TENTANG
^REVIU INDIKATOR K1NERJA UTAMA DINAS SOSIAL KABUPATEN SIGI TAHUN2021
^KERALA DINAS SOSIAL,
Menimbanq : a. bahwa;
Mengirgat : 1. Undang-UndangNomor 23 Tahun2014 tentang Pemerintahan Daerah;
2. PeraturanPemerintah Nomor18 Tahun 2016 tentang Perangkat Daerah;
^MEMUTU5KAN
Ditetapkan di:Bora
Padatanggal:14 Septernber 2021
KERALA DINAS SOSIAL
~
Drs.ANDI WIJAYA,M.Si
PembinaUtamaMuda
N I P.19650210 1993031 015
""",
        source="ocr",
    )
    assert facts.instansi.nama == "Dinas Sosial Kabupaten Sigi" and facts.instansi.daerah.kode == "72.10"
    assert facts.nomor == "460/12/DINSOS/2021" and facts.tanggal == "2021-09-14" and facts.perubahan
    assert facts.asal["tanggal"].keyakinan < 0.95
    signer = facts.penandatangan[0]
    assert (signer.nama, signer.jabatan, signer.nip) == (
        "Drs. ANDI WIJAYA, M.Si",
        "KERALA DINAS SOSIAL",
        "196502101993031015",
    )
    assert [(d.jenis, d.nomor, d.tahun) for d in facts.dasar_hukum] == [("UU", "23", 2014), ("PP", "18", 2016)]


def test_missing_chapter_is_named_only_when_all_pages_were_read() -> None:
    chapters = ["^BAB I\n^PENDAHULUAN", "^BAB II\n^GAMBARAN UMUM", "^BAB IV\n^PENUTUP"]
    pages = [sheet(c, i) for i, c in enumerate(chapters, start=1)]
    assert "BAB_HILANG" in codes(read_facts(pages, {}))
    pages[2].number = 9
    assert "BAB_HILANG" not in codes(read_facts(pages, {}))


def test_reading_twice_gives_the_same() -> None:
    pages = [sheet(decree(), 1), sheet(REGENT, 2)]
    assert read_facts(pages, {}) == read_facts(pages, {})


def test_no_pages_give_nulls_not_an_error() -> None:
    facts = read_facts([], {})
    assert facts.nomor is None and facts.penandatangan == [] and facts.periode.awal is None


def test_report_takes_the_date_of_its_preface_not_of_its_annexes() -> None:
    facts = facts_of(
        "^LAPORAN KINERJA INSTANSI PEMERINTAH\n^TAHUN 2022\n^DINAS PERHUBUNGAN\n^KABUPATEN SIGI",
        "^KATA PENGANTAR\nLaporan Kinerja Dinas Perhubungan Kabupaten Sigi Tahun 2022\n>Bora,     Februari 2023\n"
        ">Kepala Dinas\n~\n>Ir. YOHANES KALE, MT\n>Pembina Tk. I\n>NIP 19700101 199803 1 005",
        "^LAMPIRAN\n^PERJANJIAN KINERJA TAHUN 2022\n>Bora, 10 Januari 2022\n>Kepala Dinas\n~\n>Ir. YOHANES KALE, MT",
    )
    assert (facts.jenis, facts.tanggal, facts.tempat) == ("laporan", "2023-02", "Bora")
    assert (facts.periode.awal, facts.periode.akhir) == (2022, 2022)
    assert len(facts.penandatangan) == 2


def test_number_of_no_number_shape_is_null_with_a_finding() -> None:
    facts = facts_of(decree(number="061/1cp.7701aswowenfo"))
    assert facts.nomor is None and "NOMOR_TAK_TERBACA" in codes(facts)
    assert facts_of(decree(number="W10-A18/1/OT.01.2/I/2021")).nomor == "W10-A18/1/OT.01.2/I/2021"


def test_period_never_comes_from_a_law_or_another_plan() -> None:
    text = """
^INDIKATOR KINERJA UTAMA
^DINAS SOSIAL KABUPATEN SIGI
Negara Republik Indonesia Tahun 2014 Nomor 80);
^RPJMD KABUPATEN SIGI TAHUN 2016-2021
"""
    assert facts_of(text).periode.awal is None
    assert facts_of(text.replace("UTAMA", "UTAMA 2019")).periode.awal == 2019


@pytest.mark.parametrize(
    ("title", "kind", "changed"),
    [
        ("PERJANJIAN KINERJA PERUBAHAN TAHUN 2020", "perjanjian_kinerja", True),
        ("REVISI\n^RENCANA STRATEGIS\n^TAHUN 2020-2024", "renstra", True),
        ("PENYELARASAN INDIKATOR KINERJA UTAMA", "lampiran", True),
        ("RENCANA AKSI PERJANJIAN KINERJA", "rencana_aksi", False),
        ("MANUAL INDIKATOR KINERJA UTAMA", "manual_indikator", False),
        ("RENCANA KINERJA TAHUNAN", "rkt", False),
        ("KONTRAK KINERJA TAHUN 2023", "kontrak_kinerja", False),
        ("LAPORAN KINERJA ATAS PERJANJIAN KINERJA", "laporan", False),
        ("CASCADING KINERJA RENSTRA", "lampiran", False),
    ],
)
def test_kind_and_change_by_the_own_title(title: str, kind: str, changed: bool) -> None:
    facts = facts_of(f"^{title}\n^DINAS SOSIAL KABUPATEN SIGI\nTujuan || Sasaran\n")
    assert (facts.jenis, facts.perubahan) == (kind, changed)


def test_minutes_are_dated_by_their_day() -> None:
    facts = facts_of("^NOTULENSI RAPAT\n^BPS KABUPATEN TAPIN\nHari/Tanggal || Senin/2 Maret 2026\nWaktu || 09.00")
    assert facts.tanggal == "2026-03-02"
