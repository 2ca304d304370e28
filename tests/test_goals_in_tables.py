"""Where a table prints its goals: bands, labels and rows of them, one column for several levels, lines over it."""

from __future__ import annotations

import pytest
from test_tables_over_pages import LEX, grid, records

from iku.extract.model import Page
from iku.extract.tables import join_tables
from iku.normalize.assemble import classify, read_tables
from iku.normalize.goals import coded, labelled
from iku.normalize.lexicon import Lexicon
from iku.normalize.parents import link_parents
from iku.normalize.sense import Sense

HEAD = ["NO", "INDIKATOR KINERJA", "SATUAN", "TARGET 2024"]
XS = [50.0, 80.0, 300.0, 400.0, 500.0]


def _three(found: list) -> list[tuple[str | None, str | None, str | None]]:
    return [(r.tujuan, r.sasaran, r.indikator) for r in found]


@pytest.mark.parametrize("label", ["", "Sasaran 1 : ", "SASARAN STRATEGIS II: "])
def test_band_with_or_without_label_is_the_sasaran_that_no_column_holds(label: str) -> None:
    found = records(grid(1, [HEAD, [f"{label}Meningkatnya mutu layanan"], ["1", "Persentase A", "%", "80"],
                             ["2", "Indeks B", "Poin", "3,4"], ["Terwujudnya tata kelola baik"],
                             ["3", "Nilai C", "Nilai", "75"]], xs=XS))  # fmt: skip
    assert [(r.sasaran, r.indikator) for r in found] == [
        ("Meningkatnya mutu layanan", "Persentase A"), ("Meningkatnya mutu layanan", "Indeks B"),
        ("Terwujudnya tata kelola baik", "Nilai C"),
    ]  # fmt: skip


def test_a_band_of_a_higher_level_ends_the_lower_ones() -> None:
    found = records(grid(1, [HEAD, ["Tujuan 1: Naiknya mutu hidup"], ["Sasaran 1: Naiknya mutu layanan"],
                             ["1", "Persentase A", "%", "80"], ["Tujuan 2: Baiknya tata kelola"],
                             ["2", "Indeks B", "Poin", "3,4"]], xs=XS))  # fmt: skip
    assert _three(found) == [
        ("Naiknya mutu hidup", "Naiknya mutu layanan", "Persentase A"), ("Baiknya tata kelola", None, "Indeks B"),
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), [("SS 4", "IKSS 4.1"), ("SK.1", "IKK.1.1"), ("T.1", "IKU 1")])
def test_rows_of_one_column_told_by_their_codes(first: str, second: str) -> None:
    head = ["KODE", "SASARAN / INDIKATOR KINERJA", "SATUAN", "TARGET 2024"]
    found = records(grid(1, [head, [first, "Meningkatnya mutu layanan", "", ""],
                             [second, "Persentase A", "%", "80"]], xs=XS))  # fmt: skip
    assert [(r.tujuan or r.sasaran, r.indikator) for r in found] == [("Meningkatnya mutu layanan", "Persentase A")]


def test_label_in_a_row_of_its_own_names_the_row_below() -> None:
    head = ["No", "Tujuan/Sasaran/Program/Kegiatan", "Indikator", "Formulasi"]
    found = records(grid(1, [head, ["1", "Tujuan 1:", "", ""], ["", "Naiknya mutu hidup", "Indeks A", "A / B"],
                             ["2", "Sasaran 1.1:", "", ""], ["", "Naiknya mutu layanan", "Nilai B", "C / D"]],
                         xs=XS))  # fmt: skip
    assert _three(found) == [("Naiknya mutu hidup", None, "Indeks A"),
                             ("Naiknya mutu hidup", "Naiknya mutu layanan", "Nilai B")]  # fmt: skip


def test_sasaran_in_a_line_over_each_table() -> None:
    one = grid(1, [HEAD, ["1", "Persentase A", "%", "80"], ["2", "Indeks B", "Poin", "3"]], top=100, xs=XS)
    found = records(one, title="Sasaran 2 : Meningkatnya mutu layanan")
    assert {r.sasaran for r in found} == {"Meningkatnya mutu layanan"}


def test_a_sum_row_is_no_indicator() -> None:
    found = records(grid(1, [HEAD, ["1", "Persentase A", "%", "80"], ["", "Rata – Rata", "", "80"]], xs=XS))
    assert [r.indikator for r in found] == ["Persentase A"]


@pytest.mark.parametrize("plain", ["Tujuan pembangunan daerah", "Sasaran kinerja yang tercapai", "Indeks Desa"])
def test_a_label_needs_a_number_or_a_colon(plain: str) -> None:
    assert labelled(plain) is None


