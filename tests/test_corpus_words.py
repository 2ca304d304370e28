"""Words of indicator names: spellings, old and new terms, inflections, and what must stay apart."""

from __future__ import annotations

import pytest

from iku.corpus.profile import profile
from iku.corpus.searching import fts_query, search_forms
from iku.corpus.text import lemma, same_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prosentase PMKS", "persentase PPKS"),
        ("diluar panti", "di luar panti"),
        ("Penyandang Masalah Kesejahteraan Sosial", "PMKSI"),
        ("potensi dan sumber kesejahteraan social", "PSKS"),
        ("lanjut usia", "Lansia"),
        ("penyandang cacat", "penyandang disabilitas"),
    ],
)
def test_terms_that_mean_the_same_have_one_form(one: str, other: str) -> None:
    assert same_words(one) == same_words(other)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("kemandirian", "mandiri"),
        ("terpenuhinya", "penuh"),
        ("pemenuhan", "penuh"),
        ("memenuhi", "penuh"),
        ("pengelolaan", "kelola"),
        ("mengelola", "kelola"),
        ("ketersediaan", "sedia"),
        ("mencapai", "capai"),
        ("perempuan", "perempuan"),
        ("disabilitas", "disabilitas"),
        ("dinas", "dinas"),
        ("kecamatan", "kecamatan"),
    ],
)
def test_inflected_words_come_back_to_their_base(word: str, base: str) -> None:
    assert lemma(word) == base


def test_unit_and_abbreviation_in_brackets_say_nothing_new() -> None:
    assert profile("Indeks Ketimpangan Gender (IKG)").key == profile("Indeks Ketimpangan Gender").key
    assert profile("Jumlah kelompok (kelompok)").key == profile("Jumlah kelompok").key
    assert profile("kurang dari 3 (tiga) hari").key == profile("kurang dari 3 hari").key


def test_own_region_and_own_agency_are_looked_past() -> None:
    here = profile("Persentase jalan mantap di Kab. Batola", "persen", "63.04")
    assert here.key == profile("Persentase jalan mantap di Kabupaten Ngawi").key
    own = profile("Nilai AKIP DINSOS", "nilai", "14.04", "Dinas Sosial Kabupaten Indragiri Hilir")
    assert own.key == profile("Nilai SAKIP Perangkat Daerah").key


def test_measure_comes_from_the_unit_where_the_name_is_silent() -> None:
    assert profile("PMKS Mandiri", "persen").measure == "persen"
    assert profile("PMKS Mandiri", "orang").measure == "jumlah"
    assert profile("PMKS Mandiri").measure is None


def test_name_without_a_word_is_no_wording() -> None:
    assert profile("-").key == "" and profile("…").key == ""


def test_query_asks_for_every_word_in_any_form() -> None:
    assert fts_query("kemandirian PMKS") == '"mandiri" "ppks"'
    assert fts_query('"di luar" panti', names_only=True) == 'cari : ("di luar" "panti")'
    assert fts_query('" * OR ( "') != "" or fts_query('*"') == ""


def test_index_holds_the_printed_words_too() -> None:
    forms = search_forms("Prosentase PMKS", None).split()
    assert {"prosentase", "pmks", "persentase", "ppks"} <= set(forms)
