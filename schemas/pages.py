"""Page numbers for people."""

from __future__ import annotations

from collections.abc import Sequence


def numbered(pages: Sequence[int]) -> str:
    """``1, 3-5`` for a list of page numbers."""
    parts: list[list[int]] = []
    for n in sorted(set(pages)):
        if parts and n == parts[-1][-1] + 1:
            parts[-1].append(n)
        else:
            parts.append([n])
    return ", ".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)
