"""Lines of a page that name column headers side by side: where a table may begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from iku.extract.model import Line, Word
from iku.extract.naming import Cue, cues
from iku.extract.structure.evidence import phrases_of
from iku.extract.structure.heads import FIGURE

NEAR = 1.6
"""Lines of one header stand at most this many letter heights apart."""
BROKEN_WITHIN, DEEPEST_BROKEN = 25, 16
"""A header broken within its words is looked for among so many first lines, and takes at most so many."""
BETWEEN = (0.1, 0.45)
"""White between two columns of a broken header that is tried, letter heights."""
MOST_LETTERS = 400
"""A column of so many letters is no broken header: all column header words together have half as many."""
NAMED_SHARE = 0.25
"""Share of a phrase's letters that column header words must be: ``Sasaran Perangkat Daerah``."""
TITLE = 0.25
"""The line of a title under another one takes at least this share of the widest line."""
SENTENCE, SENTENCE_NAMED = 40, 0.6
"""A line of one phrase and so many letters is a sentence where header words are less than this share of them."""
Named = tuple[float, float, str, float]
"""Left and right of words that name a column header, the header, and the left edge of the phrase they stand in."""


_Placed = tuple[float, int, float, int, str]
"""Left edge of a word, its number on the page, its right edge, its level to a point, its text."""


@dataclass(slots=True)
class Anchor:
    """Lines ``first`` to ``last`` (included) that name column headers."""

    first: int
    last: int
    terms: set[str] = field(default_factory=set)


def find_anchors(lines: Sequence[Line], em: float) -> list[Anchor]:
    """Runs of lines whose phrases, side by side, name two or more different column headers, `indikator` among them, or
    three of any kind."""
    hits = [[] if _has_figures(line, em) else _named_phrases(line, em) for line in lines]
    anchors: list[Anchor] = []
    i = 0
    while i < len(lines):
        if _is_title(lines, hits, i, em):
            i += 1
            continue
        last = i
        named = list(hits[i])
        while (
            last + 1 < len(lines)
            and last - i < 3
            and lines[last + 1].box.top - lines[last].box.bottom < NEAR * em / 2
        ):
            last += 1
            named += hits[last]
        anchor = _judged(named, hits, i, last)
        if anchor is not None:
            if not anchors or anchor.first > anchors[-1].last + 2:
                anchors.append(anchor)
            else:
                anchors[-1].last = max(anchors[-1].last, anchor.last)
            i = anchor.last + 1
        else:
            i += 1
    begun = [a for a in anchors if not _midway(a, lines, hits, em)]
    heads = [a for a in begun if a is begun[0] or _looks_like(a, begun[0], lines)]
    return heads or _broken_anchor(lines, em) or anchors


def _midway(anchor: Anchor, lines: Sequence[Line], hits: Sequence[list[Named]], em: float) -> bool:
    """Whether at least half of the phrases that name headers begin in small letters, in the middle of a sentence."""
    begins = {begin for own in hits[anchor.first : anchor.last + 1] for _, _, _, begin in own}
    runs = [run for line in lines[anchor.first : anchor.last + 1] for run in phrases_of(line, em)]
    return sum(run[0].text[:1].islower() for run in runs if run[0].box.x0 in begins) * 2 >= len(begins)


def _looks_like(anchor: Anchor, first: Anchor, lines: Sequence[Line]) -> bool:
    """Whether a later anchor looks like the *first*: one that names less is as bold."""
    bold, usual = (_bold(lines[a.first : a.last + 1]) for a in (anchor, first))
    return bold or not usual or len(anchor.terms) >= len(first.terms)


def _bold(lines: Sequence[Line]) -> bool:
    words = [w for line in lines for w in line.words]
    return sum(w.bold for w in words) * 2 > len(words)


def _is_title(lines: Sequence[Line], hits: Sequence[list[Named]], i: int, em: float) -> bool:
    """A line of one phrase over another one that names no column: of a title, whatever it names itself."""
    if i + 1 >= len(lines) or hits[i + 1] or lines[i + 1].box.width < TITLE * max(ln.box.width for ln in lines):
        return False
    return all(len(phrases_of(line, em)) == 1 for line in lines[i : i + 2])


def _has_figures(line: Line, em: float) -> bool:
    """A phrase of the line is a figure of two digits or more and no year: a row of the body."""
    return any(FIGURE.fullmatch(" ".join(w.text for w in run)) for run in phrases_of(line, em))


def _broken_anchor(lines: Sequence[Line], em: float) -> list[Anchor]:
    """The header of a page whose column headers are broken within their words by narrow cells: the lines whose words,
    put together column by column, are column headers."""
    best: tuple[int, int, int] | None = None
    numbered = enumerate(w for line in lines[: BROKEN_WITHIN + DEEPEST_BROKEN] for w in line.words)
    placed = iter([(w.box.x0, n, w.box.x1, round(w.box.cy), w.text) for n, w in numbered])
    own = [list(islice(placed, len(line.words))) for line in lines[: BROKEN_WITHIN + DEEPEST_BROKEN]]
    for first in range(min(len(lines), BROKEN_WITHIN)):
        spelled = [_Spelled(gap * em) for gap in BETWEEN]
        for last in range(first, min(len(lines), first + DEEPEST_BROKEN)):
            if last > first and lines[last].box.top - lines[last - 1].box.bottom > NEAR * em:
                break
            named = max((columns.with_words(own[last]) for columns in spelled), key=len)
            enough = "indikator" in named and len(named) >= 3
            if enough and (best is None or len(named) > best[0] or len(named) == best[0] and last == best[2]):
                best = (len(named), first, last)
    if best is None:
        return []
    return [Anchor(best[1], best[2], set())]


