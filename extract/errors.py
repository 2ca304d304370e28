"""Typed errors. Each has a stable code, says which file and page, and what to do; none shows a traceback to a user."""

from __future__ import annotations

from iku.extract.privacy import mask_text


class IkuError(Exception):
    """Base of every error that a user may see. ``code`` is stable and documented in docs/errors.md. ``passing``: a
    trouble of the moment, not of the content, so that another try may end otherwise."""

    code = "GALAT"
    passing = False
    advice = "Report this with the file."

    def __init__(self, message: str, *, file: str | None = None, page: int | None = None) -> None:
        super().__init__(message)
        self.message, self.file, self.page = message, file, page

    def __str__(self) -> str:
        where = f"{self.file or '-'}" + (f", page {self.page}" if self.page else "")
        return mask_text(f"{self.code}: {where}: {self.message}. {self.advice}")


class NotAPdf(IkuError):
    code, advice = "BUKAN_PDF", "Give a PDF file."


class EmptyFile(IkuError):
    code, advice = "BERKAS_KOSONG", "Copy the file again from its source."


class Unreadable(IkuError):
    code, advice = "TAK_TERBACA", "Check that the file exists and that you may read it."
    passing = True


class Damaged(IkuError):
    code, advice = "PDF_RUSAK", "Open it in a viewer and save it anew, or scan it again."


class Encrypted(IkuError):
    code, advice = "TERENKRIPSI", "Remove the password first."


class NoPages(IkuError):
    code, advice = "TANPA_HALAMAN", "The file holds no page; copy it again from its source."


class TooLarge(IkuError):
    code, advice = "TERLALU_BESAR", "Split the file, or raise the limit."


class PageUnreadable(IkuError):
    code, advice = "HALAMAN_TAK_TERBACA", "Look at that page yourself."


class SchemaBroken(IkuError):
    code, advice = "SKEMA_DILANGGAR", "This is a fault of the program: report it with the file."


class OutputUnwritable(IkuError):
    code, advice = "KELUARAN_TAK_TERTULIS", "Choose a folder that you may write to, with free space."


class NothingToConvert(IkuError):
    code, advice = "TAK_ADA_PDF", "Name a PDF file or a folder that holds one."


class OutOfTime(IkuError):
    code, advice = "WAKTU_HABIS", "Look at the page that took so long, or raise the time limit."
    passing = True


class OutOfMemory(IkuError):
    code, advice = "MEMORI_HABIS", "Split the file, or raise the memory limit."
    passing = True


class ProcessDied(IkuError):
    code, advice = "PROSES_MATI", "Look at that page yourself, and report the file."


class ProcessKilled(IkuError):
    code, advice = "PROSES_DIMATIKAN", "Run again; find out who ends its processes, or whether the memory is short."
    passing = True


class ProgramFault(IkuError):
    code, advice = "GALAT_PROGRAM", "This is a fault of the program: report it with the file and this line."


class OutputBusy(IkuError):
    code, advice = "KELUARAN_DIPAKAI", "Wait until the other run ends, or choose another folder."


class LedgerBroken(IkuError):
    code, advice = "BUKU_RUSAK", "Move the folder .iku out of the output folder; the files are then converted anew."


class WorkersFail(IkuError):
    code, advice = "PEKERJA_GAGAL", "Run with --workers 0 to see why; the installation may be broken."


class InputChanged(IkuError):
    code, advice = "BERKAS_BERUBAH", "Run again when nothing writes to the file any more."
    passing = True


class ClusterLost(IkuError):
    code, advice = "KLASTER_TAK_TERJANGKAU", "Check the address, and that its workers run the same program version."


class AddressTaken(IkuError):
    code, advice = "ALAMAT_DIPAKAI", "Choose another port or address."


class NoAgencyFiles(IkuError):
    code, advice = "TAK_ADA_JSON", "Name the folder that iku convert wrote to."


class AgencyFileUnreadable(IkuError):
    code, advice = "JSON_TAK_TERBACA", "Check it with iku validate, or convert its PDF again."


PASSING = frozenset(kind.code for kind in IkuError.__subclasses__() if kind.passing)
"""Codes of the moment: what ended with one is tried again at the end of a run, alone, and on every later run. All
others are of the content, and stand."""
