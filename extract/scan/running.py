"""Running text of a scanned page: of every paragraph the beginning is read, the rest only where it may name a fact.

A page of prose costs more to read than a table and holds next to nothing that is wanted of it: the titles, the decree's
head, the legal bases, date and signatures. These are short lines, or paragraphs that say in their first words what
they are. The words for that stand in ``extract/data/cues.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from iku.extract.model import Word
from iku.extract.naming import cues, header_terms
from iku.extract.scan.find import Strip
from iku.extract.scan.image import Pixels

WIDE = 0.45  # of the width of the body: a narrower line costs little and is always read
FULL = 5.0  # heights before the right margin: a line that ends there goes on in the next
PITCH = 2.4  # heights from line to line within a paragraph, at most
INDENT = 1.5  # heights: lines of one paragraph begin no farther apart
LINES = 6  # wide lines that make a page one of running text
HEAD = (0.22, 0.38)  # shares of a line's width between which its beginning is cut off
CAPITAL = 0.7  # share of capitals that makes a title
TABULAR = 2  # different column headers among the labels of a page that is read whole

Reader = Callable[[Strip], list[Word]]


@dataclass(slots=True)
class Paragraph:
    """A wide line that begins a paragraph, what stands to its left (a label, a number), and the lines below it."""

    lead: Strip
    marks: list[Strip]
    rest: list[Strip] = field(default_factory=list)


def is_running(strips: Sequence[Strip]) -> bool:
    """Whether there are wide lines enough for sparing some to pay."""
    return sum(len(p.rest) + 1 for p in paragraphs(strips)) >= LINES


def read_running(strips: Sequence[Strip], ink: Pixels, read: Reader) -> list[Word]:
    """The words of a page without a table: all narrow lines, the beginning of every paragraph, and the whole of those
    that begin like a title, a legal basis or another fact. Where the narrow lines are labels of an indicator list
    (sasaran, indikator, formulasi), every line is read."""
    parts = paragraphs(strips)
    held = {id(s) for p in parts for s in [p.lead, *p.rest]}
    words = {id(s): read(s) for s in strips if id(s) not in held}
    heads: list[tuple[Paragraph, list[Word], Strip | None]] = []
    for part in parts:
        head, tail = cut_head(part.lead, ink)
        heads.append((part, read(head), tail))
    said = [_said(found) for found in [*words.values(), *(begun for _, begun, _ in heads)]]
    labels = "\n".join(s for s in said if ":" in s)
    whole = len(header_terms(labels) - {"no"}) >= TABULAR
    out = [w for found in words.values() for w in found]
    for part, begun, tail in heads:
        out += begun
        if whole or names_fact(" ".join([*(_said(words[id(m)]) for m in part.marks), _said(begun)])):
            out += [w for strip in [*([tail] if tail else []), *part.rest] for w in read(strip)]
    return out


def names_fact(beginning: str) -> bool:
    """Whether a paragraph that begins so is read to its end."""
    letters = [c for c in beginning if c.isalpha()]
    title = len(letters) >= 4 and sum(c.isupper() for c in letters) >= CAPITAL * len(letters)
    return title or cues().paragraph.search(beginning) is not None


def paragraphs(strips: Sequence[Strip]) -> list[Paragraph]:
    """The paragraphs of wide lines of a page, from top to bottom. Lines with others to their right are columns, not
    prose, and belong to none."""
    if not strips:
        return []
    height = float(np.median([s.height for s in strips]))
    left, right = min(s.x0 for s in strips), float(np.percentile([s.x1 for s in strips], 90))
    out: list[Paragraph] = []
    above: Strip | None = None
    for row in _rows(strips):
        line, marks = row[-1], row[:-1]
        wide = line.width >= WIDE * (right - left)
        if not wide or any(m.width >= WIDE * (right - left) for m in marks):
            above = None
            continue
        goes_on = (
            above is not None
            and not marks
            and above.x1 >= right - FULL * height
            and line.top - above.top <= PITCH * height
            and abs(line.x0 - above.x0) <= INDENT * height
        )
        if goes_on:
            out[-1].rest.append(line)
        else:
            out.append(Paragraph(line, marks))
        above = line
    return out


def _rows(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips that stand side by side, rows from top to bottom, each from left to right."""
    rows: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda s: s.top + s.bottom):
        last = rows[-1][0] if rows else None
        shared = min(last.bottom, strip.bottom) - max(last.top, strip.top) if last else 0
        if last is not None and shared > 0.5 * min(last.height, strip.height):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [sorted(row, key=lambda s: s.x0) for row in rows]


def cut_head(strip: Strip, ink: Pixels) -> tuple[Strip, Strip | None]:
    """A line parted at the widest gap between words near its beginning; whole where it shows none."""
    first, last = (int(share * strip.width) for share in HEAD)
    part = ink[strip.top : strip.bottom, strip.x0 + first : strip.x0 + last]
    inked = np.flatnonzero(np.concatenate(([True], part.any(axis=0), [True])))
    gaps = np.diff(inked)
    widest = int(gaps.argmax()) if len(gaps) else 0
    if not len(gaps) or gaps[widest] < 0.2 * strip.height:
        return strip, None
    at = strip.x0 + first + int(inked[widest] + inked[widest + 1]) // 2 - 1
    return replace(strip, x1=at), replace(strip, x0=at)


def _said(words: Sequence[Word]) -> str:
    return " ".join(w.text for w in words)
