"""Ruling lines from pixels: straight dark runs, mended where broken; print is told from rules, underlines from both."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.scan.image import Pixels

RUN = 9.0  # points: shortest unbroken run that may be part of a rule (one row of small print is 10 high)
MEND = 6.0  # points: gaps closed between runs of one rule
LONG = 60.0  # points: so long a rule needs no other that it meets
BAR = 14.0  # points: shortest underline or fraction bar
THICK = 4.5  # points: a thicker bar is a shaded area
BESIDE = 0.3  # share of a rule's length with ink close beside it on both sides: more is a line of print


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line in pixels: ``at`` across it, ``start``..``end`` along it, ``width`` its thickness. ``bare``:
    unbroken and with little ink close beside it, as underlines and fraction bars are and serifs are not."""

    horizontal: bool
    at: float
    start: float
    end: float
    width: float
    bare: bool = True

    @property
    def length(self) -> float:
        return self.end - self.start


def find_rules(ink: Pixels, scale: float) -> tuple[list[Rule], Pixels]:
    """All rules of a levelled binary page and a mask of their pixels. *scale*: pixels a point.

    A rule is long, or meets rules across it at both ends; horizontal bars that meet none (underlines, fraction bars)
    are given too, as they bound no cell and print without them is easier to read.
    """
    across, across_labels = _candidates(ink, scale)
    down, down_labels = _candidates(np.ascontiguousarray(ink.T), scale)
    kept_across, kept_down = _lattice(across, down, scale)
    bars = {i for i, r in across.items() if r.length >= BAR * scale and r.bare}
    mask = np.isin(across_labels, list(kept_across | bars)) | np.isin(down_labels, list(kept_down)).T
    rules = [across[i] for i in sorted(kept_across | bars)]
    rules += [Rule(False, r.at, r.start, r.end, r.width) for i, r in sorted(down.items()) if i in kept_down]
    return rules, mask.astype(np.uint8) * np.uint8(255)


def _candidates(ink: Pixels, scale: float) -> tuple[dict[int, Rule], Pixels]:
    """Horizontal straight runs by their label, and the labels of the pixels."""
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, int(RUN * scale)), np.uint8))
    runs = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((1, int(MEND * scale)), np.uint8))
    count, labels, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found: dict[int, Rule] = {}
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        thickness = max(1.0, area / w - 2)
        if thickness > THICK * scale or h > 0.02 * w + 6 * scale or thickness > w / 6:
            continue
        above, below, mended = _beside(ink, labels[y : y + h, x : x + w] == i, x, y, scale)
        if min(above, below) > BESIDE:
            continue
        bare = max(above, below) <= BESIDE and mended < 0.03
        found[i] = Rule(True, float(centres[i][1]), float(x), float(x + w), thickness, bare)
    return found, np.asarray(labels)


def _beside(ink: Pixels, own: Pixels, x: int, y: int, scale: float) -> tuple[float, float, float]:
    """Shares of a run's length with ink close above it, close below it, and without ink of its own (mended)."""
    columns = np.flatnonzero(own.any(axis=0))
    tops = own.argmax(axis=0)[columns] + y
    bottoms = own.shape[0] - 1 - own[::-1].argmax(axis=0)[columns] + y
    off = max(2, round(0.9 * scale))
    height = ink.shape[0]
    above = ink[np.clip(tops - off, 0, height - 1), columns + x] > 0
    below = ink[np.clip(bottoms + off, 0, height - 1), columns + x] > 0
    inked = np.asarray(((ink[y : y + own.shape[0], x : x + own.shape[1]] > 0) & own).any(axis=0))[columns]
    return float(above.mean()), float(below.mean()), 1.0 - float(inked.mean())


def _lattice(across: dict[int, Rule], down: dict[int, Rule], scale: float) -> tuple[set[int], set[int]]:
    """Labels of the rules: the long ones, then those that meet kept rules of the other direction at both ends."""
    kept_across = {i for i, r in across.items() if r.length >= LONG * scale}
    kept_down = {i for i, r in down.items() if r.length >= LONG * scale}
    while True:
        more_across = {i for i, r in across.items() if _meets(r, [down[k] for k in kept_down], scale)} - kept_across
        more_down = {i for i, r in down.items() if _meets(r, [across[k] for k in kept_across], scale)} - kept_down
        if not more_across and not more_down:
            return kept_across, kept_down
        kept_across |= more_across
        kept_down |= more_down


def _meets(rule: Rule, others: list[Rule], scale: float) -> bool:
    """Whether *rule* begins and ends at (or passes) two different *others*."""
    slack = 3 * scale
    near = [o for o in others if o.start - slack <= rule.at <= o.end + slack]
    first = any(abs(o.at - rule.start) <= slack for o in near)
    return first and any(abs(o.at - rule.end) <= slack for o in near)
