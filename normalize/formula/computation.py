"""Does an unlabelled PENJELASAN/FORMULASI cell say how to compute the indicator, or only explain it?"""

from __future__ import annotations

import re

from iku.normalize.formula.grammar import PRODUCT, parse_formula
from iku.normalize.formula.words import begins_with, formula_words, multipliers

_EQUATION = re.compile(r"[\w .]{1,40}=[^=]*(?:[({\[+*×÷]|\w\s*/\s*\w|\s[-–]\s)[^=]*(?:$|\s\w+\s*=)")


def is_computation(text: str, *, strict: bool = False) -> bool:
    """True when *text* gives a way of computing. *strict* is for a column that is called PENJELASAN only: there a mere
    ``Jumlah …`` or the name of a result stays an explanation, a division does not."""
    formula = parse_formula(text)
    if formula is None:
        return False
    if formula.pembilang is not None or multipliers(text) and len(re.findall(r"[^\W\d_]{3,}", text)) > 1:
        return True
    if PRODUCT.search(text):
        return True
    if strict or begins_with(text, formula_words()["lead"]["explains"]):
        return False
    if formula.jenis == "jumlah":
        return len(text) < 300 and not _is_prose(text)
    if formula.jenis is not None:
        return len(text) < 400
    return _weights(text) or _EQUATION.match(text) is not None


def _is_prose(text: str) -> bool:
    """Sentences with a verb of explaining, or more than two sentences."""
    explains = re.search(r"\b(?:merupakan|adalah|sehingga|diharapkan|semakin|bertujuan|meliputi)\b", text, re.I)
    return explains is not None or len(re.findall(r"[a-z]{4}\.\s+[A-Z]", text)) > 1


def _weights(text: str) -> bool:
    """A list of weighted parts: at least two percentages that add up to 100 (Pasuruan: 40 %, 30 %, 30 %)."""
    shares = [float(s.replace(",", ".")) for s in re.findall(r"(\d{1,2}(?:,\d+)?)\s*%", text)]
    return (
        len(shares) > 1 and abs(sum(shares) - 100) < 0.01 and not begins_with(text, formula_words()["lead"]["cues"][:3])
    )
