"""Who may stop the reading of a file page by page, and hears how far it is."""

from __future__ import annotations

from typing import Literal, Protocol

Step = Literal["open", "look", "read", "compare", "understand"]
"""``look``: the first glance at a page; ``read``: its words, rules and grids; ``compare``: the second reader. ``open``
and ``understand`` are about the whole file; their page is 0."""


class Guard(Protocol):
    """Asked before every step; a page that is refused is left out and named in ``ReadDocument.unread``."""

    def opened(self, pages: int) -> None:
        """The file is open and has so many pages."""

    def allows(self, step: Step, page: int = 0) -> bool:
        """Whether *step* of *page* (from 1) may begin now."""