@pytest.mark.parametrize("plain", ["S1 Keperawatan", "PK 2021", "Nilai SAKIP", "IKM terhadap layanan", "A"])
def test_a_word_with_a_digit_is_no_code_of_a_goal(plain: str) -> None:
    assert coded(plain) is None


@pytest.mark.parametrize(
    ("printed", "field", "parts"),
    [
        ("Nama Tujuan, Sasaran, Program, Kegiatan, Sub Kegiatan", "tujuan_sasaran_program_kegiatan_sub_kegiatan", 5),
        ("Nama Tujuan/Sasaran/Program/Kegiatan/Su b Kegiatan", "tujuan_sasaran_program_kegiatan_sub_kegiatan", 5),
        ("Tujuan / Sasaran Strategis / Program", "tujuan_sasaran_program", 3),
        ("Indikator Tujuan/Sasaran/Program/Kegiatan", "indikator", 0),
        ("Indikator Kinerja Tujuan, Sasaran dan Program", "indikator", 0),
        ("Sasaran Strategis (SS) / Indikator Kinerja Utama (IKU)", "indikator", 2),
        ("Sasaran Program (SP)/ Indikator Kinerja Program (IKP)", "indikator", 2),
    ],
)
def test_headers_that_name_several_levels(printed: str, field: str, parts: int) -> None:
    match = Lexicon.load().match(printed)
    assert match is not None
    assert (match.field, len(match.parts)) == (field, parts)


def test_two_chains_side_by_side_keep_their_own_goals_and_targets() -> None:
    head = ["TUJUAN", "INDIKATOR TUJUAN", "SASARAN", "INDIKATOR SASARAN", "TARGET 2024"]
    found = records(grid(1, [head, ["Naiknya mutu hidup", "Indeks A", "Naiknya mutu layanan", "Nilai B", "80"],
                             [None, None, "Baiknya tata kelola", "Nilai C", "70"]]))  # fmt: skip
    assert [(r.tingkat_kinerja, r.sasaran, r.indikator, len(r.nilai)) for r in found] == [
        ("tujuan", None, "Indeks A", 0), ("sasaran", "Naiknya mutu layanan", "Nilai B", 1),
        ("sasaran", "Baiknya tata kelola", "Nilai C", 1),
    ]  # fmt: skip
    assert {r.tujuan for r in found} == {"Naiknya mutu hidup"}


def test_a_nearer_goal_is_not_overwritten_by_a_farther_one() -> None:
    head = ["SASARAN RPJMD", "SASARAN PERANGKAT DAERAH", "INDIKATOR", "TARGET 2024"]
    found = records(grid(1, [head, ["Naiknya mutu hidup", "Naiknya mutu layanan", "Nilai B", "80"]], xs=XS))
    assert [(r.sasaran, r.lainnya) for r in found] == [
        ("Naiknya mutu layanan", {"SASARAN RPJMD": "Naiknya mutu hidup"})
    ]


def test_programmes_stand_apart_and_name_what_they_serve() -> None:
    head = ["No", "Tujuan/Sasaran/Program/Kegiatan", "Indikator", "Formulasi"]
    table = grid(1, [head, ["1", "Tujuan : Naiknya mutu hidup", "Indeks A", "A / B"],
                     ["2", "Sasaran : Naiknya mutu layanan", "Nilai B", "C / D"],
                     ["3", "PROGRAM PELAYANAN UMUM", "Persentase C", "E / F"]], xs=XS)  # fmt: skip
    read = classify(join_tables([Page(1, 600, 800, "teks")], {1: [table]}, Sense(LEX)), LEX)
    read_tables(read, [Page(1, 600, 800, "teks")], LEX, (None, None))
    main, lower = read[0].records, read[0].lower
    link_parents(main, lower)
    assert [(r.tingkat_kinerja, r.indikator) for r in (*main, *lower)] == [
        ("tujuan", "Indeks A"), ("sasaran", "Nilai B"), ("program", "Persentase C"),
    ]  # fmt: skip
    assert [r.induk and r.induk.rekaman for r in (*main, *lower)] == [None, "indikator.0", "indikator.1"]


def test_labels_of_goal_and_indicator_in_a_row_are_no_second_header() -> None:
    head = ["No", "Nama Tujuan/Sasaran/Program", "Indikator", "Definisi Operasional", "Formula Perhitungan"]
    found = records(grid(1, [head, ["1", "Tujuan", "Indikator Tujuan", "", ""],
                             ["", "Naiknya mutu hidup", "Indeks A", "Hasil survei", "A / B"],
                             ["2", "Sasaran 1", "Indikator Sasaran", "", ""],
                             ["", "Naiknya mutu layanan", "Nilai B", "Hasil audit", "C / D"]]))  # fmt: skip
    assert _three(found) == [("Naiknya mutu hidup", None, "Indeks A"),
                             ("Naiknya mutu hidup", "Naiknya mutu layanan", "Nilai B")]  # fmt: skip


