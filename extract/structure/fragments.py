"""Fragments of text by column: the printed lines that cells and rows are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iku.extract.lines import to_lines
from iku.extract.model import Line, Word
from iku.extract.structure.evidence import Region

ALIGNED = 2.0
"""A text begins where its column's texts do when it is this near (points)."""
MOSTLY = 0.5
"""A rule over this share of a region's height is the wall of a column."""
HEAVY = 0.5
"""Share of bold words from which bold says nothing of bands."""
CLOSE = 0.7
"""The next line of a text stands within this many letter heights."""
LED = 0.3
"""Lines of one text are no farther apart than the usual white and this share of the letter height."""
LEVEL = 0.35
"""Tops (or middles) that differ by less than this share of the letter height are level."""


@dataclass(slots=True)
class Fragment:
    """One printed line of one column. ``wide`` when its words run over a column boundary."""

    column: int
    line: Line
    top: float
    bottom: float
    wide: bool = False

    @property
    def text(self) -> str:
        return self.line.text


def fragments_of(region: Region, xs: Sequence[float]) -> list[list[Fragment]]:
    """The lines of every column, top to bottom. A phrase that runs over a boundary belongs to the column it begins in
    and is marked wide."""
    own: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    wide: set[int] = set()
    walls = _Walls(region, xs)
    above: list[list[Word]] = []
    for i, runs in enumerate(region.phrases):
        here = [run for run in runs if _runs_over(run, walls, above, region.em, heading=i < region.heading)]
        for run in runs:
            if any(run is other for other in here):
                own[_column(run[0].box.x0 + 1, xs)] += run
                wide |= {id(w) for w in run}
                continue
            for word in run:
                own[_column(word.box.cx, xs)].append(word)
        above = here
    out = []
    for column, words in enumerate(own):
        lines = sorted(to_lines(words, region.page), key=lambda ln: ln.box.top)
        out.append(
            [Fragment(column, ln, ln.box.top, ln.box.bottom, any(id(w) in wide for w in ln.words)) for ln in lines]
        )
    return out


class _Walls:
    """The column boundaries of a region, where the texts of each column begin as a rule, and the uprights on each;
    whether the texts below the header are ``bold``."""

    def __init__(self, region: Region, xs: Sequence[float]) -> None:
        self.xs, self.starts = xs, _usual_starts(region, xs)
        body = [w for line in region.lines[region.heading :] for w in line.words]
        self.bold = sum(w.bold for w in body) > HEAVY * len(body)
        tall = MOSTLY * region.box.height
        self._rules = []
        for x in xs:
            near = [(r.start, r.end) for r in region.upright if abs(r.at - x) <= ALIGNED]
            self._rules.append(near if sum(b - a for a, b in near) > tall else [])

    def open_at(self, k: int, y: float) -> bool:
        """Whether a boundary that a rule shows nearly everywhere has none at the height *y*."""
        return bool(self._rules[k]) and not any(a <= y <= b for a, b in self._rules[k])


def _usual_starts(region: Region, xs: Sequence[float]) -> list[float | None]:
    """Where the texts of every column begin, as a rule, among phrases that stand in one column."""
    found: list[list[int]] = [[] for _ in range(len(xs) - 1)]
    for runs in region.phrases[region.heading :]:
        for run in runs:
            column = _column(run[0].box.cx, xs)
            if run[-1].box.x1 <= xs[column + 1] + 1:
                found[column].append(round(run[0].box.x0))
    return [max(set(own), key=own.count) if own else None for own in found]


def _runs_over(
    run: Sequence[Word], walls: _Walls, above: Sequence[Sequence[Word]], em: float, *, heading: bool
) -> bool:
    """A phrase over column boundaries that is one text: words lie on the boundaries, or none begins where the texts of
    its column do, or the rules on them leave it out, or it is bold among texts that are not, or it goes on a phrase
    *above* that is one."""
    xs, starts = walls.xs, walls.starts
    over = [k for k in range(1, len(xs) - 1) if run[0].box.x0 + 1 < xs[k] < run[-1].box.x1 - 1]
    if not over:
        return False
    if not heading and all(walls.open_at(k, run[0].box.cy) for k in over):
        return True
    if not heading and not walls.bold and all(w.bold for w in run):
        return True
    if not heading and any(_goes_on(run, other, em) for other in above):
        return True
    odd = 0
    for k in over:
        crossed = any(w.box.x0 + 0.5 < xs[k] < w.box.x1 - 0.5 for w in run)
        first = next((w for w in run if w.box.cx >= xs[k]), None)
        start = starts[k]
        odd += (
            crossed or not heading and first is not None and start is not None and abs(first.box.x0 - start) > ALIGNED
        )
    return odd * 2 > len(over) if not heading else odd == len(over) and len(over) > 1


def _goes_on(run: Sequence[Word], above: Sequence[Word], em: float) -> bool:
    """The next line of one text: it begins where *above* does, close under it, in the same weight."""
    return (
        abs(run[0].box.x0 - above[0].box.x0) <= ALIGNED
        and run[0].box.top - above[0].box.bottom < CLOSE * em
        and run[0].bold == above[0].bold
    )


def _column(x: float, xs: Sequence[float]) -> int:
    return next((i for i in range(len(xs) - 2) if x < xs[i + 1]), len(xs) - 2)


def levels_of(columns: Sequence[Sequence[Fragment]], em: float) -> list[float]:
    """The tops of lines at which a row may begin, the first one left out: every level that some column has."""
    tops = sorted(f.top for own in columns for f in own)
    levels: list[float] = []
    for top in tops:
        if not levels or top - levels[-1] > LEVEL * em:
            levels.append(top)
    return levels[1:]


def leading_of(columns: Sequence[Sequence[Fragment]], em: float) -> float:
    """The usual white between two lines of one cell: the lower third of all gaps inside columns."""
    gaps = sorted(b.top - a.bottom for own in columns for a, b in zip(own, own[1:], strict=False) if b.top > a.top + 1)
    return gaps[len(gaps) // 3] if gaps else 0.3 * em


def would_have_fitted(above: Fragment, below: Fragment, right: float) -> bool:
    """The first word of the lower line had room at the end of the upper one: they were not one paragraph."""
    first = below.line.words[0].box.width
    space = 0.25 * (above.bottom - above.top)
    return above.line.box.x1 + space + first < right
