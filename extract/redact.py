"""Numbers of persons on the picture of a page: where they stand, so that they can be painted over."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.lines import to_lines
from iku.extract.model import Box, Word
from iku.extract.privacy import private_spans

PADDING = 1.5
"""Points painted around a number."""


def private_boxes(words: Sequence[Word], page: int) -> list[Box]:
    """Boxes around the numbers of persons among the words of *page*, in the coordinates of the words. A word is
    painted whole, and so are the parts of a number on one line; a number that goes on in the next line is found by what
    stands on both."""
    lines = to_lines(words, page)
    own = [w for line in lines for w in line.words]
    text = " ".join(w.text for w in own)
    boxes: list[Box] = []
    begin = 0
    spans = private_spans(text)
    for word in own:
        end = begin + len(word.text)
        while spans and spans[0][1] <= begin:
            spans = spans[1:]
        if spans and spans[0][0] < end:
            box = word.box
            boxes.append(Box(box.x0 - PADDING, box.top - PADDING, box.x1 + PADDING, box.bottom + PADDING))
        begin = end + 1
    return boxes
