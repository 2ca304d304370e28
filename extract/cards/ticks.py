"""Tick boxes: of several printed options the ticked one is the value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from iku.extract.cards.labels import apart
from iku.extract.lines import to_lines
from iku.extract.model import Word

_TICK = "☑☒✓✔✅√\uf0fe\uf0fd\uf0fc\uf052\uf053"
_DOT = "■◉●\uf06e"
"""Signs of ticked boxes; the second kind is a bullet where no empty box stands beside it."""
_OFF = "☐□▢○◯❏❑\uf0a8\uf06f\uf071\uf0a1\uf0a3\uf0a0"
"""Signs of empty boxes; those beyond U+F000 are the places of Wingdings."""
_MARK = re.compile(rf"[\[(]\s*([xXvV{_TICK}{_DOT}]?)\s*[\])]|([{_TICK}{_DOT}])|[{_OFF}]")


@dataclass(slots=True)
class _Option:
    """``on``: ticked, empty, or None for a chunk that no mark stands before."""

    on: bool | None
    words: list[Word] = field(default_factory=list)


def ticked(words: Sequence[Word]) -> list[Word]:
    """The words of the ticked options; all words when these are no options, or none is ticked."""
    options = [o for line in to_lines(words, 1) for o in _of_line(line.words)]
    marks = [o.on for o in options if o.on is not None]
    if True not in marks:
        return list(words)
    if False in marks:
        if options[0].on is None:
            options = _behind(options)
        options = _joined(options)
    elif marks.count(True) > 1 or any(w.text[0] in _DOT for w in words if w.text):
        return list(words)  # a list with check marks for bullets
    elif options[0].on is None and not options[-1].words:
        options = _behind(options)
    elif options[0].on is None and not any(w.text[:1] in _TICK for w in words):
        return list(words)  # a letter in brackets inside a text
    chosen = [w for o in options if o.on for w in o.words]
    return chosen or list(words)


def _of_line(words: Sequence[Word]) -> list[_Option]:
    """The options of one line; a wide gap ends one too."""
    out: list[_Option] = []
    i = 0
    while i < len(words):
        size, on, rest = _mark_at(words, i)
        if size:
            out.append(_Option(on, [rest] if rest is not None else []))
        elif out and out[-1].words and apart(words[i - 1], words[i]) or not out:
            out.append(_Option(None, [words[i]]))
        else:
            out[-1].words.append(words[i])
        i += max(size, 1)
    return out


def _joined(options: Sequence[_Option]) -> list[_Option]:
    """Chunks without a mark of their own belong to the option before them."""
    out: list[_Option] = []
    for option in options:
        if option.on is None and out:
            out[-1].words += option.words
        else:
            out.append(option)
    return out


def _behind(options: Sequence[_Option]) -> list[_Option]:
    """Options whose marks stand behind their words."""
    out: list[_Option] = []
    words: list[Word] = []
    for option in options:
        if option.on is not None:
            out.append(_Option(option.on, words))
            words = []
        words = words + option.words
    return out


def _mark_at(words: Sequence[Word], i: int) -> tuple[int, bool, Word | None]:
    """How many words a mark at *i* takes (0: none), whether it is ticked, and the word that hangs on it."""
    for size in (3, 2):  # "(" "X" ")" and "(" ")"
        run = words[i : i + size]
        joined = "".join(w.text for w in run)
        if len(run) == size and len(joined) <= 3 and joined[:1] in "[(" and (m := _MARK.fullmatch(joined)):
            return size, bool(m.group(1)), None
    word = words[i]
    if word.text in ("(", "[") and i + 1 < len(words) and words[i + 1].text[:1] in (")", "]"):
        after = words[i + 1]
        return 2, False, replace(after, text=after.text[1:])
    m = _MARK.match(word.text)
    if m is None:
        return 0, False, None
    rest = word.text[m.end() :]
    return 1, bool(m.group(1) or m.group(2)), replace(word, text=rest) if rest else None
