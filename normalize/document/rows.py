"""The running text of a document: printed lines outside its tables, with the pieces that wide gaps part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from iku.extract.lines import to_lines
from iku.extract.model import Box, Page, Word, hull
from iku.normalize.document.names import read_rank
from iku.normalize.document.nip import read_nip
from iku.normalize.document.spelling import key, parted, tidy
from iku.normalize.record_model import AsalMedan

_GAP = 2.2
"""A gap of so many letter heights parts two pieces that stand side by side (two signatures on one line)."""
_OFTEN = 3
"""A line at the edge of so many pages is a running head or foot."""
_SCAN_GAP = 1.4
"""The same on scans, where the height of a whole line stands for the letters."""
_HEAD, _FOOT = 0.06, 0.91
"""Running heads stand above, running feet below these shares of the page height."""
_LETTER, _CAPITAL = re.compile(r"[^\W\d_]"), re.compile(r"[A-Z]")
_TOKEN = re.compile(r"\w+")
LONGEST_TITLE = 5
"""Lines of a title at most in which a name is looked for."""
PRINTED = 0.9
"""Share of the words of a name that its lines print."""
SURE = 0.9
"""A fact below this confidence is doubtful, and says why."""
_SIGNED = re.compile(r"nip\b|^\d{8,}$|ditetapkan|^pembina$|^penata$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^[-–\s]*(?:hal(?:aman)?\.?\s*)?(?:[ivxlc]+\s*-\s*)?\d{1,3}[-–\s]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line without a wide gap between them. ``text`` is tidied, ``box`` in points of the upright page."""

    text: str
    box: Box
    size: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line. ``margin``: it belongs to the running head or foot; ``in_table``: it stands inside a table;
    ``scale``: its size over the middle size of the document's lines (a scan has no font size, only heights);
    ``capital``: most of its letters are capitals, as in titles, letterheads and signatures."""

    page: Page
    text: str
    box: Box
    size: float
    confidence: float
    pieces: tuple[Piece, ...]
    margin: bool = False
    in_table: bool = False
    scale: float = 1.0
    capital: bool = False

    @property
    def share(self) -> float:
        """Where the line stands on its page: 0 at the top, 1 at the bottom."""
        return self.box.cy / self.page.height if self.page.height else 0.0

    @property
    def large(self) -> bool:
        """Set larger than the body, as on covers and in titles."""
        return self.scale >= 1.25 and (self.size >= 14 or self.page.source == "ocr")


def read_rows(pages: Sequence[Page], table_areas: Mapping[int, Sequence[Box]]) -> list[Row]:
    """All printed lines of *pages*, in page order, top to bottom; those in tables only where someone signed there."""
    rows: list[Row] = []
    for page in pages:
        inside = _inside(page.words, list(table_areas.get(page.number, ())))
        taken = {id(w) for w in inside}
        outside = [w for w in page.words if id(w) not in taken]
        signed = any(_SIGNED.search(w.text) for w in inside)  # a signature set in a ruled box
        found = [*_rows(page, outside, False), *(_rows(page, inside, True) if signed else ())]
        rows += sorted(found, key=lambda r: (r.box.cy, r.box.x0))
    return _placed(rows)


def read_cells(pages: Sequence[Page], table_areas: Mapping[int, Sequence[Box]]) -> list[Row]:
    """The printed lines inside the tables of *pages*, whatever stands there."""
    return [
        row
        for page in pages
        if table_areas.get(page.number)
        for row in _rows(page, _inside(page.words, list(table_areas[page.number])), True)
    ]


def _inside(words: Sequence[Word], areas: list[Box]) -> list[Word]:
    """Words whose middle lies in one of *areas* (often hundreds of cells: their hull is asked first)."""
    if not areas:
        return []
    whole = hull(areas)
    near = [w for w in words if whole.holds(w.box.cx, w.box.cy)]
    if not near:
        return []
    x0, top, x1, bottom = np.array([(a.x0, a.top, a.x1, a.bottom) for a in areas]).T
    x, y = np.array([(w.box.cx, w.box.cy) for w in near]).T[:, :, np.newaxis]
    held = ((x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)).any(axis=1)
    return [w for w, is_held in zip(near, held, strict=True) if is_held]


def place(value_row: Row | Piece, page: Page, cetak: str | None, keyakinan: float) -> AsalMedan:
    """Where a value stood, in points of the page as shown. *keyakinan* is lowered by the reader's own confidence."""
    sure = round(min(keyakinan, value_row.confidence), 3)
    why = None if sure >= SURE else "teks" if value_row.confidence < keyakinan else "fakta"
    return AsalMedan(page.number, page.shown(value_row.box).rounded(), page.source, sure, cetak, why)


