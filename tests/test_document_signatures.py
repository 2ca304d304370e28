"""Signature blocks as they are printed: side by side, over a page break, on behalf of, without a NIP."""

from __future__ import annotations

import pytest
from document_sheets import sheet

from iku.normalize.document.names import is_name, is_office, read_rank
from iku.normalize.document.nip import read_nip, valid
from iku.normalize.document.rows import read_rows
from iku.normalize.document.signers import read_signatures
from iku.normalize.model import Penandatangan


def signers(*texts: str) -> list[Penandatangan]:
    rows = read_rows([sheet(t, i) for i, t in enumerate(texts, start=1)], {})
    return [b.signer for b in read_signatures(rows)]


def test_two_parties_side_by_side_get_their_offices_from_the_opening() -> None:
    found = signers(
        """
Nama : Ir. BUDI SANTOSO, M.M.
Jabatan : Kepala Dinas Pertanian Kabupaten Ngada
Nama : PARU ANDREAS, S.H., M.H.
Jabatan : Bupati Ngada
>Bajawa, 14 Januari 2022
PIHAK KEDUA,||PIHAK PERTAMA,
~
PARU ANDREAS, S.H., M.H.||Ir. BUDI SANTOSO, M.M.
||Pembina Utama Muda
||NIP. 19670101 199503 1 004
"""
    )
    assert [s.nama for s in found] == ["PARU ANDREAS, S.H., M.H.", "Ir. BUDI SANTOSO, M.M."]
    assert [s.jabatan for s in found] == ["Bupati Ngada", "Kepala Dinas Pertanian Kabupaten Ngada"]
    assert [s.nip for s in found] == [None, "196701011995031004"]


def test_rank_and_nip_on_the_page_after_the_name() -> None:
    found = signers(
        ">Malili, 31 Desember 2021\n>KEPALA DINAS,\n~\n>Drs. SUKARTI",
        ">Pangkat : Pembina Utama Muda\n>Nip. : 196502101993031015",
    )
    assert [(s.nama, s.jabatan, s.pangkat, s.nip) for s in found] == [
        ("Drs. SUKARTI", "KEPALA DINAS", "Pembina Utama Muda", "196502101993031015")
    ]


def test_signing_on_behalf_keeps_both_offices() -> None:
    found = signers(
        ">Pasuruan, 4 Januari 2021\n>an. KEPALA BAPPEDA\n>KABUPATEN PASURUAN\n>SEKRETARIS,\n~\n"
        ">Dra. NINUK SURYANI, M.Si\n>Pembina Tingkat I\n>NIP. 19651205 198903 2 011"
    )
    assert found[0].jabatan == "an. KEPALA BAPPEDA KABUPATEN PASURUAN SEKRETARIS"
    assert found[0].pangkat == "Pembina Tingkat I"


def test_acting_head_over_three_lines() -> None:
    found = signers(
        ">Ambon, Juli 2018\n>Plt.Kepala Dinas Komunikasi Informatika\n>dan\n>Persandian Kota Ambon\n~\n"
        ">Drs. J.R. Adriaansz. Msi\n>Pembina TK.I\n>Nip. 19770320 199511 1 001"
    )
    assert found[0].jabatan == "Plt.Kepala Dinas Komunikasi Informatika dan Persandian Kota Ambon"
    assert (found[0].nama, found[0].pangkat) == ("Drs. J.R. Adriaansz. Msi", "Pembina TK.I")


def test_list_of_persons_with_nip_is_no_signature() -> None:
    assert signers("Yang bertanda tangan di bawah ini\nNama : Drs. AHMAD, M.Si\nNIP : 19650210 199303 1 015") == []


def test_three_numbers_for_one_person_are_not_uniform() -> None:
    block = ">Depok, 13 September 2019\n>KEPALA DINAS SOSIAL\n~\n>Drs. USMAN, M.Si\n>NIP. {}"
    found = signers(*(block.format(n) for n in ("196110291991031005", "196309201994032003", "19630920199408")))
    assert [s.nip_sah for s in found] == [True, True, False]
    assert [s.nip_seragam for s in found] == [False, False, False]


