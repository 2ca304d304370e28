"""The figures of one record: what kind each is, and that no two share an address."""

from __future__ import annotations

from iku.extract.model import Box, Line, Page, Word
from iku.normalize.figures import add_figure, addresses, settle_figures
from iku.normalize.reading import Reading
from iku.normalize.record_model import Indikator, Nilai
from iku.normalize.wording import Vocabulary


def record_of(*printed: tuple[str, int, str], named: bool = True) -> Reading:
    """A record with figures (kind, year, text), each printed on a line of its own."""
    reading = Reading(Indikator(), {}, {1: Page(1, 600, 800, "teks")}, Vocabulary(), None, None)
    for place, (kind, year, text) in enumerate(printed):
        box = Box(10.0, 20.0 * place, 60.0, 20.0 * place + 10)
        add_figure(reading, Nilai(kind, year, text), [Line((Word(text, box),), box, 1)], named=named)
    settle_figures(reading, None)
    return reading


def kinds(reading: Reading) -> list[tuple[str, float | None]]:
    return [(v.jenis, v.angka) for v in reading.record.nilai]


def test_target_capaian_and_percent_are_target_realisasi_and_capaian() -> None:
    reading = record_of(("target", 2015, "20"), ("capaian", 2015, "48.00"), ("capaian", 2015, "240.00%"))
    assert kinds(reading) == [("target", 20), ("realisasi", 48), ("capaian", 240)]
    assert list(reading.places) == ["nilai.target.2015", "nilai.realisasi.2015", "nilai.capaian.2015"]
    assert reading.places["nilai.realisasi.2015"].cetak == "48.00"


def test_a_share_printed_before_what_was_reached() -> None:
    reading = record_of(("target", 2015, "50"), ("capaian", 2015, "80"), ("capaian", 2015, "40"))
    assert kinds(reading) == [("target", 50), ("capaian", 80), ("realisasi", 40)]
    assert reading.places["nilai.realisasi.2015"].cetak == "40"


def test_figures_that_are_no_numbers_are_told_by_the_sign_of_percent() -> None:
    reading = record_of(("target", 2014, "62:38"), ("capaian", 2014, "73:27"), ("capaian", 2014, "117.74%"))
    assert [v.jenis for v in reading.record.nilai] == ["target", "realisasi", "capaian"]


def test_two_targets_of_one_year_keep_their_own_places() -> None:
    reading = record_of(("target", 2020, "5"), ("target", 2020, "7"))
    assert list(reading.places) == ["nilai.target.2020", "nilai.target.2020#2"]
    assert addresses(reading.record.nilai) == list(reading.places)
