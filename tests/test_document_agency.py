"""Whose a document is: agency, region and superior, on sheets printed by the tests themselves."""

from __future__ import annotations

import pytest
from document_sheets import REGENT, codes, decree, facts_of, sheet

from iku.extract.model import Box
from iku.normalize.document.facts import read_facts


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


def test_left_over_text_of_another_agency_is_named() -> None:
    prose = "tugas pokok dan fungsi Dinas Perhubungan Kerja Kabupaten Sigi yang telah ditetapkan dalam peraturan"
    facts = facts_of(decree(), f"Dinas Perhubungan Kabupaten Sigi menyusun dokumen ini dengan baik\n{prose}")
    assert codes(facts) == ["INSTANSI_LAIN"]
    assert facts.temuan[0].lokasi is not None and facts.temuan[0].lokasi.halaman == 2


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
