"""The form of cards without rules: where their labels and values begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from iku.extract.cards.labels import Cut, field_of, is_colon, is_number
from iku.extract.model import Line
from iku.extract.sections import HeaderReader

FEWEST = 4
"""Known labels of different meanings that a card has at least."""
SAME_X = 7.0
"""Labels begin at one x when they are this near (points)."""


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form has its labels and values: x of both (points). ``side`` is False where values stand beneath."""

    label_x: float
    value_x: float
    side: bool


def form_of(known: Sequence[tuple[int, Cut]], lines: Sequence[Line]) -> Form | None:
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
            across = sum(abs(ln.words[0].box.x0 - label_x) <= SAME_X and running(ln, side) for ln in lines)
            if across <= beside + 0.5 * len(best):
                return side
    return Form(label_x, label_x, False)


def at_x(x: float, wanted: float) -> bool:
    return abs(x - wanted) <= SAME_X


def running(line: Line, form: Form) -> bool:
    """Text that runs through both columns: a word stands across, or close on both sides of, the values' left edge."""
    left = [w for w in line.words if w.box.x0 < form.value_x - 2]
    return bool(left) and left[-1].box.x1 > form.value_x - 2


def cut_at(line: Line, form: Form, reader: HeaderReader) -> Cut | None:
    """The line cut where the form's values begin."""
    if running(line, form):
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
