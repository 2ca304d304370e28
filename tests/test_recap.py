"""Every word of a table is accounted for, and the account is told to people."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from iku import pipeline
from iku.extract.boundary import Boundary
from iku.extract.document import read_document
from iku.extract.model import Word
from iku.extract.tables import join_tables
from iku.normalize.account import cell_words
from iku.normalize.assemble import classify, read_tables
from iku.normalize.findings import find_doubts
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense
from iku.schemas.recap import Tally, tally_of, tally_of_text
from iku.schemas.write import part_of, to_json
from samples import sheet
from tests.test_tables_over_pages import HEAD, grid

LEX = Lexicon.load()


def read(*grids: Any) -> Any:
    from iku.extract.model import Page

    pages = [Page(n, 600, 800, "teks") for n in sorted({g.page for g in grids})]
    by_page = {p.number: [g for g in grids if g.page == p.number] for p in pages}
    tables = classify(join_tables(pages, by_page, Sense(LEX)), LEX)
    read_tables(tables, pages, LEX, (None, None))
    return tables, find_doubts(tables, pages, [], Boundary())


def test_rows_and_words_of_a_plain_table_are_all_in_records_and_header() -> None:
    (table,), _ = read(grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"],
                                ["2", "Naiknya akses", "Jumlah pasar", "C / D", "Desa"]]))  # fmt: skip
    recap = table.recap
    assert (recap.rekaman, recap.baris.tercetak, recap.baris.rekaman) == (2, 2, 2)
    words, kept = recap.kata, recap.kata.medan + recap.kata.kepala
    assert words.tercetak == kept > 20 and words.temuan == words.hilang == 0


def test_repeated_header_and_column_numbers_count_as_header() -> None:
    numbers = ["1", "2", "3", "4", "5"]
    first = grid(1, [HEAD, numbers, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"]])
    second = grid(2, [HEAD, numbers, ["2", "Naiknya akses", "Jumlah pasar", "C / D", "Desa"]])
    (table,), _ = read(first, second)
    head = sum(len(text.split()) for text in HEAD)
    assert table.recap.kata.kepala == 2 * (head + len(numbers)) and table.recap.kata.temuan == 0


def test_row_of_a_sum_is_told_apart_and_its_text_is_in_a_finding() -> None:
    (table,), found = read(grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"],
                                    ["", "Jumlah", "", "417 buah", ""]]))  # fmt: skip
    assert table.recap.baris.jumlah == 1 and table.recap.kata.temuan == 3
    assert any("Jumlah | 417 buah" in t.pesan and t.lokasi and t.lokasi.bbox for t in found)


def test_cell_beside_all_columns_of_the_first_page_is_in_a_finding() -> None:
    first = grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"]])
    wide = [50.0, 80.0, 200.0, 350.0, 480.0, 554.0, 560.0]
    second = grid(2, [["2", "Naiknya akses", "Jumlah pasar", "C / D", "Desa", "Tambahan"]], xs=wide)
    (table,), found = read(first, second)
    assert table.recap.kata.hilang == 0
    assert "Tambahan" in "".join(t.pesan for t in found) or "Tambahan" in str([r.lainnya for r in table.records])


def test_table_that_is_not_read_keeps_every_row_as_printed() -> None:
    head = ["NO", "PROGRAM", "KEGIATAN", "ANGGARAN", "KETERANGAN"]
    tables, _ = read(grid(1, [head, ["1", "Program pangan", "Panen raya", "Rp 5.000", "APBD"]]))
    for table in tables:
        assert not table.records and table.raw[0].sel == ["1", "Program pangan", "Panen raya", "Rp 5.000", "APBD"]
        assert table.recap.baris.mentah == 1 and table.recap.kata.hilang == 0


def printed_words(path: Path) -> Iterator[tuple[int, list[Word]]]:
    """The words of every table of a file, read anew from the page."""
    result = read_document(path, Sense(LEX))
    for table in join_tables(result.pages, result.grids, Sense(LEX)):
        yield table.id, cell_words({id(c): c for row in table.body for c in row.own}.values())


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield "".join(value.split()).casefold()
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(key)
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


@pytest.mark.parametrize("name", sheet.names())
def test_every_word_in_a_table_of_a_sample_stands_in_the_output(name: str, samples: Path) -> None:
    missing(samples / "pdf" / f"{name}.pdf")


@pytest.mark.parametrize("name", ["jabar_disnak_iku_dinas", "bpk_riau_renstra_2016-2020_p25-29", "jabar_bkpd_iku"])
def test_every_word_in_a_table_of_a_real_file_stands_in_the_output(name: str, bench: Path) -> None:
    missing(bench / "real" / f"{name}.pdf")


def missing(path: Path) -> None:
    """Asserts that no word of a table's body is missing in what is written, whatever the account says."""
    document = dataclasses.asdict(pipeline.convert_document(path).dokumen)
    blob = "\n".join(texts([document[k] for k in ("indikator", "indikator_lain", "tabel", "temuan")]))
    gone = [(i, w.text) for i, words in printed_words(path) for w in words
            if w.text.strip(".,;:()").casefold() not in blob]  # fmt: skip
    assert gone == []
    assert all(t["rekap"]["kata"]["hilang"] == 0 for t in document["tabel"])


def test_tally_is_said_in_words_and_is_the_same_from_text_and_data(samples: Path) -> None:
    result = pipeline.convert_document(samples / "pdf" / "a-laporan.pdf")
    file = to_json(result.instansi, [result.dokumen])
    tally = tally_of(t["rekap"] for t in file["dokumen"][0]["tabel"])
    assert tally == tally_of_text(part_of(file).dokumen) and tally.words > 0
    assert Tally(12, 12, 643, 643).text() == "12 dari 12 baris, 643 dari 643 kata"
    assert Tally(12, 11, 643, 640).text() == "11 dari 12 baris, 640 dari 643 kata; sisanya ada dalam temuan"
    assert Tally().text() == "" and tally_of([]) == Tally()
