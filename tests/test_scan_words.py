"""Words of a scanned line: parted by the gaps of its ink, specks and look-alikes told from print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from iku.extract.model import Box, Word
from iku.extract.scan.decode import Glyph, pieces_of
from iku.extract.scan.rules import find_rules
from iku.extract.scan.slim import keep_classes
from iku.extract.scan.words import _roman, lost_figure

LETTER, HEIGHT = 10, 28


def _line(text: str, ink: str) -> tuple[list[Glyph], np.ndarray]:
    """Characters of *text* on the places of *ink*: x a letter, . a gap as wide as one."""
    columns = np.zeros(len(ink) * LETTER, dtype=bool)
    places = [i for i, c in enumerate(ink) if c == "x"]
    for i in places:
        columns[i * LETTER + 1 : (i + 1) * LETTER] = True
    read = iter(places)
    glyphs: list[Glyph] = []
    for c in text:
        at = glyphs[-1].at + LETTER if c in " ·" and glyphs else (next(read) + 0.5) * LETTER
        glyphs.append(Glyph(c, at, 0.99))
    return glyphs, columns


@pytest.mark.parametrize(
    ("text", "ink", "words"),
    [
        ("IndikatorKinerja", "xxxxxxxxx.xxxxxxx", ["Indikator", "Kinerja"]),  # the reader dropped the space
        ("dan yang", "xxx.xxxx", ["dan", "yang"]),
        ("TEMPAT", "x.x.x.x.x.x", ["TEMPAT"]),  # letter-spaced print is one word
        ("korban·bencana", "xxxxxx.xxxxxxx", ["korban", "bencana"]),  # a speck read as a mark
    ],
)
def test_words_part_at_the_gaps_of_the_ink(text: str, ink: str, words: list[str]) -> None:
    glyphs, columns = _line(text, ink)
    assert [p.text for p in pieces_of(glyphs, columns, HEIGHT)] == words


def test_box_of_a_word_ends_at_its_ink() -> None:
    first, second = pieces_of(*_line("dandan", "xxx.xxx"), HEIGHT)
    assert (first.start, first.end) == (1, 30) and (second.start, second.end) == (41, 70)


@pytest.mark.parametrize(
    ("before", "read", "meant"),
    [("", "Il", "II"), ("", "IIl/Satu", "III/Satu"), ("", "Islam", "Islam"), ("", "l", "l"), ("I", "l", "I")],
)
def test_roman_number_with_a_small_l(before: str, read: str, meant: str) -> None:
    assert _roman(read, before) == meant


@pytest.mark.parametrize(("number", "width", "lost"), [("1999", 24, False), ("199", 24, True), ("7", 6, False)])
def test_number_too_wide_for_its_figures_has_lost_one(number: str, width: float, lost: bool) -> None:
    texts = [("Undang-Undang", 0.0, 65.0), ("tentang", 70.0, 112.0), ("Penyelenggaraan", 120.0, 210.0)]
    line = [Word(text, Box(x0, 0, x1, 9), 0.99, "ocr", 9) for text, x0, x1 in texts]
    assert lost_figure([*line, Word(number, Box(220, 0, 220 + width, 9), 0.99, "ocr", 9)]) is lost


def test_letter_stem_between_two_rules_is_no_wall() -> None:
    scale = 200 / 72
    page = np.full((600, 900), 255, np.uint8)
    for y in (200, 240):
        page[y : y + 3, 100:800] = 0
    for x in (100, 400, 797):
        page[200:243, x : x + 3] = 0
    page[206:237, 250:254] = 0  # a bold capital I that nearly fills its row
    walls = sorted({round(r.at) for r in find_rules(page, scale)[0] if not r.horizontal})
    assert walls == [101, 401, 798]


def test_underline_is_given_but_an_edge_of_the_scan_is_not() -> None:
    page = np.full((600, 900), 255, np.uint8)
    page[0:4, :] = 0
    page[300:302, 200:360] = 0
    found, mask = find_rules(page, 200 / 72)
    assert [(round(r.at), r.horizontal) for r in found] == [(300, True)]
    assert mask[300, 250] and not mask[1, 250]


def test_model_without_the_asked_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="no layer"):
        keep_classes(b"", 18710, np.array([0, 1]))


def test_short_rule_that_meets_a_leaning_one_away_from_its_middle_is_found() -> None:
    scale = 200 / 72
    page = np.full((700, 1800), 255, np.uint8)
    for y in (200, 245, 400):  # twelve pixels lower at the right end than at the left
        cv2.line(page, (100, y), (1700, y + 12), 0, 3)
    for x in (100, 1699):
        cv2.line(page, (x, 200), (x, 412), 0, 3)
    page[211:253, 1499:1502] = 0  # parts two headers near the right end
    found, _ = find_rules(page, scale)
    assert any(not r.horizontal and abs(r.at - 1500) < 3 for r in found)
