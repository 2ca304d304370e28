"""What a page names: column headers of indicator tables, a programme list, a fact of the document.

Only text is looked at, whatever the page's rules are; the cue words stand in ``data/cues.toml``. A header cell breaks
its words over lines, so all cues are looked for in text with its white space folded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ENOUGH = 3
"""Different column headers that make a page one with an indicator table."""
TELLING = frozenset({"formulasi", "penjelasan", "target", "satuan"})
"""With the indicator itself one of these headers is enough."""
PROGRAMME = frozenset({"no", "indikator", "target", "satuan", "keterangan", "penanggung", "tujuan"})
"""The headers that programme and budget lists have too."""
FIGURES = 4
"""Amounts of money or account codes that make a page with budget words a budget list."""
SHORT = 45
"""Characters: a longer line is prose, unless column headers fill half of it."""
CARD_LABELS = 5
"""Different labels that lines of a card begin with, at least."""
BLOCK = 8
"""Printed lines of a header, at most."""
FILLED = 0.4
"""Share of a header's letters that are known column headers, at least."""
MOSTLY = 0.6
"""The same of one long line that may be a row of them."""
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")
"""Dots that lead to a page number."""
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}")
_ACCOUNT = re.compile(r"\b\d\.\d\d\.\d\d")
_ESCAPE = re.compile(r"\\.|\[[^]]*\]")
_GROUP = re.compile(r"\([^()]*\)")
_OPTIONAL = re.compile(r".(?:[?*]|\{0)|\{[^}]*\}")
_RUN = re.compile(r"[^\W\d_](?:[^\W\d_]| )*")


class Cue:
    """Cue words of one meaning. Each is sought only in text that holds the plain letters which it cannot do without:
    nine of ten texts are spared the search."""

    __slots__ = ("all", "words")

    def __init__(self, words: Sequence[str]) -> None:
        self.all = re.compile("|".join(f"(?:{w})" for w in words), re.IGNORECASE)
        self.words = [(needed_letters(w), re.compile(w, re.IGNORECASE)) for w in words]

    def search(self, text: str) -> re.Match[str] | None:
        """The first of its words in *text*; of two that begin at one place, the one named first."""
        lower = text.lower()
        first: re.Match[str] | None = None
        for letters, word in self.words:
            if letters in lower and (found := word.search(text)) and (first is None or found.start() < first.start()):
                first = found
        return first

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        lower = text.lower()
        return self.all.finditer(text) if any(letters in lower for letters, _ in self.words) else ()


def needed_letters(pattern: str) -> str:
    """The longest run of plain letters and blanks that every match of *pattern* holds, in lower case; none where it
    has alternatives of its own outside brackets."""
    plain, before = _ESCAPE.sub("\0", pattern), ""
    while plain != before:  # from the inside out
        plain, before = _GROUP.sub("\0", plain), plain
    runs = _RUN.findall(_OPTIONAL.sub("\0", plain)) if "|" not in plain else []
    return max(runs, key=len, default="").lower()


@dataclass(frozen=True, slots=True)
class Cues:
    header: tuple[tuple[str, Cue], ...]
    strong: Cue
    programme: Cue
    budget: Cue
    facts: Cue
    paragraph: Cue
    card: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def cues() -> Cues:
    """The cue words of ``data/cues.toml``, compiled once."""
    data = tomllib.loads(files("iku.extract").joinpath("data/cues.toml").read_text(encoding="utf-8"))
    header = tuple((name, Cue(patterns)) for name, patterns in data["header"].items())
    names = ("title", "programme", "budget", "facts", "paragraph")
    strong, programme, budget, facts, paragraph = (Cue(data[name]["words"]) for name in names)
    lead = r"\W{0,9}(?:(?:\d{1,2}|[a-z])[.)]\s{0,9})?"
    card = tuple((name, re.compile(lead + words, re.IGNORECASE)) for name, words in data["card"].items())
    return Cues(header, strong, programme, budget, facts, paragraph, card)


