"""Wordings to concepts: candidates by shared words, judged by ``likeness``, joined only where whole groups agree.

The work grows with the number of wordings, not with its square: a wording is compared with those that have the same
telling words, or all but one or two of them, and in a crowd with its neighbours only. A group grows when its most
frequent wordings agree with each other, so that no chain of small steps joins two things. Concept ids depend on the
wordings of the group alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, combinations

from rapidfuzz.distance import OSA

from iku.corpus.likeness import LINKED, LONG_ENOUGH, NEAR, Formula, Likeness, compare
from iku.corpus.profile import Profile, weight
from iku.corpus.review import Decisions

CROWD = 24
"""Wordings with the same telling words that are all compared; in a larger crowd each meets ``WINDOW`` neighbours."""
WINDOW = 6
SPOKESMEN = 4
MANY = (7, 12)
"""Telling words of which two may be missing on the other side."""


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
    """Pairs of keys worth a comparison, each once, left before right.

    Two names that mean the same differ in common words, in a slip of the pen, or in a word that only one of them has.
    So a wording meets those with the same telling words, those with one telling word less (with two less where there
    are many), and those whose one other word is spelled nearly alike.
    """
    telling = {key: _telling(wordings[key].profile.words) for key in sorted(wordings)}
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for key, words in telling.items():
        alike[words].append(key)
    for keys in alike.values():
        keys.sort(key=lambda k: wordings[k].rank)
    seen: set[tuple[str, str]] = set()
    for pair in chain(*(_within(keys) for keys in alike.values()), _shorter(telling, alike), _misspelled(telling)):
        ordered = (min(pair), max(pair))
        if ordered not in seen:
            seen.add(ordered)
            yield ordered


def _telling(words: frozenset[str]) -> frozenset[str]:
    """The words that tell names apart; all of them where a name has only common ones."""
    return frozenset(w for w in words if weight(w) == 1) or words


def _within(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(keys) <= CROWD:
        yield from combinations(keys, 2)
        return
    for i, key in enumerate(keys):
        for other in keys[i + 1 : i + 1 + WINDOW]:
            yield key, other


def _shorter(
    telling: Mapping[str, frozenset[str]], alike: Mapping[frozenset[str], Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """Each wording with the most used of those that have all its telling words but one, or but two of many."""
    for key, words in telling.items():
        for count in (1, 2) if MANY[0] <= len(words) <= MANY[1] else (1,):
            for left_out in combinations(sorted(words), count):
                for other in alike.get(words.difference(left_out), ())[:SPOKESMEN]:
                    yield key, other


def _misspelled(telling: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Wordings that are the same but for one word, spelled nearly alike: neighbours in the order of that word, read
    forwards and backwards."""
    cores: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
    for key, words in telling.items():
        for word in sorted(words):
            if len(word) >= LONG_ENOUGH:
                cores[words.difference((word,))].append((word, key))
    for many in cores.values():
        for order in (1, -1) if len(many) > 1 else ():
            ordered = sorted(many, key=lambda item: (item[0][::order], item[1]))
            for i, (word, key) in enumerate(ordered):
                for other, near in ordered[i + 1 : i + 1 + WINDOW]:
                    if word != other and OSA.distance(word, other, score_cutoff=1) <= 1:
                        yield key, near


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
