"""Words and bars of one cell to printed lines in which every fraction reads ``numerator / denominator``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.extract.fractions.bars import Bar, find_bars
from iku.extract.fractions.parts import Item, Part, part_of, with_multipliers
from iku.extract.fractions.scripts import glue_scripts, shrink, stretched_apart
from iku.extract.fractions.signs import whole_signs
from iku.extract.lines import to_lines
from iku.extract.model import Box, Division, Line, Ruling, Word, hull
from iku.extract.table_model import Cell

_MULTIPLIER = re.compile(r"[x×X✕*]\s*(?:100|1[.,]?000)|100\s*%|×")
_SIGN = re.compile(r"[=+×÷−]|^x$|^x\s*\d")
_COUNTS = ("jumlah", "jml", "total", "banyaknya", "seluruh", "nilai", "realisasi", "target", "luas", "volume", "∑", "σ")
"""How the sides of a fraction of names begin (seen in nearly all of sixty decrees)."""
MOST_WORDS = 1500
"""A cell with more words is running text."""
THIN = 1.0
"""Half the height (points) of the box that stands for a bar."""


def linearise(cell: Cell, rulings: Sequence[Ruling]) -> bool:
    """Rewrite the lines of *cell* where they stack a fraction or hang scripts on a letter. True when that was so.

    The sign of a fraction is a word ``/`` whose box is its bar: wide and flat, with the numerator over and the
    denominator under it."""
    words = cell.words
    if not words or len(words) > MOST_WORDS:
        return False
    bars, rest = find_bars(cell.box, words, rulings) if len(cell.lines) > 1 else ([], words)
    rest = stretched_apart(whole_signs(rest)) if bars else rest
    items = with_multipliers([Item([[w]], box, box, w.size) for w in rest for box in [shrink(w).box]])
    made = False
    multiplied = _MULTIPLIER.search(cell.text) is not None
    for bar in sorted(bars, key=lambda b: b.width):
        over, under = (part_of(bar, bars, items, above=above) for above in (True, False))
        if not _is_fraction(over, under):
            continue
        if bar.kind != "underline" or multiplied or _is_centred(bar, over, under) or _in_equation(bar, items):
            items = _composed(bar, over, under, items)
            made = True
    if not made:
        return _with_scripts(cell)
    cell.lines = _to_lines(items, cell.page)
    return True


def _with_scripts(cell: Cell) -> bool:
    changed = False
    for place, line in enumerate(cell.lines):
        words = glue_scripts(line.words)
        if len(words) < len(line.words):
            cell.lines[place] = Line(tuple(words), line.box, line.page)
            changed = True
    return changed


def _is_fraction(over: Part, under: Part) -> bool:
    """Something on both sides, and names or symbols on one: a fraction of bare figures is a calculation that is left
    as printed."""
    if not over.rows or not under.rows:
        return False
    texts = [" ".join(i.text for i in part.items) for part in (over, under)]
    if not all(re.search(r"[^\W_]|[∑Σ]", t) for t in texts):
        return False
    return any(re.search(r"[^\W\d_]|[∑Σ]", t) for t in texts)


def _in_equation(bar: Bar, items: Sequence[Item]) -> bool:
    """A sign of arithmetic stands beside the bar, level with it."""
    return any(
        _SIGN.search(i.text) is not None
        and abs(i.box.cy - bar.y) < 0.6 * i.size
        and min(abs(i.box.x1 - bar.x0), abs(i.box.x0 - bar.x1)) < 1.5 * i.size
        for i in items
    )


def _is_centred(bar: Bar, over: Part, under: Part) -> bool:
    """An underline without a multiplier is mostly an emphasis; a count in the middle under it makes it a bar."""
    low = hull([i.whole for i in under.rows[0]])
    words = [" ".join(i.text for i in part.items).lower() for part in (over, under)]
    counts = any(w.startswith(_COUNTS) for w in words) or words[1].isdigit() or "+" in words[0]
    return counts and abs(low.cx - (bar.x0 + bar.x1) / 2) < 0.35 * low.height and abs(low.x0 - bar.x0) > 1.5


def _composed(bar: Bar, over: Part, under: Part, items: Sequence[Item]) -> list[Item]:
    """The items with the fraction in the place of its parts."""
    own = {id(i) for part in (over, under) for i in part.items}
    times = [i for part in (over, under) for i in part.times]
    outside = [i for i in items if id(i) not in own]
    whole = hull([i.whole for part in (over, under) for i in part.items])
    whole = Box(min(whole.x0, bar.x0), whole.top, max(whole.x1, bar.x1), whole.bottom)
    top, low = _rows(over), _rows(under)
    first = top[0][0]
    confidence = min(w.confidence for row in (*top, *low) for w in row)
    box = Box(bar.x0, bar.y - THIN, bar.x1, bar.y + THIN)
    over_rows, under_rows = (tuple(tuple(row) for row in rows) for rows in (top, low))
    sign = Division("/", box, confidence, first.source, first.size, over=over_rows, under=under_rows)
    low[0].insert(0, sign)
    size = max(i.size for i in over.items)
    level = _level(bar, over, under, whole, outside, size)
    fraction = Item([*top, *low], Box(bar.x0, level[0], whole.x1, level[1]), whole, size, True)
    moved = {id(t) for t in times}
    edge = whole.x1 + 0.1
    for t in sorted(times, key=lambda t: (round(t.whole.cy / size), t.whole.x0)):
        # a multiplier beside the numerator or the denominator multiplies the whole
        t.box = Box(max(t.box.x0, edge), level[0], max(t.box.x1, edge + 0.1), level[1])
        edge = t.box.x0 + 0.1
    return [*(i for i in outside if id(i) not in moved), fraction, *times]


def _rows(part: Part) -> list[list[Word]]:
    """The words of a part, row by row; rows inside a fraction of its own stay what they are."""
    rows: list[list[Word]] = []
    for line in part.rows:
        rows.append([])
        for item in line:
            for n, words in enumerate(item.rows):
                if n:
                    rows.append([])
                rows[-1] += words
    return [glue_scripts(row) for row in rows]


def _level(bar: Bar, over: Part, under: Part, whole: Box, outside: Sequence[Item], size: float) -> tuple[float, float]:
    """Top and bottom of the line that a fraction stands on: that of the words beside it nearest to the bar."""
    reach_top = min(i.whole.top for i in over.rows[-1])
    reach_low = max(i.whole.bottom for i in under.rows[0])
    beside = [
        i
        for i in outside
        if reach_top <= i.box.cy <= reach_low and (i.box.x1 <= whole.x0 + 2 or i.box.x0 >= whole.x1 - 2)
    ]
    if beside:
        nearest = min(
            beside, key=lambda i: (abs(i.box.cy - bar.y) > 0.8 * size, "=" not in i.text, abs(i.box.cy - bar.y))
        )
        return nearest.box.top, nearest.box.bottom
    return bar.y - size / 2, bar.y + size / 2


def _to_lines(items: Sequence[Item], page: int) -> list[Line]:
    """Lines of items, each fraction written out; a fraction of several rows makes several lines, so that words broken
    between them are still known as broken."""
    proxies: dict[int, tuple[Word, Item]] = {}
    for item in items:
        proxy = Word(item.text, item.box)
        proxies[id(proxy)] = (proxy, item)
    out: list[Line] = []
    for line in to_lines([proxy for proxy, _ in proxies.values()], page):
        rows: list[list[Word]] = [[]]
        for proxy in line.words:
            for n, words in enumerate(proxies[id(proxy)][1].rows):
                if n:
                    rows.append([])
                rows[-1] += words
        for row in filter(None, rows):
            words = glue_scripts(row)
            out.append(Line(tuple(words), hull([w.box for w in words]), page))
    return out
