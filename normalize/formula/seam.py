"""Where in a shared cell the explanation ends and the formula begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from iku.extract.model import Division, Line
from iku.normalize.formula.grammar import parse_formula
from iku.normalize.formula.words import formula_words, multipliers

FEWEST = 5
"""An explanation before a formula has at least so many words; fewer only lead to it."""
PARAGRAPH = 0.7
"""White over the first line of a paragraph, in heights of a line."""
_NAME = re.compile(r"[\[({]*\s*[A-Z∑%][\w%()-]{0,12}\s*=\s*\S")
_SIGNS = re.compile(r"[/÷]|[x×*]\s*\d|∑|Σ")


def word_seam(text: str) -> tuple[int, int] | None:
    """Where words like ``, dengan rumus:`` stand between an explanation and a formula: their beginning and end."""
    for found in _seams().finditer(text):
        before, behind = text[: found.start()], text[found.end() :]
        if len(re.findall(r"[^\W\d_]{2,}", before)) >= FEWEST and re.search(r"[^\W_]", behind):
            return found.start(), found.end()
    return None


def formula_line(lines: Sequence[Line], joined: Callable[[Sequence[Line]], str]) -> int:
    """The line on which a formula in signs begins behind an explanation in words; 0 where there is none. *joined* makes
    one text of lines."""
    for place in range(1, len(lines)):
        if not _begins(lines, place):
            continue
        before, behind = joined(lines[:place]), joined(lines[place:])
        formula = parse_formula(behind)
        if formula is None or not _ends(before) or not (_SIGNS.search(behind) or _stacked(lines[place:])):
            continue
        if formula.pembilang is not None or _stacked(lines[place:]) or "=" in behind and multipliers(behind):
            return place
    return 0


def paragraph_line(lines: Sequence[Line], joined: Callable[[Sequence[Line]], str]) -> int:
    """The line on which a division in brackets begins, a paragraph of its own under the name of what it gives; 0 where
    there is none."""
    for place in range(1, len(lines)):
        above, box = lines[place - 1].box, lines[place].box
        if lines[place - 1].page != lines[place].page or box.top - above.bottom < PARAGRAPH * box.height:
            continue
        before, formula = joined(lines[:place]), parse_formula(joined(lines[place:]))
        if formula is None or formula.pembilang is None or not _begins(lines, place) or _SIGNS.search(before):
            continue
        if before.rstrip()[-1:] not in "=:,(/+-x×":
            return place
    return 0


def _begins(lines: Sequence[Line], place: int) -> bool:
    """May a formula begin on this line: a bracket and a count, a symbol and ``=``, or the numerator over a bar?"""
    text = lines[place].text
    counts = "|".join(map(re.escape, formula_words()["kind"]["jumlah"]))
    if re.match(rf"[\[({{]+\s*(?:{counts})\b", text, re.IGNORECASE) or _NAME.match(text):
        return True
    own = {id(w) for w in lines[place].words}
    return any(id(w) in own for line in lines[place:] for s in line.words if isinstance(s, Division) for w in s.over[0])


def _stacked(lines: Sequence[Line]) -> bool:
    return any(isinstance(w, Division) for line in lines for w in line.words)


def _ends(before: str) -> bool:
    """Is the text an explanation of its own, and no lead to what follows?"""
    words = re.findall(r"[^\W\d_]{2,}", before)
    if len(words) < FEWEST or before.rstrip()[-1:] in "=:,(/+-x×":
        return False
    last = before.lower().rstrip(" .")
    return not any(last.endswith(cue) for cue in (*formula_words()["lead"]["cues"], *formula_words()["seam"]["open"]))


@cache
def _seams() -> re.Pattern[str]:
    words = formula_words()["seam"]
    leads = "|".join(w.replace(" ", r"\s+") for w in sorted(words["leads"], key=len, reverse=True))
    names = "|".join(w.replace(" ", r"\s+") for w in sorted(words["names"], key=len, reverse=True))
    more = "|".join(w.replace(" ", r"\s+") for w in sorted(words["more"], key=len, reverse=True))
    return re.compile(rf"(?:(?<=[\s,;.])|^)(?:{leads})\s+(?:{names})(?:\s+(?:{more}))*\s*[:=]\s*", re.IGNORECASE)
