"""What the recognizer says about a line: characters, where along the line, how sure; then words parted by the gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

GAP_OF_HEIGHT = 0.145
HALF_LETTER = 0.22  # of the height of the ink
PULL = 0.3  # of the height of the ink
LATE = 0.22  # steps by which the recognizer places characters too far right (median of 1,900 narrow ones)
MARKS = ".,:·'`-"
SURE_MARK = 0.985  # of 16 marks without ink of their own, those read with more were print, paler than its letters
SURE_DASH = 0.995  # the same of dashes between words
DOTS = ".,:·"
DOT, NEARBY = 0.2, 0.3  # of the height of the ink: width of a mark, and how far from its place its ink may lie

Gap = tuple[float, float]


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
            glyphs.append(Glyph(characters[best[start]], (peak + 0.5 - LATE) * step - margin, float(sure[peak])))
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
    read = [g for g in glyphs if g.text != " "]
    if not read:
        return []
    said = _said(glyphs)
    between = _assigned(read, gaps, said, height)
    narrowest = _word_gap(between, said, height)
    speck = _specks(read, said, columns, height)
    speck = [s or g for s, g in zip(speck, _in_gaps(read, between, said, narrowest), strict=True)]
    between = _around_marks(read, between, height)
    words: list[list[Glyph]] = [[read[0]]]
    breaks: list[Gap] = []
    for i, glyph in enumerate(read[1:]):
        wide = between[i][1] - between[i][0] >= narrowest * _reluctance(read[i].text, glyph.text)
        if speck[i + 1]:
            continue
        if said[i] or wide or speck[i]:
            words.append([])
            breaks.append(between[i])
        words[-1].append(glyph)
    inked = np.flatnonzero(columns)
    first, last = (int(inked[0]), int(inked[-1]) + 1) if len(inked) else (0, len(columns))
    starts = [first, *(b for _, b in breaks)]
    ends = [*(a for a, _ in breaks), last]
    return [
        Piece("".join(g.text for g in word), a, max(b, a + 1), min(g.confidence for g in word))
        for word, a, b in zip(words, starts, ends, strict=True)
    ]


def _said(glyphs: list[Glyph]) -> list[bool]:
    """For every character but the last (spaces aside): whether the reader saw a space after it."""
    said: list[bool] = []
    for glyph in glyphs:
        if glyph.text != " ":
            said.append(False)
        elif said:
            said[-1] = True
    return said


def _assigned(read: list[Glyph], gaps: list[tuple[int, int]], said: list[bool], height: float) -> list[Gap]:
    """The gap after every character but the last: each gap of the ink goes to the nearest boundary between characters
    (or before the first, behind the last: a speck there), the widest counts; where there is none, an empty one.
    Places are only known to a third of a letter, so a boundary where the reader saw a space draws gaps from farther."""
    at = [g.at for g in read]
    ends = [at[0] - HALF_LETTER * height, at[-1] + HALF_LETTER * height]
    bounds = np.array([ends[0], *((a + b) / 2 for a, b in zip(at, at[1:], strict=False)), ends[1]])
    pull = np.array([0.0, *(PULL * height * space for space in said[: len(at) - 1]), 0.0])
    out: list[Gap] = [(float(b), float(b)) for b in bounds[1:-1]]
    for gap in gaps:
        k = int((np.abs(bounds - (gap[0] + gap[1]) / 2) - pull).argmin()) - 1
        if 0 <= k < len(out) and gap[1] - gap[0] > out[k][1] - out[k][0]:
            out[k] = gap
    return out


def _word_gap(between: list[Gap], said: list[bool], height: float) -> float:
    """The narrowest gap that parts words. On 9,500 gaps of scanned lines letters stood at most 0.12 of the ink's height
    apart and words at least 0.14; letter-spaced print (T E M P A T) and spaces that the reader saw raise the bar."""
    close = [b - a for (a, b), space in zip(between, said, strict=False) if not space]
    spaced = [b - a for (a, b), space in zip(between, said, strict=False) if space]
    usual = float(np.median(close)) if close else 0.0
    return max(GAP_OF_HEIGHT * height, 2.2 * usual + 1, 0.5 * float(np.median(spaced)) if spaced else 0.0)


def _specks(read: list[Glyph], said: list[bool], columns: npt.NDArray[np.bool_], height: float) -> list[bool]:
    """Which characters are marks behind a small letter, before another one or at the end, with no ink of their own:
    where the reader is not sure of them, a speck was read (``korban.bencana``, ``Prosentase.``)."""
    out = [False] * len(read)
    runs = _runs(columns)
    for i in range(1, len(read)):
        before, after = read[i - 1].text, read[i + 1].text if i + 1 < len(read) else "a"
        if read[i].text not in DOTS or said[i - 1] or not (before.islower() and after.islower()):
            continue
        if read[i].confidence >= SURE_MARK:
            continue
        out[i] = not any(b - a <= DOT * height and abs((a + b) / 2 - read[i].at) <= NEARBY * height for a, b in runs)
    return out


def _in_gaps(read: list[Glyph], between: list[Gap], said: list[bool], narrowest: float) -> list[bool]:
    """Which characters are marks, read without being sure, in a gap as wide as a space between two small letters."""
    out = [False] * len(read)
    for i in range(1, len(read) - 1):
        if read[i].text not in MARKS or said[i - 1] or said[i] or read[i].confidence >= SURE_DASH:
            continue
        if read[i - 1].text.islower() and read[i + 1].text.islower():
            gap = max(between[i - 1], between[i], key=lambda g: g[1] - g[0])
            out[i] = gap[1] - gap[0] >= narrowest and gap[0] - 1 <= read[i].at <= gap[1] + 1
    return out


def _around_marks(read: list[Glyph], between: list[Gap], height: float) -> list[Gap]:
    """The gap about a mark without ink of its own (the dots of a colon, taken for specks) parted at its place: else
    the mark would stand behind the gap, within the next word."""
    out = list(between)
    for i in range(1, len(read) - 1):
        before, after = out[i - 1], out[i]
        if read[i].text not in MARKS or (before[1] > before[0]) == (after[1] > after[0]):
            continue
        start, end = max(before, after, key=lambda g: g[1] - g[0])
        half = DOT * height / 4
        at = min(max(read[i].at, start + half), end - half)
        if end - start > 4 * half and abs(at - read[i].at) <= NEARBY * height:
            out[i - 1], out[i] = (start, at - half), (at + half, end)
    return out


def _runs(columns: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of columns with ink (start, end)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], columns.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _reluctance(left: str, right: str) -> float:
    """How many times wider a gap must be to part these two characters: figures stand apart, marks cling."""
    if left.isdigit() and right.isdigit():
        return 2.0
    if left in ".," and right.isdigit():
        return 2.0
    if "-" in (left, right) and not (left + right).isupper():  # a pale hyphen leaves a gap as wide as itself
        return 3.0
    return 3.0 if right in ".,;:)%" or left in "(" else 1.0
