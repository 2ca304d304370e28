"""The words of formulas (``data/formula.toml``) as spaCy matchers, and the spans they cover in a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iku.normalize.tokens import language, tokenize

if TYPE_CHECKING:
    from spacy.matcher import Matcher

_DATA = Path(__file__).parent.parent / "data" / "formula.toml"
_FUZZY = ("dibagi", "dibandingkan", "dibanding")  # words long and rare enough to be met damaged ("dibagl")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text by character offsets; ``number`` is a multiplier's value."""

    start: int
    end: int
    number: float | None = None


@cache
def formula_words() -> dict[str, Any]:
    """The shipped word lists, read once."""
    with _DATA.open("rb") as handle:
        return tomllib.load(handle)


@cache
def _division_matcher() -> Matcher:
    vocab = language().vocab
    from spacy.matcher import Matcher

    matcher = Matcher(vocab)
    patterns: list[list[dict[str, Any]]] = []
    for phrase in formula_words()["division"]["words"]:
        words = phrase.split()
        patterns.append([{"LOWER": w} for w in words])
        if words[0] in _FUZZY:
            patterns.append([{"LOWER": {"FUZZY1": words[0]}}, *({"LOWER": w} for w in words[1:])])
    matcher.add("dibagi", patterns, greedy="LONGEST")
    return matcher


def division_words(text: str) -> list[Span]:
    """Words that divide, with the dashes around them: ``A --dibagi--- B``."""
    if not re.search(r"bag|band", text, re.I):
        return []
    spaced = re.sub(r"[-–—_]", " ", text)  # same length: offsets hold, and dashes cannot glue to the word
    doc = tokenize(spaced)
    spans = []
    for _, first, last in _division_matcher()(doc):
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        while start and text[start - 1] in " -–—_\n":
            start -= 1
        while end < len(text) and text[end] in " -–—_\n":
            end += 1
        spans.append(Span(start, end))
    return sorted(spans, key=lambda s: s.start)


@cache
def _multiplier() -> re.Pattern[str]:
    listed = sorted(formula_words()["multiplier"]["signs"], key=len, reverse=True)
    marks = "|".join(re.escape(s) for s in listed if not s[0].isalpha())
    signs = "|".join(s.replace(" ", r"\s{0,9}") for s in listed if s[0].isalpha())
    signs = rf"(?:(?<![^\W\d_])(?:{signs})|{marks})"
    words = "|".join(
        w.replace(" ", r"\s{1,9}") for w in sorted(formula_words()["multiplier"]["numbers"], key=len, reverse=True)
    )
    digits = r"[1Ilt][0Oo]{2}(?![\d.,]*\d)|1[.,]?000(?:[.,]000)?|10[.,]?000|100[.,]?000"
    last = r"\d{2,3}(?=\s{0,9}(?:%|hari|persen)?\s{0,9}(?:$|[)\]/]))"  # x 365 at the end, or x 101% before the division
    tail = r"(?:\s*(?:%|persen|per\s?sen|prosen|[o0°]/[o0])|[a-zA-Z]{1,2}(?![\w]))?"  # a scan's % may read as letters
    return re.compile(
        rf"(?:{signs}[.,]?\s{{0,9}}[({{\[]?\s{{0,9}}(?P<n>{digits}|{words}|{last}){tail}(?![\w])"
        rf"|^\s*+(?P<front>100)\s{{0,9}}%?\s{{0,9}}{signs}(?![^\W\d_])\s*"
        rf"|\bper\s+(?P<per>1[.,]000(?:[.,]000)?|10[.,]000|100[.,]000|seribu|seratus\s+ribu)\b"
        rf"|[(\[]?\s{{0,9}}(?P<bare>100\s{{0,9}}%)\s{{0,9}}[)\]]?\s{{0,9}}(?=$|[.;,)\]]{{0,9}}\s{{0,9}}$))",
        re.I,
    )


def multipliers(text: str) -> list[tuple[Span, bool]]:
    """``x 100%``, ``dikali seratus persen``, ``per 1.000``, a closing ``(100%)``; the flag says it is a ``per``."""
    numbers = formula_words()["multiplier"]["numbers"]
    found = []
    for m in _multiplier().finditer(text):
        printed = re.sub(r"\s+", " ", (m["n"] or m["front"] or m["per"] or m["bare"]).lower())
        if printed in numbers:
            value = float(numbers[printed])
        else:
            digits = re.sub(r"[^\d]", "", re.sub(r"[ilt](?=[0o]{2})", "1", printed).replace("o", "0"))
            value = float(digits)
        found.append((Span(m.start(), m.end(), value), m["per"] is not None))
    return found


def begins_with(text: str, phrases: list[str]) -> bool:
    """Does *text* begin with one of the phrases, as whole words? Case does not matter."""
    low = re.sub(r"\s+", " ", text.lower()).lstrip(" ([{\"'“")
    return any(low.startswith(p) and not low[len(p) : len(p) + 1].isalpha() for p in phrases)
