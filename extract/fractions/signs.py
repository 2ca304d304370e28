"""Large signs: brackets put together from pieces, and sums with their limits over and under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from iku.extract.model import Word, hull

_PIECES = {piece: sign for sign, pieces in (("(", "⎛⎜⎝"), (")", "⎞⎟⎠"), ("[", "⎡⎢⎣"), ("]", "⎤⎥⎦"), ("{", "⎧⎨⎩⎪"),
                                            ("}", "⎫⎬⎭")) for piece in pieces}  # fmt: skip
_SUMS = "∑Σ∏"
SMALLER = 0.9
"""A limit is set no larger than this share of the letters of the formula."""
SIDEWAYS = 1.4
"""Words of a limit are this near to the middle of their sign (share of the sign's height)."""
LONGEST = 3
"""An upper limit of one or two letters may have become one word with its sign."""


def whole_signs(words: Sequence[Word]) -> list[Word]:
    """The words with brackets of several pieces as one bracket, and a sum's limits put behind its sign."""
    return _with_limits(_with_brackets(words))


def _with_brackets(words: Sequence[Word]) -> list[Word]:
    out: list[Word] = []
    for word in words:
        sign = _PIECES.get(word.text)
        above = next(
            (n for n, w in enumerate(out) if sign and w.text == sign and abs(w.box.cx - word.box.cx) < word.box.width),
            None,
        )
        if above is not None:
            out[above] = replace(out[above], box=out[above].box.union(word.box))
        else:
            out.append(replace(word, text=sign) if sign else word)
    return out


def _with_limits(words: Sequence[Word]) -> list[Word]:
    sums = [w for w in words if w.text[0] in _SUMS and len(w.text) <= LONGEST]
    usual = max((w.size for w in words if w not in sums), default=0.0)
    out = list(words)
    for sign in sums:
        low, high = _limits(sign, out, usual)
        if not low or not (high or sign.text[1:]):
            continue  # a sum without limits: what hangs on it is a script of something else
        gone = {id(w) for w in (*low, *high)}
        limits = ("".join(w.text for w in sorted(part, key=lambda w: w.box.x0)) for part in (low, high))
        text = " ".join(filter(None, [sign.text[0], *limits, sign.text[1:]]))
        box = hull([sign.box, *(w.box for w in (*low, *high))])
        whole = replace(sign, text=text, box=type(box)(box.x0, sign.box.top, sign.box.x1, sign.box.bottom), size=usual)
        out = [whole if w is sign else w for w in out if id(w) not in gone]
    return out


def _limits(sign: Word, words: Sequence[Word], usual: float) -> tuple[list[Word], list[Word]]:
    """The small words under and over a sum's *sign*; *usual*: the size of the print around it."""
    reach = SIDEWAYS * sign.box.height
    small = [w for w in words if w is not sign and w.size <= SMALLER * usual and abs(w.box.cx - sign.box.cx) < reach]
    low = [w for w in small if w.box.cy > sign.box.cy + 0.3 * usual]
    high = [w for w in small if w.box.cy < sign.box.cy - 0.3 * usual and w.box.x0 < sign.box.x1 + 1]
    return low, high
