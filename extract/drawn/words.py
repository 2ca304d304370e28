"""Glyphs to words, by where they stand: lines first, then pieces of one text operator, then what touches.

The rules for lines and gaps are pdfplumber's (its ``WordExtractor``), with three differences. Pieces of different text
operators that lie over one another are not mixed letter by letter. What parts two words is measured against the
letters around them: a blank that stands on letters parts nothing, and in letter-spaced or blankless print the gaps of
the line itself say which are spaces. And a rule between two cells parts what touches it from both sides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from iku.extract.drawn.equations import GAP, is_equation, stretches
from iku.extract.drawn.gaps import TIGHT, limit_of, parted
from iku.extract.drawn.marks import Glyph
from iku.extract.drawn.spelled import respelled
from iku.extract.drawn.turning import Turn, quarter
from iku.extract.letters import without_soft_hyphens
from iku.extract.model import Box, Ruling, Word, hull
from iku.extract.rules import tidy

SAME_LINE = 3.0
"""Tops of glyphs of one line differ by no more than this (points) from the next, and in tiny print by no more than"""
SAME_TINY = 0.5
"""this part of the font size: rows of 4.5 points, shifted in the cell beside, else run together."""
_UNMAPPED = re.compile(r"\(cid:\d+\)")
"""The mark of a glyph without a character: nearly always the bullet of a symbol font."""


@dataclass(slots=True)
class Piece:
    """Glyphs of one text operator that follow one another without a gap, or one blank."""

    glyphs: list[Glyph] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    blank: bool = False

    @property
    def x0(self) -> float:
        return self.boxes[0].x0


def words_of(glyphs: Sequence[Glyph], turn: Turn, rulings: Iterable[Ruling]) -> list[Word]:
    """The words of a page made upright by *turn*, in its upright points. Writing that runs another way gives words too,
    each with its ``turn``. *rulings* are those of the upright page."""
    walls = sorted((r for r in tidy(rulings) if not r.horizontal), key=lambda r: r.at)
    groups: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        groups.setdefault(quarter(glyph), []).append(glyph)
    words = _words(groups.pop(turn.degrees, []), turn, walls)
    for degrees, own in groups.items():
        sideways = Turn(degrees, turn.width, turn.height)
        for word in _words(own, sideways, []):
            box = turn.box(sideways.back.box(word.box))
            words.append(Word(word.text, box, size=word.size, bold=word.bold, turn=(degrees - turn.degrees) % 360))
    return words


def _words(glyphs: Sequence[Glyph], turn: Turn, walls: Sequence[Ruling]) -> list[Word]:
    words: list[Word] = []
    for line in _lines([(g, turn.box(g.box)) for g in glyphs]):
        pieces = sorted(_pieces(line), key=lambda p: p.x0)
        runs = [(p.glyphs, p.boxes) for p in pieces]
        limit = limit_of(runs)
        found: list[Word] = []
        for stretch in stretches(runs):
            own = slice(stretch.start, stretch.stop)
            for group in _touching(pieces[own], GAP if is_equation(runs[own]) else limit, walls):
                word = _word(group)
                if word is not None:
                    found.append(word)
        words += respelled(found)
    return words


def _lines(placed: list[tuple[Glyph, Box]]) -> Iterator[list[tuple[Glyph, Box]]]:
    """Glyphs whose tops lie near one another, each line in drawing order."""
    line: list[tuple[Glyph, Box]] = []
    last = size = 0.0
    for pair in sorted(placed, key=lambda p: p[1].top):
        size = max(size, pair[0].size)
        if line and pair[1].top > last + min(SAME_LINE, SAME_TINY * size):
            yield sorted(line, key=lambda p: p[0].order)
            line, size = [], pair[0].size
        last = pair[1].top
        line.append(pair)
    if line:
        yield sorted(line, key=lambda p: p[0].order)


def _pieces(line: list[tuple[Glyph, Box]]) -> list[Piece]:
    """Runs of glyphs of one text operator that go on to the right; a gap is looked at later."""
    pieces: list[Piece] = []
    last: Glyph | None = None
    for glyph, box in line:
        blank = glyph.text.isspace()
        own = pieces[-1] if pieces else None
        if (
            own is None
            or last is None
            or blank
            or own.blank
            or glyph.show != last.show
            or _apart(own.boxes[-1], box, last)
        ):
            own = Piece(blank=blank)
            pieces.append(own)
        own.glyphs.append(glyph)
        own.boxes.append(box)
        last = glyph
    return pieces


def _apart(before: Box, box: Box, last: Glyph) -> bool:
    return box.x0 < before.x0 or box.x0 > before.x1 + TIGHT * last.size or abs(box.top - before.top) > SAME_LINE


def _touching(pieces: Sequence[Piece], limit: float, walls: Sequence[Ruling]) -> Iterator[list[Piece]]:
    """Pieces that make one word, left to right."""
    word: list[Piece] = []
    blanks: list[Glyph] = []
    for piece in pieces:
        if piece.blank:
            blanks += piece.glyphs
            continue
        if word and _parted(word[-1], piece, limit, blanks, walls):
            yield word
            word = []
        word.append(piece)
        blanks.clear()
    if word:
        yield word


def _parted(a: Piece, b: Piece, limit: float, blanks: Sequence[Glyph], walls: Sequence[Ruling]) -> bool:
    before, box, glyph = a.boxes[-1], b.boxes[0], a.glyphs[-1]
    if box.x0 < before.x0 or abs(box.top - before.top) > SAME_LINE:
        return True
    if parted(glyph, box.x0 - before.x1, b.glyphs[0], limit, blanks):
        return True
    if len(b.boxes) > 1 and before.x1 - box.x0 > 0.5 * glyph.size and glyph.show != b.glyphs[0].show:
        return True
    return bool(walls) and glyph.show != b.glyphs[0].show and _wall_between(before, box, walls)


def _wall_between(a: Box, b: Box, walls: Sequence[Ruling]) -> bool:
    """Whether a rule stands between the middles of two glyphs."""
    y = (a.cy + b.cy) / 2
    i = bisect_left(walls, a.cx, key=lambda r: r.at)
    while i < len(walls) and walls[i].at <= b.cx:
        if walls[i].start <= y <= walls[i].end:
            return True
        i += 1
    return False


def _word(group: Sequence[Piece]) -> Word | None:
    glyphs = [g for p in group for g in p.glyphs]
    text = without_soft_hyphens(_UNMAPPED.sub("•", "".join(g.text for g in glyphs)))
    if not text.strip():
        return None
    bold = sum(g.bold for g in glyphs) * 2 > len(glyphs)
    return Word(text, hull([b for p in group for b in p.boxes]), size=glyphs[0].size, bold=bold)
