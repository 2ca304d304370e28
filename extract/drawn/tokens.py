"""pdfminer's parser of page content, quicker where a token is plain.

A third of the time of a page went into reading its tokens letter class by letter class. One pattern reads a token that
lies whole in the buffer and has nothing in it to undo (no escape, no nested bracket); all others are pdfminer's. The
tokens are the same, which ``tests/test_content_tokens.py`` holds.
"""

from __future__ import annotations

import re
from typing import Any

from pdfminer.pdfinterp import PDFContentParser
from pdfminer.psparser import KWD, LIT, PSKeyword

_PLAIN = re.compile(
    rb"\s*(?:"
    rb"([-+]?[0-9]+)(?=[^0-9.])"
    rb"|([-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+))(?=[^0-9])"
    rb"|([A-Za-z][^#/%\[\]()<>{}\s]*)(?=[#/%\[\]()<>{}\s])"
    rb"|\(([^()\\]*)\)"
    rb"|<([0-9a-fA-F]+)>(?=[^>])"
    rb"|/([^#/%\[\]()<>{}\s]*)(?=[/%\[\]()<>{}\s])"
    rb"|([\[\]])"
    rb")"
)
_TRUTH = {b"true": True, b"false": False}
_STRUCTURE = frozenset(map(KWD, (b"[", b"]", b"<<", b">>", b"{", b"}", b"BI", b"ID")))
"""Keywords that open or close something; all others are operators."""
Token = tuple[int, Any]


class ContentParser(PDFContentParser):
    """As pdfminer's: tokens and objects of the content streams one after the other. Raises ``PSEOF`` at the end."""

    BUFSIZ = 1 << 16

    def nexttoken(self) -> Token:
        if self._tokens or self.eof or self._parse1 != self._parse_main:
            return super().nexttoken()
        found = _PLAIN.match(self.buf, self.charpos)
        if found is None:
            return super().nexttoken()
        kind = found.lastindex or 0
        text = found[kind]
        token: Any
        if kind == 1:
            token = int(text)
        elif kind == 2:
            token = float(text)
        elif kind == 3:
            token = _TRUTH[text] if text in _TRUTH else KWD(text)
        elif kind == 4:
            token = text
        elif kind == 5:
            if len(text) % 2:
                return super().nexttoken()
            token = bytes.fromhex(text.decode("ascii"))
        elif kind == 6:
            try:
                token = LIT(text.decode("utf-8"))
            except UnicodeDecodeError:
                return super().nexttoken()
        else:
            token = KWD(text)
        self.charpos = found.end()
        mark = 0 if kind in (1, 2, 3, 7) else 1
        self._curtokenpos = self.bufpos + found.start(kind) - mark
        return self._curtokenpos, token

    def nextobject(self) -> Token:
        if self.results or self.context or self.curstack:
            return super().nextobject()
        position, token = self.nexttoken()
        if isinstance(token, PSKeyword) and token in _STRUCTURE:
            self._tokens.insert(0, (position, token))
            return super().nextobject()
        return position, token
