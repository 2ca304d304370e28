"""Errors of the corpus, of the kind that every user sees: code, file, what to do."""

from __future__ import annotations

from iku.extract.errors import IkuError


class NotACorpus(IkuError):
    code, advice = "BUKAN_KORPUS", "Build one with iku corpus build."


class ReviewUnreadable(IkuError):
    code, advice = "TINJAUAN_TAK_TERBACA", "Correct that line of the review file."


class NothingFound(IkuError):
    code, advice = "TAK_DITEMUKAN", "Try fewer or other words, or iku search."


class ExportUnavailable(IkuError):
    code, advice = "EKSPOR_TAK_ADA", "Install the missing package, or choose another format."
