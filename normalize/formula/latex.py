"""A formula as LaTeX mathematics: fractions where they are known, words as text, signs as signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.normalize.formula.legend import body_of
from iku.normalize.formula.sides import Stack
from iku.normalize.record_model import Formulasi

_TOKEN = re.compile(r"\ue000\d+\ue001|[^\W\d_]{2,}(?:[ /-]+[^\W\d_]{2,})*|\S", re.DOTALL)
_SIGNS = {"×": r"\times", "✕": r"\times", "*": r"\times", "÷": r"\div", "%": r"\%", "∑": r"\sum", "Σ": r"\sum",
          "−": "-", "–": "-", "≥": r"\geq", "≤": r"\leq", "{": r"\{", "}": r"\}", "&": r"\&", "#": r"\#", "_": r"\_",
          "$": r"\$", "\\": r"\backslash", "√": r"\surd"}  # fmt: skip


def to_latex(formula: Formulasi, stacks: Sequence[Stack] = ()) -> str | None:
    """The same reading as ``teks``; None where no fraction is sure: words alone gain nothing by it."""
    body = re.sub(r"\s+", " ", body_of(formula.teks or "")).strip()
    own = [s for s in stacks if s.text in body]
    if own:
        return _with_stacks(body, own)
    if formula.pembilang is None or formula.penyebut is None:
        return None
    ratio = rf"\frac{{{_plain(formula.pembilang)}}}{{{_plain(formula.penyebut)}}}"
    if formula.pengali is None:
        return ratio
    percent = r"\%" if "%" in body or "persen" in body.lower() else ""
    return rf"{ratio} \times {formula.pengali:g}{percent}"


def _with_stacks(text: str, stacks: Sequence[Stack]) -> str:
    made: list[str] = []
    for stack in stacks:
        if stack.text in text:
            over, under = (_with_stacks(side, stack.inner) for side in (stack.over, stack.under))
            made.append(rf"\frac{{{over}}}{{{under}}}")
            text = text.replace(stack.text, f"\ue000{len(made) - 1}\ue001", 1)
    latex = _plain(text)
    for n, fraction in enumerate(made):
        latex = latex.replace(f"\ue000{n}\ue001", fraction)
    return latex


def _plain(text: str) -> str:
    out = []
    tokens = [m.group() for m in _TOKEN.finditer(text)]
    for n, token in enumerate(tokens):
        if token.startswith("\ue000"):
            out.append(token)
        elif token in ("x", "X") and 0 < n < len(tokens) - 1 and tokens[n - 1] not in "=(+-" and tokens[n + 1] != "=":
            out.append(r"\times")
        elif len(token) > 1:
            out.append(rf"\text{{{token}}}")
        else:
            out.append(_SIGNS.get(token, token))
    return re.sub(r"(?<=\d) (?=[\d.,])|(?<=[\d.,]) (?=\d)", "", " ".join(out)).replace(r" \%", r"\%")
