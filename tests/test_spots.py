"""Print on a digital page that stands in no text and in no picture: text boxes drawn as outlines, nameless letters."""

from __future__ import annotations

from iku.extract.mixed import with_own_text
from iku.extract.model import Box, Page, Placement, Word
from iku.extract.scan.unread import _spots


def test_letters_that_stand_together_are_a_spot_and_a_tick_is_none() -> None:
    letters = [(100.0 + 6 * i, 200.0) for i in range(15)] + [(110.0 + 6 * i, 212.0) for i in range(10)]
    (spot,) = _spots([*letters, (500.0, 300.0), (506.0, 300.0)], [])
    assert spot.holds(100, 200) and spot.holds(164, 212) and not spot.holds(500, 300)
    assert _spots(letters, [Box(90, 190, 210, 230)]) == ()


def test_dots_of_letters_without_a_character_give_way_to_what_is_seen() -> None:
    read = Word("Jumlah", Box(10, 10, 60, 20), source="ocr")
    scanned = Page(1, 600, 800, "ocr", [read], placement=Placement())
    own = Page(1, 600, 800, "teks", [Word("••••••", Box(10, 10, 60, 20)), Word("Nilai", Box(80, 10, 110, 20))])
    assert [w.text for w in with_own_text(scanned, own).words] == ["Jumlah", "Nilai"]


def test_dots_over_which_nothing_was_read_stay() -> None:
    own = Page(1, 600, 800, "teks", [Word("•••", Box(10, 10, 60, 20))])
    assert [w.text for w in with_own_text(Page(1, 600, 800, "ocr", []), own).words] == ["•••"]
