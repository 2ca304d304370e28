"""Cue words are found as their patterns say, though they are sought only where their plain letters stand."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files

import pytest

from iku.extract.naming import Cue, needed_letters

CUES = tomllib.loads(files("iku.extract").joinpath("data/cues.toml").read_text(encoding="utf-8"))
TEXTS = (
    "No. Sasaran Strategis Indikator Kinerja Utama Form ulasi Penjelasan/Alasan Sumber Data Penanggung Jawab",
    "IkuKinerjaUtama indikatorkinerja caraperhitungan kondisi kinerja awal Ket. Nomor 12 Satuan",
    "Ditetapkan di Luwu pada tanggal 3 Maret 2021, N I P . 19700101, Lampiran: Keputusan tentang pagu anggaran",
)


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"\bsat(uan)?\b", "sat"),
        (r"form\s*ulas[i!]", "form"),
        (r"cara (peng|per)\s*hitung", "hitung"),
        (r"\bket\b\.?", "ket"),
        (r"tujuans?x", "tujuan"),
        (r"((a|b)c)?d", "d"),
        (r"rumus|formula", ""),
        (r"^\W*(mengingat|menetapkan)\b", ""),
    ],
)
def test_the_letters_that_a_pattern_cannot_do_without(pattern: str, letters: str) -> None:
    assert needed_letters(pattern) == letters


@pytest.mark.parametrize("words", [*CUES["header"].values(), CUES["facts"]["words"], CUES["programme"]["words"]])
def test_a_cue_is_found_where_its_patterns_are(words: list[str]) -> None:
    cue, rng = Cue(words), random.Random(1)
    for text in TEXTS:
        pieces = text.split()
        for _ in range(30):
            some = rng.choice((" ", "")).join(rng.sample(pieces, rng.randint(1, len(pieces))))
            some = rng.choice((some, some.upper(), some.lower()))
            found, plain = cue.search(some), cue.all.search(some)
            assert (found and found.span()) == (plain and plain.span())
            assert [m.span() for m in cue.finditer(some)] == [m.span() for m in cue.all.finditer(some)]
