"""No number of a person leaves the program unmasked, however it is printed, labelled, misread or torn."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iku.extract.errors import Damaged
from iku.extract.privacy import LOOKS, mask_text, private_spans
from iku.normalize.model import Dokumen, Hasil, Instansi, Penandatangan, Temuan
from iku.normalize.record_model import AsalMedan

NIP = "196401071990031002"
LABELS = ("NIP", "NIP.", "Nip :", "N I P", "N.I.P.", "NlP", "N1P.", "N|P", "NIP/", "nip", "NIPPPK", "NI PPPK",
          "Nomor Induk Pegawai", "NIP No.")  # fmt: skip
SIGNS = ("", "", "", " ", ".", "-", " . ", "/", " / ", "–", " : ", "_", ",", "\n", "\u00a0", "·", "'")
LOOKALIKE = {"0": "Oo", "1": "Il|", "5": "S", "8": "B"}


def digits_left(text: str) -> str:
    return re.sub(r"\D", "", text.translate(LOOKS))


@st.composite
def nips(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1940, 1, 1), date(2003, 12, 31)))
    joined = draw(st.integers(born.year + 18, born.year + 35))
    month, sex, serial = draw(st.integers(1, 12)), draw(st.sampled_from("12")), draw(st.integers(0, 999))
    return f"{born:%Y%m%d}{joined}{month:02}{sex}{serial:03}"


@settings(deadline=None)  # a busy machine is no failure
@given(
    nip=nips(),
    signs=st.lists(st.sampled_from(SIGNS), min_size=17, max_size=17),
    before=st.sampled_from(["", "berbeda: ", "(", "Pangkat IV/c ", *(f"{label} " for label in LABELS)]),
    after=st.sampled_from(["", " selesai", ")", "\nBogor", ", Sekretaris"]),
)
def test_nip_is_masked_whatever_stands_between_its_digits(nip: str, signs: list[str], before: str, after: str) -> None:
    text = "".join(d + s for d, s in zip(nip, [*signs, ""], strict=True))
    assert mask_text(before + text + after) == before + mask_text(text) + after
    assert digits_left(mask_text(text)) in ("", nip[-3:])


@settings(deadline=None)  # a busy machine is no failure
@given(
    nip=nips(),
    wrong=st.sets(st.integers(0, 17), max_size=7),
    label=st.sampled_from(LABELS),
    gaps=st.sets(st.integers(1, 17), max_size=4),
    colon=st.sampled_from([" ", ": ", ". ", " : ", ""]),
)
def test_labelled_nip_is_masked_with_letters_for_its_digits(
    nip: str, wrong: set[int], label: str, gaps: set[int], colon: str
) -> None:
    colon = colon or (" " if label[-1].isalnum() else "")
    read = [LOOKALIKE.get(d, d)[0] if i in wrong else d for i, d in enumerate(nip)]
    text = "".join((" " if i in gaps else "") + d for i, d in enumerate(read))
    masked = mask_text(f"{label}{colon}{text}")
    assert digits_left(masked.removeprefix(label)) in ("", nip[-3:]), masked


@settings(deadline=None)  # a busy machine is no failure
@given(nip=nips(), lost=st.integers(1, 3), place=st.integers(8, 14), label=st.sampled_from(LABELS))
def test_nip_that_lost_digits_is_masked_behind_its_label(nip: str, lost: int, place: int, label: str) -> None:
    masked = mask_text(f"{label} {nip[:place]}{nip[place + lost :]}")
    assert not digits_left(masked.removeprefix(label)), masked


@pytest.mark.parametrize(
    "text",
    [
        "NIK 3275014107850003",
        "NlK: 327501 410785 0003",
        "3275 0141 0785 0003",
        "KTP 3275014107850003 Bekasi",
        "NRP 78011234",
        "NRP. 7801 1234",
        "N R P 1910045670385",
        "Nomor Induk Kependudukan: 3275-0141-0785-0003",
        "19640107 199003 1 02",
        "19640107.199003",
    ],
)
def test_number_of_a_citizen_a_soldier_or_a_torn_one_is_masked(text: str) -> None:
    assert not re.search(r"\d{2}", mask_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "Rp 1.250.000.000.000,-", "Rp150000000000000000", "460/ 044 /DISSOS/2021", "tahun 2019, 2020, 2021, 2022, 2023",
        "2.15.0.00.0.00.01.0000 - DINAS", "(021) 3456789 / 081234567890", "383.700 395.200 410.100 422.400 430.800",
        "NTP 102,35 103,41 104,96 105,02", "1 2 3 4 5 6 7 8 9 10 11 12 13 14", "2019 12 2020 12 2021 12 2022 12",
        "5.1.02.01.01.0024", "teknik 12345678", "19 20 21 22 23 24 25 26 27 28 29 30", "1985 1986 1987 1988 1989",
        "01-01-2019 s.d. 31-12-2019",
    ],
)  # fmt: skip
def test_figures_dates_codes_and_amounts_stay(text: str) -> None:
    assert mask_text(text) == text and private_spans(text) == []


def test_parts_of_a_known_nip_are_masked_where_a_table_parts_it() -> None:
    assert mask_text("lahir 19640107", [NIP]) == "lahir ********"
    assert mask_text("199003 1 002", [NIP]) == "****** * ***"


@settings(deadline=None)  # a busy machine is no failure
@given(text=st.text(max_size=60), nip=nips())
def test_masking_changes_nothing_but_the_number(text: str, nip: str) -> None:
    for start, stop in private_spans(f"{text} NIP {nip}"):
        assert 0 <= start < stop
    assert len(mask_text(text)) == len(text)


def test_repr_of_a_result_shows_no_number() -> None:
    place = AsalMedan(1, [0, 0, 1, 1], "teks", 1.0, f"NIP. {NIP}")
    document = Dokumen(
        id="a" * 64, berkas=f"SK_{NIP}.pdf", jumlah_halaman=1, penandatangan=[Penandatangan(nama="SARI", nip=NIP)],
        temuan=[Temuan("NIP_BEDA", "peringatan", f"NIP {NIP} berbeda.")], asal={"penandatangan.0.nip": place},
    )  # fmt: skip
    for shown in (repr(document), repr(Hasil(Instansi(), document)), repr(place), repr(document.penandatangan[0])):
        assert "1964" not in shown and "1990" not in shown


def test_message_of_an_error_shows_no_number() -> None:
    assert "1964" not in str(Damaged("cannot be opened", file=f"arsip/SK_{NIP}.pdf", page=2))
