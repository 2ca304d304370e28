"""Rules as they are drawn: dashes, dots, thin pictures, double borders, boxes with room between them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from drawn_pages import COLUMNS, HEIGHT, ROWS, Draw, body, printed, read
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from iku.extract.rules import tidy

Segment = Callable[[Canvas, float, float, float, float], None]


def line(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def dashed(pattern: list[float], cap: int = 0) -> Segment:
    def draw(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas.setLineCap(cap)
        canvas.setDash(pattern)
        line(canvas, x0, y0, x1, y1)

    return draw


def stepped(step: float, mark: Segment, size: float) -> Segment:
    """One mark after another along the rule."""

    def draw(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
        length = max(x1 - x0, y1 - y0)
        across, along = (x1 - x0) / length, (y1 - y0) / length
        for n in range(int(length // step) + 1):
            x, y = x0 + n * step * across, y0 + n * step * along
            mark(canvas, x, y, x + size * across, y + size * along)

    return draw


def dot(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.circle(x0, HEIGHT - y0, 0.5, stroke=0, fill=1)


def square(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.rect(x0 - 0.5, HEIGHT - y0 - 0.5, 1, 1, stroke=0, fill=1)


def picture(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    from PIL import Image

    pixel = ImageReader(Image.new("L", (1, 1), 60))
    canvas.drawImage(pixel, x0 - 0.25, HEIGHT - y1 - 0.25, max(0.5, x1 - x0), max(0.5, y1 - y0))


def double(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    for k in (-2, 2):
        dx, dy = (k, 0) if x0 == x1 else (0, k)
        line(canvas, x0 + dx, y0 + dy, x1 + dx, y1 + dy)


def hairline(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.setStrokeGray(0.88)
    canvas.setLineWidth(0.05)
    line(canvas, x0, y0, x1, y1)


def ruled(segment: Segment) -> Draw:
    def draw(canvas: Canvas) -> None:
        for x in COLUMNS:
            segment(canvas, x, ROWS[0], x, ROWS[-1])
        for y in ROWS:
            segment(canvas, COLUMNS[0], y, COLUMNS[-1], y)

    return draw


def boxed(gap: float, radius: float = 0) -> Draw:
    def draw(canvas: Canvas) -> None:
        for left, right in pairwise(COLUMNS):
            for top, bottom in pairwise(ROWS):
                x, y = left + gap / 2, HEIGHT - bottom + gap / 2
                canvas.roundRect(x, y, right - left - gap, bottom - top - gap, radius)

    return draw


STYLES = {
    "solid": ruled(line),
    "dash array": ruled(dashed([3, 3])),
    "round dots": ruled(dashed([0, 3], 1)),
    "short strokes": ruled(stepped(6, line, 3)),
    "long strokes": ruled(stepped(20, line, 15)),
    "circles": ruled(stepped(4, dot, 0)),
    "squares": ruled(stepped(2, square, 0)),
    "pictures": ruled(picture),
    "double": ruled(double),
    "hairline": ruled(hairline),
    "boxes": boxed(0),
    "boxes apart": boxed(4),
    "rounded boxes apart": boxed(5, 6),
}


@pytest.mark.parametrize("style", STYLES)
def test_every_border_becomes_one_clean_rule(style: str) -> None:
    rules = tidy(read(printed(STYLES[style], body)).rulings)
    for horizontal, expected, ends in ((True, ROWS, COLUMNS), (False, COLUMNS, ROWS)):
        own = [r for r in rules if r.horizontal is horizontal]
        places = {min(expected, key=lambda at: abs(at - r.at)) for r in own}
        assert places == set(expected)
        for at in expected:
            near = [r for r in own if abs(r.at - at) <= 3]
            assert len({round(r.at, 1) for r in near}) == 1
            assert sum(r.length for r in near) >= 0.9 * (ends[-1] - ends[0])
        assert all(min(abs(r.at - at) for at in expected) <= 3 for r in own)


def test_narrow_row_of_numbers_between_boxes_is_no_gap() -> None:
    def rows(canvas: Canvas) -> None:
        for left, right in pairwise(COLUMNS):
            for top, bottom in pairwise((100, 130, 139, 180)):
                canvas.rect(left, HEIGHT - bottom, right - left, bottom - top)

    rules = tidy(read(printed(rows)).rulings)
    assert sorted({round(r.at) for r in rules if r.horizontal}) == [100, 130, 139, 180]
