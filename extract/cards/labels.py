"""What a label of a card looks like: its text without number and colon, and where in a line it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from iku.extract.model import Word
from iku.extract.sections import HeaderReader

LONGEST = 8
"""A label has no more words than this; seen: up to six (``Unit/Pihak Penyedia Data dan Informasi``)."""
WIDE = 1.0
"""Words further apart than this many letter heights stand in two columns."""
GOALS = ("misi", "perspektif", "tujuan", "sasaran", "program", "kegiatan", "tingkat_kinerja", "nomor", "kode")
"""What stands at the head of a card, or once above several: it says whose indicator this is, not what it is."""
_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z])[.)]\)?|\d{1,2}|[•▪●○◦➢*\-–—\uf0b7\uf0a7]")
_MARK = re.compile(r"(?<![\s:])[\s:]+$")


def printed(text: str) -> str:
    """The label as a name: without the number before it and the colon behind it."""
    words = _MARK.sub("", text).split()
    first = next((i for i, word in enumerate(words[:-1]) if not _NUMBER.fullmatch(word)), max(0, len(words) - 1))
    return " ".join(words[first:])


def field_of(text: str, reader: HeaderReader) -> str | None:
    """The field that a label means, None for a text that is no known label."""
    name = printed(text)
    if not name or len(name.split()) > LONGEST or name[0].islower():
        return None
    return reader.label_field(name)


def name_words(words: Sequence[Word]) -> list[Word]:
    """The words of a label without the number before them and the colon behind them."""
    own = [w for w in words if not is_colon(w.text)]
    while len(own) > 1 and is_number(own[0].text):
        own = own[1:]
    if own and own[-1].text.endswith(":"):
        own[-1] = replace(own[-1], text=own[-1].text.rstrip(": "))
    return own


def is_number(word: str) -> bool:
    """A row number, letter or bullet before a label."""
    return _NUMBER.fullmatch(word) is not None


def is_colon(text: str) -> bool:
    return text.strip() in (":", "：", "=")


@dataclass(frozen=True, slots=True)
class Cut:
    """A line cut in label and rest. ``field``: what the label means (None: unknown); ``colon`` its x, None when a gap
    or the end of the line ends the label."""

    label: tuple[Word, ...]
    rest: tuple[Word, ...]
    field: str | None
    colon: float | None

    @property
    def x(self) -> float:
        """Where the label begins, its number left aside."""
        return self.label[0].box.x0


def cut_line(words: Sequence[Word], reader: HeaderReader) -> Cut | None:
    """The label that a line begins with: up to a colon, up to a wide gap, or the whole line, a known one before others.
    None when the line begins like any text."""
    start = 0
    while start < len(words) - 1 and is_number(words[start].text):
        start += 1
    own = list(words[start:])
    if not own or is_colon(own[0].text) or own[0].text[:1].islower():
        return None
    cuts = [_at_colon(own, reader), _at_gap(own, reader)]
    known = [c for c in cuts if c is not None and c.field is not None]
    return next((c for c in (*known, *cuts) if c is not None), None)


def _at_colon(words: list[Word], reader: HeaderReader) -> Cut | None:
    for i, word in enumerate(words[: LONGEST + 1]):
        text = word.text
        if i and text[:1] == ":":
            label, rest = words[:i], words[i:]
        elif text[-1:] == ":" and len(text) > 1:
            label, rest = words[: i + 1], words[i + 1 :]
        else:
            continue
        field = field_of(" ".join(w.text for w in label), reader)
        return Cut(tuple(label), without_colon(rest), field, word.box.x0 if text[:1] == ":" else word.box.x1)
    return None


def _at_gap(words: list[Word], reader: HeaderReader) -> Cut | None:
    end = next(
        (i for i, (a, b) in enumerate(zip(words, words[1:], strict=False), 1) if apart(a, b)),
        len(words),
    )
    field = field_of(" ".join(w.text for w in words[:end]), reader)
    return Cut(tuple(words[:end]), tuple(words[end:]), field, None) if end <= LONGEST else None


def apart(a: Word, b: Word) -> bool:
    """The gap between two neighbours on a line is wider than a space."""
    return b.box.x0 - a.box.x1 > WIDE * max(a.box.height, b.box.height)


def without_colon(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a value without the colon before them."""
    own = list(words)
    while own and is_colon(own[0].text):
        own = own[1:]
    if own and own[0].text[:1] == ":" and len(own[0].text) > 1:
        first = own[0]
        own[0] = Word(first.text[1:], first.box, first.confidence, first.source, first.size, first.bold)
    return tuple(own)
