"""Words that a narrow column broke in the middle, without a hyphen: known by the page, spelled by the dictionary.

A word that does not fit its column alone is cut where the line is full. So its piece stands alone on its line, there is
no room left for even one more letter, and the whole would be wider than any line of the cell. Such pieces are put
together in the way that gives the fewest and best known words; numbers never are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from iku.extract.model import Line
from iku.extract.table_model import Cell

ROOM = 1.35
"""A line is full when less than this many letters' width is left of the widest line."""
WALL = 2.6
"""And of the cell itself, its padding apart, less than this many."""
PADDING = 6.0
KNOWN, TOGETHER, ALONE = 1.0, 2.5, 3.0
"""What a known word costs, an unknown one put together, and a piece that is no word."""
SURE = 4
"""A known word of at least so many letters is no piece of a word that nobody knows."""
MOST = 12
"""A word has no more pieces than this."""


def heal(lines: Sequence[Line], cells: Sequence[Cell], knows: Callable[[str], bool]) -> list[str]:
    """The texts of *lines*, the pieces of one word as one text. *cells* are those that the lines stand in."""
    texts = [line.text for line in lines]
    breaks = _forced(lines, cells)
    out: list[str] = []
    place = 0
    while place < len(texts):
        last = place
        while last < len(breaks) and breaks[last] and last - place < MOST:
            last += 1
        if last == place:
            out.append(texts[place])
            place += 1
            continue
        first, _, rest = texts[last].partition(" ")
        words = best_words([*texts[place:last], first], knows)
        out += words[:-1]
        out.append(f"{words[-1]} {rest}".strip())
        place = last + 1
    return out


def best_words(pieces: Sequence[str], knows: Callable[[str], bool]) -> list[str]:
    """The words that *pieces* most likely spell, in their order."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(pieces) + 1):
        choices = []
        for start in range(end):
            cost = _cost(pieces[start:end], knows)
            if cost is not None:
                choices.append((best[start][0] + cost, [*best[start][1], "".join(pieces[start:end])]))
        best.append(min(choices, key=lambda c: (c[0], len(c[1]))))
    return best[-1][1]


def _cost(pieces: Sequence[str], knows: Callable[[str], bool]) -> float | None:
    """What it costs to read *pieces* as one word; None where they cannot be one."""
    word = "".join(pieces)
    core = word.strip(".,;:()\"'“”")
    inside = {part for piece in pieces for part in re.split(r"[/-]", piece)[1:-1]}  # not broken, so not asked
    broken = [part for part in re.split(r"[/-]", core) if part not in inside]
    if len(pieces) > 1 and len(broken) > 1 and "/" in pieces[0]:
        broken = broken[1:]  # "Kab/Kot" + "a": only what was broken need be a word
    known = all(part.isalpha() and knows(part) for part in broken)
    if len(pieces) == 1:
        return KNOWN if known or not any(c.isalpha() for c in core) or _is_abbreviation(core) else ALONE
    if not _may_join(pieces):
        return None
    if known:
        return KNOWN
    whole = core.isalpha() and all(p[:1].islower() for p in pieces[1:]) and not _is_abbreviation(pieces[0])
    if not whole or any(len(p) >= SURE and knows(p) for p in pieces):
        return None
    return TOGETHER + 0.1 * len(pieces)


def _may_join(pieces: Sequence[str]) -> bool:
    """Letters stand on both sides of every break, and no capital follows a small letter."""
    if any(not re.search(r"[^\W\d_]$", p) for p in pieces[:-1]) or not re.match(r"[^\W\d_]", pieces[-1]):
        return False
    return not (any(p[:1].isupper() for p in pieces[1:]) and any(p[-1:].islower() for p in pieces[:-1]))


def _is_abbreviation(core: str) -> bool:
    return len(core) > 1 and core.isupper()


def _forced(lines: Sequence[Line], cells: Sequence[Cell]) -> list[bool]:
    """For each line but the last: may its only word go on in the next line?"""
    own: dict[int, Cell] = {id(line): cell for cell in cells for line in cell.lines}
    forced = []
    for line, below in zip(lines, lines[1:], strict=False):
        cell = own.get(id(line))
        if cell is None or cell is not own.get(id(below)) or len(line.words) > 1 or not _letters(line.words[0].text):
            forced.append(False)
            continue
        pitch = line.box.width / max(1, len(line.text))
        edge = max(other.box.x1 for other in cell.lines)
        widest = max(other.box.width for other in cell.lines)
        full = edge - line.box.x1 < ROOM * pitch and cell.box.x1 - line.box.x1 < WALL * pitch + PADDING
        whole = line.box.width + below.words[0].box.width
        forced.append(full and whole > widest + 0.5)
    return forced


def _letters(text: str) -> bool:
    return re.search(r"[^\W\d_]$", text) is not None and not any(c.isdigit() for c in text)
