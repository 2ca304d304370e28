"""Cards printed with reportlab, from the top of a sheet down."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bench.cards.form import OPTIONS, Form, label_of, records_of

SIZE = 9.5
LEADING = 12.0
PAD = 3.0
MARGIN = 50.0


class _Sheet:
    """A canvas that is written from the top down, in one or two columns."""

    def __init__(self, path: Path, form: Form) -> None:
        self.form = form
        self.size = (A4[1], A4[0]) if form.landscape else A4
        self.canvas = Canvas(str(path), pagesize=self.size)
        self.column = 0
        self.top = self._roof()
        self.canvas.setFont("Helvetica-Bold", 11)
        self.canvas.drawCentredString(self.size[0] / 2, self.size[1] - 40, "MANUAL INDIKATOR KINERJA UTAMA")

    def _roof(self) -> float:
        return float(self.size[1]) - 65.0

    @property
    def width(self) -> float:
        return (float(self.size[0]) - 2 * MARGIN - 24 * (self.form.columns - 1)) / self.form.columns

    @property
    def left(self) -> float:
        return MARGIN + self.column * (self.width + 24)

    @property
    def room(self) -> float:
        return self.top - MARGIN

    def turn(self) -> None:
        self.column += 1
        if self.column == self.form.columns:
            self.canvas.showPage()
            self.column = 0
        self.top = self._roof()

    def text(self, x: float, line: int, text: str, *, bold: bool = False, down: float = 0.0) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", SIZE)
        self.canvas.drawString(x, self.top - PAD - down - LEADING * (line + 0.75), text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, y0, x1, y1)


def wrap(text: str, width: float, *, bold: bool = False) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        grown = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(grown, "Helvetica-Bold" if bold else "Helvetica", SIZE) <= width:
            lines[-1] = grown
        else:
            lines.append(word)
    return lines


def write_cards(path: Path, form: Form) -> list[dict[str, str]]:
    """Print the cards of *form* and give the records that they hold."""
    sheet = _Sheet(path, form)
    records = records_of(form)
    for n, record in enumerate(records):
        rows = [(f, v) for f, v in record.items()]
        if form.keep and n and _height(sheet, rows) > sheet.room:
            sheet.turn()
        _print_card(sheet, rows)
        sheet.top -= 22
    sheet.canvas.save()
    return records


def _value(field: str, value: str, form: Form) -> str:
    if form.ticks == "none" or field not in OPTIONS:
        return value
    return "   ".join(f"({form.ticks if o == value else ' '}) {o}" for o in OPTIONS[field])


def _split(sheet: _Sheet, field: str, value: str, number: int) -> tuple[list[str], list[str], float, float]:
    """Lines of label and value, and the x of the values and of the colons."""
    form = sheet.form
    name = "Target" if field == "target" else label_of(field, form)
    label = f"{number}. {name}" if form.numbered else name
    label += " :" if form.colon == "hung" else ""
    if form.place == "side":
        wide = min(0.34 * sheet.width, 150.0)
        at = sheet.left + wide + (14 if form.colon == "own" else 4)
        labels = wrap(label, wide - 8, bold=form.bold)
        return labels, wrap(_value(field, value, form), sheet.left + sheet.width - at - 4), at, sheet.left + wide + 2
    texts = wrap(_value(field, value, form), sheet.width - 8)
    if form.place == "inline":
        if field == "target":
            return [label], [""], sheet.left + 3, 0.0
        texts = wrap(f"{label} {_value(field, value, form)}", sheet.width - 8)
        return [], texts, sheet.left + 3, 0.0
    return [label], texts, sheet.left + 3, 0.0


def _height(sheet: _Sheet, rows: list[tuple[str, str]]) -> float:
    total = 0.0
    for i, (field, value) in enumerate(rows):
        labels, texts, _, _ = _split(sheet, field, value, i + 1)
        count = max(len(labels), len(texts)) if sheet.form.place == "side" else len(labels) + len(texts)
        total += LEADING * (count + (1 if field == "target" else 0)) + 2 * PAD
    return total


def _print_card(sheet: _Sheet, rows: list[tuple[str, str]]) -> None:
    form, start = sheet.form, sheet.top
    for i, (field, value) in enumerate(rows):
        labels, texts, at, colon = _split(sheet, field, value, i + 1)
        side = form.place == "side"
        count = max(len(labels), len(texts)) if side else len(labels) + len(texts)
        if field == "target":
            count += 1
        high = LEADING * count + 2 * PAD
        if high > sheet.room:
            _frame(sheet, start)
            sheet.turn()
            start = sheet.top
            labels, texts, at, colon = _split(sheet, field, value, i + 1)
        down = (count - len(labels)) * LEADING / 2 if side and form.middle else 0.0
        for k, line in enumerate(labels):
            sheet.text(sheet.left + 3, k, line, bold=form.bold, down=down)
        if form.colon == "own" and side:
            sheet.text(colon, 0, ":", down=down)
        below = 0 if side else len(labels)
        if field == "target":
            _targets(sheet, at, below, value.split(), high)
        else:
            lift = (count - len(texts)) * LEADING / 2 if side and form.middle else 0.0
            for k, line in enumerate(texts):
                sheet.text(at, below + k, line, down=lift)
        _rules(sheet, at, high)
        sheet.top -= high
    _frame(sheet, start)


def _targets(sheet: _Sheet, at: float, below: int, values: list[str], high: float) -> None:
    step = (sheet.left + sheet.width - at) / len(values)
    for k, value in enumerate(values):
        sheet.text(at + k * step + 8, below, str(2024 + k))
        sheet.text(at + k * step + 8, below + 1, value)
    if sheet.form.targets == "ruled":
        top, bottom = sheet.top - LEADING * below - (PAD if below else 0), sheet.top - high
        middle = top - PAD - LEADING if not below else top - LEADING
        for y in (top, middle, bottom):
            sheet.rule(at - 4, y, sheet.left + sheet.width, y)
        for k in range(len(values) + 1):
            x = at - 4 if k == 0 else sheet.left + sheet.width if k == len(values) else at + k * step
            sheet.rule(x, top, x, bottom)


def _rules(sheet: _Sheet, at: float, high: float) -> None:
    form, right = sheet.form, sheet.left + sheet.width
    if form.rules in ("full", "below"):
        sheet.rule(sheet.left, sheet.top - high, right, sheet.top - high)
    if form.rules == "full":
        sheet.rule(sheet.left, sheet.top, right, sheet.top)
        edges = [sheet.left, right]
        if form.place == "side":
            edges += [at - 4, at - 14] if form.colon == "own" else [at - 4]
        for x in edges:
            sheet.rule(x, sheet.top, x, sheet.top - high)


def _frame(sheet: _Sheet, start: float) -> None:
    if sheet.form.rules == "outer" and start > sheet.top:
        right = sheet.left + sheet.width
        for y in (start, sheet.top):
            sheet.rule(sheet.left, y, right, y)
        for x in (sheet.left, right):
            sheet.rule(x, start, x, sheet.top)
