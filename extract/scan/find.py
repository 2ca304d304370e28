"""Where the printed lines stand: boxes of the detector's map, cut at rulings, trimmed to ink, none forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from iku.extract.scan.image import Pixels, components
from iku.extract.scan.rules import Rule

MAP_THRESHOLD = 0.3  # rapidocr's own default
MEAN_THRESHOLD = 0.5
UNCLIP = 1.6
CORE = 0.4  # share of a full row's ink that a row between base line and x-height holds at least
ASCENT, DESCENT = 0.75, 0.6  # how far print reaches above and below that core, in heights of the core


@dataclass(frozen=True, slots=True)
class Strip:
    """A printed line in pixels of the levelled page; right and bottom are exclusive. ``found`` tells by whom."""

    x0: int
    top: int
    x1: int
    bottom: int
    found: str = "detector"

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.bottom - self.top


def strips_of_map(text: npt.NDArray[np.float32], shape: tuple[int, ...]) -> list[Strip]:
    """Upright boxes of the detector's probability map, in pixels of a page of *shape* (height, width)."""
    mask = (text > MAP_THRESHOLD).astype(np.uint8)
    count, labels, stats, _ = components(mask)
    sums = np.bincount(labels.ravel(), weights=text.ravel(), minlength=count)
    fy, fx = shape[0] / text.shape[0], shape[1] / text.shape[1]
    strips = []
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        if min(w, h) < 2 or sums[i] / area < MEAN_THRESHOLD:
            continue
        grow = w * h * UNCLIP / (2 * (w + h))
        x0, x1 = max(0.0, (x - grow) * fx), min(float(shape[1]), (x + w + grow) * fx)
        top, bottom = max(0.0, (y - grow) * fy), min(float(shape[0]), (y + h + grow) * fy)
        strips.append(Strip(int(x0), int(top), int(np.ceil(x1)), int(np.ceil(bottom))))
    return strips


def cut_at_rules(strips: list[Strip], rules: list[Rule]) -> list[Strip]:
    """Cut every strip at the vertical rules that pass through its height."""
    down = [r for r in rules if not r.horizontal]
    cut: list[Strip] = []
    for s in strips:
        middle, quarter = (s.top + s.bottom) / 2, s.height / 4
        through = [r.at for r in down if r.start <= middle - quarter and r.end >= middle + quarter]
        at = sorted(x for x in through if s.x0 + 2 < x < s.x1 - 2)
        edges = [s.x0, *(int(x) for x in at), s.x1]
        cut += [Strip(a, s.top, b, s.bottom) for a, b in zip(edges, edges[1:], strict=False) if b - a > 3]
    return cut


def disjoint(strips: list[Strip], ink: Pixels) -> list[Strip]:
    """Strips of one printed line that overlap sideways parted at the widest gap of the ink about their overlap, so that
    no letter is read twice; a strip within another goes."""
    out = sorted(strips, key=lambda s: (s.x0, -s.x1))
    gone: set[int] = set()
    for i, left in enumerate(out):
        for k in range(i + 1, len(out)):
            right = out[k]
            if right.x0 >= out[i].x1:
                break
            shared = min(left.bottom, right.bottom) - max(left.top, right.top)
            if i in gone or k in gone or shared < 0.6 * min(left.height, right.height):
                continue
            if right.x1 <= out[i].x1:
                gone.add(k)
                continue
            cut = _cut(out[i], right, ink)
            out[i], out[k] = replace(out[i], x1=cut), replace(right, x0=cut)
    return [s for i, s in enumerate(out) if i not in gone and s.width > 2]