def header_terms(text: str) -> frozenset[str]:
    """Names of the header cues that *text* holds, its white space folded."""
    folded = " ".join(text.split())
    return frozenset(name for name, pattern in cues().header if pattern.search(folded))


def broken_terms(text: str) -> frozenset[str]:
    """As ``header_terms``, also for headers that a narrow cell broke within their words: all white space taken away."""
    joined = "".join(text.split())
    return header_terms(text) | {name for name, pattern in cues().header if name != "no" and pattern.search(joined)}


def names_table(terms: frozenset[str]) -> bool:
    """Whether such header cues name an indicator table: three of them, or the indicator and what tells of it."""
    own = terms - {"no"}
    return len(own) >= ENOUGH or ("indikator" in own and bool(own & TELLING))


def has_header(text: str) -> bool:
    """A block of lines that is little more than column headers: the head of a table, not a sentence about one."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    spans = _spans(" ".join(lines))
    return any(_is_head(lines, starts, spans, i) for i in range(len(lines)))


def table_lines(text: str) -> str:
    """The lines of *text* that may be cells of a header: short ones, and those that are mostly column headers. Lines of
    a list of contents (``Tujuan ........ 38``) and of running text are none."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(line for line in lines if line and not _LEADERS.search(line) and _may_be_header(line))


def _may_be_header(line: str) -> bool:
    if len(line) <= SHORT:
        return True
    letters = sum(ch.isalpha() for ch in line)
    return sum(b - a for a, b, _ in _spans(line)) >= MOSTLY * letters


def has_card_labels(text: str) -> bool:
    """Lines that begin with different labels of an indicator card, one of them the indicator's."""
    found = {name for line in text.splitlines() for name, pattern in cues().card if pattern.match(line)}
    return "indikator" in found and len(found) >= CARD_LABELS


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Where header cues stand in *text*, from left to right, none within another."""
    found = sorted((m.start(), -m.end(), name) for name, p in cues().header if name != "no" for m in p.finditer(text))
    out: list[tuple[int, int, str]] = []
    for start, end, name in found:
        if not out or start >= out[-1][1]:
            out.append((start, -end, name))
    return out


def _is_head(lines: list[str], starts: list[int], spans: list[tuple[int, int, str]], first: int) -> bool:
    """Whether a header begins with this line and is complete within ``BLOCK`` lines."""
    begin, letters = starts[first], 0
    if not any(begin <= a < begin + len(lines[first]) for a, _, _ in spans):
        return False
    for i in range(first, min(first + BLOCK, len(lines))):
        line, end = lines[i], starts[i] + len(lines[i])
        own = sum(b - a for a, b, _ in spans if starts[i] <= a < end)
        if line.endswith((",", ";")) or (len(line) > SHORT and own < 0.5 * len(line)):
            return False
        letters += sum(ch.isalpha() for ch in line)
        inside = [(a, b, name) for a, b, name in spans if begin <= a and b <= end]
        names = frozenset(n for _, _, n in inside)
        told = names_table(names) or "indikator" in names and len(names) > 1
        if told and sum(b - a for a, b, _ in inside) >= FILLED * letters:
            return True
    return False


def is_programme_list(text: str, terms: frozenset[str]) -> bool:
    """A programme or budget list: budget words with money or account codes in its rows, and no header (*terms*) that
    only indicator tables have. Where a page names no indicator table at all, programme words in its head are enough. A
    page that names an indicator table in its title is none, whatever else stands on it."""
    if cues().strong.search(text):
        return False
    if terms <= PROGRAMME:
        figures = len(_MONEY.findall(text)) + len(_ACCOUNT.findall(text))
        if figures >= FIGURES and cues().budget.search(text):
            return True
    return not names_table(terms) and cues().programme.search(text) is not None


def names_facts(text: str) -> bool:
    """The page names something of the document itself: title, decree head, date line, signature, legal bases."""
    return bool(cues().facts.search(text))
