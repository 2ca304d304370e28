"""The agency file on disk: stable bytes, safe names, no NIP, no half file."""

from __future__ import annotations

import json
import os
import re
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iku.extract.errors import OutputUnwritable, SchemaBroken
from iku.extract.privacy import mask_nip, mask_text
from iku.normalize.model import Daerah, Dokumen, Instansi, Penandatangan, Periode, Temuan
from iku.normalize.record_model import AsalMedan, Indikator, Nilai
from iku.schemas.write import agency_file_name, to_json, to_text, write_agency

NIP = "196401071990031002"


def test_nip_of_full_length_keeps_only_its_serial() -> None:
    assert mask_nip(NIP) == "***************002"
    assert mask_nip("19640107 199003 1 002") == "******** ****** * 002"


@pytest.mark.parametrize("nip", ["19640107199003102", "1964010719900310", "130123456", "1964010719900310021"])
def test_misprinted_nip_is_masked_whole(nip: str) -> None:
    assert not re.search(r"\d", mask_nip(nip))


@pytest.mark.parametrize(
    "text",
    [
        f"NIP {NIP}",
        "NIP. 19640107 199003 1 002",
        "Nip : 19640107 199003 1.002 berbeda",
        "N I P 1964010719900310",
        "nomor 19640107 199003 1 002 di halaman 3",
        "NIP19640107 199003 1 002",
        "NIP. 1964O107 199OO3 l 002",
    ],
)
def test_nip_inside_a_sentence_is_masked(text: str) -> None:
    assert "1964" not in mask_text(text) and "1990" not in mask_text(text)


@pytest.mark.parametrize("text", ["Rp 1.250.000.000,-", "460/ 044 /DISSOS/2021", "tahun 2019, 2020, 2021", "706 Orang"])
def test_other_numbers_stay(text: str) -> None:
    assert mask_text(text) == text


def signed() -> Dokumen:
    place = AsalMedan(1, [0, 0, 1, 1], "teks", 1.0, "NIP. 19640107 199003 1 002")
    return Dokumen(
        id="a" * 64,
        berkas="a.pdf",
        jumlah_halaman=1,
        penandatangan=[Penandatangan(nama="Dra. SARI", nip=NIP, nip_sah=True, nip_seragam=False)],
        temuan=[Temuan("NIP_BEDA", "peringatan", f"NIP {NIP} dan 1964 0107 1990 0310 02 berbeda.")],
        asal={"penandatangan.0.nip": place},
    )


def test_nip_is_masked_wherever_it_stands_unless_asked_for() -> None:
    hidden, shown = to_text(to_json(Instansi(), [signed()])), to_text(to_json(Instansi(), [signed()], nip=True))
    digits = re.sub(r"[\s.]", "", hidden)
    assert "19640107" not in digits and "199003" not in digits
    assert NIP in shown
    assert json.loads(hidden)["dokumen"][0]["penandatangan"][0]["nip_seragam"] is False


def test_newest_decree_comes_first_and_undated_last() -> None:
    dates = {"a": None, "b": "2019-09-13", "c": "2021", "d": "2021-09-14", "e": "2021-09"}
    documents = [Dokumen(berkas=name, tanggal=date) for name, date in dates.items()]
    documents.append(Dokumen(berkas="f", periode=Periode(2023, 2026)))
    assert [d["berkas"] for d in to_json(Instansi(), documents)["dokumen"]] == ["f", "d", "e", "c", "b", "a"]


def test_control_characters_of_pdf_text_do_no_harm() -> None:
    odd = "Dinas\x00 \x1b[31mSosial\x0b\u202eatoK\ud800\ufeff"
    document = Dokumen(berkas="a.pdf", tentang=odd, indikator=[Indikator(lainnya={odd: "x"})])
    text = to_text(to_json(Instansi(), [document]))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ufeff]", text)
    assert "Dinas\ufffd" in text
    text.encode("utf-8")


def test_two_headers_that_differ_in_a_control_character_both_stay() -> None:
    record = Indikator(lainnya={"KET\x01": "a", "KET\x02": "b"})
    written = to_json(Instansi(), [Dokumen(indikator=[record])])["dokumen"][0]["indikator"][0]["lainnya"]
    assert sorted(written.values()) == ["a", "b"]


