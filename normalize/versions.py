"""Tables of one document that hold the same indicators: body and annex, or two versions of a decree.

All are kept; a later table is linked to the earlier one that it repeats (``sama_dengan``) or changes (``versi_dari``).
Only tables that repeat no other are compared with: a hundred copies are one group, not five thousand pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import mean

from rapidfuzz import fuzz

from iku.normalize.record_model import Indikator

SAME_NAME = 92.0
"""Names this alike (0..100) are one indicator."""
LIKE_NAME = 78.0
"""Names this alike are one indicator where its objective or its formula is alike too."""
CONTEXT = 80.0
LEAST = 0.6
"""Two tables are linked when this share of the smaller one's indicators finds a partner."""
REPEATED = 92.0
"""Mean likeness of the texts of all pairs from which a table repeats the other; below, it is another version."""

MOST_VERSIONS = 3
"""A table is said to be another version of so many earlier ones at most."""


@dataclass(frozen=True, slots=True)
class Link:
    """Table ``later`` (its place among the tables) holds the indicators of table ``earlier``; ``pairs`` are places of
    records in both; ``repeats``: with the same texts, else it is another version."""

    earlier: int
    later: int
    pairs: tuple[tuple[int, int], ...]
    repeats: bool


def link_tables(tables: Sequence[Sequence[Indikator]]) -> list[Link]:
    """The links between tables, given as their records, in the order of the later one: each links to the table that it
    repeats, else to every table, itself no repetition, of which it is another version."""
    found: list[Link] = []
    firsts: list[int] = []
    for later, other in enumerate(tables):
        links: list[Link] = []
        for earlier in firsts:
            link = _link(tables, earlier, later)
            if link is not None and link.repeats:
                links = [link]
                break
            links += [link] if link is not None and len(links) < MOST_VERSIONS else []
        found += links
        if not (links and links[0].repeats) and other:
            firsts.append(later)
    return found


def _link(tables: Sequence[Sequence[Indikator]], earlier: int, later: int) -> Link | None:
    own, other = tables[earlier], tables[later]
    pairs = pair_records(own, other)
    if not pairs or len(pairs) < LEAST * min(len(own), len(other)):
        return None
    alike = mean(_alike(own[a], other[b]) for a, b in pairs)
    return Link(earlier, later, tuple(pairs), alike >= REPEATED)


def pair_records(own: Sequence[Indikator], other: Sequence[Indikator]) -> list[tuple[int, int]]:
    """Pairs (place in *own*, place in *other*) of the same indicator, each used once, best first."""
    scored = sorted((-_likeness(a, b), i, j) for i, a in enumerate(own) for j, b in enumerate(other))
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for score, i, j in scored:
        if score < 0 and i not in used_a and j not in used_b:
            pairs.append((i, j))
            used_a.add(i)
            used_b.add(j)
    return sorted(pairs)


def texts(a: Indikator, b: Indikator) -> Iterator[tuple[str, str, str]]:
    """Field and both texts, where both records print it."""
    formulas = (a.formulasi.teks if a.formulasi else None, b.formulasi.teks if b.formulasi else None)
    for name, one, two in (
        ("sasaran", a.sasaran, b.sasaran),
        ("indikator", a.indikator, b.indikator),
        ("formulasi", *formulas),
    ):
        if one and two:
            yield name, one, two


def plain(text: str) -> str:
    """A text without what does not make a difference: spacing and a final stop."""
    return re.sub(r"\s+", "", text).strip(".;:")


def _likeness(a: Indikator, b: Indikator) -> float:
    """0..100 for the same indicator, 0 for two different ones."""
    one, two = _key(a.indikator), _key(b.indikator)
    if not one or not two or one.split()[0] != two.split()[0]:
        return 0.0  # a share, a number and an index of one thing are three indicators
    score = max(fuzz.token_sort_ratio(one, two), _shared_words(one, two))
    if score >= SAME_NAME:
        return score
    context = [fuzz.token_sort_ratio(_key(x), _key(y)) for name, x, y in texts(a, b) if name != "indikator"]
    return score if score >= LIKE_NAME and max(context, default=0.0) >= CONTEXT else 0.0


def _shared_words(one: str, two: str) -> float:
    """Share of words in common, 0..100 (Dice)."""
    left, right = set(one.split()), set(two.split())
    return 200 * len(left & right) / (len(left) + len(right))


def _alike(a: Indikator, b: Indikator) -> float:
    return mean(fuzz.ratio(_key(x), _key(y)) for _, x, y in texts(a, b))


@lru_cache(maxsize=4096)
def _key(text: str | None) -> str:
    return re.sub(r"\W+", " ", (text or "").lower()).replace("prosentase", "persentase").strip()
