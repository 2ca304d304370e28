"""Labels inside a value: ``Deskripsi`` with lines ``Definisi``, ``Formula``, ``Tujuan`` over texts of their own."""

from __future__ import annotations

from iku.extract.cards.labels import field_of
from iku.extract.cards.pair import Pair, copy_of
from iku.extract.model import Line, hull
from iku.extract.sections import HeaderReader
from iku.extract.table_model import Cell


def with_lower_labels(pair: Pair, reader: HeaderReader) -> list[Pair]:
    """The pair, parted by the known labels that stand alone on lines of its value; the first line must be one, so that
    no text is left without a label."""
    if pair.value is None or not pair.path:
        return [pair]
    lines = pair.value.lines
    marks = [i for i, line in enumerate(lines) if _is_label(line, lines, reader)]
    if len(marks) < 2 or marks[0] != 0 or len(marks) > 0.5 * len(lines):
        return [pair]
    out = []
    for start, stop in zip(marks, [*marks[1:], len(lines)], strict=True):
        label, body = lines[start], lines[start + 1 : stop]
        own = _part(pair.value, body) if body else None
        out.append(Pair([copy_of(pair.path[0]), _part(pair.value, [label])], own, field_of(label.text, reader)))
    return out


def _is_label(line: Line, lines: list[Line], reader: HeaderReader) -> bool:
    if len(line.words) > 4 or field_of(line.text, reader) is None:
        return False
    plain = any(not w.bold for ln in lines for w in ln.words)
    return line.text.rstrip().endswith(":") or plain and all(w.bold for w in line.words)


def _part(cell: Cell, lines: list[Line]) -> Cell:
    own = copy_of(cell, lines)
    own.box = hull([line.box for line in lines])
    return own