@dataclass(slots=True, eq=False)
class _Column:
    """Words over one another, from ``left`` to ``right``, with so many ``letters``; ``terms`` are the headers that
    they spell line by line, white space taken away, None until they are asked for."""

    left: float
    right: float
    words: list[_Placed]
    letters: int
    terms: frozenset[str] | None = None
    told: bool | None = None

    def indicator(self) -> bool:
        """Whether the column spells a word for the indicator, whatever else."""
        if self.told is None:
            fits = self.letters <= MOST_LETTERS
            self.told = fits and _indicator().search(self._text()) is not None
        return self.told

    def named(self) -> frozenset[str]:
        """The headers that the column spells."""
        if self.terms is None:
            text = self._text() if self.letters <= MOST_LETTERS else ""
            spans = sorted((m.start(), m.end(), name) for name, cue in cues().header if (m := cue.search(text)))
            kept = _disjoint(spans)
            enough = bool(kept) and sum(b - a for a, b, _ in kept) >= 0.5 * len(text)
            self.terms = frozenset(name for _, _, name in kept) - {"no"} if enough else frozenset()
        return self.terms

    def _text(self) -> str:
        return "".join([word[-1] for word in sorted(self.words, key=_by_level)])


@cache
def _indicator() -> Cue:
    return dict(cues().header)["indikator"]


def _by_level(word: _Placed) -> tuple[int, float, int]:
    return word[3], word[0], word[1]


class _Spelled:
    """The columns (*gap* points apart) of words that come line by line."""

    def __init__(self, gap: float) -> None:
        self.gap = gap
        self.columns: list[_Column] = []

    def with_words(self, words: Sequence[_Placed]) -> set[str]:
        """The column headers spelled once *words* are added; none where no column spells the indicator itself."""
        gap = self.gap
        for word in words:
            left, right = word[0], word[2]
            met = [c for c in self.columns if c.left < right + gap and left < c.right + gap]
            if not met:
                self.columns.append(_Column(left, right, [word], len(word[-1])))
                continue
            column = met[0]
            column.left, column.right = min(left, *(c.left for c in met)), max(right, *(c.right for c in met))
            column.words.append(word)
            column.letters += len(word[-1])
            column.terms = column.told = None
            for other in met[1:]:
                column.words += other.words
                column.letters += other.letters
                self.columns.remove(other)
        if not any("indikator" in column.named() for column in self.columns if column.indicator()):
            return set()
        return {name for column in self.columns for name in column.named()}


def _judged(named: list[Named], hits: list[list[Named]], first: int, last: int) -> Anchor | None:
    if not hits[first]:
        return None
    apart: list[Named] = []
    for span in sorted(named, key=lambda n: (n[2] != "indikator", n)):
        if all(span[0] >= other[1] - 2 or span[1] <= other[0] + 2 or span[2] == other[2] for other in apart):
            apart.append(span)
    terms = {name for _, _, name, _ in apart} - {"no"}
    numbered = "indikator" in terms and any(name == "no" for _, _, name, _ in apart)
    strong = "indikator" in terms and len(terms) >= 2 or len(terms) >= 3 or numbered
    phrases = {begin for _, _, _, begin in apart}
    if not strong or len(phrases) < 2 and len(terms) < 3:
        return None
    end = max(i for i in range(first, last + 1) if hits[i])
    for later in range(first + 1, end + 1):  # a title over the header is no part of it
        fewer = _judged([n for line in hits[later : end + 1] for n in line], hits, later, end)
        single = all(len({name for _, _, name, _ in line}) <= 1 for line in hits[first:later])
        if fewer is not None and (len(fewer.terms) >= len(terms) or single):
            return fewer
    return Anchor(first, end, terms)


def _named_phrases(line: Line, em: float) -> list[Named]:
    """Left, right, term and left of its phrase for every column header among the phrases of a line."""
    found: list[Named] = []
    runs = phrases_of(line, em)
    for run in runs:
        text = " ".join(w.text for w in run)
        letters = sum(ch.isalpha() for ch in text)
        spans = sorted((m.start(), m.end(), name) for name, pattern in cues().header if (m := pattern.search(text)))
        named = sum(b - a for a, b, _ in _disjoint(spans))
        share = SENTENCE_NAMED if len(runs) == 1 and letters > SENTENCE else NAMED_SHARE
        if not spans or named < share * letters:
            continue
        for start, end, name in _disjoint(spans):
            at = _word_span(run, start, end)
            found.append((at[0], at[1], name, run[0].box.x0))
    return found


def _disjoint(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _word_span(run: Sequence[Word], start: int, end: int) -> tuple[float, float]:
    """The left and right of the words of *run* that hold characters start..end of its text."""
    at, x0, x1 = 0, None, 0.0
    for word in run:
        text, box = word.text, word.box
        if at < end and at + len(text) > start:
            x0 = box.x0 if x0 is None else x0
            x1 = box.x1
        at += len(text) + 1
    return (x0 or 0.0), x1
