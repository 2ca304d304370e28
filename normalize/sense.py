"""The lexicon's knowledge of headers, in the form that ``extract`` asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iku.normalize.columns import NUMBERS, number_share
from iku.normalize.guesses import tells_indicators
from iku.normalize.labels import field_of_label
from iku.normalize.lexicon import Lexicon

LABEL = 0.7
"""How sure the lexicon must be of a card's label."""
READ = frozenset({"iku", "ikk", "target", "capaian", "perjanjian_kinerja"})
"""Kinds of tables whose rows become records; programme, budget and duty lists do not."""


@dataclass(frozen=True, slots=True)
class Sense:
    lexicon: Lexicon

    def header_score(self, texts: Sequence[str]) -> float:
        return self.lexicon.header_score(texts)

    def is_number_row(self, texts: Sequence[str]) -> bool:
        return self.lexicon.is_number_row(texts)

    def label_field(self, text: str) -> str | None:
        """The field that a label of a card means; None for a text that is no known label."""
        found = self.lexicon.match(text)
        if found is not None and found.how != "posisi" and found.confidence >= LABEL:
            return f"nilai.{found.jenis}" if found.field == "nilai" else found.parts[0] if found.parts else found.field
        return field_of_label(text)

    def tells_indicators(self, columns: Sequence[Sequence[str]]) -> bool:
        """Whether the texts of columns without a header are those of a table of indicators."""
        return tells_indicators([[] if number_share(own) >= NUMBERS else own for own in columns])

    def wanted(self, header: Sequence[Sequence[str]]) -> bool:
        """A table with this header becomes records (its title is not known here)."""
        matches = [self.lexicon.match_path(path) for path in header if path]
        kind = self.lexicon.table_kind(matches, "")
        return kind in READ or kind == "lain" and any(m is not None and m.field == "sasaran" for m in matches)
