"""Tables that stand side by side in one region: each has rules or shadings of its own, and none runs over the space
between."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Box
from iku.extract.structure.evidence import Region

LEAST_SIDES = 2
"""So many rules or fills must end on one side of the space, and begin on the other."""
NEAR = 40.0
"""They end this near to the space (points)."""
LEAST_SPACE = 8.0
"""The space is this wide at least (points)."""


def apart(region: Region) -> list[Box]:
    """The boxes of the tables that stand side by side in *region*, left to right; its own alone where it is one."""
    spans = sorted([(r.start, r.end) for r in region.flat] + [(f.box.x0, f.box.x1) for f in region.fills])
    for left, right in _spaces(spans):
        before = sum(right > end > left - NEAR for _, end in spans)
        after = sum(left < start < right + NEAR for start, _ in spans)
        words = [w for w in region.words if w.box.x1 > left + 1 and w.box.x0 < right - 1]
        if min(before, after) >= LEAST_SIDES and not words and right - left >= LEAST_SPACE:
            b = region.box
            return [Box(b.x0, b.top, left + 1, b.bottom), Box(right - 1, b.top, b.x1, b.bottom)]
    return [region.box]


def _spaces(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where no span is, between the first and the last of them."""
    spaces = []
    reach = spans[0][1] if spans else 0.0
    for start, end in spans:
        if start > reach:
            spaces.append((reach, start))
        reach = max(reach, end)
    return spaces
