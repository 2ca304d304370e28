"""The layout generator: what it says of a page is what stands on the page, and a seed says everything."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.layouts.__main__ import write
from bench.layouts.canvas import Reportlab
from bench.layouts.chromium import browser_path
from bench.layouts.composer import compose
from bench.layouts.document import Sample, sample
from bench.layouts.model import Cell, Paragraph, Table
from bench.layouts.office import office_path
from bench.layouts.paginate import Flow
from bench.layouts.style import MERGES, RULES
from bench.layouts.truth import Unequal, cell_number, disagreements, teaching_ink, truth_of
from bench.layouts.typeset import Setter

SEEDS = (9, 12)
"""Of documents printed in each test."""


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def gold_texts(gold: dict[str, Any]) -> list[str]:
    """Every printed text of the records, its own spelling."""
    texts = []
    for record in gold["dokumen"]["indikator"]:
        texts += [record[k] for k in ("sasaran", "indikator", "alasan", "penjelasan", "keterangan", "tujuan")]
        texts += [(record["formulasi"] or {}).get("pembilang"), record["satuan"]["tercetak"]]
        texts += [n["nama"] for k in ("sumber_data", "penanggung_jawab") for n in record[k]]
        texts += [v["tercetak"] for v in record["nilai"]]
    return [t for t in texts if t]


@pytest.fixture(params=["reportlab", "chromium", "libreoffice"])
def printed(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[Sample]]:
    """Documents of one renderer in a folder."""
    if (request.param == "chromium" and not browser_path()) or (request.param == "libreoffice" and not office_path()):
        pytest.skip(f"no {request.param} on this machine")
    seeds = SEEDS[:1] if request.param == "libreoffice" else SEEDS  # each start of an office suite takes seconds
    samples = [sample(seed) for seed in seeds]
    write(samples, tmp_path, request.param)
    return tmp_path, samples


def test_each_gold_text_stands_in_a_cell_of_the_truth(printed: tuple[Path, list[Sample]]) -> None:
    folder, samples = printed
    for one in samples:
        truth = json.loads((folder / "truth" / f"{one.layout.name}.json").read_text("utf-8"))
        cells: dict[int, str] = {}
        for page in truth["pages"]:
            for cell in (c for t in page["tables"] for c in t["cells"]):
                cells[cell["id"]] = cells.get(cell["id"], "") + "".join(w[4] for w in cell["words"])
        text = " ".join(letters(c) for c in cells.values())
        missing = [t for t in gold_texts(one.gold) if letters(t) not in text]
        assert not missing, (one.layout.name, missing)
        assert not list(disagreements(one.layout, truth))


@pytest.mark.parametrize("seed", range(40, 46))
def test_a_seed_says_everything(seed: int) -> None:
    assert sample(seed) == sample(seed)


def test_the_same_seed_prints_the_same_truth(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write([sample(SEEDS[0])], tmp_path / folder, "reportlab")
    (one,), (other,) = (list((tmp_path / f / "truth").glob("*.json")) for f in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("seed", range(100, 160))
def test_cells_cover_their_table_once(seed: int) -> None:
    for table in sample(seed).layout.tables():
        places = [
            (r, c)
            for x in table.cells
            for r in range(x.row, x.row + x.rowspan)
            for c in range(x.col, x.col + x.colspan)
        ]
        assert sorted(places) == [(r, c) for r in range(table.nrows) for c in range(table.ncols)]


def test_every_rule_and_merge_style_is_drawn() -> None:
    styles = [sample(seed).style for seed in range(150)]
    assert {s.rules for s in styles} == set(RULES) and {s.merge for s in styles} == set(MERGES)


def test_a_card_says_what_its_record_says() -> None:
    one = next(s for s in (sample(seed, cards=True) for seed in range(20)) if list(s.layout.tables()))
    cards = [t for t in one.layout.tables() if t.main]
    assert len(cards) == len(one.gold["dokumen"]["indikator"])
    for card, record in zip(cards, one.gold["dokumen"]["indikator"], strict=True):
        said = [p.printed() for c in card.cells if c.kind == "body" for p in c.paragraphs]
        assert record["indikator"] in said and record["sasaran"] in said


def test_a_scan_moves_the_words_with_the_paper(tmp_path: Path) -> None:
    one = sample(SEEDS[0])
    for folder, scanned in (("plain", False), ("scan", True)):
        write([one], tmp_path / folder, "reportlab", scanned=scanned)
    words = []
    for folder in ("plain", "scan"):
        truth = json.loads((tmp_path / folder / "truth" / f"{one.layout.name}.json").read_text("utf-8"))
        words.append([w for p in truth["pages"] for t in p["tables"] for c in t["cells"] for w in c["words"]])
    assert [w[4] for w in words[0]] == [w[4] for w in words[1]]
    away = [max(abs(a - b) for a, b in zip(x[:4], y[:4], strict=True)) for x, y in zip(*words, strict=True)]
    assert 0 < max(away) < 25  # points: half a degree over half a page, and the keystone


def test_a_print_that_lacks_a_word_is_no_truth(tmp_path: Path) -> None:
    layout = sample(SEEDS[0]).layout
    (tmp_path / "taught").mkdir()
    Reportlab().print_all([layout], tmp_path, tmp_path / "taught")
    pdf = f"{layout.name}.pdf"
    assert truth_of(layout, tmp_path / pdf, tmp_path / "taught" / pdf)["pages"]
    next(c for t in layout.tables() for c in t.cells if c.kind == "body").paragraphs.append(Paragraph("terpotong"))
    with pytest.raises(Unequal):
        truth_of(layout, tmp_path / pdf, tmp_path / "taught" / pdf)


def test_missing_walls_are_missing_on_both_sides() -> None:
    one = next(s for s in map(sample, range(400)) if s.style.rules == "incomplete")
    table = next(t for t in one.layout.tables() if t.main)
    body = [c for c in table.cells if c.kind == "body" and c.rowspan == c.colspan == 1]
    right = {(c.row, c.col + 1): "right" in c.edges for c in body}
    shared = [(right[c.row, c.col], "left" in c.edges) for c in body if (c.row, c.col) in right]
    assert shared and all(one == other for one, other in shared)


def test_rules_between_groups_stand_nowhere_else() -> None:
    styles = (s for s in map(sample, range(600)) if s.style.rules == "groups" and s.style.merge == "repeat")
    table = next(t for s in styles for t in s.layout.tables() if t.main and max(c.group for c in t.cells) > 2)
    body = [c for c in table.cells if c.kind == "body"]
    first = {group: min(c.row for c in body if c.group == group) for group in {c.group for c in body}}
    assert len(body) > len(first)
    assert all(("top" in c.edges) == (c.row == first[c.group]) for c in body)


def test_composed_records_differ_from_seed_to_seed() -> None:
    records = [r for seed in range(60) for r in compose(Random(seed)).records]
    assert len({r["indikator"] for r in records}) > 200 and len({r["sasaran"] for r in records}) > 100


def test_an_ink_names_its_cell_in_any_table() -> None:
    for number in (1, 199, 200, 4321):
        ink = teaching_ink(Cell(0, 0, 1, 1, "body", [], number=number))
        assert cell_number(tuple(int(ink[i : i + 2], 16) / 255 for i in (0, 2, 4))) == number


def test_a_row_cut_by_the_page_goes_on_with_its_rest() -> None:
    words = " ".join(f"kata{i}" for i in range(60))
    cells = [
        Cell(0, 0, 1, 1, "header", [Paragraph("Indikator")], number=1),
        Cell(1, 0, 1, 1, "body", [Paragraph(words)], number=2),
    ]
    table = Table(1, cells, 1, widths=[1.0])
    flow = Flow(table, Setter("Liberation Sans", 10, 1.0), 120, (2, 2))
    sheets = []
    while not flow.done():
        sheets.append(flow.next(100, fresh=True))
    set_words = [w for s in sheets for p in s.pieces for line in p.lines for w in line.words]
    assert len(sheets) > 2 and " ".join(set_words) == words


def test_open_rules_leave_no_walls_between_rows() -> None:
    one = next(s for s in map(sample, range(400)) if s.style.rules == "none")
    assert not any(c.edges for t in one.layout.tables() for c in t.cells)
