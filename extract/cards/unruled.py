"""Cards without rules: labels in a column at one x, values beside or beneath them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

from iku.extract.cards.labels import GOALS, Cut, cut_line, field_of, is_colon, is_number, name_words
from iku.extract.cards.lower import with_lower_labels
from iku.extract.cards.pair import Card, Pair, cell_of, value_of
from iku.extract.cards.periods import of_words
from iku.extract.fractions import linearise
from iku.extract.lines import to_lines
from iku.extract.model import Line, Page, Word
from iku.extract.sections import HeaderReader

FEWEST = 4
"""Known labels of different meanings that a card has at least."""
SAME_X = 7.0
"""Labels begin at one x when they are this near (points)."""
NEARLY_ALL = 0.75
"""Share of a form's labels whose look all its labels must have."""
BREAK = 3.2
"""White of this many letter heights between two lines ends a value."""
_END = re.compile(
    r"(?:nip\b|mengetahui|ditetapkan di|halaman \d|[A-Z][a-z]+, +\d{1,2} +[A-Za-z]+ +20\d\d)", re.IGNORECASE
)


@dataclass(slots=True)
class _Opening:
    """A line that begins a pair: its place among the lines, its label, and further lines of the label."""

    at: int
    cut: Cut
    more: list[Word] = field(default_factory=list)
    meaning: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form has its labels and values: x of both (points). ``side`` is False where values stand beneath."""

    label_x: float
    value_x: float
    side: bool


def cards_of_words(words: Sequence[Word], page: Page, reader: HeaderReader, form: Form | None = None) -> list[Card]:
    """The cards that stand in *words* without rules, at most one for each column of the page.

    :param form: of a card that goes on from the page before: one label is enough then, and what stands at its values'
        x over the first label is the rest of a value."""
    halves = _columns(to_lines(words, page.number), page, reader) if form is None else None
    if halves is not None:
        first = _card(halves[0], page, reader, None)
        second = _card(halves[1], page, reader, None)
        if first is not None and second is None:
            by = min(w.box.x0 for w in halves[1]) - min(w.box.x0 for w in halves[0])
            beside = first.value_x > first.label_x + 10
            second = _card(halves[1], page, reader, Form(first.label_x + by, first.value_x + by, beside))
        if first is not None and second is not None and any(p.value is not None for p in first.pairs):
            return [first, second]
    card = _card(words, page, reader, form)
    return [card] if card is not None else []


def is_card(meanings: Sequence[str | None]) -> bool:
    """Enough labels of different meanings, one of them the indicator's, and two that say how it is measured."""
    known = {m for m in meanings if m}
    tells = known - set(GOALS) - {"indikator", "anggaran", "tugas", "lokasi"}
    return len(known) >= FEWEST and "indikator" in known and len(tells) >= 2


def _card(words: Sequence[Word], page: Page, reader: HeaderReader, form: Form | None) -> Card | None:
    lines = to_lines(words, page.number)
    cuts = [cut_line(line.words, reader) for line in lines]
    known = [(i, c) for i, c in enumerate(cuts) if c is not None and c.field is not None]
    own = form or _form(known, lines)
    if own is None:
        return None
    openings = _openings(lines, cuts, own, reader)
    if form is None:
        duties = [n for n, o in enumerate(openings) if o.meaning == "tugas"]
        openings = openings[duties[-1] + 1 :] if duties and duties[-1] < 3 else openings  # the office's own form head
        if not is_card([o.meaning for o in openings]):
            return None
    if not any(o.meaning for o in openings):
        return None
    first = 0 if form is not None else openings[0].at
    return _pairs(lines[first:], [_moved(o, first) for o in openings], own, page, reader)


def _moved(opening: _Opening, by: int) -> _Opening:
    opening.at -= by
    return opening


def _form(known: Sequence[tuple[int, Cut]], lines: Sequence[Line]) -> Form | None:
    """The x at which most known labels begin, and where their values do. Values stand at the side when they begin at
    one x and go on there, not under their labels."""
    best: list[Cut] = []
    for _, cut in known:
        near = [c for _, c in known if abs(c.x - cut.x) <= SAME_X]
        if len({c.field for c in near}) > len({c.field for c in best}):
            best = near
    if len({c.field for c in best}) < FEWEST:
        return None
    label_x = median(c.x for c in best)
    starts = [c.rest[0].box.x0 for c in best if c.rest]
    near_starts = Counter(round(x / 4) for x in starts)
    if starts:
        place, _ = near_starts.most_common(1)[0]
        aligned = [x for x in starts if abs(x - 4 * place) <= 6]
        reach = max((c.label[-1].box.x1 for c in best if c.rest), default=0.0)
        if len(aligned) >= max(2, 0.6 * len(starts)) and len(starts) >= 0.5 * len(best) and min(aligned) >= reach - 1:
            side = Form(label_x, min(aligned), True)
            beside = sum(abs(ln.words[0].box.x0 - side.value_x) <= SAME_X for ln in lines)
            across = sum(abs(ln.words[0].box.x0 - label_x) <= SAME_X and _running(ln, side) for ln in lines)
            if across <= beside + 0.5 * len(best):
                return side
    return Form(label_x, label_x, False)


