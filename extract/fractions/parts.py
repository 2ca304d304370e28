"""What stands over and what under a bar: rows of words that belong to it, nearest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from iku.extract.fractions.bars import Bar
from iku.extract.model import Box, Word, hull

FIRST_STEP, FAR_STEP, NEXT_STEP = 1.1, 2.4, 0.75
"""The white before the first row, before one that is centred on a drawn bar, and between rows: at most this many
heights of a line."""
BEGINS = 4.0
"""Text that begins with a drawn bar does so within this (points): it may stand as far from it as centred text."""
OVERHANG = 0.45
"""Words stick out over the end of a drawn bar by at most this many heights of a line; other bars are rough."""
FAR_OVERHANG, COVERED = 1.6, 0.85
"""Where a bar was drawn by hand they stick out further, if it covers this share of them."""
CENTRED = 0.09
"""A further row is centred on the bar within this share of its width (or begins where the row before it did)."""
REACH = 150.0
"""No side of a fraction is higher than this (points): twelve lines."""
ON_BAR = 0.2
"""What reaches over the bar on both sides by this share of its height stands on the bar's line."""
RUN = 0.9
"""Words of one run have no more white between them than this many heights of a line."""
APART = 0.5
"""A neighbour on the same row that is no part of the fraction stands at least this many heights of a line away."""
TIMES = re.compile(r"(?:[x×X✕*·]\s*)?(?:1[0.,]*0+)\s*%?|[x×X✕*·]|%|[x×X✕*·]\s*\d[\d.,]*\s*%?")
_STOP = re.compile(
    r"(?:ket(?:erangan)?|di\s?mana|catatan|sumber|rumus|dengan|formulasi|contoh|satuan|tipe)\b.{0,25}[:=]?$|[^=]{0,20}=",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Item:
    """A word, or a fraction made of words: ``box`` is where it stands among its neighbours, ``whole`` all that it
    covers. ``rows`` are the words in reading order, row by row."""

    rows: list[list[Word]]
    box: Box
    whole: Box
    size: float
    fraction: bool = False

    @property
    def text(self) -> str:
        return " ".join(w.text for row in self.rows for w in row)


@dataclass(slots=True)
class Part:
    """One side of a fraction: its items row by row (top to bottom), and multipliers that stand beside them."""

    rows: list[list[Item]] = field(default_factory=list)
    times: list[Item] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        return [item for row in self.rows for item in row]


def is_times(text: str) -> bool:
    """``x 100%``, ``x``, ``100 %``: a multiplier, whole or a piece."""
    return TIMES.fullmatch(text.strip()) is not None


def with_multipliers(items: Sequence[Item]) -> list[Item]:
    """The items, ``x`` and the ``100 %`` behind it put together: they stand or fall as one."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if (
            last is not None
            and last.text[0] in "x×X✕*·"
            and is_times(f"{last.text} {item.text}")
            and _follows(last, item)
        ):
            box = last.box.union(item.box)
            out[-1] = Item([[*last.rows[0], *item.rows[0]]], box, last.whole.union(item.whole), last.size)
        else:
            out.append(item)
    return _with_numbers_below(out)


def _with_numbers_below(items: Sequence[Item]) -> list[Item]:
    """An ``x`` over its ``100 %`` in a narrow cell takes it, and one at the end of a line the ``100 %`` that has the
    next line for itself."""
    numbers = [i for i in items if i.text[:1].isdigit() and is_times(i.text)]
    taken: set[int] = set()
    out: list[Item] = []
    for item in items:
        sign = item.text in "x×X✕*"
        number = next((n for n in numbers if sign and (_is_below(n, item) or _is_wrapped(n, item, items))), None)
        if number is not None:
            taken.add(id(number))
            box = item.whole.union(number.whole)
            line = Box(box.x0, box.cy - item.size / 2, box.x1, box.cy + item.size / 2)
            item = Item([[*item.rows[0], *number.rows[0]]], line, box, item.size)
        out.append(item)
    return [i for i in out if id(i) not in taken]


def _is_below(number: Item, sign: Item) -> bool:
    step = number.whole.cy - sign.whole.cy
    across = min(sign.whole.x1, number.whole.x1) - max(sign.whole.x0, number.whole.x0)
    return 0.5 * number.size < step < 1.6 * number.size and across > 0


def _is_wrapped(number: Item, sign: Item, items: Sequence[Item]) -> bool:
    """A per cent is alone on the line under the one that *sign* ends."""
    if not number.text.endswith("%") or not 0.5 * number.size < number.whole.cy - sign.whole.cy < 1.6 * number.size:
        return False
    if any(_level(i, [number]) for i in items if i is not number and i is not sign):
        return False
    return all(i.whole.x1 <= sign.whole.x0 + 1 for i in items if i is not sign and _level(i, [sign]))


def _follows(item: Item, after: Item) -> bool:
    level = abs(item.whole.cy - after.whole.cy) < 0.3 * item.size
    return level and -1 < after.whole.x0 - item.whole.x1 < 1.2 * item.size


def part_of(bar: Bar, bars: Sequence[Bar], items: Sequence[Item], *, above: bool) -> Part:
    """The rows over (or under) *bar* that belong to it; empty when none does."""
    part = Part()
    near = [i for i in items if (i.whole.cy < bar.y) == above and abs(i.whole.cy - bar.y) < REACH]
    side = [i for i in near if not _on(i, bar) and _between(i, bar, bars, above)]
    edge = bar.y if above else _below_wrapped(bar, items)
    for row in _rows(side, above):
        line = _own(row, bar, above)
        beside = [i for i in row if all(i is not o for o in line)]
        if not line or _multiplies(row, bool(part.rows)):
            if line:  # a multiplier on a line of its own
                edge = min(edge, line[0].whole.top) if above else max(edge, line[0].whole.bottom)
            continue  # else what stands beside
        box = hull([i.whole for i in line])
        height = min(max(i.size for i in line), box.height)
        white = edge - box.bottom if above else box.top - edge
        if white > _step(box, bar, bool(part.rows)) * height + 1.5:
            break
        if not _fits(line, box, bar, height) or _glued(line, beside, bar, height, first=not part.rows):
            break
        if part.rows and not _is_further_row(line, box, bar, bars, part.rows[-1], height):
            break
        if _ends_before(line, part, above):
            break
        part.rows.append(line)
        part.times += [i for i in beside if is_times(i.text) and i.box.x0 > bar.x0]
        edge = box.top if above else box.bottom
    if above:
        part.rows.reverse()
    return part


def _below_wrapped(bar: Bar, items: Sequence[Item]) -> float:
    """The y from which rows under *bar* begin: a multiplier that was wrapped to under the bar takes its room there."""
    wrapped = [i for i in items if is_times(i.text) and i.whole.height > 1.5 * i.size and _on(i, bar)]
    return max([bar.y, *(i.whole.bottom for i in wrapped if i.whole.x0 < bar.x1)])


def _is_further_row(
    line: Sequence[Item], box: Box, bar: Bar, bars: Sequence[Bar], before: Sequence[Item], height: float
) -> bool:
    """The *line* belongs to *bar* as the row *before* does, and to no other bar."""
    if _nearer_to_another(box, bar, bars) or any(i.fraction for i in line):
        return False
    return _goes_on(line, box, before, bar, height)


def _nearer_to_another(box: Box, bar: Bar, bars: Sequence[Bar]) -> bool:
    """Fractions may stand one under another: a further row belongs to the nearest bar."""
    others = [b for b in bars if b is not bar and min(b.x1, box.x1) - max(b.x0, box.x0) > 0.5 * box.width]
    return any(abs(box.cy - b.y) < abs(box.cy - bar.y) and (b.y < box.cy) != (bar.y < box.cy) for b in others)


def _step(box: Box, bar: Bar, further: bool) -> float:
    """How much white may stand before a row, in heights of a line."""
    if further:
        return NEXT_STEP
    centred = abs(box.cx - (bar.x0 + bar.x1) / 2) < CENTRED * bar.width
    begins = abs(box.x0 - bar.x0) < BEGINS
    return FAR_STEP if bar.kind == "drawn" and (centred or begins) else FIRST_STEP


def _on(item: Item, bar: Bar) -> bool:
    """The item stands on the bar's own line, not over or under it."""
    beside = item.whole.x1 < bar.x0 + 1 or item.whole.x0 > bar.x1 - 1
    reach = (ON_BAR if beside else 2 * ON_BAR) * item.whole.height
    return item.whole.top < bar.y - reach and item.whole.bottom > bar.y + reach


def _between(item: Item, bar: Bar, bars: Sequence[Bar], above: bool) -> bool:
    """No other bar over the same stretch stands between the item and *bar*."""
    for other in bars:
        if other is bar or not other.x0 - 2 <= item.whole.cx <= other.x1 + 2:
            continue
        if item.whole.top < other.y < item.whole.bottom:  # the bar of a fraction inside
            continue
        if item.whole.cy < other.y < bar.y if above else bar.y < other.y < item.whole.cy:
            return False
    return True


def _rows(items: Sequence[Item], above: bool) -> list[list[Item]]:
    """Items level with each other, the row nearest to the bar first."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda i: -i.whole.bottom if above else i.whole.top):
        row = next((r for r in rows if _level(item, r)), None)
        if row is None:
            rows.append([item])
        else:
            row.append(item)
    for row in rows:
        row.sort(key=lambda i: i.whole.x0)
    return rows


def _level(item: Item, row: Sequence[Item]) -> bool:
    box = hull([i.whole for i in row])
    shared = min(item.whole.bottom, box.bottom) - max(item.whole.top, box.top)
    return shared >= 0.4 * min(item.whole.height, box.height)


def _own(row: Sequence[Item], bar: Bar, above: bool) -> list[Item]:
    """The items of a row that stand over (under) the bar: by their middle, or the run around it where the bar is rough
    or is the underline of the numerator only."""
    if bar.kind == "drawn" or bar.kind == "underline" and above:
        return [i for i in row if bar.x0 - 1 <= i.whole.cx <= bar.x1 + 1]
    ends = _times_from(row)
    inside = [n for n, i in enumerate(row[:ends]) if bar.x0 - 1 <= i.whole.cx <= bar.x1 + 1]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    while first > 0 and row[first].whole.x0 - row[first - 1].whole.x1 < RUN * row[first].size:
        if row[first - 1].text in ("=", ":"):
            break
        first -= 1
    while last + 1 < ends and row[last + 1].whole.x0 - row[last].whole.x1 < RUN * row[last].size:
        last += 1
    return list(row[first : last + 1])


def _times_from(row: Sequence[Item]) -> int:
    """Where the multiplier at the end of a row begins; the length of the row when there is none."""
    for n, item in enumerate(row):
        if item.text[:1] in "x×X✕*·" and len(row) > 1 and is_times(" ".join(i.text for i in row[n:])):
            return n
    return len(row)


def _fits(line: Sequence[Item], box: Box, bar: Bar, height: float) -> bool:
    if bar.kind in ("typed", "unseen"):
        return bar.x0 - height <= box.cx <= bar.x1 + height
    if bar.kind == "underline" and (box.cy < bar.y or box.x0 < bar.x0 - height):
        return bar.x0 - 12 <= box.cx <= bar.x1 + 12
    out = max(bar.x0 - box.x0, box.x1 - bar.x1)
    shared = min(box.x1, bar.x1) - max(box.x0, bar.x0)
    return out <= OVERHANG * height + 1 or out <= FAR_OVERHANG * height and shared >= COVERED * box.width


def _glued(line: Sequence[Item], beside: Sequence[Item], bar: Bar, height: float, *, first: bool) -> bool:
    """Prose that runs on beyond the bar on the same row: then the row is no part of the fraction."""
    if bar.kind in ("typed", "unseen"):
        return False
    box = hull([i.whole for i in line])
    near = [i for i in beside if -1 < box.x0 - i.whole.x1 < APART * height or -1 < i.whole.x0 - box.x1 < APART * height]
    if bar.kind == "underline" and first and box.cy < bar.y:
        return False  # what comes before and the multiplier stand on the numerator's own line
    return any(not is_times(i.text) and re.search(r"\w", i.text) for i in near)


def _goes_on(line: Sequence[Item], box: Box, before: Sequence[Item], bar: Bar, height: float) -> bool:
    """A further row: centred like the others, or flush with the row before it."""
    last = hull([i.whole for i in before])
    middle = (bar.x0 + bar.x1) / 2
    slack = max(CENTRED * bar.width, 0.35 * height)
    if bar.kind != "drawn":
        return abs(box.x0 - last.x0) < 0.5 * height or min(abs(box.cx - last.cx), abs(box.cx - middle)) < max(
            slack, height
        )
    centred = abs(box.cx - middle) < slack
    flush = abs(box.x0 - last.x0) < 1.0 and abs(box.x0 - bar.x0) < 0.5 * height
    return centred or flush


def _ends_before(line: Sequence[Item], part: Part, above: bool) -> bool:
    """A label opens or closes what stands here, or a sentence ended."""
    text = " ".join(i.text for i in line)
    if text.endswith(":") or text.endswith("=") and above:
        return True
    if above:
        return bool(part.rows) and text.rstrip().endswith((".", ";"))
    said = " ".join(i.text for row in part.rows for i in row)
    return bool(part.rows) and (said.endswith((".", ";")) or _STOP.match(text) is not None)


def _multiplies(row: Sequence[Item], further: bool) -> bool:
    """A row that is nothing but ``x 100%`` is no part of a side; a bare ``100`` may be a denominator."""
    text = " ".join(i.text for i in row)
    return is_times(text) and re.search(r"\d", text) is not None and (further or not text[0].isdigit())
