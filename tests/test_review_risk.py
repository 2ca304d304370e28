"""What the review shows first: doubt times how much hangs on it, one question for each cell."""

from __future__ import annotations

from typing import Any

from iku.web.risk import questions


def place(sure: float, top: float, page: int = 1, source: str = "teks") -> dict[str, Any]:
    return {"halaman": page, "bbox": [10.0, top, 90.0, top + 10.0], "sumber": source, "keyakinan": sure, "cetak": "x"}


def record(top: float, **sure: float) -> dict[str, Any]:
    """A record with its values in one row; its goal stands in a cell that all records share."""
    places = {name: place(p, 5.0 if name == "sasaran" else top) for name, p in sure.items()}
    return {"asal": {"medan": places, "halaman": 1}}


def document(facts: dict[str, dict[str, Any]], *records: dict[str, Any]) -> dict[str, Any]:
    return {"berkas": "a.pdf", "asal": facts, "indikator": list(records), "indikator_lain": []}


def order(told: dict[str, Any]) -> list[tuple[int | None, str]]:
    return [(q.index, q.address) for q in questions(told)]


def test_a_goal_merged_over_three_rows_is_asked_once_and_before_a_single_value() -> None:
    rows = [record(t, sasaran=0.8, indikator=0.99, satuan=0.5 if t == 40 else 0.99) for t in (20, 40, 60)]
    assert order(document({}, *rows)) == [(0, "sasaran"), (1, "satuan")]


def test_the_name_of_the_agency_hangs_on_everything() -> None:
    rows = [record(t, sasaran=0.99, indikator=0.6, satuan=0.99) for t in (20, 40)]
    asked = order(document({"instansi.nama": place(0.7, 0), "tempat": place(0.1, 0)}, *rows))
    assert asked == [(None, "instansi.nama"), (0, "indikator"), (1, "indikator"), (None, "tempat")]


def test_what_a_person_decided_and_what_is_sure_is_not_asked() -> None:
    told = document({"periode": place(0.3, 0, source="koreksi")}, record(20, sasaran=0.9, indikator=0.95))
    assert questions(told) == []
