"""One legal basis: its kind (by spaCy's matcher, damaged words borne), number and year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from iku.normalize.document.knowledge import toml
from iku.normalize.model import DasarHukum
from iku.normalize.tokens import language, tokenize

if TYPE_CHECKING:
    from spacy.matcher import Matcher

_HEAD_LETTERS = 130
"""The kind of a regulation stands within so many first letters of an item."""
_GENERAL = frozenset({"Permen", "Kepmen"})
"""Kinds that end where a damaged name of a ministry may begin."""
_YEAR = r"(?:19[3-9]\d|20\d\d)"
_LABELLED = re.compile(r"\b(?:nomor|nomer|no|nmor|nomar)\b\s*[.:;,]*\s*", re.IGNORECASE)
_VALUE = re.compile(
    rf"^(?P<number>[A-Za-z0-9][\w.()-]*(?:\s*/\s*[\w.()&-]+)*)"
    rf"(?:\s*,?\s*(?:ta[hn]un|th\.?|tentang|/)?\s*(?P<year>{_YEAR})?\b)?",
    re.IGNORECASE,
)
_GLUED_YEAR = re.compile(rf"^(?P<number>\d+)\s*ta[hn]un\s*(?P<year>{_YEAR})", re.IGNORECASE)
_UNLABELLED = re.compile(
    rf"^\W*(?P<number>\d[\w./-]*)\s*+(?:,\s*+)?(?:ta[hn]un|th\.?|/)\s*(?P<year>{_YEAR})", re.IGNORECASE
)
_ANY_YEAR = re.compile(rf"\bta[hn]un\s*(?P<year>{_YEAR})\b", re.IGNORECASE)
_END_YEAR = re.compile(rf"(?:^|[/.\s-])(?P<year>{_YEAR})$")


@dataclass(frozen=True, slots=True)
class Kind:
    """Kind of a regulation and where its words end in the text."""

    jenis: str
    start: int
    end: int
    damaged: bool = False


def read_citation(text: str) -> tuple[DasarHukum, float]:
    """An item of a list of legal bases as kind, number (null when blank), year, text; and how sure they are.

    The first regulation named counts: what it changes or was changed by stands behind it."""
    kind = find_kind(text)
    if kind is None:
        return DasarHukum(None, None, None, text), 0.5
    rest = text[kind.end :]
    number, year, sure = _number_and_year(rest)
    return DasarHukum(kind.jenis, number, year, text), 0.7 if kind.damaged else sure


def find_kind(text: str) -> Kind | None:
    """The regulation kind that begins earliest in the head of *text*; of several there, the longest."""
    return _find_kind(text[:_HEAD_LETTERS])


@lru_cache(maxsize=2048)
def _find_kind(text: str) -> Kind | None:
    plain = re.sub(r"(?<=[A-Za-z])\s?[-–]\s?(?=[A-Za-z])", " ", text)
    if len(plain) != len(text):
        return _shifted(text, plain)
    return _match(plain)


def _shifted(text: str, plain: str) -> Kind | None:
    """A kind found in *plain* (hyphens and their spaces folded), with offsets of *text*."""
    kind = _match(plain)
    if kind is None:
        return None
    letters = sum(ch.isalnum() for ch in plain[: kind.end])
    seen = 0
    for place, ch in enumerate(text):
        seen += ch.isalnum()
        if seen == letters:
            return Kind(kind.jenis, kind.start, place + 1, kind.damaged)
    return None


def _match(text: str) -> Kind | None:
    doc = tokenize(text)
    best: Kind | None = None
    for damaged in (False, True):
        spans = [(doc.vocab.strings[name], doc[first:last]) for name, first, last in _matcher(damaged)(doc)]
        found = [Kind(name, span.start_char, span.end_char, damaged) for name, span in spans]
        best = min([*found, *([best] if best else [])], key=lambda k: (k.start, -k.end), default=None)
        if best is not None and best.jenis not in _GENERAL:
            return best
    return best


@cache
def _matcher(damaged: bool) -> Matcher:
    """Patterns of all kinds; *damaged* lets letters of words of five letters or more be wrong (``FUZZY``)."""
    vocab = language().vocab
    from spacy.matcher import Matcher

    matcher = Matcher(vocab)
    for jenis, forms in toml("regulasi")["jenis"].items():
        patterns = []
        for form in forms:
            parts = form.split()
            if damaged and len(form) < 9:
                continue
            patterns.append([_word(w, damaged) for w in parts])
        if patterns:
            matcher.add(jenis, patterns)
    return matcher


def _word(word: str, damaged: bool) -> dict[str, object]:
    """Token pattern of one word; ``rn`` for ``m`` is two letters, so long words may have two wrong."""
    if not damaged or len(word) <= 4:
        return {"LOWER": word}
    return {"LOWER": {"FUZZY2" if len(word) >= 9 else "FUZZY1": word}}


def _number_and_year(rest: str) -> tuple[str | None, int | None, float]:
    labelled = _LABELLED.search(rest[:160])
    about = re.search(r"\btentang\b", rest, re.IGNORECASE)
    if labelled is None or (about and about.start() < labelled.start()):
        bare = _UNLABELLED.match(rest)
        if bare:
            return bare["number"], int(bare["year"]), 0.9
        year = _ANY_YEAR.search(rest[: about.start() if about else 60])
        return None, int(year["year"]) if year else None, 0.6
    value = rest[labelled.end() :]
    glued = _GLUED_YEAR.match(value)
    if glued:
        return glued["number"], int(glued["year"]), 0.95
    if re.match(r"ta[hn]un\b", value, re.IGNORECASE):
        year = _ANY_YEAR.search(value[:40])
        return None, int(year["year"]) if year else None, 0.6
    match = _VALUE.match(value)
    if match is None:
        return None, None, 0.5
    number = re.sub(r"\s+", "", match["number"]).strip(".,;:")
    if not re.search(r"\d", number):
        return None, None, 0.5
    year_text = match["year"] or _year_of(number)
    return number, int(year_text) if year_text else None, 0.95


def _year_of(number: str) -> str | None:
    """The year at the end of a long number (``PER/9/M.PAN/5/2007``)."""
    ending = _END_YEAR.search(number)
    return ending["year"] if ending and len(number) > 4 else None
