"""The lines of an unruled form that begin a pair of label and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from iku.extract.cards.form import SAME_X, Form, at_x, cut_at, running
from iku.extract.cards.labels import Cut, field_of, is_number
from iku.extract.model import Line, Word
from iku.extract.sections import HeaderReader

NEARLY_ALL = 0.75
"""Share of a form's labels whose look all its labels must have."""


@dataclass(slots=True)
class Opening:
    """A line that begins a pair: its place among the lines, its label, and further lines of the label."""

    at: int
    cut: Cut
    more: list[Word] = field(default_factory=list)
    meaning: str | None = None
    text: str = ""


def openings_of(lines: Sequence[Line], cuts: Sequence[Cut | None], form: Form, reader: HeaderReader) -> list[Opening]:
    out: list[Opening] = []
    near = [(i, c) for i, c in enumerate(cuts) if c is not None and c.field is not None and at_x(c.x, form.label_x)]
    look = _Look.of(lines, near)
    left = min((lines[i].words[0].box.x0 for i, _ in near), default=form.label_x)
    for i, (line, cut) in enumerate(zip(lines, cuts, strict=True)):
        if form.side:
            cut = cut_at(line, form, reader) or cut
        if cut is None or not left - SAME_X <= cut.x <= form.label_x + SAME_X:
            continue
        early = bool(cut.rest) and cut.rest[0].box.x0 < form.value_x - 14
        if form.side and (cut.label[-1].box.x1 > form.value_x + 1 or early):
            continue
        text = " ".join(w.text for w in cut.label)
        if _joins(out, text, cut, lines, i, form, reader) or not at_x(cut.x, form.label_x):
            continue
        unknown = cut.field is None
        beside = form.side and bool(cut.rest) and not running(line, form)
        if unknown and cut.colon is None and not beside and not (not form.side and look.tells(line, cut, out, lines)):
            continue
        if not form.side and not look.fits(line, cut):
            continue
        if not unknown and not form.side and cut.colon is None and cut.rest:
            continue
        out.append(Opening(i, cut, meaning=cut.field, text=text))
    return out


@dataclass(frozen=True, slots=True)
class _Look:
    """What nearly all known labels of a form have: bold letters, a number before them, a colon behind them. Where
    values stand beneath or behind their labels, nothing else tells a label from a value that reads like one."""

    bold: bool
    numbered: bool
    colon: bool

    @staticmethod
    def of(lines: Sequence[Line], known: Sequence[tuple[int, Cut]]) -> _Look:
        many = NEARLY_ALL * len(known)
        return _Look(
            sum(c.label[0].bold for _, c in known) >= many,
            sum(is_number(lines[i].words[0].text) for i, _ in known) >= many,
            sum(c.colon is not None for _, c in known) >= many,
        )

    def tells(self, line: Line, cut: Cut, before: Sequence[Opening], lines: Sequence[Line]) -> bool:
        """The look alone shows an unknown label: bold among values that are not, or numbered on from the one above."""
        if cut.rest or not before:
            return False
        plain = any(not w.bold for ln in lines for w in ln.words)
        number, above = (_number(ln.words[0].text) for ln in (line, lines[before[-1].at]))
        follows = number is not None and above is not None and number == above + 1
        return self.bold and plain and all(w.bold for w in line.words) or self.numbered and follows

    def fits(self, line: Line, cut: Cut) -> bool:
        if self.bold and not cut.label[0].bold or self.colon and cut.colon is None:
            return False
        return not self.numbered or is_number(line.words[0].text)


def _number(text: str) -> int | None:
    digits = text.strip("().")
    return int(digits) if digits.isdigit() else None


def _joins(
    out: list[Opening], text: str, cut: Cut, lines: Sequence[Line], i: int, form: Form, reader: HeaderReader
) -> bool:
    """The line is the second or third one of the label before it: it has no mark of its own and follows closely."""
    if not out or not form.side or is_number(lines[i].words[0].text):
        return False
    last = out[-1]
    if cut.colon is not None and (last.cut.colon is not None or last.meaning is not None):
        return False
    above = lines[last.at : i]
    left = last.more or list(last.cut.label)
    gap = cut.label[0].box.top - left[-1].box.bottom
    if gap > 0.8 * cut.label[0].box.height or not above:
        return False
    joined = f"{last.text} {text}"
    meaning = field_of(joined, reader)
    marked = all(o.cut.colon is not None for o in out) and len(out) >= 3
    if meaning is None and not marked and (cut.field is not None or cut.rest and last.meaning is not None):
        return False
    if not marked and meaning is not None and cut.field is not None and cut.rest and last.meaning is not None:
        return False  # two labels, each with a value beside it
    last.more += cut.label
    last.text = joined
    last.meaning = meaning or last.meaning
    return True
