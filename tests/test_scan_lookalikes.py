"""Letters that look alike, screens of dots and print on rules in scans; header bands without rules."""

from __future__ import annotations

import numpy as np
import pytest

from iku.extract.model import Box, Word
from iku.extract.open_header import part_header
from iku.extract.scan.screen import without_screen
from iku.extract.scan.textlayer import _GARBLED
from iku.extract.table_model import Cell, Grid
from iku.normalize.lookalikes import resolved


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Kegtatan dl Provinsl", "Kegiatan dl Provinsi"),
        ("membiayal dan dlpergunakan", "membiayai dan dipergunakan"),
        ("JURNLAH pengunjung", "JUMLAH pengunjung"),
        ("titik (point) Sutl", "titik (point) Sutl"),
        ("kinerja yang dimiliki", "kinerja yang dimiliki"),
    ],
)
def test_only_a_word_that_is_none_becomes_the_one_that_it_can_be(read: str, meant: str) -> None:
    assert resolved(read) == meant


def test_print_on_a_screen_of_dots_stands_on_white() -> None:
    scale = 200 / 72
    page = np.full((1400, 1000), 255, np.uint8)
    for y in range(200, 300, 4):
        for x in range(100, 900, 4):
            page[y : y + 2, x : x + 2] = 0
    page[230:270, 400:405] = 0  # a stroke
    clean = without_screen(page, scale)
    assert (clean[210:290, 450:880] < 165).mean() < 0.02
    assert (clean[235:265, 401:404] < 100).mean() > 0.9
    assert np.array_equal(clean[400:], page[400:])


def test_words_of_a_bad_text_layer_are_told_from_printed_ones() -> None:
    assert all(map(_GARBLED.search, ["W..d.l", "k6t6rcapaian", "l,ll(lr.lrn", ".'nf,nt{nN"]))
    assert not any(map(_GARBLED.search, ["M.Si.,", "PER/09/M.PAN/5/2007", "Rp1.000.000,-", "(SAKIP)", "Tujuan......"]))


def _band(words: list[tuple[str, float, float]]) -> Grid:
    xs, ys = [0.0, 100.0, 200.0, 300.0], [0.0, 20.0, 40.0, 60.0]
    cells = [Cell(0, 0, 1, 3, Box(0, 0, 300, 20), 1)]
    cells += [Cell(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1]), 1) for r in (1, 2) for c in range(3)]
    from iku.extract.lines import to_lines

    cells[0].lines = to_lines([Word(t, Box(a, 5, b, 15), 1.0, "teks", 9.0) for t, a, b in words], 1)
    return Grid(1, Box(0, 0, 300, 60), xs, ys, cells)


def test_a_header_band_without_rules_is_parted_by_the_columns_under_it() -> None:
    grid = _band([("Sasaran", 20, 70), ("Indikator", 120, 170), ("Target", 230, 270)])
    part_header(grid)
    assert [c.text for c in grid.cells if c.row == 0] == ["Sasaran", "Indikator", "Target"]


def test_a_title_over_the_columns_stays_one_cell() -> None:
    grid = _band([("Sasaran", 20, 70), ("Strategis", 74, 120), ("dan", 124, 140), ("Target", 230, 270)])
    part_header(grid)
    assert [c.text for c in grid.cells if c.row == 0] == ["Sasaran Strategis dan Target"]