def _openings(lines: Sequence[Line], cuts: Sequence[Cut | None], form: Form, reader: HeaderReader) -> list[_Opening]:
    out: list[_Opening] = []
    near = [(i, c) for i, c in enumerate(cuts) if c is not None and c.field is not None and _at(c.x, form.label_x)]
    look = _Look.of(lines, near)
    left = min((lines[i].words[0].box.x0 for i, _ in near), default=form.label_x)
    for i, (line, cut) in enumerate(zip(lines, cuts, strict=True)):
        if form.side:
            cut = _cut_at(line, form, reader) or cut
        if cut is None or not left - SAME_X <= cut.x <= form.label_x + SAME_X:
            continue
        early = bool(cut.rest) and cut.rest[0].box.x0 < form.value_x - 14
        if form.side and (cut.label[-1].box.x1 > form.value_x + 1 or early):
            continue
        text = " ".join(w.text for w in cut.label)
        if _joins(out, text, cut, lines, i, form, reader) or not _at(cut.x, form.label_x):
            continue
        unknown = cut.field is None
        beside = form.side and bool(cut.rest) and not _running(line, form)
        if unknown and cut.colon is None and not beside and not (not form.side and look.tells(line, cut, out, lines)):
            continue
        if not form.side and not look.fits(line, cut):
            continue
        if not unknown and not form.side and cut.colon is None and cut.rest:
            continue
        out.append(_Opening(i, cut, meaning=cut.field, text=text))
    return out


def _at(x: float, wanted: float) -> bool:
    return abs(x - wanted) <= SAME_X


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

    def tells(self, line: Line, cut: Cut, before: Sequence[_Opening], lines: Sequence[Line]) -> bool:
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


def _running(line: Line, form: Form) -> bool:
    """Text that runs through both columns: a word stands across, or close on both sides of, the values' left edge."""
    left = [w for w in line.words if w.box.x0 < form.value_x - 2]
    return bool(left) and left[-1].box.x1 > form.value_x - 2


def _cut_at(line: Line, form: Form, reader: HeaderReader) -> Cut | None:
    """The line cut where the form's values begin."""
    if _running(line, form):
        return None
    label = [w for w in line.words if w.box.x0 < form.value_x - 2]
    rest = tuple(w for w in line.words if w.box.x0 >= form.value_x - 2)
    colon = next((w.box.x0 for w in label if is_colon(w.text) or w.text.endswith(":")), None)
    label = [w for w in label if not is_colon(w.text)]
    while len(label) > 1 and is_number(label[0].text):
        label = label[1:]
    if not label or label[0].text[:1] == ":":
        return None
    return Cut(tuple(label), rest, field_of(" ".join(w.text for w in label), reader), colon)


