"""What the program is: its version, and a digest of all code and data that a result depends on.

The version alone would not do: who edits a lexicon, or updates a checkout, expects the change to count.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from iku.schemas.version import VERSION

ROOMS = ("extract", "normalize", "schemas", "text")
_HOUSE = Path(__file__).resolve().parent.parent


@cache
def program() -> str:
    """``0.1.0+1f0c9a7d23e4``."""
    source = (_HOUSE / "pipeline.py").read_text(encoding="utf-8")
    digest = hashlib.sha256(source.encode())
    for room in ROOMS:
        files = (p for p in (_HOUSE / room).rglob("*") if p.suffix not in (".pyc", "") and p.is_file())
        for path in sorted(files):
            digest.update(path.relative_to(_HOUSE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{VERSION}+{digest.hexdigest()[:12]}"
