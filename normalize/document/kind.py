"""What kind of document it is: by its decree, its own title, else by what its covers, feet and preface say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from iku.normalize.document.decree import Decree
from iku.normalize.document.headings import Heading, is_title, title_blocks
from iku.normalize.document.knowledge import toml
from iku.normalize.document.rows import Row
from iku.normalize.document.spelling import starts_with

_TITLE_PAGES = 2
"""The own title of a document stands on one of so many first pages."""
_FOOT = 12.0
"""Weight of a running head or foot that names a kind: it stands on every page."""
_FLOOR = 2.5
"""Weight from which headings decide the kind."""
_BOOK_PAGES = 3
"""A bound document (preface, contents) of more pages is a report when nothing says otherwise."""
_TOP = 0.4
"""A title line that is not set in capitals stands in this share of the page."""
_LINE = 120
_HEAD_LINES = 8
"""Lines of a page among which its title stands."""
_ANNEX_LINES = 3
"""Lines at the head of a file among which it says that it is an annex."""
_ANNEX = re.compile(r"^\W*lampiran\b.{0,12}$", re.IGNORECASE)


def read_kind(rows: Sequence[Row], decrees: Sequence[Decree], found: Sequence[Heading]) -> str:
    """The kind of document in the words of the contract; ``lampiran`` when none can be told."""
    if any(not d.annex for d in decrees):
        return "keputusan"
    bound = any(starts_with(r.text, "kata pengantar") or starts_with(r.text, "daftar isi") for r in rows)
    kind = _own_title(rows) or _by_weight(found, bound) or _by_chapters(rows)
    if kind == "laporan" and not bound and _opens_as_annex(rows):
        return "lampiran"
    if kind is not None and kind not in toml("naskah")["jenis_lampiran"]["jenis"]:
        return kind
    if kind not in (None, "iku"):
        return "lampiran"
    return "laporan" if bound and len({r.page.number for r in rows}) > _BOOK_PAGES else "lampiran"


def is_annual(rows: Sequence[Row], kind: str) -> bool:
    """The document is about one year: an agreement, an action plan, a yearly report."""
    data = toml("naskah")["tahunan"]
    return kind in data["jenis"] or (kind == "laporan" and _own_title(rows) == "laporan")


def _own_title(rows: Sequence[Row]) -> str | None:
    """The kind that the first title of the document names first."""
    if not rows:
        return None
    last = rows[0].page.number + _TITLE_PAGES
    first_pages = [r for r in rows if r.page.number < last and not r.in_table and not r.margin]
    blocks = [(b[0], " ".join(r.text for r in b)) for b in title_blocks(first_pages)]
    top = [(r, r.text) for r in _heads_of_pages(first_pages) if len(r.pieces) == 1 and is_title(r)]
    order = {id(r): n for n, r in enumerate(first_pages)}
    for _, text in sorted([*blocks, *top], key=lambda b: order[id(b[0])]):
        kind = _named_kind(text, titled=True)
        if kind is not None:
            return str(kind)
    return None


def _heads_of_pages(rows: Sequence[Row]) -> list[Row]:
    """The first lines of each page, near its top and short enough for a title."""
    seen: Counter[int] = Counter()
    found: list[Row] = []
    for row in rows:
        seen[row.page.number] += 1
        if seen[row.page.number] <= _HEAD_LINES and row.share < _TOP and len(row.text) < _LINE:
            found.append(row)
    return found


def _opens_as_annex(rows: Sequence[Row]) -> bool:
    """Among the first lines one says ``Lampiran II``: the file is a part cut out of a report."""
    return any(_ANNEX.match(r.text) for r in rows[:_ANNEX_LINES])


def _named_kind(text: str, titled: bool) -> str | None:
    """The kind whose words stand first in *text*; of those that begin there the longest. *titled*: the text must begin
    with them, save for words that lead to a title."""
    hits = [(m.start(), -len(m.group()), kind) for kind, p in _patterns().items() if (m := p.search(text[:400]))]
    if not hits:
        return None
    start, _, kind = min(hits)
    before = re.sub(r"[^a-z ]", " ", text[:start].lower()).split()
    return kind if not titled or all(w in _leading() for w in before) else None


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"\b(?:{'|'.join(re.escape(f.strip()) for f in forms)})\b", re.IGNORECASE)
        for kind, forms in toml("naskah")["jenis"].items()
    }


@cache
def _leading() -> frozenset[str]:
    return frozenset(toml("naskah")["awal_judul"]["kata"])


def _by_weight(found: Sequence[Heading], bound: bool) -> str | None:
    scores: dict[str, float] = {}
    for heading in found:
        lowered = heading.text.lower()
        if heading.source in ("judul", "isi") or "daftar" in lowered:
            continue
        kind = _named_kind(lowered, titled=False)
        if kind is not None:
            scores[kind] = scores.get(kind, 0.0) + (_FOOT if heading.source == "kaki" else min(heading.weight, 4.0))
    if bound:
        scores.pop("perjanjian_kinerja", None)
    spoken = "pengantar" in {h.source for h in found}
    if scores and (max(scores.values()) >= _FLOOR or spoken):
        return max(scores, key=lambda k: scores[k])
    return None


def _by_chapters(rows: Sequence[Row]) -> str | None:
    """A piece of a longer document is known by a chapter that only its kind has (``AKUNTABILITAS KINERJA``)."""
    for kind, titles in toml("naskah")["jenis_bab"].items():
        if any(r.capital and not r.in_table and any(starts_with(r.text, t) for t in titles) for r in rows):
            return str(kind)
    return None
