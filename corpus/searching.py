"""Text for the full-text index, and queries for it: printed words, and the one form of words that mean the same.

``Prosentase PMKS di luar panti`` is found by ``persentase PPKS diluar panti`` and by ``luar panti``; ``kemandirian``
finds ``mandiri``. The index holds the printed words too, so that a plain query in any SQLite tool works as well.
"""

from __future__ import annotations

import re

from iku.corpus.text import lemma, plain_words, same_words, terms

_QUOTED = re.compile(r'"([^"]+)"')


def search_forms(*texts: str | None) -> str:
    """What the index holds of *texts*: printed words, then lemmas that differ from them."""
    out: list[str] = []
    for text in texts:
        if text:
            printed = plain_words(text)
            known = set(printed)
            out += printed
            out += [form for word in same_words(text) if (form := lemma(word).replace("_", "")) not in known]
    return " ".join(out)


def fts_query(question: str, *, names_only: bool = False) -> str:
    """An FTS5 query for what a person typed: every word must stand there, in any form; ``"..."`` in this order.
    "" when nothing searchable was typed."""
    wanted = [_phrase(p) for p in _QUOTED.findall(question)]
    wanted += [f'"{word}"' for word in _forms(_QUOTED.sub(" ", question))]
    text = " ".join(dict.fromkeys(w for w in wanted if w))
    return f"cari : ({text})" if text and names_only else text


def _forms(text: str) -> list[str]:
    words = same_words(text)
    return [lemma(w).replace("_", "") for w in words if w not in terms().empty] or [lemma(w) for w in words]


def _phrase(text: str) -> str:
    words = plain_words(text)
    return f'"{" ".join(words)}"' if words else ""
