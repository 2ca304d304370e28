"""What a caller may ask for. Light on purpose: the process that hands out work loads this and no reader."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from iku.extract.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Options:
    """What changes the result of a document. ``lexicon``: a user's file of header synonyms; ``nip``: full NIP numbers
    instead of masked ones; ``pages``: read these pages only (from 1), whatever the triage says."""

    lexicon: Path | None = None
    nip: bool = False
    pages: tuple[int, ...] | None = None

    def digest(self) -> str:
        """Twelve hex digits; the lexicon counts by its content. Raises ``Unreadable`` when it cannot be read."""
        try:
            lexicon = hashlib.sha256(self.lexicon.read_bytes()).hexdigest() if self.lexicon else None
        except OSError as error:
            raise Unreadable(error.strerror or "cannot be read", file=str(self.lexicon)) from error
        return hashlib.sha256(json.dumps([lexicon, self.nip, self.pages]).encode()).hexdigest()[:12]
