"""A page that is partly picture and partly text: what was read from its pixels, and its own words put with it."""

from __future__ import annotations

from dataclasses import replace

from iku.extract.model import Box, Page, Placement, Ruling, Word

LARGEST = 30.0
"""Points: larger type is a watermark across the page."""
SLACK = 1.0
"""Points that a word read from pixels may stand beside the box of the same word of the text."""


def with_own_text(scanned: Page, own: Page) -> Page:
    """*scanned* with the words, rules and fills of *own*, the same page as its text layer shows it, put where they
    stand. A word that both have is the text's. Words that run across the page (a watermark) are left out."""
    back = scanned.placement.inverse()

    def moved(box: Box) -> Box:
        return back.box(own.shown(box))

    words = [replace(w, box=moved(w.box)) for w in own.words if _upright(w)]
    words = [w for w in words if not (_is_nameless(w) and _said(w, scanned.words))]
    scanned.words = [w for w in scanned.words if not _said(w, words)] + words
    scanned.rulings += [_moved(r, own.placement, back) for r in own.rulings]
    scanned.fills += [replace(f, box=moved(f.box)) for f in own.fills]
    return scanned


def _upright(word: Word) -> bool:
    return word.size <= LARGEST and (len(word.text) < 3 or word.box.height < 2 * word.box.width)


def _is_nameless(word: Word) -> bool:
    """Letters without a character, which the text layer can show as dots only."""
    return len(word.text) > 1 and set(word.text) == {"•"}


def _said(word: Word, words: list[Word]) -> bool:
    return any(w.box.holds(word.box.cx, word.box.cy, SLACK) for w in words)


def _moved(rule: Ruling, there: Placement, back: Placement) -> Ruling:
    across = [(rule.start, rule.at), (rule.end, rule.at)]
    ends = across if rule.horizontal else [(y, x) for x, y in across]
    (x0, y0), (x1, y1) = (back.point(*there.point(x, y)) for x, y in ends)
    if abs(x1 - x0) >= abs(y1 - y0):
        return Ruling(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1), rule.width)
    return Ruling(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1), rule.width)
