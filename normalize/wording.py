"""Words that a line end, a narrow cell or a scan broke or glued: joined and separated by a dictionary.

The dictionary is the document itself (words that stand inside its lines) and the shipped lists. Names, numbers and
words that no list knows stay as printed: nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from iku.normalize.lookalikes import resolved
from iku.normalize.words import admin_words, general_words, is_listed, is_word, place_names

_HYPHENS = "-‐‑­"
_TIGHT_DASH = re.compile(r"(?:^|\s)-[^\W\d_]{3}")
_GLYPH = re.compile(r"^[\uf000-\uf0ff]\s*")
"""The sign of a list item from a symbol font: a place in the font, no character."""
_OPEN_SPAN = re.compile(r"\d[-‐‑–—]$")
"""A span of figures that a line end parted: ``15–`` over ``59 tahun``."""
_LAST = re.compile(rf"(?<![^\W\d_])([^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+){{0,9}})$")
_FIRST = re.compile(r"([^\W\d_]+)")
_KEEP_HYPHEN = frozenset(
    [
        "e",
        "non",
        "se",
        "pra",
        "pasca",
        "anti",
        "eks",
        "ko",
        "multi",
        "semi",
        "sub",
        "pro",
        "antar",
        "inter",
        "ber",
        "ke",
        "ter",
        "pem",
        "per",
    ]
)
_SHORT = frozenset(["di", "ke", "se", "dan", "yg"])
_FUNCTION = frozenset(
    [
        "dan",
        "yang",
        "di",
        "ke",
        "dari",
        "pada",
        "untuk",
        "oleh",
        "atau",
        "dengan",
        "bagi",
        "per",
        "serta",
        "atas",
        "dalam",
        "terhadap",
        "tidak",
        "akan",
        "telah",
    ]
)


@dataclass(slots=True)
class Vocabulary:
    """``known``: words of this document, lower case, seen inside a line; ``hyphened``: its words with a hyphen."""

    known: Counter[str] = field(default_factory=Counter)
    hyphened: frozenset[str] = frozenset()

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> Vocabulary:
        """Count the words of *texts* (printed lines). The first and last word of a line may be a fragment and do not
        count; neither do words of fewer than three letters."""
        known: Counter[str] = Counter()
        hyphened: set[str] = set()
        for text in texts:
            words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
            for word in words[1:-1]:
                low = word.lower()
                if "-" in low:
                    hyphened.add(low)
                elif len(low) > 2:
                    known[low] += 1
        return cls(known, frozenset(hyphened))

    def knows(self, word: str) -> bool:
        """Is this a word of the document (seen twice) or of the language?"""
        low = word.lower()
        return low in _SHORT or self.known[low] > 1 or is_word(low)

    def join_lines(self, lines: Sequence[str], *, full: Sequence[bool] | None = None) -> str:
        """One text of a cell's lines. ``full[i]`` says that line *i* reaches the cell's right edge: only there can a
        word be broken without a hyphen; without *full* any line may. A hyphen that only breaks a line goes."""
        parts = [_GLYPH.sub("", re.sub(r"\s+", " ", line).strip()) for line in lines]
        kept = [(p, full[i] if full is not None else True) for i, p in enumerate(parts) if p]
        tight = any(_TIGHT_DASH.search(p) for p in parts) and not any(re.search(r"(?:^|\s)-\s", p) for p in parts)
        text = ""
        reaches = False
        for i, (part, fills) in enumerate(kept):
            after = kept[i + 1][0] if i + 1 < len(kept) else ""
            # the "-" of "-sapi" left at a line's end
            hung = tight and re.search(r"(?:^|\s)-$", text) is not None and part[:3].isalpha()
            text = text + part if hung else self._join(text, part, after, reaches) if text else part
            reaches = fills
        return text

    def mend(self, text: str) -> str:
        """Mend the text of a scan: a fragment that stands in the same line is joined (``Pemberdayaa n``), letters that
        look alike are told apart (``Provinsl``)."""
        words = text.split()
        out: list[str] = []
        for i, word in enumerate(words):
            after = words[i + 1] if i + 1 < len(words) else ""
            if out and self._broken(out[-1], word, after):
                out[-1] += word
            else:
                out.append(word)
        return resolved(" ".join(out))

    def separate(self, text: str) -> str:
        """Words that a reader glued, taken apart where every piece is a known word: ``Jumlahkasuskekerasan``.

        For text of scans only: a digital page prints what it prints."""
        text = re.sub(r"(?<=[a-z])(?=(?:19|20)\d{2}\b)", " ", text)
        if (last := re.search(r"(?<![^\W\d_])([a-z]{5,})l$", text)) and self.knows(last[1]) and not self.knows(last[0]):
            text = f"{text[:-1]}/"  # a stroke at the end of a line read as a letter: dasarnyal
        return re.sub(r"[^\W\d_]{7,}", lambda m: self._separated(m.group()), text)

    def _join(self, text: str, part: str, after: str, reaches: bool) -> str:
        if text[-1] in _HYPHENS and len(text) > 1 and not text[-2].isspace() and text[-2] not in _HYPHENS + "–—":
            return self._join_hyphen(text, part)
        if _OPEN_SPAN.search(text) and part[:1].isdigit():
            return text + part
        if text.endswith("/") and not text.endswith(" /") or re.match(r"/\S", part):
            return text + part
        if reaches and self._broken(text, part, after):
            return text + part
        return f"{text} {part}"

    def _join_hyphen(self, text: str, part: str) -> str:
        left, right = _LAST.search(text[:-1]), _FIRST.match(part)
        if text[-1] == "­":
            return text[:-1] + part
        if left is None or right is None:
            return text + part
        head, tail = left[1].lower(), right[1].lower()
        last = head.split("-")[-1]
        if (
            f"{head}-{tail}" in self.hyphened
            or tail.startswith(last[:4])
            and len(last) > 3
            or last in tail
            and len(last) > 4
        ):
            return text + part
        if self.knows(head + tail) and not (self.knows(head) and self.knows(tail) and head in _KEEP_HYPHEN):
            return text[:-1] + part
        return text + part

    def _broken(self, text: str, part: str, after: str) -> bool:
        """Is the first word of *part* the rest of the last word of *text*?"""
        left, right = _LAST.search(text), _FIRST.match(part)
        if left is None or right is None or re.match(r"[a-z][.)]", part):
            return False
        head, tail = left[1].split("-")[-1], right[1]
        if tail[0].isupper() and not head.isupper() or head.isupper() and len(head) > 1 and tail.islower():
            return False
        if len(head) < 2 or self._stand_alone(head, tail):
            return False
        if self.knows(head + tail):
            if self.knows(head) and len(tail) == 1:  # a speck behind a word, unless the longer word is common
                return is_listed((head + tail).lower()) or self.known[(head + tail).lower()] > 1
            return len(head + tail) > 4 or not self.knows(head)
        if self.knows(head):
            return False
        rest = _FIRST.match(after)
        if rest and part == tail and not self.knows(tail) and self.knows(head + tail + rest[1]):
            return True
        return len(head) > 4 and len(tail) == 1 and tail.islower() and tail not in "xn"

    def _stand_alone(self, head: str, tail: str) -> bool:
        """Both are words of their own, or the second is a common one."""
        if self.knows(tail) and (self.knows(head) or len(tail) > 3 and self.known[tail.lower()] > 2):
            return True
        short = len(tail) == 1 and (head.lower() in _FUNCTION or len(head) < 6)
        return self.knows(head) and (short or tail.lower() in _FUNCTION)

    def _separated(self, token: str) -> str:
        low = token.lower()
        if self.knows(token) or low in place_names():
            return token
        camel = re.fullmatch(r"([A-Z]?[a-z]{3,})([A-Z]{2,}|[A-Z][a-z]{3,})", token)
        if camel and self.knows(camel[1]) and (camel[2].isupper() or self.knows(camel[2])):
            return f"{camel[1]} {camel[2]}"
        pieces = self._pieces(low) if len(low) >= 9 else None
        if pieces is None:
            return token
        cuts = [0]
        for piece in pieces:
            cuts.append(cuts[-1] + len(piece))
        return " ".join(token[a:b] for a, b in zip(cuts, cuts[1:], strict=False))

    def _pieces(self, low: str) -> list[str] | None:
        """The cheapest way to spell *low* by known words; None when there is none."""
        best: list[tuple[float, int] | None] = [(0.0, 0)] + [None] * len(low)
        for end in range(2, len(low) + 1):
            for start in range(max(0, end - 22), end - 1):
                before = best[start]
                cost = self._cost(low[start:end]) if before is not None else None
                if before is None or cost is None:
                    continue
                total = before[0] + cost
                here = best[end]
                if here is None or total < here[0]:
                    best[end] = (total, start)
        if best[-1] is None:
            return None
        pieces, end = [], len(low)
        while end:
            start = best[end][1]  # type: ignore[index]
            pieces.append(low[start:end])
            end = start
        return pieces[::-1] if len(pieces) > 1 else None

    def _cost(self, piece: str) -> float | None:
        if piece in _FUNCTION:
            return 1.1
        if len(piece) < 4:
            return 1.6 if len(piece) == 3 and piece in admin_words() else None
        if self.known[piece] > 2 or piece in admin_words():
            return 1.0
        if len(piece) > 4 and piece in general_words():
            return 1.3
        return 1.5 if len(piece) > 6 and is_word(piece) else None
