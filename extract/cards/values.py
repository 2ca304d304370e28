"""The values of an unruled form: the lines that belong to each label, and where they end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from iku.extract.cards.form import SAME_X, Form
from iku.extract.cards.labels import is_colon, name_words
from iku.extract.cards.lower import with_lower_labels
from iku.extract.cards.openings import Opening
from iku.extract.cards.pair import Card, Pair, cell_of, value_of
from iku.extract.cards.periods import of_words
from iku.extract.fractions import linearise
from iku.extract.model import Line, Page, Word
from iku.extract.sections import HeaderReader

BREAK = 3.2
"""White of this many letter heights between two lines ends a value."""
_END = re.compile(
    r"(?:nip\b|mengetahui|ditetapkan di|halaman \d|[A-Z][a-z]+, +\d{1,2} +[A-Za-z]+ +20\d\d)", re.IGNORECASE
)


def pairs_of(
    lines: Sequence[Line], openings: Sequence[Opening], form: Form, page: Page, reader: HeaderReader
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


def _value_starts(lines: Sequence[Line], openings: Sequence[Opening], form: Form) -> list[int]:
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
