"""A record under construction: what its table lends it, and the texts and places of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from iku.extract.model import Division, Line, Page, hull
from iku.extract.table_model import Cell
from iku.normalize.account import Account, words_of
from iku.normalize.columns import Column
from iku.normalize.formula.sides import Stack
from iku.normalize.labels import is_bare_label, mend_colons
from iku.normalize.narrow import heal
from iku.normalize.places import place_of
from iku.normalize.record_model import AsalMedan, Indikator
from iku.normalize.trust.trace import Trace
from iku.normalize.wording import Vocabulary

_NARROW = 1.6

Note = tuple[str, str, dict[str, object]]
"""A finding's code, the field it is about, and the details of its message."""


@dataclass(slots=True)
class Reading:
    """A record under construction: its places so far, and what its table lends (see ``records.Sheet``). ``cells``,
    ``column`` (None for a goal over the row) and ``carried`` belong to the column at hand; ``traces`` tell where each
    value came from; ``formula_apart`` says that formulas have a column of their own."""

    record: Indikator
    places: dict[str, AsalMedan]
    pages: Mapping[int, Page]
    vocabulary: Vocabulary
    value_kind: str | None
    year: int | None
    years: Mapping[int, int] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    column: Column | None = None
    carried: bool = False
    traces: dict[str, Trace] = field(default_factory=dict)
    unit_printed: str | None = None
    notes: list[Note] = field(default_factory=list)
    account: Account = field(default_factory=Account)
    unit_header: str | None = None
    formula_apart: bool = False

    def text(self, lines: Sequence[Line]) -> str:
        """The lines as running text, words that a narrow cell broke joined; those that OCR glued or tore are mended."""
        scanned = any(w.source == "ocr" for ln in lines for w in ln.words)
        texts = [ln.text for ln in lines] if scanned else heal(lines, self.cells, self.vocabulary.knows)
        full = [self._full(ln) for ln in lines] if len(texts) == len(lines) else [False] * len(texts)
        if scanned:
            texts = mend_colons([self.vocabulary.separate(t) for t in texts])
        text = self.vocabulary.join_lines(texts, full=full)
        return self.vocabulary.mend(text) if scanned else text

    def goal_text(self, lines: Sequence[Line]) -> str:
        """As :meth:`text`, of a goal: it bears the one label at its head, and no colon that a scan lost."""
        text = self.vocabulary.join_lines([ln.text for ln in lines], full=[self._full(ln) for ln in lines])
        return self.vocabulary.mend(text) if any(w.source == "ocr" for ln in lines for w in ln.words) else text

    def labelled_text(self, lines: Sequence[Line]) -> str:
        """As :meth:`text`, but a line that is nothing but a label stays a line."""
        runs: list[list[Line]] = [[]]
        for line in lines:
            if is_bare_label(line.text):
                runs += [[line], []]
            else:
                runs[-1].append(line)
        return "\n".join(self.text(run) for run in runs if run)

    def stacks(self, lines: Sequence[Line]) -> list[Stack]:
        """The fractions that are set over bars in *lines*, each with those inside it."""
        signs = [w for line in lines for w in line.words if isinstance(w, Division)]
        inner = {id(w) for s in signs for row in (*s.over, *s.under) for w in row}
        return [self._stack(s, lines[0].page) for s in signs if id(s) not in inner]

    def _stack(self, sign: Division, page: int) -> Stack:
        sides = [[Line(row, hull([w.box for w in row]), page) for row in rows] for rows in (sign.over, sign.under)]
        over, under = (self.text(rows) for rows in sides)
        return Stack(over, under, tuple(self.stacks([row for rows in sides for row in rows])))

    def _full(self, line: Line) -> bool:
        """The line is one word that reaches the right edge of its cell: the word may go on below."""
        cell = next((c for c in self.cells if any(own is line for own in c.lines)), None)
        if cell is None or len(line.words) > 1:
            return False
        pitch = line.box.width / max(1, len(line.text))
        return cell.box.x1 - line.box.x1 < _NARROW * pitch + 6

    def keep(self, header: str, text: str) -> str:
        """Text that no field takes, under its *header* in ``lainnya``; gives the name that it got there (a second
        column of one header is ``KET (2)``)."""
        name, n = header, 2
        while name in self.record.lainnya:
            name, n = f"{header} ({n})", n + 1
        self.record.lainnya[name] = text
        return name

    def put(self, name: str, lines: Sequence[Line], printed: str | None = None) -> None:
        self.account.take(words_of(lines), "lainnya" if name.startswith("lainnya.") else "medan")
        place = place_of(lines, self.pages, printed=printed)
        if place is not None:
            self.places.setdefault(name, place)
            before = self.traces.get(name)
            self.traces[name] = (
                Trace(lines, tuple(self.cells), self.column, self.carried)
                if before is None
                else (before.joined(lines, self.cells))
            )


def undoubled(text: str) -> str:
    """The text once, where a cell prints it twice in a row."""
    words = text.split()
    half = len(words) // 2
    low = [w.casefold() for w in words]
    twice = half and len(words) % 2 == 0 and low[:half] == low[half:]
    return " ".join(words[:half]).rstrip(" ,;") if twice else text
