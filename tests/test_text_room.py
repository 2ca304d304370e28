"""The text room: what all rooms ask of plain text gives one answer."""

from __future__ import annotations

import pytest

from iku.extract.joined import Joined
from iku.text.controls import for_output, on_one_line, without_steering
from iku.text.near import HEADERS, LABELS, budget


def test_direction_marks_and_half_characters_reach_no_terminal_form_or_file() -> None:
    odd = "Dinas\u202e Sosial\x1b[2J\ud800\nKota\tDepok\u2028"
    assert on_one_line(odd) == "Dinas\ufffd Sosial\ufffd[2J\ufffd\ufffdKota\ufffdDepok\ufffd"
    assert without_steering(odd) == "Dinas  Sosial [2J \nKota Depok\u2028"
    assert for_output(odd) == "Dinas Sosial\ufffd[2J\ufffd\nKota Depok "


@pytest.mark.parametrize(("length", "headers", "labels"), [(1, 0, 0), (2, 1, 0), (8, 2, 1), (20, 3, 2), (40, 6, 5)])
def test_longer_spellings_may_be_damaged_more(length: int, headers: int, labels: int) -> None:
    assert (budget(length, HEADERS), budget(length, LABELS)) == (headers, labels)


def test_chain_of_pairs_makes_one_group_in_the_order_of_its_first() -> None:
    joined = Joined(6)
    for pair in ((4, 1), (1, 3), (5, 2)):
        joined.join(*pair)
    assert joined.groups() == [[0], [1, 3, 4], [2, 5]]