@pytest.mark.parametrize(
    ("nip", "sound"),
    [
        ("196502101993031015", True),
        ("196513101993031015", False),  # no thirteenth month
        ("196502101993133015", False),
        ("196502101993033015", False),  # sex is 1 or 2
        ("196502101970031015", False),  # appointed at five
        ("1965021019931015", False),
    ],
)
def test_nip_is_checked_digit_group_by_group(nip: str, sound: bool) -> None:
    assert valid(nip) is sound


def test_nip_line_in_its_many_spellings() -> None:
    for text in (
        "NIP. 19611029 199103 1 005",
        "Nip : 196110291991031005",
        "N I P.19611029 1991031 005",
        "NIP:l96110291991031OO5",
    ):
        read = read_nip(text)
        assert read is not None and read[0] == "196110291991031005", text
    assert read_nip("NIPAH 12") is None


def test_what_a_line_of_a_block_is() -> None:
    assert is_office("KERALA DINAS") and is_office("a.n. BUPATI") and not is_office("ANDI ANTON")
    assert is_name("dr.H. DODO SUHENDAR, MM.") and not is_name("KABUPATENINDRAGIRI HILIR")
    assert not is_name("By i")  # letters read from a pen stroke
    assert read_rank("Pembina Tingkat I (IV/b)") == "Pembina Tingkat I"
    assert read_rank("DINAPembina Utama Muda") == "Pembina Utama Muda"
    assert read_rank("Pembangunan") is None


def test_addressee_of_a_letter_does_not_sign() -> None:
    letter = ">Bandung, September 2016\n>Kepada\n>Yth. Bapak\n>GUBERNUR JAWA BARAT\n>di\n~\n>TEMPAT"
    assert signers(letter) == []


def test_mayor_signs_without_rank_nip_and_date() -> None:
    found = signers("^INDIKATOR KINERJA UTAMA\n>WALI KOTA BUKITTINGGI\n~\n>ERMAN SAFAR")
    assert [(s.nama, s.jabatan) for s in found] == [("ERMAN SAFAR", "WALI KOTA BUKITTINGGI")]


def test_secretary_signs_for_the_regent_and_the_grade_is_cut_from_the_rank() -> None:
    found = signers(
        ">Klaten, 4 Maret 2019\n>a.n. BUPATI KLATEN\n>SEKRETARIS DAERAH\n~\n>JAKA SAWALDI\n>Pembina Utama Madya/IV d\n"
        ">NIP. 19650210 199303 1 015"
    )
    assert [(s.jabatan, s.pangkat) for s in found] == [("a.n. BUPATI KLATEN SEKRETARIS DAERAH", "Pembina Utama Madya")]


def test_office_under_the_party_is_no_name_and_stands_once() -> None:
    page = """
Nama : SITI AMINAH, S.Pi
Jabatan : PENGELOLA KESEHATAN IKAN
selanjutnya disebut pihak pertama
Nama : Ir. BUDI WALUYO, MM
Jabatan : KEPALA BIDANG PERIKANAN TANGKAP
selaku atasan pihak pertama, selanjutnya disebut pihak kedua
>Sigi, 9 Februari 2021
Pihak Kedua, || Pihak Pertama,
KEPALA BIDANG || PENGELOLA KESEHATAN IKAN
PERIKANAN TANGKAP ||
Ditandatangani secara elektronik ||
~
Ir. BUDI WALUYO, MM || SITI AMINAH, S.Pi
"""
    found = [(s.nama, s.jabatan) for s in signers(page)]
    assert found == [
        ("Ir. BUDI WALUYO, MM", "KEPALA BIDANG PERIKANAN TANGKAP"),
        ("SITI AMINAH, S.Pi", "PENGELOLA KESEHATAN IKAN"),
    ]