def _cut(left: Strip, right: Strip, ink: Pixels) -> int:
    """The middle of the widest inkless gap about the overlap of two strips."""
    reach = left.height // 2
    first, last = max(left.x0, right.x0 - reach), min(right.x1, left.x1 + reach)
    top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
    columns = np.flatnonzero(np.concatenate(([1], ink[top:bottom, first:last].any(axis=0).astype(np.int8), [1])))
    widths = np.diff(columns)
    k = int(widths.argmax())
    return first + max(0, int(columns[k] + columns[k + 1]) // 2 - 1)


def band(ink: Pixels) -> tuple[int, int]:
    """Rows (first, one past the last) of the printed line in the *ink* of a strip, without what its neighbours above
    and below reach into it: the block of rows with the most ink, and what hangs on to it."""
    rows = ink.sum(axis=1, dtype=np.int64) // 255
    if not rows.any():
        return 0, len(rows)
    blocks = _blocks(rows, CORE * float(np.percentile(rows[rows > 0], 60)))
    first, last = max(blocks, key=lambda block: rows[block[0] : block[1]].sum())
    core = last - first
    least = max(1, int(0.015 * rows.max()))
    top, bottom = first, last
    while top > 0 and rows[top - 1] >= least and first - top < ASCENT * core:
        top -= 1
    while bottom < len(rows) and rows[bottom] >= least and bottom - last < DESCENT * core:
        bottom += 1
    return _with_dots(rows, top, first, core), bottom


def _with_dots(rows: npt.NDArray[np.int64], top: int, first: int, core: int) -> int:
    """The top moved up over the gap below the dots of i and j, where they stand clear of all ascenders."""
    above = rows[max(0, first - int(ASCENT * core)) : top]
    return top - len(above) + int(np.flatnonzero(above)[0]) if above.any() and top > 0 and not rows[top - 1] else top


def _blocks(rows: npt.NDArray[np.int64], least: float) -> list[tuple[int, int]]:
    """Runs (first, one past the last) of rows with at least *least* pixels of ink."""
    full = np.concatenate(([0], (rows >= max(1.0, least)).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(full))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def trim(strip: Strip, ink: Pixels, pad: int, usual: float) -> list[Strip]:
    """*strip* shrunk sideways to its ink plus *pad* pixels, and parted where two printed lines stand in it (it is then
    higher than *usual*). None without ink."""
    out = []
    for top, bottom in _parted(strip, ink, usual):
        part = ink[top:bottom, strip.x0 : strip.x1]
        columns = np.flatnonzero(part.any(axis=0))
        if len(columns) == 0 or int(part.sum()) // 255 < 6:
            continue
        x0, x1 = _whole_letters(strip.x0 + int(columns[0]), strip.x0 + int(columns[-1]) + 1, ink[top:bottom])
        out.append(Strip(max(0, x0 - pad), top, min(ink.shape[1], x1 + pad), bottom, strip.found))
    return out


def _whole_letters(x0: int, x1: int, ink: Pixels) -> tuple[int, int]:
    """A strip's sides moved outwards over the letters that they cut; *ink* are the strip's rows of the whole page."""
    most = len(ink) // 2
    left, right = x0, x1
    while left > 0 and x0 - left < most and ink[:, left - 1].any():
        left -= 1
    while right < ink.shape[1] and right - x1 < most and ink[:, right].any():
        right += 1
    return left, right


def _parted(strip: Strip, ink: Pixels, usual: float) -> list[tuple[int, int]]:
    whole = [(strip.top, strip.bottom)]
    if strip.height < 1.5 * usual or strip.width < 2 * strip.height:
        return whole
    rows = ink[strip.top : strip.bottom, strip.x0 : strip.x1].sum(axis=1, dtype=np.int64) // 255
    blocks = [b for b in _blocks(rows, CORE * float(rows.max())) if b[1] - b[0] >= 0.15 * usual] if rows.any() else []
    cuts = [a[1] + int(rows[a[1] : b[0]].argmin()) for a, b in zip(blocks, blocks[1:], strict=False) if b[0] > a[1]]
    cuts = [c for c in cuts if rows[max(0, c - 1) : c + 2].min() <= 0.05 * rows.max()]
    edges = [0, *cuts, strip.height]
    return [(strip.top + a, strip.top + b) for a, b in zip(edges, edges[1:], strict=False)] if cuts else whole


def forgotten(ink: Pixels, strips: list[Strip], scale: float) -> list[Strip]:
    """Print that no strip covers: ink of the size of characters, joined sideways to lines. *scale*: pixels a point."""
    rest = ink.copy()
    for s in strips:
        rest[s.top : s.bottom, s.x0 : s.x1] = 0
    rest = np.asarray(cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), dtype=np.uint8)
    joined = cv2.dilate(rest, np.ones((1, max(3, int(4 * scale))), np.uint8))
    count, _, stats, _ = components(np.asarray(joined, dtype=np.uint8))
    heights = sorted(s.height for s in strips)
    usual = heights[len(heights) // 2] if heights else 12 * scale
    found = []
    for i in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[i])
        if not 0.35 * usual <= h <= 2 * usual or w < 0.3 * h:
            continue
        if int(rest[y : y + h, x : x + w].sum()) // 255 < 0.08 * h * h:
            continue
        grow = int(0.25 * h)
        found.append(Strip(x, max(0, y - grow), x + w, min(ink.shape[0], y + h + grow), "ink"))
    return found


def attach(strips: list[Strip], found: list[Strip], rules: list[Rule]) -> list[Strip]:
    """Forgotten print that goes on a strip's own line (a last letter that the detector cut off) made part of the strip;
    what stands apart, or beyond a rule, stays a strip of its own."""
    out = list(strips)
    for piece in found:
        owner = next((i for i, s in enumerate(out) if _goes_on(s, piece, rules)), None)
        if owner is None:
            out.append(piece)
        else:
            s = out[owner]
            out[owner] = Strip(min(s.x0, piece.x0), s.top, max(s.x1, piece.x1), s.bottom, s.found)
    return out


def _goes_on(strip: Strip, piece: Strip, rules: list[Rule]) -> bool:
    middle = (piece.top + piece.bottom) / 2
    if strip.found != "detector" or not strip.top + strip.height / 5 <= middle <= strip.bottom - strip.height / 5:
        return False
    if piece.height > 1.4 * strip.height:
        return False
    left, right = (strip, piece) if strip.x0 <= piece.x0 else (piece, strip)
    if right.x0 - left.x1 > strip.height / 3:
        return False
    between = (left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2
    return not any(not r.horizontal and between[0] < r.at < between[1] and r.start <= middle <= r.end for r in rules)
