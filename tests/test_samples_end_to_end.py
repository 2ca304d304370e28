"""From a PDF to a validated file, over every room: each layout gives its records, whole and in order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bench.scoring import Score, score
from iku.pipeline import convert
from iku.schemas.validate import validate_agency
from samples import sheet

PRINTED = sheet.names()


def read(path: Path) -> dict[str, Any]:
    """The one agency file that *path* gives."""
    (agency,) = convert(path).agencies
    return agency.to_json()


def judge(samples: Path, name: str) -> Score:
    expected = json.loads((samples / "expected" / f"{name.split('--')[0]}.json").read_text("utf-8"))
    data = read(samples / "pdf" / f"{name}.pdf")
    assert validate_agency(data) == []
    return score(expected, data["instansi"], data["dokumen"][0])


@pytest.mark.parametrize("name", PRINTED)
def test_printed_layout_gives_all_its_records_and_no_other(name: str, samples: Path) -> None:
    result = judge(samples, name)
    assert result.f1 == 1
    assert result.exact >= 0.97, result.wrong
    assert result.invented <= 0.02, result.wrong
    assert result.facts == 1, result.wrong


def test_scanned_decree_gives_all_its_records(samples: Path) -> None:
    result = judge(samples, "c-keputusan-bidang--pindaian")
    assert result.f1 == 1
    assert result.exact >= 0.9, result.wrong
    assert result.facts >= 0.9, result.wrong


def test_row_cut_by_the_page_break_is_one_record(samples: Path) -> None:
    records = read(samples / "pdf" / "e-dua-versi.pdf")["dokumen"][0]["indikator"]
    (cut,) = [r for r in records if "usahanya bertahan" in r["indikator"]]
    assert cut["alasan"].endswith("tidak hanya banyaknya peserta pelatihan")
    assert cut["formulasi"]["penyebut"] == "jumlah wirausaha muda yang dibina/didampingi"
    assert len(cut["kegiatan"]) == 3


def test_both_of_two_nearly_equal_tables_are_kept(samples: Path) -> None:
    records = read(samples / "pdf" / "d-tabel-kembar.pdf")["dokumen"][0]["indikator"]
    formulas = [r["formulasi"]["penyebut"] for r in records if "berambu" in r["indikator"]]
    assert formulas == ["Jumlah ruas jalan kabupaten", "Jumlah ruas jalan kota"]


def test_column_that_is_empty_everywhere_shifts_nothing(samples: Path) -> None:
    records = read(samples / "pdf" / "c-keputusan-bidang.pdf")["dokumen"][0]["indikator"]
    assert all(r["sumber_data"] == [] and r["penanggung_jawab"] for r in records)


def test_same_file_gives_the_same_bytes_and_no_nip(samples: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        convert(samples / "pdf" / "d-tabel-kembar.pdf").write(tmp_path / folder)
    (first,), (second,) = ((tmp_path / f).glob("*.json") for f in ("one", "two"))
    assert first.name == second.name == "53.12-dinas-perhubungan-kabupaten-sumba-barat.json"
    assert first.read_bytes() == second.read_bytes()
    digits = re.sub(r"[\s.]", "", first.read_text("utf-8"))
    assert "19760424" not in digits and "200312" not in digits
    signers = json.loads(first.read_text("utf-8"))["dokumen"][0]["penandatangan"]
    assert [s["nip_sah"] for s in signers] == [True, False]
    assert {s["nip_seragam"] for s in signers} == {False}
