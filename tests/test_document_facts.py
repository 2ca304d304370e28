"""Facts of whole documents of many kinds, on sheets printed by the tests themselves."""

from __future__ import annotations

import pytest
from document_sheets import decree, sheet

from iku.extract.model import Box
from iku.normalize.document.facts import read_facts
from iku.normalize.document.model import DocumentFacts


def facts_of(*texts: str, source: str = "teks") -> DocumentFacts:
    return read_facts([sheet(text, i, source=source) for i, text in enumerate(texts, start=1)], {})


def codes(facts: DocumentFacts) -> list[str]:
    return [t.kode for t in facts.temuan]


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


REGENT = """
^BUPATI BANGGAI
^KEPUTUSAN BUPATI BANGGAI
^NOMOR 050/ 211 /BAPPEDA
^TENTANG
^INDIKATOR KINERJA UTAMA PEMERINTAH KABUPATEN BANGGAI
^TAHUN 2021-2026
^DENGAN RAHMAT TUHAN YANG MAHA ESA
^BUPATI BANGGAI,
Menimbang : a. bahwa untuk melaksanakan ketentuan;
Mengingat : 1. Undang-Undang Nomor 29 Tahun 1959 tentang Pembentukan Daerah-Daerah Tingkat II di Sulawesi;
2. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah diubah;
^MEMUTUSKAN:
Menetapkan : KEPUTUSAN BUPATI TENTANG INDIKATOR KINERJA UTAMA PEMERINTAH KABUPATEN BANGGAI.
>Ditetapkan di Luwuk
>pada tanggal 3 Nopember 2021
>BUPATI BANGGAI,
~
>AMIRUDIN
"""


def test_regent_signs_for_the_whole_regency() -> None:
    facts = facts_of(REGENT)
    assert facts.instansi.nama == "Pemerintah Kabupaten Banggai"
    assert (facts.instansi.jenis, facts.instansi.daerah.kode) == ("pemerintah_daerah", "72.01")
    assert (facts.periode.awal, facts.periode.akhir) == (2021, 2026)
    assert facts.tanggal == "2021-11-03"
    assert [(s.nama, s.jabatan, s.nip) for s in facts.penandatangan] == [("AMIRUDIN", "BUPATI BANGGAI", None)]


def test_ministry_has_no_region() -> None:
    facts = facts_of(
        decree(
            office="MENTERI SOSIAL REPUBLIK INDONESIA",
            head="KEMENTERIAN SOSIAL REPUBLIK INDONESIA",
            number="123/HUK/2020",
            about="INDIKATOR KINERJA UTAMA KEMENTERIAN SOSIAL TAHUN 2020-2024",
            close="Ditetapkan di Jakarta\n>pada tanggal 30 Desember 2020",
            signer=">MENTERI SOSIAL\n>REPUBLIK INDONESIA,\n~\n>TRI RISMAHARINI",
        )
    )
    assert facts.instansi.jenis == "kementerian" and facts.instansi.daerah.kode is None
    assert (facts.instansi.nama or "").startswith("Kementerian Sosial")
    assert facts.penandatangan[0].jabatan == "MENTERI SOSIAL REPUBLIK INDONESIA"
    assert "DAERAH_TAK_DIKENAL" not in codes(facts)


def test_court_in_a_regency_has_no_region_of_its_own() -> None:
    facts = facts_of(
        decree(
            office="KETUA PENGADILAN NEGERI DONGGALA",
            head="PENGADILAN NEGERI DONGGALA",
            about="INDIKATOR KINERJA UTAMA PENGADILAN NEGERI DONGGALA",
            signer=">KETUA PENGADILAN NEGERI DONGGALA\n~\n>MUHAMMAD ASRI, S.H., M.H.\n>NIP. 196811111996031002",
        )
    )
    assert facts.instansi.jenis == "pengadilan" and facts.instansi.daerah.kode is None
    assert facts.penandatangan[0].nip_sah is True


def test_agency_that_no_place_names_is_null_with_a_finding() -> None:
    facts = facts_of("^INDIKATOR KINERJA UTAMA\nMeningkatnya kualitas pelayanan publik yang prima")
    assert facts.instansi.nama is None and facts.instansi.daerah.kode is None
    assert {"INSTANSI_TAK_DIKENAL", "DAERAH_TAK_DIKENAL"} <= set(codes(facts))


