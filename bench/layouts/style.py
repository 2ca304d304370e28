"""The look of one document, drawn from its seed: rules, merging, numbering, header, type, paper, surroundings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

RULES = ("full", "thin-grey", "horizontal", "booktabs", "none", "outer", "columns", "vertical", "dotted", "dashed",
         "double", "banded", "white-on-fill", "header-only", "no-sides", "groups", "cards", "hairline", "coloured",
         "incomplete", "light-rows")  # fmt: skip
MERGES = ("rowspan", "repeat", "first", "band", "band-label", "band-number", "above", "combined", "listed")
PAPERS_MM = ((210.0, 297.0), (215.0, 330.0), (215.9, 279.4))
"""A4, F4 (folio, the usual one in government offices), Letter."""
FONTS = ("Liberation Serif", "Liberation Sans", "Liberation Sans Narrow", "DejaVu Sans", "DejaVu Serif", "Carlito",
         "Caladea", "DejaVu Sans Condensed", "Liberation Mono")  # fmt: skip
FONT_WEIGHTS = (5, 5, 3, 2, 1, 3, 2, 2, 0.5)
GROUPED = ("rowspan", "first", "repeat", "listed")
"""Merge styles with the sasaran in a column of its own."""
OPEN = ("none", "booktabs", "vertical", "outer", "columns", "header-only", "light-rows")
"""Rules that leave the rows open: an empty cell below a sasaran could be anything there."""


@dataclass(frozen=True, slots=True)
class Style:
    """Every choice that the records do not make."""

    rules: str
    merge: str
    number: str
    """``sasaran``, ``indikator`` or ``none``."""
    code: str
    """Of the indicator: ``none``, ``prefix`` or ``column``."""
    numerals: str
    """Of numbers that stand alone: ``1``, ``01``, ``I`` or ``A``."""
    dotted: bool
    label: bool
    goal_prefix: bool
    goal_bold: bool
    goal_caps: bool
    header_once: bool
    """Tables after the first have no header (a sasaran above each)."""
    deep_years: bool
    number_row: str
    """Pattern of the column-number row, or empty."""
    caps: bool
    two_languages: bool
    misspelt: bool
    grouped: bool
    years_under: bool
    nested: bool
    title_row: bool
    upright_heads: bool
    labelled: bool
    label_mark: str
    """Before each label of a cell: nothing, a bullet, or ``a`` for letters."""
    misi: bool
    tujuan: bool
    empty_column: bool
    most_columns: int
    sums: bool
    table_share: float
    """Width of a table of few columns over that of the text."""
    reorder: bool
    size: float
    line_height: float
    padding: tuple[float, float]
    font: str
    align: str
    valign: str
    number_align: str
    paper_mm: tuple[float, float]
    margins_mm: tuple[float, float, float, float]
    repeat_header: bool
    break_rows: bool
    break_words: bool
    given_widths: bool
    lists: str
    """How several sources stand in a cell: ``, ``, ``line`` or a bullet."""
    paragraphs: bool
    stacked: bool
    header_fill: str
    header_bold: bool
    band_fill: str
    opening: int
    closing: int
    signature: bool
    frame: bool
    watermark: bool
    running_head: bool
    page_numbers: str
    extra: str
    """A second table: ``none``, ``before``, ``after`` or ``beside``."""
    tagged: bool
    filled_rules: bool


def draw(dice: Random) -> Style:
    """The style of a seed. What no reader could tell apart is mended, never drawn again."""

    def often(chance: float) -> bool:
        return dice.random() < chance

    paper = dice.choice(PAPERS_MM)
    margin = dice.choice([10.0, 15.0, 20.0, 25.4])
    vertical_pad, side_pad = dice.choice([(0.0, 1.5), (0.0, 3.0), (1.0, 2.0), (2.0, 4.0), (3.0, 5.4), (0.0, 5.4), (6.0, 6.0), (10.0, 8.0)])  # fmt: skip  # noqa: E501
    style = Style(
        rules=dice.choice(RULES),
        merge=dice.choice([*MERGES, "rowspan", "rowspan", "first", "repeat"]),
        number=dice.choice(["sasaran", "sasaran", "indikator", "none"]),
        code=dice.choice(["none"] * 6 + ["prefix", "prefix", "column"]),
        numerals=dice.choice(["1"] * 7 + ["01", "I", "A"]),
        dotted=often(0.3),
        label=often(0.5),
        goal_prefix=often(0.12),
        goal_bold=often(0.15),
        goal_caps=often(0.08),
        header_once=often(0.3),
        deep_years=often(0.12),
        number_row=dice.choice(["{n}", "({n})"]) if often(0.3) else "",
        caps=often(0.35),
        two_languages=often(0.05),
        misspelt=often(0.06),
        grouped=often(0.25),
        years_under=often(0.65),
        nested=often(0.08),
        title_row=often(0.05),
        upright_heads=often(0.06),
        labelled=often(0.15),
        label_mark=dice.choice(["", "", "•", "-", "a"]),
        misi=often(0.15),
        tujuan=often(0.18),
        empty_column=often(0.08),
        most_columns=dice.choice([5, 6, 6, 7, 7, 8, 9, 10]),
        sums=often(0.12),
        table_share=dice.choice([1.0, 1.0, 1.0, 1.0, 0.9, 0.75]),
        reorder=often(0.2),
        size=dice.choice([6.5, 7, 7.5, 8, 8, 9, 9, 10, 10, 11, 11, 12]),
        line_height=dice.choice([1.0, 1.1, 1.15, 1.15, 1.3, 1.5]),
        padding=(vertical_pad, side_pad),
        font=dice.choices(FONTS, FONT_WEIGHTS)[0],
        align=dice.choice(["left", "left", "left", "justify", "justify", "center"]),
        valign=dice.choice(["top", "top", "top", "middle", "middle", "bottom"]),
        number_align=dice.choice(["center", "center", "right", "left"]),
        paper_mm=paper if often(0.45) else (paper[1], paper[0]),
        margins_mm=(margin, margin, margin, dice.choice([margin, margin, 30.0])),
        repeat_header=often(0.5),
        break_rows=often(0.55),
        break_words=often(0.5),
        given_widths=often(0.6),
        lists=dice.choice([", ", ", ", "line", "- ", "• ", "1. ", "a. "]),
        paragraphs=often(0.4),
        stacked=often(0.4),
        header_fill=dice.choice(["", "", "d9d9d9", "c6e0b4", "ffe699", "bdd7ee", "f2f2f2", "1f497d", "385723"]),
        header_bold=often(0.8),
        band_fill=dice.choice(["", "", "f2f2f2", "ddebf7", "e2efda"]),
        opening=dice.choice([0, 0, 1, 2, 3]),
        closing=dice.choice([0, 0, 0, 1, 2]),
        signature=often(0.65),
        frame=often(0.08),
        watermark=often(0.08),
        running_head=often(0.15),
        page_numbers=dice.choice(["", "", "{n}", "- {n} -", "Halaman {n}"]),
        extra=dice.choice(["none"] * 6 + ["before", "after", "after", "beside", "beside"]),
        tagged=often(1 / 3),
        filled_rules=often(0.5),
    )
    return _told_apart(style)


def _told_apart(style: Style) -> Style:
    """Without rules between rows something must still say where a sasaran begins."""
    if style.rules in OPEN and style.merge == "first":
        style = replace(style, merge="rowspan")
    if style.rules in ("none", "vertical", "columns") and style.number == "none":
        style = replace(style, number="sasaran")
    if style.rules in OPEN and style.valign == "bottom":
        style = replace(style, valign="middle")
    if style.merge in ("band", "combined", "above") and style.rules in OPEN:
        style = replace(style, label=True)
    return style
