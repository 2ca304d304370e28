"""Ruling lines from pixels: straight dark runs, mended where broken; print is told from rules, underlines from both."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from iku.extract.scan import dashes
from iku.extract.scan.image import Pixels, components

RUN = 9.0  # points: shortest unbroken run that may be part of a rule (one row of small print is 10 high)
MEND = 6.0  # points: gaps closed between runs of one rule
LONG = 60.0  # points: so long a rule needs no other that it meets
SHORT = 25.0  # points: a shorter one must touch what it meets, a stem of a letter does not
BAR = 14.0  # points: shortest underline or fraction bar
THICK = 4.0  # points: a thicker bar is a shaded area
SMEAR = 1.2  # points: smoothing along a line, to each side, that makes dots a line
FINE = 1.7  # points: a faint or dotted rule is no thicker; print smeared along the line is
BLURRED = 2.6  # points: thickness of the rules of a scan at 85 dpi
EVEN = 1.5  # times its usual thickness, at most
TOUCHED = 1.8  # times its usual thickness: print touches it there
BARE = 0.06  # share of its length with ink beside such a rule, or with none of its own
EDGE = 5.0  # points: a line so near the edge of the page is the border of the scan
BESIDE = 0.3  # share of a rule's length with ink close beside it on both sides: more is a line of print
CLEAN = 0.15  # the same for faint and dotted rules, on either side
INK = 90  # grey levels below paper: ink of a plain rule
FAINT_INK = 60  # and what counts as print beside a faint one
CONTRAST = 30  # grey levels that a faint rule is darker than what lies on both sides of it


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line in pixels: ``at`` across it, ``start``..``end`` along it, ``width`` its thickness."""

    horizontal: bool
    at: float
    start: float
    end: float
    width: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class _Run:
    """A horizontal rule that may be, with its own pixels: ``own`` lies at (x, y) of the page it was looked for on,
    ``inked`` tells for every pixel of its length whether it is dark there or only mended."""

    rule: Rule
    own: Pixels
    x: int
    y: int
    inked: Pixels

    def at(self, along: float) -> float:
        """Where the rule runs at the place *along* it: a rule that leans is off its mean at its ends."""
        column = min(max(0, int(along) - self.x), self.own.shape[1] - 1)
        rows = np.flatnonzero(self.own[:, column])
        return self.y + float(rows.mean()) if len(rows) else self.rule.at


def find_rules(flat: Pixels, scale: float, *, faint: bool = True) -> tuple[list[Rule], Pixels]:
    """All rules of a levelled, flattened grey page and a mask of their pixels. *scale*: pixels a point; *faint*: look
    for faint and dotted ones too.

    A rule is long, or meets rules across it at both ends; horizontal bars that meet none (underlines, fraction bars)
    are given too, as they bound no cell and print without them is easier to read.
    """
    down, walls_dashed = _runs(np.ascontiguousarray(flat.T), scale, faint, True)
    across, _ = _runs(flat, scale, faint, faint or walls_dashed)
    kept_across, kept_down = _lattice(across, down, scale)
    kept_across |= {i for i, r in enumerate(across) if r.rule.length >= BAR * scale and _is_bare(r, flat, scale)}
    walls, floors = [down[i] for i in sorted(kept_down)], [across[i] for i in sorted(kept_across)]
    flat_rules = [_ended(r, [w.rule for w in walls], scale) for r in floors]
    upright_rules = [_ended(w, [r.rule for r in floors], scale) for w in walls]
    mask = np.zeros(flat.shape, np.uint8)
    _paint(mask, floors, flat_rules)
    _paint(mask.T, walls, upright_rules)
    return flat_rules + [replace(r, horizontal=False) for r in upright_rules], mask


def _ended(run: _Run, crossing: list[Rule], scale: float) -> Rule:
    """The rule of *run*, ended at its outermost crossing where only print beyond a gap carried it further."""
    rule, slack = run.rule, 3 * scale
    at = [o.at for o in crossing if o.start - slack <= rule.at <= o.end + slack]
    if not at:
        return rule
    first, last = min(at), max(at)
    start, end = rule.start, rule.end
    hole = max(2, round(0.7 * scale))
    if 0 < end - last < SHORT * scale and _has_hole(run.inked[int(last) - run.x + 1 :], hole):
        end = last
    if 0 < first - start < SHORT * scale and _has_hole(run.inked[: max(0, int(first) - run.x)], hole):
        start = first
    return replace(rule, start=start, end=end)