def test_city_and_regency_of_one_name_are_told_apart_by_the_letterhead() -> None:
    city = facts_of(
        decree(office="KEPALA DINAS SOSIAL KOTA BIMA", head="PEMERINTAH KOTA BIMA\n^DINAS SOSIAL", about="INDIKATOR")
    )
    rural = facts_of(
        decree(
            office="KEPALA DINAS SOSIAL KABUPATEN BIMA",
            head="PEMERINTAH KABUPATEN BIMA\n^DINAS SOSIAL",
            about="INDIKATOR",
        )
    )
    assert (city.instansi.daerah.kode, rural.instansi.daerah.kode) == ("52.72", "52.06")


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


def test_left_over_text_of_another_agency_is_named() -> None:
    prose = "tugas pokok dan fungsi Dinas Perhubungan Kerja Kabupaten Sigi yang telah ditetapkan dalam peraturan"
    facts = facts_of(decree(), f"Dinas Perhubungan Kabupaten Sigi menyusun dokumen ini dengan baik\n{prose}")
    assert codes(facts) == ["INSTANSI_LAIN"]
    assert facts.temuan[0].lokasi is not None and facts.temuan[0].lokasi.halaman == 2


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


@pytest.mark.parametrize(
    ("office", "head", "name", "code"),
    [
        ("DAERAH ISTIMEWA YOGYAKARTA", "PEMERINTAH DAERAH", "Dinas Sosial Daerah Istimewa Yogyakarta", "34"),
        ("PROVINSI DAERAH KHUSUS IBUKOTA JAKARTA", "PEMERINTAH", "Dinas Sosial Provinsi DKI Jakarta", "31"),
        ("PROVINSI JAWA BARAT", "PEMERINTAH", "Dinas Sosial Provinsi Jawa Barat", "32"),
        ("KABUPATEN ADMINISTRASI KEPULAUAN SERIBU", "PEMERINTAH", None, "31.01"),
    ],
)
def test_agency_carries_its_region_as_letterheads_do(office: str, head: str, name: str | None, code: str) -> None:
    text = decree(
        office=f"KEPALA DINAS SOSIAL {office}",
        head=f"{head} {office}\n^DINAS SOSIAL",
        about="INDIKATOR KINERJA UTAMA DINAS SOSIAL",
        signer=f">KEPALA DINAS SOSIAL\n>{office}\n~\n>Dra. SRI, M.Si\n>NIP. 19650210 199303 2 015",
    )
    facts = facts_of(text)
    assert facts.instansi.daerah.kode == code
    if name:
        assert facts.instansi.nama == name


def test_office_of_a_ministry_in_a_regency_keeps_the_regency_in_its_name_as_its_area() -> None:
    unit = "KANTOR KEMENTERIAN AGAMA KABUPATEN GOWA"
    facts = facts_of(
        decree(
            office=f"KEPALA {unit}",
            head=f"KEMENTERIAN AGAMA REPUBLIK INDONESIA\n^{unit}",
            about=f"INDIKATOR KINERJA UTAMA {unit}",
            signer=f">KEPALA {unit}\n~\n>H. ADLIAH, S.Ag\n>NIP. 196811111996031002",
        )
    )
    assert facts.instansi.nama == "Kantor Kementerian Agama Kabupaten Gowa"
    assert (facts.instansi.wilayah_kerja, facts.instansi.daerah.kode) == ("Kabupaten Gowa", "73.06")
    assert "DAERAH_TAK_DIKENAL" not in codes(facts)


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


AGREEMENT = """
^PERJANJIAN KINERJA TAHUN 2023
Nama : Rina Hartati
Jabatan : Kepala Pusat Kajian Naskah Lama
selanjutnya disebut PIHAK PERTAMA
Nama : Bagus Santoso
Jabatan : Kepala Badan Pelestarian Naskah
selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA
~
>Bogor, 27 Januari 2023
Kepala Badan Pelestarian || Kepala Pusat Kajian Naskah
Naskah, || Lama,
~
Bagus Santoso || Rina Hartati
"""


