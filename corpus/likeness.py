"""How alike two wordings are, and why: the one judgement behind every link of the corpus.

Words count by their weight, near spellings (one slip in a word of seven letters or more) as equal. Some differences
part two names whatever else they share: another measure, another figure, a ``tidak``, ``peningkatan`` and not
``penurunan``, one word exchanged for another (``air payau``/``air tawar``). The rules were compared with word TF-IDF
and rapidfuzz's ratios on labelled pairs: see docs/corpus.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from iku.corpus.profile import Profile, weight
from iku.corpus.text import terms

LINKED = 0.81
"""From this score on two wordings are one concept."""
NEAR = 0.6
"""From this score on a reviewer is asked."""
EXCHANGED = 0.9
"""Weight of the words on both sides that have no counterpart, from which one thing is taken for another."""
LONG_ENOUGH = 7
SUPPORT = 0.12


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` 0..1 (0 with ``parted``); ``shared``: words in both, ``near``: pairs of near spellings, ``left`` and
    ``right``: words of one side only, ``parted``: the reason that forbids a link, ``formula``: likeness of the operands
    where both have them."""

    score: float
    shared: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    parted: str | None = None
    formula: float | None = None

    def because(self) -> str:
        """One line in Indonesian: why linked, or why not."""
        said = [f"kata sama: {', '.join(self.shared)}" if self.shared else "tidak ada kata sama"]
        said += [f"ejaan dekat: {', '.join(f'{a}={b}' for a, b in self.near)}"] if self.near else []
        said += [f"hanya kiri: {', '.join(self.left)}"] if self.left else []
        said += [f"hanya kanan: {', '.join(self.right)}"] if self.right else []
        said += [f"formulasi serupa {self.formula:.2f}"] if self.formula is not None else []
        said += [f"dipisahkan: {self.parted}"] if self.parted else []
        return "; ".join(said)


@dataclass(frozen=True, slots=True)
class Formula:
    """Lemmas of the operands of one formula."""

    above: frozenset[str] = field(default_factory=frozenset)
    below: frozenset[str] = field(default_factory=frozenset)


def compare(a: Profile, b: Profile, formulas: tuple[Formula, Formula] | None = None) -> Likeness:
    """Judge two wordings; *formulas* are operands of both, where printed, and can only help a pair that is close."""
    shared = a.words & b.words
    left, right, near = _near_spellings(a.words - shared, b.words - shared)
    rest_a, rest_b = _sum(left), _sum(right)
    both = _sum(shared) + sum(max(weight(x), weight(y)) for x, y in near)
    whole = 2 * both + rest_a + rest_b
    score = 2 * both / whole if whole else 0.0
    score -= 0.5 * min(rest_a, rest_b) / (both + max(rest_a, rest_b)) if whole else 0.0
    alike = _operands(formulas) if formulas else None
    if alike is not None and alike >= 0.9 and score >= NEAR:
        score = min(1.0, score + SUPPORT)
    parted = _parted(a, b, frozenset(left), frozenset(right), rest_a, rest_b)
    return Likeness(
        0.0 if parted else round(max(score, 0.0), 4), tuple(sorted(shared)), tuple(near),
        tuple(sorted(left)), tuple(sorted(right)), parted, alike,
    )  # fmt: skip


def measures_agree(a: str | None, b: str | None) -> bool:
    """A percentage is no count; a rate may be printed as either; an unknown measure speaks against nothing."""
    alike = terms().alike
    return a is None or b is None or a == b or b in alike.get(a, ()) or a in alike.get(b, ())


def _parted(
    a: Profile, b: Profile, left: frozenset[str], right: frozenset[str], rest_a: float, rest_b: float
) -> str | None:
    if not measures_agree(a.measure, b.measure):
        return f"ukuran {a.measure}/{b.measure}"
    if a.numbers != b.numbers:
        return f"angka {' '.join(sorted(a.numbers)) or '-'}/{' '.join(sorted(b.numbers)) or '-'}"
    if odd := a.opposing ^ b.opposing:
        return f"hanya satu sisi: {', '.join(sorted(odd))}"
    if min(rest_a, rest_b) >= EXCHANGED:
        return f"kata berganti: {', '.join(sorted(left))}/{', '.join(sorted(right))}"
    if a.parts and b.parts and len(a.parts & b.parts) < 0.3 * len(a.parts | b.parts):
        return "rincian lain"
    return None


def _near_spellings(a: frozenset[str], b: frozenset[str]) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Words left on each side, and the pairs that differ by one slip of the pen."""
    left, right, near = sorted(a), sorted(b), []
    for word in list(left):
        if len(word) < LONG_ENOUGH:
            continue
        other = next((o for o in right if len(o) >= LONG_ENOUGH and OSA.distance(word, o, score_cutoff=1) <= 1), None)
        if other is not None:
            left.remove(word)
            right.remove(other)
            near.append((word, other))
    return left, right, near


def _operands(formulas: tuple[Formula, Formula]) -> float | None:
    one, two = formulas
    if not (one.above and two.above and one.below and two.below):
        return None
    return min(_dice(one.above, two.above), _dice(one.below, two.below))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    total = _sum(a) + _sum(b)
    return 2 * _sum(a & b) / total if total else 0.0


def _sum(words: Iterable[str]) -> float:
    return sum(weight(w) for w in words)