def _has_hole(inked: Pixels, least: int) -> bool:
    gaps = np.flatnonzero(np.diff(np.concatenate(([1], inked.astype(np.int8), [1]))))
    return any(b - a >= least for a, b in zip(gaps[::2], gaps[1::2], strict=False))


def _paint(mask: Pixels, runs: list[_Run], rules: list[Rule]) -> None:
    """Put the pixels of *runs* into *mask* as far as their *rules* reach."""
    for run, rule in zip(runs, rules, strict=True):
        first, last = max(0, int(rule.start) - run.x - 2), int(rule.end) - run.x + 3
        own = run.own[:, first:last]
        mask[run.y : run.y + own.shape[0], run.x + first : run.x + first + own.shape[1]][own] = 255


def _runs(flat: Pixels, scale: float, faint: bool, dashed: bool) -> tuple[list[_Run], bool]:
    """Horizontal runs that may be rules: plain and dashed ones from the ink, faint and dotted ones from the contrast;
    and whether some are dashed."""
    ink = ((flat < 255 - INK) * np.uint8(255)).astype(np.uint8)
    found = _straight(ink, flat.shape[0], scale)
    plain = [r for r in found if _is_plain(r, ink, scale)]
    broken = _dashed(ink, scale) if dashed else []
    plain += broken
    if not faint:
        return plain, bool(broken)
    print_ink = flat < 255 - FAINT_INK
    fine = [r for r in _straight(_thin(flat, scale), flat.shape[0], scale) if _is_fine(r, print_ink, scale)]
    smear = int(SMEAR * scale)
    fine = [replace(r, rule=replace(r.rule, start=r.rule.start + smear, end=r.rule.end - smear)) for r in fine]
    return plain + fine, bool(broken)


def _thin(flat: Pixels, scale: float) -> Pixels:
    """Pixels (255) darker than what lies above and below within ``THICK``, smoothed along the line: faint and dotted
    rules become whole, shading vanishes, print becomes bands."""
    along = cv2.blur(flat, (2 * int(SMEAR * scale) + 1, 1))
    tall = int(2 * THICK * scale) | 1
    depth = cv2.morphologyEx(along, cv2.MORPH_BLACKHAT, np.ones((tall, 1), np.uint8))
    least = max(CONTRAST, 3 * int(np.median(depth[::4, ::4])))
    return np.asarray(cv2.threshold(depth, least, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _straight(ink: Pixels, height: int, scale: float) -> list[_Run]:
    """Straight runs of a binary page, mended over gaps."""
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, int(RUN * scale)), np.uint8))
    runs = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((1, int(MEND * scale)), np.uint8))
    return _pieces(runs, thick, height, scale)


def _pieces(runs: Pixels, thick: Pixels, height: int, scale: float) -> list[_Run]:
    """The connected pieces of a mask of *runs* that are thin and straight; *thick* is the ink under them."""
    count, labels, stats, centres = components(runs)
    found = []
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        thickness = max(1.0, area / w - 2)
        if thickness > min(THICK * scale, w / 6) or h > 0.02 * w + 6 * scale:
            continue
        if EDGE * scale < centres[i][1] < height - EDGE * scale:
            own = _without_print(np.asarray(labels[y : y + h, x : x + w] == i))
            rule = Rule(True, float(centres[i][1]), float(x), float(x + w), thickness)
            inked = np.asarray(((thick[y : y + h, x : x + w] > 0) & own).any(axis=0))
            found.append(_Run(rule, own, x, y, inked))
    return found


def _without_print(own: Pixels) -> Pixels:
    """The pixels of a straight run less those of print that touches it: where it is far thicker than elsewhere, only
    what lies on its own line is left."""
    thick = own.sum(axis=0)
    usual = float(np.median(thick[thick > 0]))
    swollen = thick > TOUCHED * usual + 1
    even = np.flatnonzero((thick > 0) & ~swollen)
    if not swollen.any() or len(even) < 2:
        return own
    rows = np.arange(len(own))[:, None]
    centres = (own[:, even] * rows).sum(axis=0) / thick[even]
    slope, level = np.polyfit(even, centres, 1)
    away = np.abs(rows - (slope * np.flatnonzero(swollen) + level))
    own = own.copy()
    own[:, swollen] &= away <= usual / 2 + 1
    return own


