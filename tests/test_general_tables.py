"""Tables that are not about indicators: what is found on a page without any known header, and how it is measured."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.adjacency import TableCell, compare, relations
from bench.icdar import claims, judge, ours, truth
from bench.run import SHARED
from iku.extract.model import Box, Page, Ruling, Word
from iku.extract.structure.general import general_grids

FOLDER = SHARED / "icdar2013"
LETTER = 5.0
"""Width of a letter of the pages drawn here, points."""


def _words(text: str, x: float, y: float) -> list[Word]:
    words = []
    for part in text.split():
        words.append(Word(part, Box(x, y, x + LETTER * len(part), y + 10)))
        x += LETTER * (len(part) + 0.6)
    return words


def _page(*lines: tuple[float, dict[float, str]], rules: tuple[Ruling, ...] = ()) -> Page:
    words = [w for y, texts in lines for x, text in texts.items() for w in _words(text, x, y)]
    return Page(1, 595, 842, "teks", words=words, rulings=list(rules))


def _statistics() -> Page:
    body = [("Mangga", "1,204", "88"), ("Pepaya", "961", "7"), ("Salak", "75", "1,310"), ("Jambu", "2", "40")]
    rows = [(140.0 + 12 * i, {60.0: name, 210.0: one, 300.0: other}) for i, (name, one, other) in enumerate(body)]
    head = [(110.0, {215.0: "Harvest of the year"}), (122.0, {60.0: "Fruit", 210.0: "2001", 300.0: "2002"})]
    text = [(y, {60.0: "this is running text of a report and it goes on over the whole width of it"}) for y in (60, 72)]
    rules = (Ruling(True, 121, 205, 330), Ruling(True, 136, 58, 330))
    return _page(*text, *head, *rows, rules=rules)


def test_figures_under_figures_are_a_table_without_upright_rules() -> None:
    (grid,) = general_grids(_statistics())
    assert (grid.ncols, grid.nrows) == (3, 6)
    assert [c.text for c in grid.cells if c.row == 4] == ["Salak", "75", "1,310"]


def test_a_header_text_over_a_short_rule_groups_the_columns_under_it() -> None:
    (grid,) = general_grids(_statistics())
    group = next(c for c in grid.cells if c.text.startswith("Harvest"))
    assert (group.row, group.col, group.colspan) == (0, 1, 2)


def test_running_text_and_lists_are_no_tables() -> None:
    prose = "a paragraph as it stands in any report about anything at all and then some more"
    lines = [(100.0 + 12 * i, {60.0: prose}) for i in range(6)]
    listed = [(220.0 + 12 * i, {60.0: f"{i + 1}.", 90.0: "do this"}) for i in range(5)]
    assert general_grids(_page(*lines, *listed)) == []


def test_a_whole_lattice_stays_as_its_rules_say() -> None:
    flat = [Ruling(True, y, 50, 350) for y in (100, 130, 160)]
    upright = [Ruling(False, x, 100, 160) for x in (50, 150, 250, 350)]
    lines = ((105.0, {55.0: "A", 155.0: "B 1", 255.0: "C"}), (116.0, {155.0: "B 2"}), (140.0, {55.0: "1", 255.0: "3"}))
    (grid,) = general_grids(_page(*lines, rules=(*flat, *upright)))
    assert [(c.row, c.col, c.text) for c in grid.cells if not c.empty] == [
        (0, 0, "A"), (0, 1, "B 1 B 2"), (0, 2, "C"), (1, 0, "1"), (1, 2, "3"),
    ]  # fmt: skip


def test_relations_leave_out_empty_cells_and_count_a_spanning_cell_once_for_each_neighbour() -> None:
    table = [
        TableCell(0, 0, 0, 1, "Head"), TableCell(1, 0, 1, 0, "a"), TableCell(1, 1, 1, 1, " "),
        TableCell(1, 2, 1, 2, "c"), TableCell(2, 1, 2, 1, "B-b"),
    ]  # fmt: skip
    assert relations(table) == Counter(
        {("a", "c", "right"): 1, ("head", "a", "below"): 1, ("head", "bb", "below"): 1}
    )


def test_a_table_left_over_is_false_and_costs_precision() -> None:
    one = relations([TableCell(0, 0, 0, 0, "a"), TableCell(0, 1, 0, 1, "b")])
    other = relations([TableCell(0, 0, 0, 0, "x"), TableCell(0, 1, 0, 1, "y")])
    outcome = compare([one], [other, one])
    assert (outcome.right, outcome.found, outcome.missed, outcome.false) == (1, 2, 0, 1)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the competition's documents are not here")
@pytest.mark.parametrize(("name", "least"), [("us-020", 0.95), ("eu-001", 0.99)])
def test_statistics_and_lattices_of_the_competition_are_read(name: str, least: float) -> None:
    path = Path(FOLDER / f"{name}.pdf")
    outcome = judge(truth(FOLDER / f"{name}-str.xml"), ours(path))
    assert outcome.f1 >= least
    assert claims([[]]) == []
