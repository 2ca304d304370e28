"""Text set into lines of a given width, for the renderer that does everything itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from bench.layouts.model import Paragraph

STANDARD = {"Liberation Serif": ("Times-Roman", "Times-Bold"), "Liberation Sans": ("Helvetica", "Helvetica-Bold"),
            "Liberation Mono": ("Courier", "Courier-Bold")}  # fmt: skip
"""Fonts that every reader of PDF has and no file need hold."""
BULLET_INDENT = 1.4
"""Hanging indent after a bullet, in type sizes."""


@dataclass(slots=True)
class Line:
    """Words of one line; ``x`` is the left indent, ``last`` of its paragraph, ``above`` the free height before it.

    A line of a fraction has ``bar``: the width of the rule below it."""

    words: list[str]
    bold: bool
    height: float
    x: float = 0.0
    last: bool = False
    above: float = 0.0
    bullet: str = ""
    bar: float = 0.0
    centred: bool = False
    size: float = field(default=0.0)

    @property
    def total(self) -> float:
        """Height with the free space before it."""
        return self.height + self.above


@cache
def font_names(family: str) -> tuple[str, str]:
    """The regular and bold face of *family*, registered; a standard font where there is one or nothing else."""
    if family in STANDARD:
        return STANDARD[family]
    names = []
    for style in ("Regular", "Bold"):
        name = f"{family}-{style}"
        try:
            pdfmetrics.registerFont(TTFont(name, _file(family, style)))
        except (TTFError, OSError):
            return STANDARD["Liberation Sans"]
        names.append(name)
    return names[0], names[1]


def _file(family: str, style: str) -> str:
    finder = shutil.which("fc-match")
    if finder is None:
        raise OSError("no fontconfig")
    asked = [finder, "-f", "%{file}", f"{family}:style={style}"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets paragraphs in one font. Sizes in points, ``leading`` a multiple of the size."""

    family: str
    size: float
    leading: float

    def width(self, text: str, bold: bool, size: float | None = None) -> float:
        """Width of *text* in points."""
        return float(pdfmetrics.stringWidth(text, font_names(self.family)[bold], size or self.size))

    def lines(self, paragraphs: list[Paragraph], room: float, scale: float = 1.0) -> list[Line]:
        """All lines of *paragraphs* in a column *room* points wide."""
        out: list[Line] = []
        for p in paragraphs:
            size = self.size * scale
            height = size * max(self.leading, 1.0) * 1.15
            indent = BULLET_INDENT * size if p.bullet else 0.0
            first = len(out)
            if p.fraction:
                out += self._fraction(p, room, height, size)
            else:
                rows = list(self._rows(p.text, max(room - indent, size), p.bold, size)) or [[]]
                out += [Line(r, p.bold, height, indent, size=size) for r in rows]
            out[-1].last = True
            out[first].bullet = p.bullet
            out[first].above = height if p.gap else 0.0
        return out

    def _fraction(self, p: Paragraph, room: float, height: float, size: float) -> list[Line]:
        above, below = p.fraction or ("", "")
        upper = [Line(r, p.bold, height, centred=True, size=size) for r in self._rows(above, room, p.bold, size)]
        lower = [Line(r, p.bold, height, centred=True, size=size) for r in self._rows(below, room, p.bold, size)]
        widest = max(self.width(" ".join(line.words), p.bold, size) for line in upper + lower)
        upper[-1].bar = widest
        return [*upper, *lower, *[Line(r, p.bold, height, size=size) for r in self._rows(p.text, room, p.bold, size)]]

    def _rows(self, text: str, room: float, bold: bool, size: float) -> Iterator[list[str]]:
        """Words of each line. A word wider than *room* is broken where it must be."""
        row: list[str] = []
        for word in text.split():
            while self.width(word, bold, size) > room and len(word) > 1:
                if row:
                    yield row
                    row = []
                fit = next((i for i in range(len(word) - 1, 1, -1) if self.width(word[:i], bold, size) <= room), 1)
                yield [word[:fit]]
                word = word[fit:]
            if row and self.width(" ".join([*row, word]), bold, size) > room:
                yield row
                row = []
            row.append(word)
        if row:
            yield row