def test_whole_numbers_are_written_whole() -> None:
    record = Indikator(nilai=[Nilai("target", 2024, "706 Orang", 706.0), Nilai("target", 2025, "70,5", 70.5)])
    text = to_text(to_json(Instansi(), [Dokumen(indikator=[record])]))
    assert '"angka": 706,' in text and '"angka": 70.5,' in text


def test_number_without_value_is_refused() -> None:
    with pytest.raises(SchemaBroken):
        to_text({"angka": float("nan")})


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        write_agency(tmp_path / name, to_json(Instansi(), [signed()]))
    first = (tmp_path / "a.json").read_bytes()
    assert first == (tmp_path / "b.json").read_bytes()
    assert first.endswith(b"}\n") and json.loads(first) == to_json(Instansi(), [signed()])


def test_broken_data_is_not_written(tmp_path: Path) -> None:
    data = to_json(Instansi(), [signed()])
    data["dokumen"][0]["jenis"] = "surat"
    with pytest.raises(SchemaBroken, match="surat"):
        write_agency(tmp_path / "a.json", data)
    assert list(tmp_path.iterdir()) == []


def test_failed_replacement_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OutputUnwritable, match="No space left"):
        write_agency(target, to_json(Instansi(), [signed()]))
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]


def test_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OutputUnwritable):
        write_agency(tmp_path / "a.json", to_json(Instansi(), [signed()]))


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    write_agency(tmp_path / "a.json", to_json(Instansi(), [signed()]))
    (tmp_path / "plain").touch()
    mode = (stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a.json", "plain"))
    assert len(set(mode)) == 1


def test_file_name_from_region_and_agency() -> None:
    name = "Dinas Sosial, Pemberdayaan Perempuan dan Keluarga Berencana Kota Dépok"
    agency = Instansi(name, "dinas", [], Daerah("32.76"))
    expected = "32.76-dinas-sosial-pemberdayaan-perempuan-dan-keluarga-berencana-kota-depok.json"
    assert agency_file_name(agency, []) == expected


def test_file_name_of_a_central_agency_and_of_an_unknown_one() -> None:
    document = Dokumen(id="0123456789abcdef" * 4)
    assert agency_file_name(Instansi("Kementerian Sosial"), [document]) == "tanpa-kode-kementerian-sosial.json"
    assert agency_file_name(Instansi(), [document]) == "tak-dikenal-0123456789ab.json"
    assert agency_file_name(Instansi(daerah=Daerah("32")), [document]) == "32-tak-dikenal-0123456789ab.json"


def test_two_long_names_with_one_beginning_get_two_files() -> None:
    names = {agency_file_name(Instansi("Dinas " + "Panjang " * 20 + end), []) for end in ("Kota A", "Kota B")}
    assert len(names) == 2


@given(name=st.text(max_size=300), code=st.one_of(st.none(), st.text(max_size=20)))
def test_file_name_is_safe_whatever_was_read(name: str, code: str | None) -> None:
    file_name = agency_file_name(Instansi(name, daerah=Daerah(code)), [Dokumen(id="f" * 64, berkas="x.pdf")])
    assert re.fullmatch(r"[a-z0-9][a-z0-9.\-]*\.json", file_name) and len(file_name) < 200


@given(
    birth=st.dates(date(1940, 1, 1), date(2009, 12, 31)),
    rest=st.from_regex(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])[12][0-9]{3}", fullmatch=True),
    gaps=st.lists(st.sampled_from(["", "", " ", ".", " . "]), min_size=18, max_size=18),
    before=st.sampled_from(["", "NIP. ", "berbeda: ", "NIP:", "("]),
)
def test_nip_with_any_spacing_is_masked(birth: date, rest: str, gaps: list[str], before: str) -> None:
    nip = f"{birth:%Y%m%d}{rest}"
    masked = mask_text(before + "".join(c + g for c, g in zip(nip, gaps, strict=True)) + " selesai")
    assert sum(c.isdigit() for c in masked) == 3 and masked.endswith("selesai")


@given(text=st.text())
def test_any_text_can_be_written(text: str) -> None:
    to_text(to_json(Instansi(text), [Dokumen(berkas=text, tentang=text)])).encode("utf-8")
