"""A formula whose fractions were set over bars: there the parts are known from the page, not guessed from signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from iku.normalize.formula.legend import body_of
from iku.normalize.formula.sides import Stack, unwrap
from iku.normalize.formula.words import Span, begins_with, formula_words, multipliers

_OPERATOR = re.compile(r"[-+–−×÷/*x]\s*$|\d\s*%?\s*[x×*]\s*$", re.IGNORECASE)
_TIMES = re.compile(r"\s*+[)\]}]*+\s*+[x×*]\s*+(\d{1,3})(?![\d.,]*\d)\s*%?")
_GOES_ON = re.compile(r"\s*+[)\]}]*+\s*+(?:[-+–−÷/]|[x×*]\s*(?![\d.,]+\s*%?))")


@dataclass(frozen=True, slots=True)
class Parts:
    """Numerator, denominator and multiplier of a formula that is one ratio as a whole."""

    over: str
    under: str
    times: float | None


def one_ratio(text: str, stacks: Sequence[Stack]) -> Parts | None:
    """The parts of *text* when it is one fraction, with or without a name before it and a multiplier; None when other
    terms stand beside it. *stacks*: the fractions in it."""
    body = body_of(text)
    own = [s for s in stacks if s.text in body]
    if len(own) != 1:
        return None
    before, _, after = body.partition(own[0].text)
    front, back = multipliers(before), multipliers(after)
    if front and not before[front[-1][0].end :].strip(" ([{"):
        before = before[: front[-1][0].start]
    else:
        front = []
    left = re.split(r"[=:]", before)[-1].strip(" ([{")
    if left and (_OPERATOR.search(left) or not _introduces(before)):
        return None
    back = [found for found in back if not found[1]]
    first, rest = _behind(after, back[0][0] if back else None)
    if rest is after and _GOES_ON.match(after) or rest is not after and re.match(r"\s*+[)\]}]*+\s*+[-+–−÷/x×]\s", rest):
        return None
    times = first.number if first is not None else front[-1][0].number if front else None
    over, under = unwrap(own[0].over), unwrap(own[0].under)
    if times is None and (inner := multipliers(over)) and not over[inner[-1][0].end :].strip(" )"):
        times, over = inner[-1][0].number, unwrap(over[: inner[-1][0].start])
    return Parts(over, under, times)


def _behind(after: str, first: Span | None) -> tuple[Span | None, str]:
    """The multiplier that directly follows the fraction and what stands behind it; (None, *after*) when none does."""
    if first is not None and not after[: first.start].strip(" )]}.,"):
        return first, after[first.end :]
    if any_times := _TIMES.match(after):
        return Span(0, any_times.end(), float(any_times[1])), after[any_times.end() :]
    return None, after


def _introduces(before: str) -> bool:
    """Do the words before the fraction only lead to it (``… dihitung dengan rumus``), or does a sentence end?"""
    tail = re.split(r"[=:]", before)[-1].strip(" ([{")
    if not tail or tail.endswith((".", ";")):
        return True
    return any(tail.lower().endswith(cue) for cue in formula_words()["lead"]["cues"]) or not begins_with(
        tail, formula_words()["slash"]["cues"]
    )
