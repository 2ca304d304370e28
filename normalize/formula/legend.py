"""The legend of a formula: ``dimana: a = jumlah …, b = …`` tells what its symbols stand for."""

from __future__ import annotations

import re

from iku.normalize.record_model import Peubah

_OPENING = re.compile(
    r"(?:^|(?<=[\s.;,)%]))(?:ket(?:erangan)?\s*[.:]|di\s?mana\b\s*[.:,]?|catatan\s*[.:]|dengan\s*:|yang\s?mana\b\s*:?)",
    re.I,
)
_SYMBOL = re.compile(
    r"(?:^|(?<=[\s;,.:•\-]))(?P<symbol>[A-Za-z∑Σ][A-Za-z]{0,4}\d?(?:\([^()\s]{1,7}\)|-\d|[₀-₉])?)\s*(?:=|:(?=\s))\s*"
)
_LONGEST = 2000


def body_of(text: str) -> str:
    """The formula without its legend."""
    opening = next((m for m in _OPENING.finditer(text) if text[: m.start()].strip()), None)
    return text if opening is None else text[: opening.start()]


def read_legend(formula: str, more: str = "") -> list[Peubah]:
    """Symbols and their meanings, from behind the formula or from *more*, another cell of the same indicator. A symbol
    counts when the formula uses it, or when the legend is opened by a word."""
    body = body_of(formula)
    opened = _OPENING.search(formula)
    found: list[Peubah] = []
    for source, certain in ((formula[opened.start() :] if opened else "", True), (more[:_LONGEST], False)):
        found += [p for p in _pairs(source) if certain or _uses(body, p.simbol)]
        if found:
            break
    return list({p.simbol: p for p in reversed(found)}.values())[::-1]


def _pairs(text: str) -> list[Peubah]:
    marks = list(_SYMBOL.finditer(text))
    stops = [*(m.start() for m in marks[1:]), len(text)][: len(marks)]
    pairs = []
    for mark, stop in zip(marks, stops, strict=True):
        meaning = re.sub(r"(?:[\s;,.•\-]|\bdan){1,30}$", "", text[mark.end() : stop])
        if re.search(r"[^\W\d_]{3,}", meaning) and not re.search(r"\s[/÷]\s|=", meaning):
            pairs.append(Peubah(mark["symbol"], meaning))
    return pairs


def _uses(body: str, symbol: str) -> bool:
    return re.search(rf"(?<![A-Za-z]){re.escape(symbol)}(?![A-Za-z])", body) is not None
