"""Forms of courts, prosecutors, police, health centres and sub-districts, in invented examples."""

from __future__ import annotations

import pytest

from iku.normalize.document.agency import find_agencies
from iku.normalize.document.names import read_rank
from iku.normalize.document.nip import read_nip
from iku.normalize.document.votes import _of_head
from iku.normalize.formula import parse_formula
from iku.normalize.values import parse_value


def test_a_sub_district_head_speaks_for_the_sub_district_not_for_the_district_behind() -> None:
    told = _of_head("LURAH OESAPA BARAT KECAMATAN KELAPA LIMA KOTA KUPANG")
    assert [n.jenis for n in find_agencies(told, False)][:1] == ["kelurahan"]
    assert _of_head("LURAH OESAPA BARAT KOTA KUPANG") == "LURAH OESAPA BARAT KOTA KUPANG"


def test_a_rank_with_the_number_behind_it_gives_both() -> None:
    text = "Jaksa Madya NIP. 198002112005011003"
    assert read_rank(text) == "Jaksa Madya"
    assert read_nip(text) == ("198002112005011003", True)
    assert read_nip("Nomor surat NIP") is None


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("≤ 14,5 per 100.000 penduduk", 14.5, "per 100.000 penduduk"),
        ("minimal 3 per 1.000 KH", 3, "per 1.000 kelahiran hidup"),
    ],
)
def test_a_rate_may_have_a_bound(text: str, number: float, unit: str) -> None:
    value = parse_value(text)
    assert value.angka == number
    assert value.satuan is not None
    assert value.satuan.startswith(unit[:9])


def test_a_colon_between_two_amounts_divides_and_one_behind_a_measure_does_not() -> None:
    ratio = parse_formula("Pendapatan usaha : biaya usaha x 100 %")
    assert ratio is not None
    assert (ratio.pembilang, ratio.penyebut, ratio.pengali) == ("Pendapatan usaha", "biaya usaha", 100)
    named = parse_formula("Persentase warga puas : nilai survei x 100 %")
    assert named is not None
    assert named.pembilang is None
