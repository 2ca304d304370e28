"""Lines of running text under the last row of a region: a closing remark, the title of what follows."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.structure.evidence import Region
from iku.extract.structure.fragments import Fragment

FOOT = 0.85
"""Below this share of the page's height a last line of one text may be a band whose rows stand on the next page."""
RULED = 0.5
"""A rule over this share of the region's width under a line has it in the table."""


def tail_of(region: Region, columns: Sequence[Sequence[Fragment]], page_height: float) -> float | None:
    """The top of the lines at the end of *region* that run from its first column over others, each alone at its height,
    with no rule or fill about them: no row of the table. None where there are none.

    A band has rows under it, be it on the next page, and a cell's last lines keep to their column."""
    pieces = sorted((f for own in columns for f in own), key=lambda f: f.line.box.cy)
    top: float | None = None
    for i in range(len(pieces) - 1, 0, -1):
        f = pieces[i]
        beside = pieces[i - 1].line.box.bottom > f.line.box.cy or f.line.box.cy <= region.head_foot
        if beside or top is not None and f.column > 0:
            break
        if f.wide and f.column == 0:
            top = f.top
    if top is None or pieces[-1].bottom > FOOT * page_height or _drawn(region, top):
        return None
    return top


def _drawn(region: Region, top: float) -> bool:
    wide = RULED * region.box.width
    ruled = any(r.at > top and r.length > wide for r in region.flat)
    filled = any(f.box.bottom > top + 2 and f.box.width > wide for f in region.fills)
    return ruled or filled or any(r.end > top + 2 for r in region.upright)
