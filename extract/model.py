"""The one page model in the middle: what a digital and a scanned page both become.

Units are PDF points (1/72 inch), origin top-left, y grows downwards, of the page *made upright*:
``Page.placement`` maps an upright box back to the page as a viewer shows it, and only that mapped
box ever leaves the program.

Boxes, words, rules and lines are values that nothing changes once they are made. They are not ``frozen``: Python takes
four times as long to make a frozen one, and a page makes tens of thousands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Source = Literal["teks", "ocr"]


@dataclass(slots=True, unsafe_hash=True)
class Box:
    """A rectangle: left, top, right, bottom in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.top + self.bottom) / 2

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def overlap(self, other: Box) -> float:
        """Area shared with *other*, in square points."""
        w = min(self.x1, other.x1) - max(self.x0, other.x0)
        h = min(self.bottom, other.bottom) - max(self.top, other.top)
        return w * h if w > 0 and h > 0 else 0.0

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack

    def rounded(self) -> list[float]:
        """The form of the output: four numbers with one decimal."""
        return [round(v, 1) + 0.0 for v in (self.x0, self.top, self.x1, self.bottom)]


def hull(boxes: list[Box]) -> Box:
    """Smallest box around one or more boxes. Raises ``ValueError`` on none."""
    if not boxes:
        raise ValueError("hull of no boxes")
    first = boxes[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for box in boxes:  # one loop: half the time of four generators, and lines of words are made by the thousand
        if box.x0 < x0:
            x0 = box.x0
        if box.top < top:
            top = box.top
        if box.x1 > x1:
            x1 = box.x1
        if box.bottom > bottom:
            bottom = box.bottom
    return Box(x0, top, x1, bottom)


@dataclass(frozen=True, slots=True)
class Placement:
    """Affine map from upright points to points of the page as shown: x' = a*x + c*y + e, y' = b*x + d*y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inverse(self) -> Placement:
        """The map back, from the page as shown to upright points. Raises ``ZeroDivisionError`` on a flat map."""
        k = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / k, -self.b / k, -self.c / k, self.a / k
        return Placement(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))

    def box(self, box: Box) -> Box:
        """The axis-parallel hull of the mapped box."""
        xs, ys = zip(
            *(
                self.point(x, y)
                for x, y in ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom))
            ),
            strict=True,
        )
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """One word as printed. ``confidence`` is 1.0 for a trusted text layer, the reader's own figure for OCR, where
    ``size`` is the height of the line. ``turn`` is the clockwise turn in degrees that would make it upright: 90 for
    writing that runs up the page, 270 for writing that runs down it."""

    text: str
    box: Box
    confidence: float = 1.0
    source: Source = "teks"
    size: float = 10.0
    bold: bool = False
    turn: int = 0


@dataclass(slots=True, unsafe_hash=True)
class Division(Word):
    """The bar of a stacked fraction, as the word ``/``: its box is the bar; ``over`` and ``under`` are the words of
    numerator and denominator row by row, which stand before and behind it in their lines as well."""

    over: tuple[tuple[Word, ...], ...] = ()
    under: tuple[tuple[Word, ...], ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class Ruling:
    """A straight ruling line: horizontal if ``horizontal``; ``at`` is its y (or x), ``start``..``end`` its extent."""

    horizontal: bool
    at: float
    start: float
    end: float
    width: float = 0.5

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Fill:
    """A shaded rectangle (header shading, zebra rows). ``grey`` is 0 for black, 1 for white."""

    box: Box
    grey: float


@dataclass(frozen=True, slots=True)
class TaggedCell:
    """A cell of a table as the file's tag tree gives it. ``box`` is the hull of its text on this page, None where it
    has none here; ``table`` is its table's number in the file, rows and columns count from 0 over all its pages."""

    table: int
    row: int
    col: int
    rowspan: int
    colspan: int
    heading: bool
    box: Box | None = None


@dataclass(slots=True)
class Page:
    """One page made upright. ``number`` counts from 1. ``rotation`` is the quarter turn in degrees (clockwise) that
    made it upright, ``skew`` the further small angle in degrees. ``faint`` are rules drawn in white. ``notes`` are
    codes of what was noticed while reading (they become findings); ``tagged`` are the tables of the tag tree."""

    number: int
    width: float
    height: float
    source: Source
    words: list[Word] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    faint: list[Ruling] = field(default_factory=list)
    rotation: int = 0
    skew: float = 0.0
    placement: Placement = Placement()
    notes: list[str] = field(default_factory=list)
    tagged: list[list[TaggedCell]] = field(default_factory=list)

    def shown(self, box: Box) -> Box:
        """An upright box as a box of the page that a viewer shows."""
        return self.placement.box(box)


@dataclass(slots=True, unsafe_hash=True)
class Line:
    """Words of one printed line, left to right. ``gaps`` wider than ordinary spaces are kept as two spaces in text."""

    words: tuple[Word, ...]
    box: Box
    page: int

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def size(self) -> float:
        return max(w.size for w in self.words)
