"""Where on a page a table may stand: from a line of column headers, or from the top of the page, to its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from iku.extract.model import Box, Line, Page, Ruling, hull
from iku.extract.sections import HeaderReader
from iku.extract.structure.anchors import Anchor, find_anchors
from iku.extract.structure.beside import apart
from iku.extract.structure.evidence import Region, lines_of, make_region, phrases_of, rules_of
from iku.extract.structure.extent import bottom_of, fills_of, floor_of, roof_of, sides_of
from iku.extract.structure.heads import may_name

MOST_HEADER = 9
"""Lines that a header may take."""
FOREIGN = 0.85
"""Header score of a line below the first header that begins another table."""
_FOOT = re.compile(r"(?:hal(?:aman)?\.?\s*)?[-–|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–|]?", re.IGNORECASE)


def find_regions(page: Page, before: Sequence[float] = (), reader: HeaderReader | None = None) -> list[Region]:
    """Regions of *page* that may be tables, top to bottom. *before*: the column boundaries of a table that ended at the
    foot of the page before; then the top of this page is a region too when no header stands there. *reader* knows
    the headers of other tables, before which a region ends."""
    lines = lines_of(page.words, page.number)
    if not lines:
        return []
    em = median(w.box.height for w in page.words)
    flat, upright = rules_of(page)
    anchors = find_anchors(lines, em)
    regions = []
    if before and (not anchors or anchors[0].first > 3):
        stop = anchors[0].first if anchors else len(lines)
        stop = _before_foreign(lines, 0, stop, em, reader)
        floor = lines[stop].box.top - 1 if stop < len(lines) else page.height
        region = _continued(page, lines[:stop], em, flat, upright, before, floor)
        if region is not None:
            regions.append(region)
    for anchor, after in zip(anchors, [*anchors[1:], None], strict=False):
        stop = after.first if after is not None else len(lines)
        region = _under(page, lines, anchor, stop, em, flat, upright, reader)
        if region is not None:
            regions += _one_by_one(page, region)
    return regions


def _one_by_one(page: Page, region: Region) -> list[Region]:
    """The region, or the tables that stand side by side in it."""
    boxes = apart(region)
    if len(boxes) == 1:
        return [region]
    parts = [make_region(page, box) for box in boxes]
    for part in parts:
        part.heading = sum(ln.box.cy <= region.head_foot + 1 for ln in part.lines)
    return [p for p in parts if len(p.lines) > 1]


def _before_foreign(lines: Sequence[Line], start: int, stop: int, em: float, reader: HeaderReader | None) -> int:
    """*stop*, or the line before it that is the header of another table (a budget, a list of programmes)."""
    if reader is None:
        return stop
    for i in range(start, stop):
        texts = [" ".join(w.text for w in run) for run in phrases_of(lines[i], em)]
        short = len(texts) >= 2 and max(map(len, texts)) <= 40 and all(map(may_name, texts))
        named = short and reader.header_score(texts) >= FOREIGN
        if named and not reader.is_number_row([w.text for w in lines[i].words]):
            return i
    return stop


def _under(
    page: Page,
    lines: Sequence[Line],
    anchor: Anchor,
    stop: int,
    em: float,
    flat: list[Ruling],
    upright: list[Ruling],
    reader: HeaderReader | None,
) -> Region | None:
    """The region under (and a little above) an anchor, before the line *stop* or the header of another table."""
    first, last = anchor.first, anchor.last
    fills = fills_of(page)
    inside = Box(min(ln.box.x0 for ln in lines[first : last + 1]), lines[first].box.top,
                 max(ln.box.x1 for ln in lines[first : last + 1]), lines[last].box.bottom)  # fmt: skip
    roof = roof_of(inside, flat, upright, fills, em, lines)
    while first > 0 and roof is None and last - first < MOST_HEADER and _joins_above(lines, first, em):
        first -= 1
    if roof is not None:
        first = next((i for i, ln in enumerate(lines) if ln.box.cy >= roof - 1), first)
    floor = floor_of(inside, flat, fills, em)
    if floor is not None:
        last = max((i for i, ln in enumerate(lines) if ln.box.cy <= floor + 1), default=last)
    else:
        while last + 1 < stop and last - first < MOST_HEADER and _joins_below(lines, last, em):
            last += 1
    last = max(anchor.last, min(last, stop - 1))
    stop = _before_foreign(lines, max(last + 1, anchor.last + 2), stop, em, reader)
    if first > anchor.first or last + 1 >= len(lines) and last == first:
        return None
    head = hull([ln.box for ln in lines[first : last + 1]])
    bottom = bottom_of(lines, first, last, stop, em, flat, upright, fills, head)
    own = [ln for ln in lines[first:] if ln.box.cy <= bottom + 1]
    if len(own) < 2:
        return None
    x0, x1 = sides_of(own, roof, bottom, flat, fills, upright)
    top = min(own[0].box.top - 1.5, roof if roof is not None else 1e9)
    box = Box(x0, top, x1, bottom)
    region = make_region(page, box)
    region.heading = sum(ln.box.cy <= lines[last].box.bottom for ln in region.lines)
    return region


def _joins_above(lines: Sequence[Line], first: int, em: float) -> bool:
    upper, lower = lines[first - 1], lines[first]
    if lower.box.top - upper.box.bottom > 0.75 * em or upper.size > 1.15 * lower.size:
        return False
    return len(phrases_of(upper, em)) > 1 or upper.box.width < 0.6 * lower.box.width


def _joins_below(lines: Sequence[Line], last: int, em: float) -> bool:
    upper, lower = lines[last], lines[last + 1]
    if lower.box.top - upper.box.bottom > 0.45 * em:
        return False
    bold = [sum(w.bold for w in ln.words) * 2 > len(ln.words) for ln in (upper, lower)]
    return bold[0] == bold[1] and (bold[0] or lower.box.width < upper.box.width)


def _continued(
    page: Page,
    lines: Sequence[Line],
    em: float,
    flat: list[Ruling],
    upright: list[Ruling],
    before: Sequence[float],
    floor: float,
) -> Region | None:
    """The top of a page, down to *floor* at most, as the rest of the table on the page before."""
    own = [
        ln
        for ln in lines
        if not (
            _FOOT.fullmatch(ln.text.strip()) and (ln.box.bottom > 0.9 * page.height or ln.box.top < 0.1 * page.height)
        )
    ]
    own = [ln for ln in own if ln.box.x1 > before[0] - 3 and ln.box.x0 < before[-1] + 3]
    if not own:
        return None
    fills = fills_of(page)
    inside = Box(before[0], own[0].box.top, before[-1], own[0].box.bottom)
    bottom = min(floor, bottom_of(own, 0, 0, len(own), em, flat, upright, fills, inside))
    kept = [ln for ln in own if ln.box.cy <= bottom]
    if not kept:
        return None
    x0 = min(before[0], *(ln.box.x0 - 2 for ln in kept))
    x1 = max(before[-1], *(ln.box.x1 + 2 for ln in kept))
    return make_region(page, Box(x0, kept[0].box.top - 1.5, x1, bottom), before=before)
