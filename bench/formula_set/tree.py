"""A formula as a tree, its one-line reading, and its printed forms in HTML, MathML and the mathematics of a docx."""

from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Words or signs on the line."""

    words: str


@dataclass(frozen=True)
class Script:
    """A base with a lowered (or raised) script."""

    base: str
    script: str
    raised: bool = False


@dataclass(frozen=True)
class Fraction:
    """One thing over a bar over another."""

    over: Node
    under: Node


@dataclass(frozen=True)
class Row:
    """Things side by side; brackets around them grow with them."""

    parts: tuple[Node, ...]
    brackets: bool = False


Node = Text | Script | Fraction | Row


def row(*parts: Node | str, brackets: bool = False) -> Row:
    return Row(tuple(Text(p) if isinstance(p, str) else p for p in parts), brackets)


def linear(node: Node) -> str:
    """What stands there, on one line."""
    match node:
        case Text(words):
            return words
        case Script(base, script):
            return base + script
        case Fraction(over, under):
            return f"{linear(over)} / {linear(under)}"
        case Row(parts, brackets):
            inner = " ".join(linear(p) for p in parts)
            return f"({inner})" if brackets else inner


def to_html(node: Node) -> str:
    """Blocks with a border between them, as web pages set fractions."""
    match node:
        case Text(words):
            return html.escape(words)
        case Script(base, script, raised):
            tag = "sup" if raised else "sub"
            return f"{html.escape(base)}<{tag}>{html.escape(script)}</{tag}>"
        case Fraction(over, under):
            return f'<span class="f"><span class="o">{to_html(over)}</span><span>{to_html(under)}</span></span>'
        case Row(parts, brackets):
            inner = " ".join(to_html(p) for p in parts)
            return f"({inner})" if brackets else inner


def to_underlined(node: Node) -> str:
    """A numerator underlined by hand, the denominator on the next line."""
    match node:
        case Fraction(over, under):
            return f"<u>{to_html(over)}</u>@TIMES@<br>{to_html(under)}"
        case Row(parts, _) if any(isinstance(p, Fraction) for p in parts):
            place = next(i for i, p in enumerate(parts) if isinstance(p, Fraction))
            left = " ".join(to_html(p) for p in parts[:place])
            right = " ".join(to_html(p) for p in parts[place + 1 :])
            return f"{left} {to_underlined(parts[place])}".replace("@TIMES@", f" {right}").strip()
        case _:
            return to_html(node)


def to_mathml(node: Node) -> str:
    match node:
        case Text(words):
            return f"<mtext>{html.escape(words)}</mtext>" if len(words) > 1 else f"<mi>{html.escape(words)}</mi>"
        case Script(base, script, raised):
            tag = "msup" if raised else "msub"
            return f"<{tag}><mi>{html.escape(base)}</mi><mtext>{html.escape(script)}</mtext></{tag}>"
        case Fraction(over, under):
            return f"<mfrac>{to_mathml(over)}{to_mathml(under)}</mfrac>"
        case Row(parts, brackets):
            inner = "<mtext>&nbsp;</mtext>".join(to_mathml(p) for p in parts)
            return f"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>" if brackets else f"<mrow>{inner}</mrow>"


def to_omml(node: Node) -> str:
    """The equation editor of word processors."""
    match node:
        case Text(words):
            return f'<m:r><m:t xml:space="preserve">{html.escape(words)}</m:t></m:r>'
        case Script(base, script, raised):
            tag, part = ("sSup", "sup") if raised else ("sSub", "sub")
            inner = f"<m:r><m:t>{html.escape(script)}</m:t></m:r>"
            return f"<m:{tag}><m:e>{to_omml(Text(base))}</m:e><m:{part}>{inner}</m:{part}></m:{tag}>"
        case Fraction(over, under):
            return f"<m:f><m:num>{to_omml(over)}</m:num><m:den>{to_omml(under)}</m:den></m:f>"
        case Row(parts, brackets):
            inner = to_omml(Text(" ")).join(to_omml(p) for p in parts)
            return f"<m:d><m:e>{inner}</m:e></m:d>" if brackets else inner
