"""What the recognizer says about a line: characters, where along the line, how sure; then words parted by the gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

GAP_OF_HEIGHT = 0.145


@dataclass(frozen=True, slots=True)
class Glyph:
    """One read character: ``at`` is its place along the line in pixels of the line image as cut from the page."""

    text: str
    at: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a line: pixels along the line image."""

    text: str
    start: float
    end: float
    confidence: float


def glyphs_of(scores: npt.NDArray[np.float32], characters: list[str], step: float, margin: float = 0.0) -> list[Glyph]:
    """Greedy CTC reading of (steps, characters) *scores*; *step* is the width of a step in pixels
    of the line, *margin* what stands before it."""
    best = scores.argmax(axis=1)
    sure = scores[np.arange(len(best)), best]
    glyphs: list[Glyph] = []
    start = 0
    for t in range(1, len(best) + 1):
        if t < len(best) and best[t] == best[start]:
            continue
        if best[start]:
            peak = start + int(sure[start:t].argmax())
            glyphs.append(Glyph(characters[best[start]], (peak + 0.5) * step - margin, float(sure[peak])))
        start = t
    return glyphs


def gaps_of(columns: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of columns without ink (start, end) strictly inside the inked extent."""
    inked = np.flatnonzero(columns)
    if len(inked) < 2:
        return []
    jumps = np.flatnonzero(np.diff(inked) > 1)
    return [(int(inked[i]) + 1, int(inked[i + 1])) for i in jumps]


def pieces_of(glyphs: list[Glyph], columns: npt.NDArray[np.bool_], height: float) -> list[Piece]:
    """Words of a line: parted where the reader says space or where the ink shows a gap as wide as one.

    *columns*: whether a column of the line image holds ink; *height*: that of the line's ink in pixels.
    """
    gaps = gaps_of(columns)
    narrowest = _word_gap(glyphs, gaps, height)
    words: list[list[Glyph]] = [[]]
    breaks: list[tuple[float, float]] = []
    previous: Glyph | None = None
    said = False
    for glyph in glyphs:
        if glyph.text == " ":
            said = True
            continue
        if previous is not None:
            gap = _gap_between(gaps, previous.at, glyph.at)
            if said or gap[1] - gap[0] >= narrowest * _reluctance(previous.text, glyph.text):
                words.append([])
                breaks.append(gap)
        words[-1].append(glyph)
        previous, said = glyph, False
    inked = np.flatnonzero(columns)
    first, last = (int(inked[0]), int(inked[-1]) + 1) if len(inked) else (0, len(columns))
    starts = [first, *(b for _, b in breaks)]
    ends = [*(a for a, _ in breaks), last]
    return [
        Piece("".join(g.text for g in word), a, max(b, a + 1), min(g.confidence for g in word))
        for word, a, b in zip(words, starts, ends, strict=True)
        if word
    ]


def _word_gap(glyphs: list[Glyph], gaps: list[tuple[int, int]], height: float) -> float:
    """The narrowest gap that parts words. On 9,500 gaps of scanned lines letters stood at most 0.12 of the ink's height
    apart and words at least 0.14; letter-spaced print (T E M P A T) and spaces that the reader saw raise the bar."""
    said: list[float] = []
    close: list[float] = []
    solid = [(i, g) for i, g in enumerate(glyphs) if g.text != " "]
    for (i, a), (j, b) in zip(solid, solid[1:], strict=False):
        gap = _gap_between(gaps, a.at, b.at)
        (said if j > i + 1 else close).append(gap[1] - gap[0])
    usual = float(np.median(close)) if close else 0.0
    spaced = float(np.median(said)) if said else 0.0
    return max(GAP_OF_HEIGHT * height, 2.2 * usual + 1, 0.5 * spaced)


def _reluctance(left: str, right: str) -> float:
    """How many times wider a gap must be to part these two characters: figures stand apart, marks cling."""
    if left.isdigit() and right.isdigit():
        return 2.0
    return 3.0 if right in ".,;:)%" or left in "(" else 1.0


def _gap_between(gaps: list[tuple[int, int]], left: float, right: float) -> tuple[float, float]:
    """The widest gap whose middle lies between two characters, else a point between them."""
    inside = [g for g in gaps if left < (g[0] + g[1]) / 2 < right]
    if inside:
        return max(inside, key=lambda g: g[1] - g[0])
    return (left + right) / 2, (left + right) / 2
