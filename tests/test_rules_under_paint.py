"""Rules over which something was painted: decoration of a page behind a table."""

from __future__ import annotations

from iku.extract.drawn.hidden import seen_parts
from iku.extract.model import Box, Ruling


def test_a_line_behind_the_fills_of_a_table_is_cut_where_it_is_not_seen() -> None:
    line = Ruling(False, 120, 50, 600)
    cells = [(5, Box(100, 100 + 40 * i, 300, 139 + 40 * i)) for i in range(5)]
    assert [(r.start, r.end) for r in seen_parts([(1, line)], cells)] == [(50, 100), (299, 600)]


def test_borders_and_what_is_drawn_later_are_seen() -> None:
    fill = (5, Box(100, 100, 300, 200))
    border, later = Ruling(True, 100, 100, 300), Ruling(False, 200, 100, 200)
    assert seen_parts([(1, border), (9, later)], [fill]) == [border, later]
