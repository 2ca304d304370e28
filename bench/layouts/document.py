"""From a seed to a layout that a renderer can print, and its gold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from bench.layouts.arrange import tables_of
from bench.layouts.cards import cards_of
from bench.layouts.composer import Content, compose
from bench.layouts.model import Beside, Block, Layout, Paragraph, Table, Text
from bench.layouts.recorded import pick
from bench.layouts.style import Style, draw
from bench.layouts.surroundings import closing, opening, second_table

BESIDE_MOST = 4
"""Columns of a table that may have another at its side."""
BESIDE_SHARES = (0.62, 0.34)
WIDE = 7
"""Columns from which on the paper lies across."""


@dataclass(slots=True)
class Sample:
    """A layout with everything known about it."""

    seed: int
    layout: Layout
    style: Style
    gold: dict[str, Any]


def sample(seed: int, documents: Sequence[tuple[str, dict[str, Any]]] = (), *, cards: bool = False) -> Sample:
    """The document of *seed*: records of *documents* (gold files), or composed where there are none; a table, or
    *cards* of one indicator each."""
    dice = Random(seed)
    content = pick(dice, documents) if documents else compose(dice)
    style = draw(dice)
    style = replace(style, merge="cards", misi=False) if cards else style
    tables, records = (cards_of if cards else tables_of)(content, style, dice)
    blocks = opening(content, style, dice) + _with_extra(tables, style, dice, content) + closing(content, style, dice)
    layout = Layout(
        name=f"{seed:04d}-{style.rules}-{style.merge}",
        paper_mm=_paper(style, tables),
        margins_mm=style.margins_mm,
        font=style.font,
        size=style.size,
        line_height=style.line_height,
        padding=style.padding,
        break_words=style.break_words,
        blocks=blocks,
        frame=style.frame,
        watermark="SALINAN" if style.watermark else "",
        running_head=f"Dokumen Kinerja {content.agency['nama']}" if style.running_head else "",
        page_numbers=style.page_numbers,
        tagged=style.tagged,
        filled_rules=style.filled_rules,
    )
    layout.number_cells()
    gold = {"instansi": content.agency, "dokumen": {"indikator": records}, "dari": content.source}
    return Sample(seed, layout, style, gold)


def _paper(style: Style, tables: list[Block]) -> tuple[float, float]:
    ncols = max((t.ncols for t in tables if isinstance(t, Table)), default=0)
    width, height = style.paper_mm
    return (height, width) if ncols > WIDE and width < height else (width, height)


def _with_extra(blocks: list[Block], style: Style, dice: Random, content: Content) -> list[Block]:
    if style.extra == "none":
        return blocks
    extra = second_table(style, dice, content.year)
    last = blocks[-1]
    if style.extra == "beside" and isinstance(last, Table) and last.ncols <= BESIDE_MOST:
        last.share, extra.share = BESIDE_SHARES
        return [*blocks[:-1], Beside(last, extra)]
    caption = Text([Paragraph("Program dan Anggaran", bold=True)], keep=True)
    return [caption, extra, *blocks] if style.extra == "before" else [*blocks, caption, extra]
