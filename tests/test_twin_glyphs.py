"""Glyphs printed twice are found on pages of which most are spared the closer look."""

from __future__ import annotations

import random

import pytest

from iku.extract.drawn import doubles
from iku.extract.drawn.marks import Glyph, Scene
from iku.extract.model import Box


def _page(chance: random.Random) -> list[Glyph]:
    glyphs = []
    for order in range(chance.randint(2, 30)):
        size = chance.choice((8.0, 10.0, 10.0, 40.0))
        x, y = chance.uniform(0, 60), chance.uniform(0, 60)
        box = Box(x, y, x + size / 2, y + size)
        args = (0.0, 0.0, 1.0, False, size / 4, 0, Scene())
        glyphs.append(Glyph(chance.choice("ab"), box, order, order, size, "F", *args))
    return glyphs


def test_no_twin_is_overlooked_by_the_first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [_page(random.Random(seed)) for seed in range(400)]
    spared = [page for page in pages if not doubles._may_have_twins(page)]
    monkeypatch.setattr(doubles, "_may_have_twins", lambda letters: True)
    assert len(spared) > 40
    assert not any(doubles._twins(page) for page in spared)
    assert sum(bool(doubles._twins(page)) for page in pages) > 100