def _joins(
    out: list[_Opening], text: str, cut: Cut, lines: Sequence[Line], i: int, form: Form, reader: HeaderReader
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


def _pairs(
    lines: Sequence[Line], openings: Sequence[_Opening], form: Form, page: Page, reader: HeaderReader
) -> Card | None:
    card = Card(label_x=form.label_x, value_x=form.value_x)
    starts = _value_starts(lines, openings, form)
    heads = _headings(lines, form)
    lead = _values(lines[: starts[0]], form, set())
    if lead and (value := value_of(lead, page.number)) is not None:
        card.pairs.append(Pair([], value))
    for n, opening in enumerate(openings):
        stop = starts[n + 1] if n + 1 < len(starts) else len(lines)
        own = lines[starts[n] : stop]
        label = cell_of([*name_words(opening.cut.label), *opening.more], page.number)
        if label is None:
            continue
        used = {id(w) for w in (*opening.cut.label, *opening.more)}
        used |= {id(w) for w in lines[opening.at].words if w.box.x1 <= opening.cut.x}
        last = n + 1 == len(openings)
        words = _values(_until_break(own, opening.at - starts[n], form, last=last, used=used, heads=heads), form, used)
        nested = of_words(label, words, page.number, reader) if words else None
        value = value_of(words, page.number)
        if value is not None:
            linearise(value, page.rulings)
        card.pairs += nested or with_lower_labels(Pair([label], value, opening.meaning), reader)
    return card


def _values(lines: Sequence[Line], form: Form, used: set[int]) -> list[Word]:
    """The words of a value: in a form with values at the side those right of its edge, else all but the label's."""
    words = [w for line in lines for w in line.words if id(w) not in used]
    if form.side:
        words = [w for w in words if w.box.x0 >= form.value_x - 2]
    while words and is_colon(words[0].text):
        words = words[1:]
    if words and words[0].text[:1] == ":" and len(words[0].text) > 1:
        w = words[0]
        words = [Word(w.text[1:], w.box, w.confidence, w.source, w.size, w.bold), *words[1:]]
    return words


def _value_starts(lines: Sequence[Line], openings: Sequence[_Opening], form: Form) -> list[int]:
    """For each opening the line with which its value begins: its own, or, where a value is set to the middle of its
    label, as many lines above as stand below it."""
    starts = [o.at for o in openings]
    if not form.side:
        return starts
    for n in range(len(openings)):
        floor = openings[n - 1].at + 1 if n else 0
        above = _touching(lines, openings[n].at, floor, -1, form)
        ceiling = openings[n + 1].at if n + 1 < len(openings) else len(lines)
        below = _touching(lines, openings[n].at, ceiling, 1, form)
        if above and abs(above - below) <= 1:
            starts[n] = openings[n].at - above
    return starts


def _touching(lines: Sequence[Line], at: int, stop: int, step: int, form: Form) -> int:
    """How many lines of values stand close above (or below) the line *at*, with white beyond them."""
    count = 0
    here = lines[at]
    steps = range(at - 1, stop - 1, -1) if step < 0 else range(at + 1, stop)
    for i in steps:
        line = lines[i]
        gap = here.box.top - line.box.bottom if step < 0 else line.box.top - here.box.bottom
        if line.words[0].box.x0 < form.value_x - 2 or gap > 0.45 * line.box.height:
            return count
        count += 1
        here = line
    edge = stop - 1 if step < 0 else stop
    if step < 0 and edge >= 0 and here.box.top - lines[edge].box.bottom <= 0.45 * here.box.height:
        return 0  # no white between this and the pair above: the lines are that pair's
    return count


def _headings(lines: Sequence[Line], form: Form) -> set[int]:
    """Lines (by identity) that stand between cards: set apart from labels and values, bold where other lines are not,
    or printed more than once but for their number (``KARTU INDIKATOR 1``, ``KARTU INDIKATOR 2``)."""
    inset = [ln for ln in lines if ln.words[0].box.x0 > max(form.label_x, form.value_x) + 3 * SAME_X]
    count = Counter(re.sub(r"[\W\d]", "", ln.text) for ln in inset)
    plain = any(not w.bold for ln in lines for w in ln.words)
    again = {id(ln) for ln in inset if count[re.sub(r"[\W\d]", "", ln.text)] > 1 and ln.text[:1].isupper()}
    return again | {id(ln) for ln in inset if plain and all(w.bold for w in ln.words)}


def _until_break(
    lines: Sequence[Line], at: int, form: Form, *, last: bool, used: set[int], heads: set[int]
) -> list[Line]:
    """The lines of a value: up to text that runs across both columns; the last one of a card also up to wide white, a
    signature, or text left of the labels."""
    out = list(lines[: at + 1])
    for line in lines[at + 1 :]:
        before = out[-1]
        across = form.side and line.words[0].box.x0 < form.value_x - 14 and id(line.words[0]) not in used
        low = line.box.top - before.box.bottom > BREAK * line.box.height
        if (
            across
            or id(line) in heads
            or last
            and (low or _END.match(line.text) or line.words[0].box.x0 < form.label_x - SAME_X)
        ):
            break
        out.append(line)
    return out


def _columns(lines: Sequence[Line], page: Page, reader: HeaderReader) -> tuple[list[Word], list[Word]] | None:
    """The words of the two halves of a page set in two columns: a white strip parts it, and labels begin right of it.
    Lines that cross the strip (a heading over both) are in neither. None for a page of one column."""
    best: tuple[int, int, float] = (1, 0, 0.0)
    for step in range(36, 65):
        x = page.width * step / 100
        most = int(max(2, 0.06 * len(lines)))
        crossing = len(list(islice((line for line in lines if _crosses(line, x)), most + 1)))
        if crossing > most:
            continue
        right = [[w for w in line.words if w.box.cx > x] for line in lines]
        cuts = [cut_line(words, reader) for words in right if words]
        known = [c for c in cuts if c is not None and c.field]
        labels = max((len({o.field for o in known if _at(o.x, c.x)}) for c in known), default=0)
        best = max(best, (labels, -crossing, x))
    if best[0] < 2:
        return None
    x = best[2]
    own = [w for line in lines if not _crosses(line, x) for w in line.words]
    left, other = [w for w in own if w.box.cx < x], [w for w in own if w.box.cx >= x]
    return (left, other) if left and other else None


def _crosses(line: Line, x: float) -> bool:
    """A word stands on *x*, or two close neighbours on either side of it."""
    if not line.box.x0 < x < line.box.x1:
        return False
    pairs = zip(line.words, line.words[1:], strict=False)
    return any(w.box.x0 < x < w.box.x1 for w in line.words) or any(
        a.box.x1 <= x <= b.box.x0 and b.box.x0 - a.box.x1 < 6.0 for a, b in pairs
    )