def place_of(rows: Sequence[Row], cetak: str | None, keyakinan: float) -> AsalMedan:
    """Where a value over several lines stood: the lines on its first page."""
    first = [r for r in rows if r.page.number == rows[0].page.number]
    whole = Piece("", hull([r.box for r in first]), rows[0].size, min(r.confidence for r in rows))
    return place(whole, rows[0].page, cetak, keyakinan)


def rows_that_print(text: str | None, first: Row, rows: Sequence[Row]) -> list[Row]:
    """The fewest neighbouring lines of the page of *first*, near it, that print (nearly) all words of *text*: a name
    may stand on a later line of its title, and over several. *first* alone where there are none."""
    wanted = Counter(_TOKEN.findall((text or "").casefold()))
    own = [r for r in rows if r.page.number == first.page.number]
    at = next((i for i, r in enumerate(own) if r is first), None)
    if at is None or not wanted:
        return [first]
    told = [Counter(_TOKEN.findall(r.text.casefold())) for r in own]
    for count in range(1, LONGEST_TITLE + 1):
        for start in sorted(range(max(0, at - 1), at + LONGEST_TITLE), key=lambda i: abs(i - at)):
            held = sum(told[start : start + count], Counter())
            if (held & wanted).total() >= PRINTED * wanted.total():
                return own[start : start + count]
    return [first]


def _rows(page: Page, words: list[Word], in_table: bool) -> Iterator[Row]:
    for line in to_lines(words, page.number):
        pieces = tuple(_pieces(list(line.words), page))
        text = pieces[0].text if len(pieces) == 1 else _read_text(line.text, page)
        if not text or not pieces:
            continue
        confidence = sum(w.confidence for w in line.words) / len(line.words)
        yield Row(page, text, line.box, line.size, confidence, pieces, in_table=in_table, capital=_capital(text))


def _capital(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return letters >= 3 and len(_CAPITAL.findall(text)) >= 0.8 * letters


def _pieces(words: list[Word], page: Page) -> Iterator[Piece]:
    run: list[Word] = []
    gap = _GAP if page.source == "teks" else _SCAN_GAP
    for word in words:
        labelled = word.text.startswith(":")  # the value of the label before it, however far
        if run and not labelled and word.box.x0 - run[-1].box.x1 > max(gap * max(word.size, run[-1].size), 18.0):
            yield _piece(run, page)
            run = []
        run.append(word)
    if run:
        yield _piece(run, page)


def _piece(words: list[Word], page: Page) -> Piece:
    return Piece(
        _read_text(" ".join(w.text for w in words), page),
        words[0].box if len(words) == 1 else hull([w.box for w in words]),
        max(w.size for w in words),
        sum(w.confidence for w in words) / len(words),
    )


def _signs(text: str) -> bool:
    """A rank or a NIP: agreements print the same ones at the foot of every page."""
    return read_nip(text) is not None or read_rank(text) is not None


def _read_text(text: str, page: Page) -> str:
    """The tidied text of words; what a scan's reader stuck together is parted."""
    return tidy(text) if page.source == "teks" else parted(tidy(text))


def _placed(rows: list[Row]) -> list[Row]:
    """Mark page numbers, and lines at the edge of the page that come back on several pages; set the scale."""
    sizes = sorted(r.size for r in rows if not r.in_table)
    middle = sizes[len(sizes) // 2] if sizes else 1.0
    edge = [r for r in rows if not _HEAD < r.share < _FOOT]
    times = Counter((key(r.text)[:60], r.share > 0.5) for r in edge)
    running = {
        id(r)
        for r in edge
        if _PAGE_NUMBER.match(r.text) or (times[key(r.text)[:60], r.share > 0.5] >= _OFTEN and not _signs(r.text))
    }
    return [replace(r, margin=id(r) in running, scale=r.size / middle if middle else 1.0) for r in rows]