def test_agreement_is_of_the_one_who_promises_and_names_its_superior() -> None:
    facts = facts_of(AGREEMENT)
    assert facts.instansi.nama == "Pusat Kajian Naskah Lama"
    assert facts.instansi.induk_instansi == "Badan Pelestarian Naskah"
    assert [s.nama for s in facts.penandatangan] == ["Bagus Santoso", "Rina Hartati"]
    assert (facts.tempat, facts.tanggal) == ("Bogor", "2023-01-27")


def test_court_takes_no_region_from_its_surroundings() -> None:
    facts = facts_of("""
^INDIKATOR KINERJA UTAMA
^PENGADILAN AGAMA PRABUMULIH
Pengadilan Agama Prabumulih melayani Kota Prabumulih dan Kabupaten Muara Enim di Provinsi Sumatera Selatan.
""")
    agency = facts.instansi
    assert (agency.nama, agency.daerah.kode) == ("Pengadilan Agama Prabumulih", None)
    assert agency.wilayah_kerja == "Prabumulih"


def test_minutes_are_dated_by_their_day() -> None:
    facts = facts_of("^NOTULENSI RAPAT\n^BPS KABUPATEN TAPIN\nHari/Tanggal || Senin/2 Maret 2026\nWaktu || 09.00")
    assert facts.tanggal == "2026-03-02"


def test_letterhead_of_a_district_office_and_its_decree() -> None:
    facts = facts_of(
        decree(
            office="PANEWU KALASAN",
            head="PEMERINTAH KABUPATEN SLEMAN\n^KAPANEWON KALASAN",
            about="INDIKATOR KINERJA UTAMA KAPANEWON KALASAN TAHUN 2021-2026",
            signer=">PANEWU KALASAN\n~\n>SITI ANGGRAENI, S.IP., M.Si\n>NIP. 19700210 199303 2 015",
        )
    )
    assert (facts.jenis, facts.instansi.nama) == ("keputusan", "Kapanewon Kalasan Kabupaten Sleman")


def test_health_centre_belongs_to_the_agency_over_it() -> None:
    facts = facts_of("""
^PEMERINTAH KABUPATEN CILACAP
^DINAS KESEHATAN
^UPTD PUSKESMAS MAOS
^PERJANJIAN KINERJA TAHUN 2021
Nama : dr. Ari Setiawan
Jabatan : Kepala UPTD Puskesmas Maos
selanjutnya disebut PIHAK PERTAMA
Nama : dr. Pramesti Dewi, M.Kes
Jabatan : Kepala Dinas Kesehatan Kabupaten Cilacap
selaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA
""")
    agency = facts.instansi
    assert (agency.nama, agency.induk_instansi) == ("UPTD Puskesmas Maos Kabupaten Cilacap", "Dinas Kesehatan")


def test_regional_government_itself() -> None:
    facts = facts_of("^PEMERINTAH KOTA SALATIGA\n^INDIKATOR KINERJA UTAMA\n^TAHUN 2017-2022\n^WALIKOTA SALATIGA")
    assert (facts.instansi.nama, facts.instansi.jenis) == ("Pemerintah Kota Salatiga", "pemerintah_daerah")


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("CAMAT TEMBALANG KOTA SEMARANG", "Kecamatan Tembalang Kota Semarang"),
        ("LURAH KEBONSARI KOTA PASURUAN", "Kelurahan Kebonsari Kota Pasuruan"),
        ("INSPEKTUR KABUPATEN SIGI", "Inspektorat Kabupaten Sigi"),
        ("KAPOLRES BLORA", "Polres Blora"),
    ],
)
def test_title_of_its_head_names_the_institution(office: str, name: str) -> None:
    facts = facts_of(f"^INDIKATOR KINERJA UTAMA\n>Sigi, 4 Maret 2021\n>{office}\n~\n>Drs. ANDI WIJAYA, M.Si\n"
                     ">NIP. 19650210 199303 1 015")  # fmt: skip
    assert facts.instansi.nama == name


def test_form_in_a_ruled_table_names_its_agency() -> None:
    page = sheet("INDIKATOR KINERJA\nNama Organisasi || Dinas Pangan Kabupaten Sigi\nTugas || menyelenggarakan urusan")
    facts = read_facts([page], {1: [Box(0.0, 0.0, 595.0, 842.0)]})
    assert facts.instansi.nama == "Dinas Pangan Kabupaten Sigi"
