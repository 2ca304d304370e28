"""One physical row, several indicators: the lines of its cells cut into blocks, one block an indicator.

Blocks are told by numbers (``1.`` ``2.`` / ``a.`` ``b.``) or by blank lines, and only when another column is cut the
same way or stays one for all; a list under a lead-in (``Jumlah populasi: a. … b. …``) is one indicator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from iku.extract.model import Line, hull
from iku.normalize.goals import is_measure
from iku.normalize.numbering import split_number

Lines = list[Line]
Cut = Callable[[Lines], list[Lines]]
_MARK = re.compile(r"\s*\(?(\d{1,2}|[a-z])\s*[.)](?!\d)\s*\S?", re.IGNORECASE)
_DASH = re.compile(r"\s{0,9}[-–•]\s{1,9}(?=\S)")
_CHECK = re.compile(r"\s*[✓✔√\uf0fc\uf0d8➢]")
SHORT = 0.75
"""A line that fills less than this share of its cell's width ends a paragraph."""
BLANK = 1.55
"""A step from line to line this many times the usual one is a blank line."""


def cut_blocks(
    lines: Mapping[int, Sequence[Line]], key: int, whole: Sequence[int], *, by: Sequence[Cut] | None = None
) -> list[dict[int, Lines]]:
    """The lines of one draft (by column index) as one mapping per indicator.

    :param key: the indicator column; *whole*: columns that are shared by all (sasaran and the like); *by*: the signs
        to cut at, all that are known if None. Blocks between blank lines may be numbered again.
    """
    own = list(lines.get(key, ()))
    others = {i: list(v) for i, v in lines.items() if i != key and i not in whole and v}
    for cut in by or (by_number, _by_check_mark, _by_dash, _by_blank_line):
        blocks = cut(own)
        if len(blocks) < 2:
            continue
        parts = {i: _match(v, blocks, cut(v)) for i, v in others.items()}
        if cut is _by_check_mark:
            parts = {i: _sentences(v, len(blocks)) for i, v in others.items()}
        if cut is _by_dash:
            parts = {i: p if p is not None and all(map(_begins, p)) else None for i, p in parts.items()}
        split = [i for i, p in parts.items() if p is not None]
        if not split and (cut is not by_number or others):
            continue
        cut_up = [
            {
                key: block,
                **{i: list(lines[i]) for i in whole if i in lines},
                **{i: (p[n] if (p := parts[i]) is not None else v) for i, v in others.items()},
            }
            for n, block in enumerate(blocks)
        ]
        if cut is _by_blank_line:
            return [part for block in cut_up for part in cut_blocks(block, key, whole, by=(by_number,))]
        return cut_up
    return [{i: list(v) for i, v in lines.items()}]


def by_number(lines: Lines) -> list[Lines]:
    """Blocks that open with 1, 2, 3 … or a, b, c … in order; the first line must open the first one."""
    blocks: list[Lines] = []
    wanted = ""
    for line in lines:
        found = _MARK.match(line.text)
        mark = found.group(1).lower() if found else ""
        if not blocks:
            if mark not in ("1", "a"):
                return []
            blocks, wanted = [[line]], _next(mark)
        elif mark == wanted:
            blocks.append([line])
            wanted = _next(mark)
        else:
            blocks[-1].append(line)
    return blocks


def _next(mark: str) -> str:
    return str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)


def _by_check_mark(lines: Lines) -> list[Lines]:
    """Items with check marks under a heading of their own (``1.2.3 Produktivitas ternak``). The heading is
    no item's own: its words are left over, and the table's account names them in a finding."""
    marks = [i for i, line in enumerate(lines) if _CHECK.match(line.text)]
    if len(marks) < 2 or marks[0] > 3:
        return []
    ends = [*marks[1:], len(lines)]
    return [lines[start:end] for start, end in zip(marks, ends, strict=True)]


def _by_dash(lines: Lines) -> list[Lines]:
    """An indicator and others under it, each behind a dash and named as indicators are: ``1.2.1 Persentase … / - Jumlah
    …``. A list under a colon is none, nor is one of parts (``- laki-laki``)."""
    if not lines or not is_measure(split_number(lines[0].text)[1]):
        return []
    starts = [i for i, line in enumerate(lines) if _DASH.match(line.text)]
    if not starts or starts[0] == 0 or not all(is_measure(_DASH.sub("", lines[i].text)) for i in starts):
        return []
    if any(lines[i - 1].text.rstrip().endswith((":", ",")) for i in starts):
        return []
    edges = [0, *starts, len(lines)]
    return [lines[a:b] for a, b in pairwise(edges)]


def _begins(part: Lines) -> bool:
    """The lines begin a sentence."""
    first = next((ch for ch in part[0].text if ch.isalpha()), "")
    return first.isupper()


def _sentences(lines: Lines, count: int) -> list[Lines] | None:
    """The lines cut after full stops, when that gives just *count* parts."""
    parts: list[Lines] = []
    ended = True
    for line in lines:
        if ended:
            parts.append([])
        parts[-1].append(line)
        ended = line.text.rstrip().endswith(".")
    return parts if len(parts) == count else None


def _by_blank_line(lines: Lines) -> list[Lines]:
    if len(lines) < 2:
        return [lines] if lines else []
    steps = [b.box.cy - a.box.cy if a.page == b.page else 0.0 for a, b in zip(lines, lines[1:], strict=False)]
    usual = min((s for s in steps if s > 0), default=0.0)
    usual = min(usual, max(line.box.height for line in lines) * 1.6) or usual
    blocks = [[lines[0]]]
    for step, line in zip(steps, lines[1:], strict=True):
        if usual and step > BLANK * usual:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _unmarked(lines: Lines) -> Lines:
    """The lines without the number that told the block: it is the indicator's, not part of the text."""
    first = lines[0]
    if re.fullmatch(r"\(?(?:\d{1,2}|[a-z])\s*[.)]", first.words[0].text, re.IGNORECASE) and len(first.words) > 1:
        words = first.words[1:]
        return [Line(words, hull([w.box for w in words]), first.page), *lines[1:]]
    return lines


def _match(lines: Lines, blocks: Sequence[Lines], own: Sequence[Lines]) -> list[Lines] | None:
    """The lines of another column, block by block; None when it is one for all indicators."""
    if len(own) == len(blocks):
        return [_unmarked(part) for part in own]
    if len(own) <= 1 and len(lines) < len(blocks):
        return None
    tops = [b[0].box.top - 3 for b in blocks]
    parts: list[Lines] = [[] for _ in blocks]
    for line in lines:
        place = max((n for n, top in enumerate(tops) if line.box.cy >= top), default=0)
        parts[place].append(line)
    if all(parts) and any(_torn(a, b) for a, b in pairwise(parts)):
        parts = _paragraphs(lines)
    return parts if len(parts) == len(blocks) and all(parts) else None


def _torn(above: Lines, below: Lines) -> bool:
    """One sentence runs on from the upper lines to the lower ones: they are no two texts."""
    return below[0].text[:1].islower() and above[-1].text.rstrip()[-1:] not in ".;:"


def _paragraphs(lines: Lines) -> list[Lines]:
    """The lines cut where one begins with a capital letter under a short one."""
    left, right = min(ln.box.x0 for ln in lines), max(ln.box.x1 for ln in lines)
    parts = [[lines[0]]]
    for above, line in pairwise(lines):
        if line.text[:1].isupper() and above.box.x1 - left < SHORT * (right - left):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts
