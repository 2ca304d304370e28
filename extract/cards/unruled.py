"""Cards without rules: labels in a column at one x, values beside or beneath them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from iku.extract.cards.form import FEWEST, Form, at_x, form_of
from iku.extract.cards.labels import GOALS, cut_line
from iku.extract.cards.openings import Opening, openings_of
from iku.extract.cards.pair import Card
from iku.extract.cards.values import pairs_of
from iku.extract.lines import to_lines
from iku.extract.model import Line, Page, Word
from iku.extract.sections import HeaderReader


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
    own = form or form_of(known, lines)
    if own is None:
        return None
    openings = openings_of(lines, cuts, own, reader)
    if form is None:
        duties = [n for n, o in enumerate(openings) if o.meaning == "tugas"]
        openings = openings[duties[-1] + 1 :] if duties and duties[-1] < 3 else openings  # the office's own form head
        if not is_card([o.meaning for o in openings]):
            return None
    if not any(o.meaning for o in openings):
        return None
    first = 0 if form is not None else openings[0].at
    return pairs_of(lines[first:], [_moved(o, first) for o in openings], own, page, reader)


def _moved(opening: Opening, by: int) -> Opening:
    opening.at -= by
    return opening


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
        labels = max((len({o.field for o in known if at_x(o.x, c.x)}) for c in known), default=0)
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
