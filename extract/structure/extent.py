"""How far a table reaches: the rule or white over and under its header, the end of its body, its sides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.extract.model import Box, Fill, Line, Page, Ruling
from iku.extract.structure.evidence import phrases_of

FRAME = 0.9
"""A rule or fill over more than this share of the page in both directions is a frame or a background."""
FAR, WIDER = 2.6, 1.8
"""The table ends at a white of this many letter heights that is also this many times the widest one inside it."""
FARTHEST, SOON = 7.0, 3
"""Rows set wide apart are no further than this from one another, in letter heights; a band may stand between, so one of
the next few lines tells whether the columns go on."""
DEEP, SAME_HEAD = 8.0, 3.0
"""Upright rules that part a header begin at most this many letter heights over its lowest names, and so many points
from one another."""
PROSE = 3
"""Lines of one phrase over the width of a table that are running text, no band."""
LEAST_RULED = 3
"""Rules that go on below the header over fewer lines than this may be those of a row of column numbers."""
_END = re.compile(
    r"(?:nip\b|kepala\b|mengetahui|ditetapkan|plt\.|a\.n\.|sumber\s*:|\*?\)?\s*keterangan\s*:|catatan\s*:"
    r"|\w+, +\d* *[a-z]+ +20\d\d)", re.IGNORECASE
)  # fmt: skip


def fills_of(page: Page) -> list[Fill]:
    return [f for f in page.fills if f.box.height >= 6 and f.box.width >= 6
            and not (f.box.width > FRAME * page.width and f.box.height > 0.5 * page.height)]  # fmt: skip


def roof_of(
    inside: Box,
    flat: Sequence[Ruling],
    upright: Sequence[Ruling],
    fills: Sequence[Fill],
    em: float,
    lines: Sequence[Line],
) -> float | None:
    """The rule or the edge of the fill directly over a header, or the common head of upright rules at its sides where
    some of *lines* stand between."""
    tops = [r.at for r in flat if inside.top - 4 * em <= r.at <= inside.top + 2 and _across(r.start, r.end, inside)]
    tops += [f.box.top for f in fills if f.box.top <= inside.top + 2 and f.box.bottom >= inside.top + 2
             and inside.top - f.box.top < 6 * em and f.box.overlap(inside) > 0]  # fmt: skip
    roof = max(tops) if tops and max(tops) <= inside.top + 2 else None
    heads = sorted(r.start for r in upright if inside.top - DEEP * em < r.start <= inside.top + 2
                   and r.end >= inside.bottom - 2 and inside.x0 - 60 <= r.at <= inside.x1 + 60)  # fmt: skip
    common = next((a for a, b in zip(heads, heads[1:], strict=False) if b - a < SAME_HEAD), None)
    if roof is None or common is None:
        return common if roof is None else roof
    return common if any(common < ln.box.cy < roof for ln in lines) else roof


def floor_of(inside: Box, flat: Sequence[Ruling], fills: Sequence[Fill], em: float) -> float | None:
    """The rule or the edge of the fill directly under a header."""
    lows = [
        r.at
        for r in flat
        if inside.bottom - 0.3 * em <= r.at <= inside.bottom + 5 * em and _across(r.start, r.end, inside, 0.5)
    ]
    foot = inside.bottom - 2
    lows += [
        f.box.bottom
        for f in fills
        if f.box.top <= foot <= f.box.bottom <= foot + 5 * em and f.box.overlap(inside) > 0 and f.box.height < 9 * em
    ]
    return min(lows) if lows else None


def _across(start: float, end: float, box: Box, share: float = 0.3) -> bool:
    return min(end, box.x1) - max(start, box.x0) > share * box.width


def bottom_of(
    lines: Sequence[Line], first: int, last: int, stop: int, em: float, flat: Sequence[Ruling],
    upright: Sequence[Ruling], fills: Sequence[Fill], inside: Box,
) -> float:  # fmt: skip
    """Where the table ends: the foot of its upright rules, its last rule, or the white under its text."""
    head = lines[last].box.bottom
    limit = lines[stop - 1].box.bottom + 1 if stop < len(lines) else 1e9
    feet = [r.end for r in upright if r.start <= head + em and r.end > head + 2 * em
            and inside.x0 - 60 <= r.at <= inside.x1 + 60]  # fmt: skip
    if len(feet) >= 2:
        # pieces of uprights that go on below one another
        foot = max(feet)
        for r in sorted(upright, key=lambda r: r.start):
            if r.start <= foot + 4 and r.end > foot and inside.x0 - 60 <= r.at <= inside.x1 + 60:
                foot = r.end
        ruled_lines = sum(head < ln.box.cy < foot for ln in lines)
        if ruled_lines >= LEAST_RULED:
            return min(foot + 1, limit)
        return _text_end(lines, last, stop, em, min(foot, limit), closed=False)
    stack = _stack_foot(lines, flat, inside, head, limit, em)
    known = max([head, stack, *(f.box.bottom for f in fills if _in_chain(f, inside, head) and f.box.bottom <= limit)])
    ruled_lines = sum(head < ln.box.cy < stack for ln in lines)
    return _text_end(lines, last, stop, em, known, closed=stack >= known - 2 and ruled_lines >= LEAST_RULED)


def _in_chain(fill: Fill, inside: Box, head: float) -> bool:
    return fill.box.top >= head - 4 and fill.box.x1 > inside.x0 - 30 and fill.box.x0 < inside.x1 + 30


def _stack_foot(
    lines: Sequence[Line], flat: Sequence[Ruling], inside: Box, head: float, limit: float, em: float
) -> float:
    """The last of the horizontal rules below the header that lie between the same two edges, or within them."""
    near = [
        r
        for r in flat
        if _across(r.start, r.end, inside, 0.5) and r.at <= head + 5 * em and r.at >= inside.top - 4 * em
    ]
    if not near:
        return head
    left, right = min(r.start for r in near), max(r.end for r in near)
    foot = head
    for r in sorted(flat, key=lambda r: r.at):
        if r.at <= head or r.at > limit or r.start < left - 4 or r.end > right + 4:
            continue
        between = [ln for ln in lines if foot < ln.box.cy < r.at]
        if any(_ends(ln) for ln in between):
            break
        if r.length > 0.8 * (right - left):
            foot = r.at
    return foot


def _text_end(lines: Sequence[Line], last: int, stop: int, em: float, known: float, *, closed: bool) -> float:
    """The foot of the last line of the table: before a wide white, a signature, running text."""
    if closed:
        return known + 1
    gaps: list[float] = []
    foot = lines[last].box.bottom
    left, right = lines[last].box.x0, lines[last].box.x1
    for i in range(last + 1, stop):
        line = lines[i]
        left, right = min(left, line.box.x0), max(right, line.box.x1)
        if line.box.cy <= known:
            gaps.append(line.box.top - foot)
            foot = max(foot, line.box.bottom)
            continue
        gap = line.box.top - foot
        widest = max(gaps, default=0.0)
        wide = gap > FAR * em and (len(gaps) < 2 or gap > WIDER * widest) and len(gaps) >= 1
        if wide and not (gap < FARTHEST * em and _resumes(lines, last + 1, i, stop, em)):
            break
        if _ends(line) or line.box.top > known and _prose(lines, i, stop, left, right, em):
            break
        gaps.append(gap)
        foot = max(foot, line.box.bottom)
    return max(foot, known) + 1


def _ends(line: Line) -> bool:
    """A line of a signature or of a remark: it begins a sentence."""
    return _END.match(line.text) is not None and not line.text[:1].islower()


def _resumes(lines: Sequence[Line], start: int, i: int, stop: int, em: float) -> bool:
    """Below a white the columns of the lines above go on: two phrases or more begin where phrases above do."""
    above = {round(run[0].box.x0) for line in lines[start:i] for run in phrases_of(line, em)}
    for line in lines[i : min(i + SOON, stop)]:
        starts = [round(run[0].box.x0) for run in phrases_of(line, em)]
        if sum(any(abs(x - known) <= 1 for known in above) for x in starts) >= 2:
            return True
    return False


def _prose(lines: Sequence[Line], i: int, stop: int, left: float, right: float, em: float) -> bool:
    """Lines of running text over the whole width: no row of a table."""
    for line in lines[i : i + PROSE]:
        if len(phrases_of(line, em)) > 1 or line.box.width < 0.7 * (right - left):
            return False
    return i + PROSE <= stop


def sides_of(
    own: Sequence[Line],
    roof: float | None,
    bottom: float,
    flat: Sequence[Ruling],
    fills: Sequence[Fill],
    upright: Sequence[Ruling],
) -> tuple[float, float]:
    x0, x1 = min(ln.box.x0 for ln in own), max(ln.box.x1 for ln in own)
    top = roof if roof is not None else own[0].box.top
    spans = [(r.start, r.end) for r in flat if top - 3 <= r.at <= bottom + 3 and r.end > x0 and r.start < x1]
    spans += [
        (f.box.x0, f.box.x1) for f in fills if top - 3 <= f.box.cy <= bottom + 3 and f.box.x1 > x0 and f.box.x0 < x1
    ]
    spans += [(r.at, r.at) for r in upright if r.start < bottom and r.end > top and x0 - 15 <= r.at <= x1 + 15]
    return min([x0 - 2, *(a for a, _ in spans)]), max([x1 + 2, *(b for _, b in spans)])
