"""An audit: sure values drawn at random, judged beside their page, and the error rate that follows from it."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the review extra is not installed")

from fastapi.testclient import TestClient
from openpyxl import load_workbook

from iku.batch.ledger import Ledger
from iku.batch.report import write_report
from iku.corpus.build import build
from iku.corpus.export.workbook import write_workbook
from iku.corpus.store import open_corpus
from iku.corrections.audit import FILE_NAME, draw, keep_draw, keep_verdict, last_sample, size_of, sure_values
from iku.corrections.rate import rate_of
from iku.extract.errors import OutputUnwritable
from iku.schemas.write import write_agency
from tests.review_files import make_agency


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "hasil"
    for number in range(4):
        name = f"32.76-dinas-{number}.json"
        write_agency(folder / name, make_agency(f"Dinas {number} Kota Depok", number, f"Persentase jalan {number}"))
    return folder


def load(folder: Path) -> Any:
    return lambda name: json.loads((folder / name).read_text("utf-8"))


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.glob("*.json"))


@pytest.mark.parametrize(
    ("wrong", "judged", "low", "high"),
    [(0, 100, 0.0, 0.0362), (2, 100, 0.0024, 0.0704), (5, 20, 0.0866, 0.4910), (3, 3, 0.2924, 1.0), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_that_of_clopper_and_pearson(wrong: int, judged: int, low: float, high: float) -> None:
    rate = rate_of(wrong, judged)
    assert (rate.low, rate.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(
    ("text", "count"), [("100", 100), (" 7 ", 7), ("2%", 20), ("2,5 %", 25), ("0.01%", 1), ("5000", 1000)]
)
def test_a_sample_is_a_number_or_a_percentage(text: str, count: int) -> None:
    assert size_of(text, 1000) == count


@pytest.mark.parametrize("text", ["", "0", "-3", "2.5", "0%", "101%", "banyak", "1e3"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        size_of(text, 1000)


def test_only_sure_values_that_nobody_decided_are_drawn(results: Path) -> None:
    data = load(results)(names(results)[0])
    record = data["dokumen"][0]["indikator"][0]
    drawn = {address for _, i, address, _, _ in sure_values(data["instansi"], data["dokumen"][0]) if i is not None}
    assert "sasaran" in drawn and "indikator" not in drawn  # printed with 0.95 and 0.7
    record["asal"]["medan"]["sasaran"]["sumber"] = "koreksi"
    drawn = {address for _, i, address, _, _ in sure_values(data["instansi"], data["dokumen"][0]) if i is not None}
    assert "sasaran" not in drawn


def test_every_sure_value_may_be_drawn_and_none_twice(results: Path) -> None:
    everything = draw(names(results), load(results), "100%", "a", seed=1)
    assert len(everything.items) == everything.population
    assert len({(i.arsip, i.bagian, i.indeks, i.medan) for i in everything.items}) == everything.population
    some = [{i.arsip for i in draw(names(results), load(results), "1", "a", seed=n).items} for n in range(30)]
    assert len(set().union(*some)) == 4


def test_verdicts_stay_and_the_last_one_on_a_value_counts(results: Path) -> None:
    sample = draw(names(results), load(results), "3", "a", seed=1)
    keep_draw(results, sample)
    for place, verdict in ((0, "salah"), (1, "benar"), (2, "lewat"), (0, "benar")):
        keep_verdict(results, sample, place, verdict, "b")
    with (results / FILE_NAME).open("ab") as file:
        file.write(b'{"aksi": "putus", "uji": "x"}\nnot json\n{"aksi": "putus", "butir": 1\n')
    kept = last_sample(results)
    assert kept is not None
    assert kept.items == sample.items
    assert (kept.rate.wrong, kept.rate.judged, kept.waiting) == (0, 2, [2])


def token_of(client: TestClient, path: str) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def test_a_sample_is_drawn_judged_and_counted_in_the_browser(client: TestClient, results: Path) -> None:
    csrf = token_of(client, "/uji")
    assert client.post("/uji", data={"csrf": "0", "ukuran": "2"}).status_code == 403
    assert 'role="alert"' in client.post("/uji", data={"csrf": csrf, "ukuran": "banyak"}).text
    page = client.post("/uji", data={"csrf": csrf, "ukuran": "2"})
    assert page.url.path == "/uji/1"
    sample = last_sample(results)
    assert sample is not None and len(sample.items) == 2
    form = {"csrf": csrf, "uji": sample.id}
    assert client.post("/uji/1", data={**form, "putusan": "salah"}).url.path == "/uji/2"
    done = client.post("/uji/2", data={**form, "putusan": "benar"})
    assert done.url.path == "/uji" and "1 dari 2 salah" in done.text
    assert client.post("/uji/2", data={**form, "uji": "lain", "putusan": "salah"}).url.path == "/uji"
    assert client.post("/uji/2", data={**form, "putusan": "?"}).status_code == 422
    assert client.get("/uji/3").status_code == 404
    again = last_sample(results)
    assert again is not None and (again.rate.wrong, again.rate.judged) == (1, 2)


def test_the_workbook_and_the_report_print_the_rate(results: Path, tmp_path: Path) -> None:
    sample = draw(names(results), load(results), "4", "a", seed=1)
    keep_draw(results, sample)
    for place, verdict in enumerate(["benar", "salah", "benar"]):
        keep_verdict(results, sample, place, verdict, "b")
    build(results, tmp_path / "k.db")
    with closing(open_corpus(tmp_path / "k.db")) as db:
        (book,) = write_workbook(db, tmp_path)
    cells = [str(c.value) for row in load_workbook(book)["Tentang"].iter_rows() for c in row]
    assert any(c.startswith("1 dari 3 salah: 33,3% (95%: 0,8% sampai 90,6%)") for c in cells)
    with closing(Ledger(tmp_path / "ledger.sqlite")) as ledger:
        write_report(ledger, results, "iku")
    told = json.loads((results / "laporan.json").read_text("utf-8"))["uji_petik"]
    assert (told["diambil"], told["diperiksa"], told["salah"]) == (4, 3, 1)


def test_a_sample_that_cannot_be_kept_is_told(results: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable):
        keep_draw(tmp_path / "tidak-ada", draw(names(results), load(results), "1", "a"))
