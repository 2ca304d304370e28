"""Words typed with blanks between their letters, ``T A R G E T``: one word, as everyone reads it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from iku.extract.model import Word, hull

FEWEST = 4
"""So many capitals in a row are such a word: fewer may be the letters of a list or of a formula."""
EVEN = 0.2
"""Their gaps are alike within this part of the font size; a wider one parts two such words."""


def respelled(line: Sequence[Word]) -> list[Word]:
    """The words of a line, left to right, each row of single capitals put together."""
    out: list[Word] = []
    run: list[Word] = []
    for word, following in zip_longest(line, line[1:]):
        run.append(word)
        if following is None or not _goes_on(run, following):
            out += [_joined(run)] if len(run) >= FEWEST else run
            run = []
    return out


def _goes_on(run: Sequence[Word], following: Word) -> bool:
    """Whether a word is a single capital as far from the last of the run as that one from the one before it."""
    last = run[-1]
    if not (len(last.text) == len(following.text) == 1 and last.text.isupper() and following.text.isupper()):
        return False
    gap = following.box.x0 - last.box.x1
    first = run[1].box.x0 - run[0].box.x1 if len(run) > 1 else gap
    return 0 < gap <= last.size and abs(gap - first) <= EVEN * last.size


def _joined(run: Sequence[Word]) -> Word:
    first = run[0]
    return Word("".join(w.text for w in run), hull([w.box for w in run]), size=first.size, bold=first.bold)
