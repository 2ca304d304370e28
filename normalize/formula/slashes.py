"""Which slash of a formula divides.

Rule (seen in five reference documents): a slash with a space on a side, or before ``Jumlah``, ``seluruh`` … or a
bracket, divides; ``dilatih/dibimbing``, ``Kab/Kota``, ``dan/atau`` do not.
"""

from __future__ import annotations

import re

from iku.normalize.formula.words import Span, begins_with, formula_words

MANY = 60
"""More slashes than this are a list, of which none can be chosen."""
_SLASH = re.compile(r"\s{0,9}[/÷]\s{0,9}")
_RULE = re.compile(r"\s{0,9}(?<![-–—_=])[-–—_=]{4,}\s{0,9}")
_SYMBOLS = re.compile(
    r"(?:^|[=(\s])(?:[A-Z][A-Za-z]?\d?|[a-z]|[∑Σ]\w+)/(?:[A-Z][A-Za-z]?\d?|[a-z]|[∑Σ]\w+)(?=$|[\s)x×*])"
)
_SPACED_COLON = re.compile(r"\s+:\s+(?=[^\W\d_])")
_COLON = re.compile(r"\s{0,9}(?::|\bper\b|\bterhadap\b)\s{0,9}(?=(?:jumlah|total|seluruh)\b)", re.I)


def best_slash(text: str, multiplied: bool) -> tuple[Span | None, bool]:
    """The dividing slash (or typed fraction rule) in *text*, None when there is none; the flag is True when several
    are as good and none can be chosen. *multiplied*: a multiplier is printed, so a division is expected."""
    rules = [m for m in _RULE.finditer(text) if text[: m.start()].strip() and text[m.end() :].strip()]
    if len(rules) == 1:
        return Span(rules[0].start(), rules[0].end()), False
    if text.count("/") > MANY:
        return None, True
    marks = [(m, _rate(text, m, multiplied)) for m in _SLASH.finditer(text)]
    if multiplied and not marks:
        colons = [m for m in _COLON.finditer(text) if text[: m.start()].strip().count(" ")]
        colons = colons or _typed_colons(text)
        return (Span(colons[0].start(), colons[0].end()), False) if len(colons) == 1 else (None, False)
    rated = [(rate - _inside(text, m), rate, m) for m, rate in marks if rate >= (1.0 if multiplied else 3.0)]
    if not rated:
        return None, False
    top, rate, best = max(rated, key=lambda r: r[0])
    rivals = [r for r in rated if r[2] is not best and (r[0] == top or r[1] == rate and rate >= 3.0)]
    return (None, True) if rivals else (Span(best.start(), best.end()), False)


def _typed_colons(text: str) -> list[re.Match[str]]:
    """A colon between spaces, behind two words or more that name no measure: ``pendapatan usaha : biaya usaha``."""
    found = list(_SPACED_COLON.finditer(text))
    left = text[: found[0].start()].strip() if len(found) == 1 else ""
    return found if left.count(" ") and not begins_with(left, formula_words()["slash"]["named"]) else []


def _rate(text: str, mark: re.Match[str], multiplied: bool) -> float:
    """How much this slash looks like a division: 0 for a list of names, 2 and more for a division."""
    left, right = text[: mark.start()], text[mark.end() :]
    words = formula_words()["slash"]
    if not left.strip() or not right.strip():
        return 0.0
    pair = _words_beside(left, right)
    cue = any(pair[1] == c or len(c) > 4 and pair[1].startswith(c) for c in words["cues"]) or right[0] in "([{∑Σ"
    if pair[0] in words["places"] and pair[1] in words["places"]:
        return 0.0
    spaces = (left != left.rstrip() or mark.group()[:1].isspace()) + mark.group()[-1:].isspace()
    rate = {0: 0.0, 1: 2.5, 2: 3.0}[spaces] + (3.0 if cue else 0.0)
    if mark.group().strip() == "÷":
        rate += 3.0
    if not spaces and _SYMBOLS.search(text[max(0, mark.start() - 6) : mark.end() + 6]):
        rate += 2.0
    if not rate and _long(left) and _long(right):
        rate = 1.0 if pair[0] and pair[1] and (right[:1].isupper() or not left[-1:].islower()) else 0.5
    if not cue and not multiplied and not begins_with(text, words["cues"]):
        rate -= 1.0
    return 3.5 if "+" in left and re.match(r"\d{1,2}\b\s*(?:$|[)\]x×*])", right) else rate


def _words_beside(left: str, right: str) -> tuple[str, str]:
    """The word that ends *left* and the one that begins *right*, in small letters; empty where there is none."""
    before = re.search(r"(?<![^\W\d_])([^\W\d_]+)[.)\]]*$", left)
    after = re.match(r"[(\[{]*([^\W\d_]+)", right)
    return before[1].lower() if before else "", after[1].lower() if after else ""


def _inside(text: str, mark: re.Match[str]) -> float:
    """What a slash loses for standing in brackets that do not hold the whole formula."""
    left, right = text[: mark.start()], text[mark.end() :]
    inside = _depth(left) > 0 and ")" in right and _depth(text) == 0 and not _depth_is_shared(text, mark.start())
    return 2.0 if inside else 0.0


def _long(side: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", side)) >= 2


def _depth(text: str) -> int:
    return sum(text.count(c) for c in "([{") - sum(text.count(c) for c in ")]}")


def _depth_is_shared(text: str, at: int) -> bool:
    """Is the bracket around *at* one that holds the whole formula, as in ``( A / B ) x 100%``?"""
    start = max(text.rfind(c, 0, at) for c in "([{")
    return not re.search(r"[^\W\d_]{3,}", re.split(r"[=:]", text[: max(start, 0)])[-1])
