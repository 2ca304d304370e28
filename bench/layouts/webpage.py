"""A layout as HTML for a browser's print."""

from __future__ import annotations

import html
from collections.abc import Callable

from bench.layouts.model import Beside, Block, Cell, Layout, Paragraph, Table, Text

Ink = Callable[[Cell], str]
"""The colour of a cell's text, six hexadecimal digits."""


def webpage(layout: Layout, ink: Ink) -> str:
    """The whole page; *ink* colours the text of each cell."""
    parts = [f"<meta charset=utf-8><style>{_css(layout)}</style>"]
    if layout.frame:
        parts.append('<div style="position:fixed;inset:-3mm;border:1.5pt solid #0a6"></div>')
    if layout.watermark:
        parts.append(f"<div class=mark>{html.escape(layout.watermark)}</div>")
    parts += [_block(block, layout, ink) for block in layout.blocks]
    return "".join(parts)


def _css(layout: Layout) -> str:
    width, height = layout.paper_mm
    margins = " ".join(f"{m}mm" for m in layout.margins_mm)
    above, beside = layout.padding
    words = "anywhere" if layout.break_words else "break-word"
    return (
        f"@page{{size:{width}mm {height}mm;margin:{margins}}}body{{margin:0;font-family:'{layout.font}';"
        f"font-size:{layout.size}pt;line-height:{layout.line_height}}}table{{margin:0 0 {layout.size}pt}}"
        f"td{{padding:{above}pt {beside}pt;overflow-wrap:{words}}}p{{margin:0}}"
        f".gap{{margin-top:{layout.line_height}em}}"
        ".b{display:flex}.b i{font-style:normal;flex:0 0 1.4em}.b span{flex:1;min-width:0}.keep{break-inside:avoid}"
        ".fr{display:inline-block;vertical-align:middle;text-align:center}.fr b,.fr u{display:block;"
        "font-weight:inherit;text-decoration:none}.fr b{border-bottom:.7pt solid #000}.up{writing-mode:vertical-rl;"
        "transform:rotate(180deg);display:inline-block;white-space:nowrap}.two{display:flex;justify-content:space-between;"
        "align-items:flex-start}"
        ".mark{position:fixed;top:45%;left:10%;font-size:70pt;color:#e5e5e5;transform:rotate(-30deg);z-index:-1}"
    )


def _block(block: Block, layout: Layout, ink: Ink) -> str:
    if isinstance(block, Table):
        return _table(block, ink, block.share)
    if isinstance(block, Beside):
        sides = (f'<div style="width:{t.share:.0%}">{_table(t, ink, 1.0)}</div>' for t in (block.left, block.right))
        return f"<div class=two>{''.join(sides)}</div>"
    return _text(block, layout)


def _text(block: Text, layout: Layout) -> str:
    size, margin = layout.size * block.scale, f"0 0 {layout.size}pt {block.indent:.0%}"
    look = f"text-align:{block.align};font-size:{size:.2f}pt;margin:{margin}"
    body = "".join(_paragraph(p) for p in block.paragraphs)
    return f'<div style="{look}"{" class=keep" if block.keep else ""}>{body}</div>'


def _table(table: Table, ink: Ink, share: float) -> str:
    """A table over *share* of the room that it stands in."""
    joined = f"separate;border-spacing:{table.spacing}pt" if table.spacing else "collapse"
    fixed = "" if table.automatic else ";table-layout:fixed"
    columns = "" if table.automatic else "".join(f'<col style="width:{w:.3%}">' for w in table.widths)
    keep = "" if table.break_rows else ' style="break-inside:avoid"'
    rows = [f"<tr{keep}>{''.join(_cell(c, ink) for c in row)}</tr>" for row in table.rows()]
    group = "table-header-group" if table.repeat_header else "table-row-group"
    head, body = "".join(rows[: table.header_rows]), "".join(rows[table.header_rows :])
    look = f"width:{share:.0%};border-collapse:{joined}{fixed}"
    return (
        f'<table style="{look}">{columns and f"<colgroup>{columns}</colgroup>"}'
        f'<thead style="display:{group}">{head}</thead><tbody>{body}</tbody></table>'
    )


def _cell(cell: Cell, ink: Ink) -> str:
    look = [f"text-align:{cell.align}", f"vertical-align:{cell.valign}", f"color:#{ink(cell)}"]
    look += [f"border-{side}:{e.width}pt {e.style} #{e.colour}" for side, e in cell.edges.items()]
    if cell.fill:
        look.append(f"background:#{cell.fill}")
    spans = (f" rowspan={cell.rowspan}" if cell.rowspan > 1 else "") + (
        f" colspan={cell.colspan}" if cell.colspan > 1 else ""
    )
    body = "".join(_paragraph(p) for p in cell.paragraphs)
    return f'<td{spans} style="{";".join(look)}">{f"<div class=up>{body}</div>" if cell.vertical else body}</td>'


def _paragraph(paragraph: Paragraph) -> str:
    text = html.escape(paragraph.text) or "&nbsp;"
    if paragraph.fraction:
        above, below = (html.escape(f) for f in paragraph.fraction)
        text = f"<span class=fr><b>{above}</b><u>{below}</u></span> {text}"
    classes = [name for name, on in (("gap", paragraph.gap), ("b", paragraph.bullet)) if on]
    if paragraph.bullet:
        text = f"<i>{html.escape(paragraph.bullet)}</i><span>{text}</span>"
    bold = ' style="font-weight:bold"' if paragraph.bold else ""
    return f'<p class="{" ".join(classes)}"{bold}>{text}</p>'
