"""``--shard 3/16``: people with only a job scheduler run sixteen jobs, then one without ``--shard`` that joins them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from iku.batch.ledger import FOLDER, NAME

_FORM = re.compile(r"(\d{1,4})/(\d{1,4})")
_FOLDERS = "pecahan-*-dari-*"


@dataclass(frozen=True, slots=True)
class Shard:
    """Share *number* (from 1) of *count*: files by a digest of their path, the same on every machine."""

    number: int
    count: int

    @staticmethod
    def parse(text: str) -> Shard:
        """``3/16``. Raises ``ValueError``."""
        match = _FORM.fullmatch(text.strip())
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            raise ValueError(f"{text!r} is not a share such as 3/16")
        return Shard(int(match[1]), int(match[2]))

    @property
    def folder(self) -> str:
        """Its folder in the output folder: ledger and report of this share."""
        return f"pecahan-{self.number:04}-dari-{self.count:04}"

    def has(self, path: bytes) -> bool:
        """Whether the file at the absolute *path* is in this share."""
        return int.from_bytes(hashlib.sha256(path).digest()[:8], "big") % self.count == self.number - 1


def ledgers_of_shards(out: Path) -> list[Path]:
    """Ledgers that shards left in the output folder *out*."""
    return sorted(p for folder in out.glob(_FOLDERS) if (p := folder / FOLDER / NAME).is_file())
