"""Characters that steer a terminal, a viewer or a parser, and that no reader sees."""

from __future__ import annotations

import re

_STEERING = "\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
"""Control characters but the line feed, direction marks, half characters, and code points that are none."""
STEERING = re.compile(f"[{_STEERING}]")
ON_ONE_LINE = re.compile(f"[\n\u2028\u2029{_STEERING}]")


def without_steering(text: str, instead: str = " ") -> str:
    """*text* with line feeds, and *instead* for every other steering character."""
    return STEERING.sub(instead, text)


def on_one_line(text: str, instead: str = "\ufffd") -> str:
    """*text* with *instead* for every steering character and every break of a line."""
    return ON_ONE_LINE.sub(instead, text)


_BREAKS = dict.fromkeys([9, 11, 12, 13, 0x85, 0x2028, 0x2029], " ")
_INVISIBLE = dict.fromkeys([0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
_CLEAN: dict[int, str | None] = {**_CONTROLS, **_BREAKS, **_INVISIBLE, 10: "\n"}
_ODD = re.compile("[" + "".join(re.escape(chr(c)) for c in sorted(_CLEAN) if c != 10) + "]")


def for_output(text: str) -> str:
    """*text* as it may stand in a file: line breaks of other kinds become a space, unreadable characters the
    replacement character, direction marks go."""
    return text.translate(_CLEAN) if _ODD.search(text) else text
