"""The one guard against texts that a spreadsheet would run as a formula; every CSV and workbook goes through it."""

from __future__ import annotations

import re
from typing import Any

_FORMULA = re.compile(r"[\s\ufffd\ufeff\u200b]{0,99}[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")
"""Signs that begin a formula, also after white space and in their wide forms; tabs and breaks part pasted cells."""
_FIGURE = re.compile(r"[+-]?\s{0,3}[\d.,]*\s{0,3}%?")


def is_formula(value: Any) -> bool:
    """Whether a spreadsheet may take *value* for a formula: a text that begins as one, and is no figure or dash."""
    return isinstance(value, str) and _FORMULA.match(value) is not None and _FIGURE.fullmatch(value) is None


def guarded(value: Any) -> Any:
    """*value* as it may stand in a CSV: before what looks like a formula an apostrophe, which makes it plain text."""
    return "'" + value if is_formula(value) else value
