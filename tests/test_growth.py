"""No text makes the program slow: time grows with the length of a text, whatever it repeats."""

from __future__ import annotations

import pytest
from text_growth import LENGTH, ROOMS, SECONDS, functions, modules, patterns, pieces, run, seconds_of

from iku.normalize import values
from iku.normalize.formula.grammar import parse_formula
from iku.normalize.lexicon import Lexicon

SAMPLE, READ = 8_000, 20_000
"""Characters that each pattern and each function is tried with, in time to match: what grows with the square of them
fails as surely as with 100,000, and sooner."""
CAPPED = {"iku.normalize.values._VALUE": values._LONGEST}
"""Patterns that are only asked about shorter texts."""
PATHS = {"iku.corpus.editions.chosen", "iku.corpus.editions.over_time", "iku.web.server.listen"}
"""Their text is the name of a file or of a machine, which the system limits."""
PIECES = ("I", "1", "/", " / ", "\n", "A ", "(", "dan ", "1. ", "a, ", "-", "x 100 ", "I, ", "II/a ", "• ", "19",
          "Aa", "A/B ", "NIP 1")  # fmt: skip


@pytest.mark.parametrize("room", ROOMS)
def test_every_regular_expression_takes_time_in_line_with_the_text(room: str) -> None:
    seen, slow = set(), []
    for module in modules(room):
        for name, pattern, methods in patterns(module):
            asked = (pattern.pattern, pattern.flags, methods)
            if asked in seen:
                continue
            seen.add(asked)
            length = CAPPED.get(f"{module.__name__}.{name}", SAMPLE)
            limit = SECONDS * SAMPLE / LENGTH
            for piece in pieces(pattern):
                text = piece * (length // len(piece)) + "\x01"
                if seconds_of(lambda: run(pattern, methods, text), limit) >= limit:  # noqa: B023
                    slow.append(f"{module.__name__} {name}: {piece!r} in {pattern.pattern[:80]}")
                    break
    assert not slow


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "cli"])
def test_every_public_function_takes_time_in_line_with_the_text(room: str) -> None:
    given = {"Lexicon": Lexicon.load(None), "int": 1, "float": 1.0, "bool": False}
    slow, limit = [], SECONDS * READ / LENGTH
    for module in modules(room):
        for name, call in functions(module, given):
            if f"{module.__name__}.{name}" in PATHS:
                continue
            seconds_of(lambda: call("Jumlah A / jumlah B dan C"), 10 * SECONDS)  # noqa: B023  # what it loads
            for piece in PIECES:
                text = piece * (READ // len(piece))
                if seconds_of(lambda: call(text), limit) >= limit:  # noqa: B023
                    slow.append(f"{module.__name__}.{name}: {piece!r}")
                    break
    assert not slow


def test_header_cell_of_34_strokes_is_read_at_once() -> None:
    """``I``, ``II`` and ``III`` are words of value headers: 34 strokes are made of them in five million ways."""
    lexicon = Lexicon.load(None)
    assert seconds_of(lambda: [lexicon.match("I" * n + end) for n in (34, 149) for end in ("", "X")], 0.5) < 0.5


def test_long_cell_of_slashes_is_a_list_and_no_formula() -> None:
    assert seconds_of(lambda: parse_formula("jumlah a / jumlah b " * 5_000), SECONDS) < SECONDS
