"""The bench tells good from bad: every kind of fault lowers the figure that is meant to show it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from bench.scoring import Score, align, fold, score


@pytest.fixture
def expected(samples: Path) -> dict[str, Any]:
    return json.loads((samples / "expected" / "b-capaian.json").read_text("utf-8"))


def judged(expected: dict[str, Any], document: dict[str, Any]) -> Score:
    return score(expected, expected["instansi"], document)


def test_the_expected_record_itself_is_perfect(expected: dict[str, Any]) -> None:
    result = judged(expected, expected["dokumen"])
    assert (result.f1, result.exact, result.invented, result.facts, result.wrong) == (1, 1, 0, 1, ())


def test_nothing_read_scores_nothing(expected: dict[str, Any]) -> None:
    result = score(expected, {}, {})
    assert (result.f1, result.exact, result.found) == (0, 0, 0)
    assert result.facts < 0.5


def test_lost_record_lowers_f1_and_wrong_figure_lowers_exact(expected: dict[str, Any]) -> None:
    document = copy.deepcopy(expected["dokumen"])
    del document["indikator"][1]
    assert judged(expected, document).f1 == pytest.approx(8 / 9)
    document = copy.deepcopy(expected["dokumen"])
    document["indikator"][0]["nilai"][0]["angka"] = 714
    result = judged(expected, document)
    assert result.f1 == 1 and result.exact < 1 and len(result.wrong) == 1


def test_invented_field_is_counted(expected: dict[str, Any]) -> None:
    document = copy.deepcopy(expected["dokumen"])
    document["indikator"][0]["alasan"] = "karena penting"
    assert judged(expected, document).invented > 0


def test_wrong_region_and_wrong_date_lower_the_facts(expected: dict[str, Any]) -> None:
    agency = copy.deepcopy(expected["instansi"])
    agency["daerah"]["kode"] = "35.22"
    document = {**expected["dokumen"], "tanggal": "2024-01-05"}
    assert set(score(expected, agency, document).wrong) == {"kode_wilayah", "tanggal"}


def test_style_of_signs_does_not_matter() -> None:
    assert fold("Jumlah  A / Jumlah B × 100 %") == fold("jumlah a/jumlah b x 100%")
    assert fold(100.0) == fold(100)
    assert fold("Jumlah A") != fold("Jumlah B")


def test_order_of_records_is_kept() -> None:
    one, two = {"indikator": "persentase jalan", "sasaran": "a"}, {"indikator": "jumlah jembatan", "sasaran": "b"}
    assert align([one, two], [one, two]) == {0: 0, 1: 1}
    assert len(align([one, two], [two, one])) == 1
