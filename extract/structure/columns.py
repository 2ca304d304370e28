"""Candidates for column boundaries of a region, the evidence for each, and the choice among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from iku.extract.model import Word
from iku.extract.rules import clusters
from iku.extract.structure.drawn_heads import WALLED, side_share
from iku.extract.structure.evidence import STEP, Floats, Region, fill_share, profile, rule_share
from iku.extract.structure.trees import load

CROSSED = 0.34
"""A strip that more than this share of the lines runs through is no gutter."""
IN_STRIP = 2.5
"""A rule or edge so near a white strip (points) stands in it: a word may reach a little over its column's side."""
EMPTY_COLUMN = 1.4
"""Two rules in one white strip that are further apart than this many letter heights hold an empty column."""
LEAST_RULE = 0.06
"""An upright rule or fill edge over less than this share of the region's height is no candidate."""
NAMED, ALIEN = 1.2, 0.5
"""Log-odds that a column gains by a header text with a meaning, and loses by one without (set on generated layouts)."""
LEAST_DRAWN, DRAWN, UNDRAWN = 2, 3.0, 1.0
"""From so many sides on the cells of a header are drawn; log-odds that a boundary gains under one of them, and that one
loses under none (set on generated layouts)."""
FEATURES = (
    "width", "word_cover", "phrase_cover", "rule", "fill", "best_rule", "ruled_others", "left_aligned", "right_aligned",
    "both_sides", "wide_gaps", "mean_gap", "header_cross", "header_gap", "digits_left", "digits_right", "texts_left",
    "texts_right", "column_left", "column_right", "before", "lines", "place", "centred", "narrowest", "body_cross",
    "prominence", "numbered", "spread",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strip:
    """A candidate: the white strip from ``left`` to ``right`` in points, and the place ``at`` of the boundary in it."""

    left: float
    right: float
    at: float


def candidates(region: Region) -> list[Strip]:
    """Places where a boundary may stand: strips that few words enter, upright rules, edges of fills."""
    box = region.box
    cover = _cover(region)
    marks = _marks(region)
    found: list[Strip] = []
    for a, b in _valleys(cover, CROSSED * max(1, len(region.apart))):
        left, right = box.x0 + a * STEP, box.x0 + b * STEP
        inside = [m for m in marks if left - IN_STRIP <= m <= right + IN_STRIP]
        found += [Strip(left, right, m) for m in _apart(region, inside)] or [Strip(left, right, (left + right) / 2)]
    for m in marks:
        if all(not s.left - IN_STRIP <= m <= s.right + IN_STRIP for s in found):
            found.append(Strip(m, m, m))
    inner = [s for s in found if box.x0 + 3 < s.at < box.x1 - 3]
    return sorted(inner, key=lambda s: s.at)


def _apart(region: Region, marks: Sequence[float]) -> list[float]:
    """Of the rules and edges in one white strip the longest; a second one only where an empty column fits between."""
    box = region.box

    def length(x: float) -> float:
        rule = rule_share(x, region.upright, box.top, box.bottom)
        return rule + 0.5 * fill_share(x, region.fills, box.top, box.bottom, upright=True)

    kept: list[float] = []
    for m in sorted(marks, key=length, reverse=True):
        if all(abs(m - k) > EMPTY_COLUMN * region.em for k in kept):
            kept.append(m)
    return sorted(kept)


def _cover(region: Region) -> Floats:
    """How many words stand over each raster column; lines of one long phrase (bands, titles) are left out."""
    spans = [(w.box.x0 + 0.2, w.box.x1 - 0.2) for i in region.apart for w in region.lines[i].words]
    return profile(spans, region.box.x0, region.box.x1)


def _marks(region: Region) -> list[float]:
    """Places of upright rules and fill edges that are long enough to part columns."""
    box = region.box
    places = [r.at for r in region.upright]
    places += [x for f in region.fills for x in (f.box.x0, f.box.x1)]
    marks = []
    for x in clusters(places, 2.5):
        rule = rule_share(x, region.upright, box.top, box.bottom)
        whole = max(rule, fill_share(x, region.fills, box.top, box.bottom, upright=True))
        if whole >= LEAST_RULE or _parts_heads(region, x):
            marks.append(x)
    return marks


def _parts_heads(region: Region, x: float) -> bool:
    """A rule or the edge of a fill at *x* parts the lowest line of the header."""
    if not region.header_lines:
        return False
    line = region.header_lines[-1].box
    return side_share(region, x, line.top, line.bottom) > WALLED


def by_header(region: Region, strips: Sequence[Strip]) -> Floats:
    """What the drawn sides of header cells add to the log-odds of every strip: those at the foot of the header are
    boundaries of columns, and where most are drawn another strip is hardly one."""
    crossed = CROSSED * max(1, len(region.apart))
    cover = _cover(region)
    clear = [cover[min(len(cover) - 1, max(0, int((s.at - region.box.x0) / STEP)))] <= crossed for s in strips]
    parted = [_parts_heads(region, s.at) for s in strips]
    if sum(parted) < LEAST_DRAWN:
        return np.zeros(len(strips))
    return np.array([DRAWN if p and c else -UNDRAWN if not p else 0.0 for p, c in zip(parted, clear, strict=True)])


def _valleys(cover: Floats, most: float) -> list[tuple[int, int]]:
    """Plateaus of the coverage profile that are lower than both sides, at most *most* high, in raster columns."""
    valleys: list[tuple[int, int]] = []
    change = np.flatnonzero(np.diff(cover)) + 1
    starts = np.concatenate(([0], change))
    ends = np.concatenate((change, [len(cover)]))
    levels = cover[starts]
    for i in range(1, len(starts) - 1):
        if levels[i] <= most and levels[i - 1] > levels[i] < levels[i + 1]:
            valleys.append((int(starts[i]), int(ends[i])))
    return valleys


def features(region: Region, strips: Sequence[Strip]) -> Floats:
    """One row of ``FEATURES`` for every strip."""
    if not strips:
        return np.zeros((0, len(FEATURES)))
    box, em, count = region.box, region.em, max(1, len(region.apart))
    lines = [(region.lines[i], region.phrases[i]) for i in region.apart]
    cover = _cover(region)
    places = [min(len(cover) - 1, max(0, int((s.at - box.x0) / STEP))) for s in strips]
    bounds = [0, *places, len(cover) - 1]
    numbers = [w.box.cx for w in region.numbers]
    rules = [rule_share(s.at, region.upright, box.top, box.bottom) for s in strips]
    fills = [fill_share(s.at, region.fills, box.top, box.bottom, upright=True) for s in strips]
    edges = [box.x0, *(s.at for s in strips), box.x1]
    heading = region.header_words
    body = [runs for line, runs in lines if line.box.top > region.head_foot]
    out = np.zeros((len(strips), len(FEATURES)))
    narrowest = min(s.right - s.left for s in strips)
    for i, s in enumerate(strips):
        word, phrase, both, wide = 0, 0, 0, 0
        gaps: list[float] = []
        starts: list[float] = []
        ends: list[float] = []
        left_words: list[Word] = []
        right_words: list[Word] = []
        for line, runs in lines:
            word += any(w.box.x0 + 0.3 < s.at < w.box.x1 - 0.3 for w in line.words)
            phrase += any(r[0].box.x0 < s.at < r[-1].box.x1 for r in runs)
            before = [w for w in line.words if w.box.cx < s.at]
            after = [w for w in line.words if w.box.cx >= s.at]
            near_left = before and before[-1].box.x1 > edges[i] - 1
            near_right = after and after[0].box.x0 < edges[i + 2] + 1
            if near_right:
                starts.append(after[0].box.x0)
                right_words.append(after[0])
            if near_left:
                ends.append(before[-1].box.x1)
                left_words.append(before[-1])
            if before and after:
                gap = (after[0].box.x0 - before[-1].box.x1) / em
                gaps.append(min(gap, 12.0))
                both += bool(near_left and near_right)
                wide += gap > 0.9
        head_left = [w for w in heading if w.box.cx < s.at]
        head_right = [w for w in heading if w.box.cx >= s.at]
        head_gap = 6.0
        if head_left and head_right:
            head_gap = (min(w.box.x0 for w in head_right) - max(w.box.x1 for w in head_left)) / em
        out[i] = (
            (s.right - s.left) / em, word / count, phrase / count, rules[i], fills[i], max(rules),
            sum(r > 0.5 for j, r in enumerate(rules) if j != i), _mode_share(starts), _mode_share(ends),
            both / count, wide / max(1, len(gaps)), float(np.mean(gaps)) if gaps else 6.0,
            sum(w.box.x0 + 0.3 < s.at < w.box.x1 - 0.3 for w in heading) if heading else -1,
            max(-3.0, min(head_gap, 6.0)), _digit_share(left_words), _digit_share(right_words),
            len(left_words) / count, len(right_words) / count, (s.at - edges[i]) / em, (edges[i + 2] - s.at) / em,
            _known_before(region, s), min(count, 60), (s.at - box.x0) / max(1.0, box.width), _centred(starts, ends),
            narrowest / em,
            sum(any(r[0].box.x0 < s.at < r[-1].box.x1 for r in runs) for runs in body) / max(1, len(body)),
            _prominence(cover, bounds[i], places[i], bounds[i + 2]) / count,
            _between(numbers, s.at), len(region.apart) / max(1, len(region.lines)),
        )  # fmt: skip
    return out


def _prominence(cover: Floats, left: int, at: int, right: int) -> float:
    """How far the coverage rises on both sides of a strip before the next one."""
    return float(min(cover[left : at + 1].max(), cover[at : right + 1].max()) - cover[at])


def _between(numbers: Sequence[float], x: float) -> float:
    """1 between two neighbours of a row of column numbers, 0 outside them, -1 where there is no such row."""
    if len(numbers) < 2:
        return -1.0
    return float(numbers[0] < x < numbers[-1])


def _mode_share(values: Sequence[float]) -> float:
    """Share of the most common place among *values*, to a point."""
    if not values:
        return -1.0
    counted = Counter(round(v) for v in values)
    return max(counted[k] + counted.get(k + 1, 0) for k in counted) / len(values)


def _centred(starts: Sequence[float], ends: Sequence[float]) -> float:
    return float(np.std(starts)) if len(starts) > 1 else -1.0


def _digit_share(words: Sequence[Word]) -> float:
    if not words:
        return -1.0
    return sum(w.text[:1].isdigit() for w in words) / len(words)


def _known_before(region: Region, strip: Strip) -> float:
    """1 when the table before has a boundary in this strip, 0 when it has none, -1 when no table is before."""
    if not region.before:
        return -1.0
    return float(any(strip.left - 2 <= x <= strip.right + 2 for x in region.before))


def choose(
    region: Region, strips: Sequence[Strip], log_odds: Sequence[float], meaning: Callable[[str], float] | None
) -> tuple[list[float], float]:
    """The boundaries, outer ones included, that explain the evidence best, and the log-odds that speak for them.

    :param meaning: how sure a header text is one of a column, 0 to 1; None leaves the header words out.
    """
    marks = [region.box.x0, *(s.at for s in strips), region.box.x1]
    heading = [(w.box.cx, w.text) for w in region.header_words]
    numbers = [w.box.cx for w in region.numbers]
    best: list[tuple[float, int]] = [(0.0, -1)]
    weights = [0.0, *map(float, log_odds), 0.0]
    for j in range(1, len(marks)):
        counted = [_counted(numbers, marks[i], marks[j]) for i in range(j)]
        without = [best[i][0] + weights[j] + counted[i] for i in range(j)]
        score, top = float("-inf"), 0
        for i in sorted(range(j), key=without.__getitem__, reverse=True):
            if without[i] + NAMED + 1e-6 < score:
                break  # no header text can make up for that: the lexicon need not be asked
            own = best[i][0] + weights[j] + _named(heading, marks[i], marks[j], meaning) + counted[i]
            if own > score or own == score and i < top:
                score, top = own, i
        best.append((score, top))
    edges = [len(marks) - 1]
    while edges[-1] > 0:
        edges.append(best[edges[-1]][1])
    return [marks[k] for k in reversed(edges)], best[-1][0]


def _counted(numbers: Sequence[float], left: float, right: float) -> float:
    """A column under one number of a row of column numbers is right, one under two of them is wrong."""
    if len(numbers) < 2:
        return 0.0
    own = sum(left <= x < right for x in numbers)
    return 0.5 * NAMED if own == 1 else -2 * NAMED * (own - 1) if own > 1 else 0.0


def _named(
    heading: Sequence[tuple[float, str]], left: float, right: float, meaning: Callable[[str], float] | None
) -> float:
    if meaning is None or not heading:
        return 0.0
    own = [text for x, text in heading if left <= x < right]
    if not own:
        return -ALIEN
    sure = meaning(" ".join(own))
    return NAMED * sure if sure >= 0.7 else -ALIEN


def column_log_odds(region: Region, strips: Sequence[Strip]) -> Floats:
    """Log-odds of a boundary in every strip."""
    return load("columns").log_odds(features(region, strips))
