"""The one spaCy language object of the program.

``spacy.blank("id")`` spends 3 CPU seconds on loading 16,000 tokenizer exceptions (hyphenated words of a general word
list). None of them matters here, and start-up does: so this is Indonesian with the common punctuation rules, without
that list. spaCy itself is imported on first use only.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 200
"""Characters without a space; no word has more, and the tokenizer's time grows with the square of a word's length."""
_TOO_LONG = re.compile(rf"\S{{{LONGEST}}}")


@cache
def language() -> Language:
    """The shared pipeline: a tokenizer, no trained parts. Add no pipes; build matchers on ``language().vocab``."""
    _without_commands()
    from spacy.lang.punctuation import TOKENIZER_INFIXES, TOKENIZER_PREFIXES, TOKENIZER_SUFFIXES
    from spacy.language import BaseDefaults, Language

    class Defaults(BaseDefaults):
        prefixes = TOKENIZER_PREFIXES
        suffixes = TOKENIZER_SUFFIXES
        infixes = TOKENIZER_INFIXES

    class Indonesian(Language):  # type: ignore[no-untyped-call]
        lang = "id"

    Indonesian.Defaults = Defaults
    return Indonesian()


def _without_commands() -> None:
    """Import spaCy without ``spacy.cli``: a third of its time goes into commands and the HTTP clients that they load.
    Whoever imports that afterwards gets the real one."""
    hidden = [name for name in ("spacy.cli", "spacy.cli.info") if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = ModuleType(name)
        sys.modules[name].__dict__.update(info=None, __path__=[])
    try:
        import spacy  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


def tokenize(text: str) -> Doc:
    """*text* as spaCy tokens; token offsets point into *text*."""
    make = language().make_doc
    if _TOO_LONG.search(text) is None:
        return make(text)
    from spacy.tokens import Doc

    parts = [make(text[i : i + LONGEST]) for i in range(0, len(text), LONGEST)]
    return Doc.from_docs(parts, ensure_whitespace=False) or make("")
