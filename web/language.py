"""Words of the pages in Indonesian and English (``data/teks.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

LANGUAGES = ("id", "en")


class Words:
    """Texts of one language: ``words("simpan")``; placeholders are filled from keywords."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "id"

    def __call__(self, key: str, **values: object) -> str:
        entry = _texts().get(key)
        if entry is None:
            return key
        return entry[self.language].format(**values) if values else entry[self.language]

    def has(self, key: str) -> bool:
        return key in _texts()

    def number(self, value: float) -> str:
        """``1.234`` in Indonesian, ``1,234`` in English."""
        text = f"{value:,}"
        return text if self.language == "en" else text.translate(str.maketrans(",.", ".,"))

    def percent(self, share: float) -> str:
        """A share of 0..1 as whole percent, rounded down: a doubtful value never shows 100 %."""
        return f"{int(share * 100 + 1e-9)}%"

    def rate(self, share: float) -> str:
        """A share of 0..1 as percent with one decimal: ``2,5%`` in Indonesian, ``2.5%`` in English."""
        text = f"{share * 100:.1f}%"
        return text if self.language == "en" else text.replace(".", ",")


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("iku.web").joinpath("data/teks.toml").read_text(encoding="utf-8"))