def _dashed(ink: Pixels, scale: float) -> list[_Run]:
    """Dashed rules of a binary page."""
    lines = dashes.dashed_lines(ink, scale)
    if lines is None:
        return []
    found = _pieces(lines, ink, len(ink), scale)
    return [r for r in found if max(_beside(r, ink > 0, scale)[:2]) <= CLEAN]


def _is_plain(run: _Run, ink: Pixels, scale: float) -> bool:
    above, below, mended = _beside(run, ink > 0, scale)
    return min(above, below) <= BESIDE and not (max(above, below) > 0.45 and mended > 0.1)


def _is_fine(run: _Run, ink: Pixels, scale: float) -> bool:
    """Thin with little ink beside it; or long, whole and bare, as the blurred rules of a coarse scan are."""
    if run.rule.width > BLURRED * scale:
        return False
    above, below, mended = _beside(run, ink, scale)
    if run.rule.width > FINE * scale:
        bare = run.rule.length >= LONG * scale and mended <= BARE and max(above, below) <= BARE
        return bare and _is_even(run)
    return max(above, below) <= CLEAN


def _is_even(run: _Run) -> bool:
    """As thick everywhere: a rule with print smeared on to it is not."""
    thick = run.own.sum(axis=0)
    thick = thick[thick > 0]
    return float(np.percentile(thick, 98)) <= EVEN * float(np.median(thick))


def _is_bare(run: _Run, flat: Pixels, scale: float) -> bool:
    """Unbroken and with little ink close beside it, as underlines and fraction bars are and serifs are not."""
    above, below, mended = _beside(run, flat < 255 - INK, scale)
    return max(above, below) <= BESIDE and mended < 0.03


def _beside(run: _Run, ink: Pixels, scale: float) -> tuple[float, float, float]:
    """Shares of a run's length with ink close above it, close below it, and without ink of its own (mended)."""
    own, (height, width) = run.own, run.own.shape
    columns = np.flatnonzero(own.any(axis=0))
    tops = own.argmax(axis=0)[columns] + run.y
    bottoms = height - 1 - own[::-1].argmax(axis=0)[columns] + run.y
    off = max(2, round(0.9 * scale))
    above = ink[np.clip(tops - off, 0, len(ink) - 1), columns + run.x]
    below = ink[np.clip(bottoms + off, 0, len(ink) - 1), columns + run.x]
    inside = np.asarray((ink[run.y : run.y + height, run.x : run.x + width] & own).any(axis=0))[columns]
    return float(above.mean()), float(below.mean()), 1.0 - float(inside.mean())


def _lattice(across: list[_Run], down: list[_Run], scale: float) -> tuple[set[int], set[int]]:
    """Places of the rules: the long ones, then those that meet kept rules of the other direction at both ends."""
    kept_across = {i for i, r in enumerate(across) if r.rule.length >= LONG * scale}
    kept_down = {i for i, r in enumerate(down) if r.rule.length >= LONG * scale}
    while True:
        walls, floors = [down[i] for i in kept_down], [across[i] for i in kept_across]
        more_across = {i for i, r in enumerate(across) if i not in kept_across and _meets(r.rule, walls, scale)}
        more_down = {i for i, r in enumerate(down) if i not in kept_down and _meets(r.rule, floors, scale)}
        if not more_across and not more_down:
            return kept_across, kept_down
        kept_across |= more_across
        kept_down |= more_down


def _meets(rule: Rule, others: list[_Run], scale: float) -> bool:
    """Whether *rule* begins and ends at (or passes) two different *others*; a short one must touch them."""
    slack = 3 * scale
    near = [(o.at(rule.at), o.rule.width / 2) for o in others if o.rule.start - slack <= rule.at <= o.rule.end + slack]
    reach = slack if rule.length >= SHORT * scale else 0.6 * scale
    first = any(abs(at - rule.start) <= reach + half for at, half in near)
    return first and any(abs(at - rule.end) <= reach + half for at, half in near)