@pytest.mark.parametrize("name", ["Program / Kegiatan", "Nama", "Uraian Urusan Pemerintahan dan Program"])
def test_a_column_of_another_name_whose_cells_say_their_level_holds_goals(name: str) -> None:
    head = ["No", name, "Indikator Kinerja", "Formulasi"]
    found = records(grid(1, [head, ["1", "Tujuan. Naiknya mutu hidup", "Indeks A", "A / B"],
                             ["2", "Sasaran 1. Naiknya mutu layanan", "Nilai B", "C / D"],
                             ["3", "Program Pelayanan Umum", "Persentase C", "E / F"]], xs=XS))  # fmt: skip
    assert _three(found)[:2] == [("Naiknya mutu hidup", None, "Indeks A"),
                                 ("Naiknya mutu hidup", "Naiknya mutu layanan", "Nilai B")]  # fmt: skip
    assert len(found) == 2 or found[2].tingkat_kinerja == "program"


def test_dashes_beside_the_indicators_are_none() -> None:
    head = ["NO", "INDIKATOR KINERJA", "INDIKATOR KINERJA KUNCI", "TARGET 2024"]
    found = records(grid(1, [head, ["1", "Nilai A", "-", "80"], ["2", "Indeks B", "-", "3,4"]], xs=XS))
    assert [(r.indikator, r.nilai[0].tercetak) for r in found] == [("Nilai A", "80"), ("Indeks B", "3,4")]


def test_the_code_row_of_an_office_and_a_numbered_band_are_no_indicators() -> None:
    found = records(grid(1, [HEAD, ["1", "2.15.0.00.0.00.01.0000 - Dinas Umum", "", ""],
                             ["2", "Nilai A", "Nilai", "80"], ["3", "Indeks B", "Poin", "3,4"]], xs=XS))  # fmt: skip
    assert [r.indikator for r in found] == ["Nilai A", "Indeks B"]


def test_a_code_before_a_merged_goal_tells_its_level() -> None:
    head = ["SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "SATUAN", "TARGET 2024"]
    table = grid(1, [head, ["SS3", "Naiknya mutu layanan", "", ""], ["IKU 3.1", "Persentase A", "%", "80"],
                     ["IKU 3.2", "Indeks B", "Poin", "3,4"]], xs=XS)  # fmt: skip
    wide = next(c for c in table.cells if c.text.startswith("Naiknya"))
    table.cells[:] = [c for c in table.cells if c.row != wide.row or c.col < 2]
    wide.colspan = 3
    assert [(r.tujuan, r.indikator) for r in records(table)] == [(None, "Persentase A"), (None, "Indeks B")]


def test_goals_among_the_indicators_of_a_shared_column_have_nothing_beside_them() -> None:
    head = ["NO", "SASARAN / INDIKATOR KINERJA", "SATUAN", "TARGET 2024"]
    found = records(grid(1, [head, ["1", "Meningkatnya mutu layanan kota", "", ""], ["1.1", "Persentase A", "%", "80"],
                             ["2", "Optimalnya tata kelola kota", "", ""], ["2.1", "Banyaknya warga hadir", "", ""],
                             ["2.2", "Indeks B", "Poin", "3,4"]], xs=XS))  # fmt: skip
    assert [(r.sasaran, r.indikator) for r in found] == [
        ("Meningkatnya mutu layanan kota", "Persentase A"), ("Optimalnya tata kelola kota", "Banyaknya warga hadir"),
        ("Optimalnya tata kelola kota", "Indeks B"),
    ]  # fmt: skip


def test_a_goal_behind_its_number_alone_in_its_row_is_a_band_and_an_indicator_is_none() -> None:
    found = records(grid(1, [HEAD, ["01", "Naiknya mutu layanan kota", "", ""], ["1", "Persentase A", "%", "80"],
                             ["2", "Jumlah warga yang hadir", "", ""], ["3", "Nilai C", "Poin", "7"]],
                         xs=XS))  # fmt: skip
    goal = "Naiknya mutu layanan kota"
    assert [(r.sasaran, r.indikator) for r in found] == [
        (goal, "Persentase A"), (goal, "Jumlah warga yang hadir"), (goal, "Nilai C"),
    ]  # fmt: skip


def test_a_goal_left_at_the_foot_of_a_page_heads_the_table_on_the_next() -> None:
    first = grid(1, [HEAD, ["1", "Persentase A", "%", "80"], ["Sasaran 2 : Baiknya tata kelola kota"]], xs=XS)
    second = grid(2, [HEAD, ["1", "Indeks B", "Poin", "3,4"]], xs=XS)
    found = records(first, second)
    assert [(r.sasaran, r.indikator) for r in found] == [
        (None, "Persentase A"), ("Baiknya tata kelola kota", "Indeks B"),
    ]  # fmt: skip
