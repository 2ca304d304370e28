"""Words of a scan with letters that look alike mistaken for each other: ``provinsl``, ``dlpergunakan``, ``jurnlah``.

Only a word that is none becomes another, and only where a single word comes of it: what can be read in two ways, and
what is misspelled in print, stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, product

from iku.normalize.words import is_listed, is_word

NARROW = "ilt"
"""Letters of one stroke, which blurred or two-level print makes one another."""
SHORTEST, LONGEST = 5, 40
"""Letters of the shortest and the longest word that is looked at; what is longer is no word."""
LONG = 8
"""Letters from which on a word that affixes make counts too, for one mistaken letter: ``point`` is no ``poini``."""
MOST = 2
"""Letters of one word that may be mistaken."""
_WORD = re.compile(r"[^\W\d_]{5,}")


def resolved(text: str) -> str:
    """*text* with such words mended, its capitals as they are."""
    return _WORD.sub(lambda m: _cased(_mended(m.group().lower()), m.group()), text)


def _cased(mended: str, printed: str) -> str:
    if mended == printed.lower():
        return printed
    if printed.isupper():
        return mended.upper()
    return mended.capitalize() if printed[:1].isupper() else mended


@lru_cache(maxsize=20_000)
def _mended(word: str) -> str:
    """The one word that *word* (lower case) can be, else itself."""
    if not SHORTEST <= len(word) <= LONGEST or is_word(word):
        return word
    for count in range(1, MOST + 1):
        derived = count == 1 and len(word) >= LONG
        found = {other for other in _readings(word, count) if is_listed(other) or derived and is_word(other)}
        if found:
            return found.pop() if len(found) == 1 else word
    return word


def _readings(word: str, count: int) -> Iterator[str]:
    """*word* with *count* of its letters read otherwise."""
    if count == 1:
        yield from (word[: m.start()] + "m" + word[m.end() :] for m in re.finditer("rn", word))
    places = [i for i, letter in enumerate(word) if letter in NARROW]
    for chosen in combinations(places, count):
        for letters in product(NARROW, repeat=count):
            if all(word[i] != new for i, new in zip(chosen, letters, strict=True)):
                other = list(word)
                for i, new in zip(chosen, letters, strict=True):
                    other[i] = new
                yield "".join(other)
