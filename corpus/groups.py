"""Wordings to concepts: candidates by rare words, judged by ``likeness``, joined only where whole groups agree.

The work grows with the number of wordings, not with its square: a wording is compared with those that share two of its
rarest words, and in a crowd with its neighbours only. A group grows when its most frequent wordings agree with each
other, so that no chain of small steps joins two things. Concept ids depend on the wordings of the group alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations

from corpus.likeness import LINKED, NEAR, Formula, Likeness, compare
from corpus.profile import Profile, weight
from corpus.review import Decisions

RAREST = 5
CROWD = 24
"""Wordings under one pair of words that are all compared; in a larger crowd each meets its ``WINDOW`` neighbours."""
WINDOW = 6
SPOKESMEN = 4


@dataclass(slots=True)
class Wording:
    """One wording of the corpus: its profile, how many records and agencies use it, operands of one of its formulas."""

    profile: Profile
    records: int = 0
    agencies: set[str] = field(default_factory=set)
    formula: Formula | None = None

    @property
    def rank(self) -> tuple[int, int, str]:
        """Sorts the wording that most agencies use first."""
        return (-len(self.agencies), -self.records, self.profile.key)


@dataclass(frozen=True, slots=True)
class Link:
    """Two wordings, by key, and the judgement; ``kind``: tautan (linked), usulan (a reviewer is asked), tinjauan (a
    reviewer has said so)."""

    left: str
    right: str
    kind: str
    likeness: Likeness


@dataclass(slots=True)
class Groups:
    """``members``: concept id -> keys, the most used first; ``links`` in the order of their keys."""

    members: dict[str, list[str]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def group(wordings: Mapping[str, Wording], decisions: Decisions | None = None) -> Groups:
    """Join *wordings* (by key) to concepts; a reviewer's *decisions* go before every score."""
    decisions = decisions or Decisions()
    judged = sorted(
        (link for a, b in candidates(wordings) if (link := _judge(wordings, a, b)) is not None),
        key=lambda link: (-link.likeness.score, link.left, link.right),
    )
    parts = _Parts(wordings, decisions)
    links = []
    for left, right in decisions.pairs(wordings, same=True):
        if parts.join(left, right, forced=True):
            links.append(Link(left, right, "tinjauan", Likeness(1.0)))
    for link in judged:
        if link.kind == "tautan" and not parts.join(link.left, link.right):
            link = Link(link.left, link.right, "usulan", link.likeness)
        links.append(link)
    members = {}
    for keys in parts.groups():
        ordered = sorted(keys, key=lambda k: wordings[k].rank)
        members[concept_id(ordered[0])] = ordered
    return Groups(dict(sorted(members.items())), sorted(links, key=lambda x: (x.left, x.right, x.kind)))


def concept_id(key: str) -> str:
    """Id of the concept whose most used wording has *key*."""
    return "k-" + sha256(key.encode()).hexdigest()[:12]


def candidates(wordings: Mapping[str, Wording]) -> Iterator[tuple[str, str]]:
    """Pairs of keys worth a comparison, each once, left before right."""
    count = Counter(w for item in wordings.values() for w in item.profile.words)
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(wordings):
        for block in _blocks(wordings[key].profile.words, count):
            blocks[block].append(key)
    seen: set[tuple[str, str]] = set()
    for block in sorted(blocks):
        for pair in _within(blocks[block]):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _blocks(words: Iterable[str], count: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    rare = sorted(words, key=lambda w: (-weight(w), count[w], w))[:RAREST]
    if len(rare) <= 2:
        yield from ((w,) for w in rare)
    yield from combinations(sorted(rare), 2)


def _within(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(keys) <= CROWD:
        yield from combinations(keys, 2)
        return
    for i, key in enumerate(keys):
        for other in keys[i + 1 : i + 1 + WINDOW]:
            yield key, other


def _judge(wordings: Mapping[str, Wording], left: str, right: str) -> Link | None:
    a, b = wordings[left], wordings[right]
    formulas = (a.formula, b.formula) if a.formula and b.formula else None
    likeness = compare(a.profile, b.profile, formulas)
    if likeness.score < NEAR:
        return None
    return Link(left, right, "tautan" if likeness.score >= LINKED else "usulan", likeness)


class _Parts:
    """Disjoint groups of keys that join only where their most used wordings agree and no reviewer forbids it."""

    def __init__(self, wordings: Mapping[str, Wording], decisions: Decisions) -> None:
        self._wordings = wordings
        self._of = {key: key for key in wordings}
        self._keys: dict[str, list[str]] = {key: [key] for key in wordings}
        self._apart = {frozenset(p) for p in decisions.pairs(wordings, same=False)}

    def join(self, left: str, right: str, *, forced: bool = False) -> bool:
        """True when both are in one group afterwards."""
        a, b = self._of[left], self._of[right]
        if a == b:
            return True
        if self._forbidden(self._keys[a], self._keys[b]) or not (forced or self._agree(self._keys[a], self._keys[b])):
            return False
        big, small = (a, b) if len(self._keys[a]) >= len(self._keys[b]) else (b, a)
        for key in self._keys[small]:
            self._of[key] = big
        self._keys[big] += self._keys.pop(small)
        self._keys[big].sort(key=lambda k: self._wordings[k].rank)
        return True

    def groups(self) -> list[list[str]]:
        return [self._keys[key] for key in sorted(self._keys)]

    def _agree(self, a: Sequence[str], b: Sequence[str]) -> bool:
        for left in a[:SPOKESMEN]:
            for right in b[:SPOKESMEN]:
                judged = compare(self._wordings[left].profile, self._wordings[right].profile)
                if judged.parted or judged.score < NEAR:
                    return False
        return True

    def _forbidden(self, a: Sequence[str], b: Sequence[str]) -> bool:
        return bool(self._apart) and any(frozenset((x, y)) in self._apart for x in a for y in b)
