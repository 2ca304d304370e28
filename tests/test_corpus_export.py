"""The corpus handed on: what other programs make of it, and that nothing in it runs or is made up."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest

from iku.corpus.build import build
from iku.corpus.export.all_forms import FORMS, export
from iku.corpus.export.decree import LINE, MOST_YEARS, TALLEST, Heading, decree_rows, row_height
from iku.corpus.export.files import write_csv
from iku.corpus.export.forms import proposed_concept
from iku.corpus.export.tables import tables
from iku.corpus.export.workbook import _link
from iku.corpus.store import open_corpus
from iku.schemas.spreadsheet import guarded
from tests.corpus_files import three_agencies


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    three_agencies(folder / "hasil")
    build(folder / "hasil", folder / "k.db")
    return folder / "k.db"


@pytest.fixture
def db(target: Path) -> Iterator[Connection]:
    with closing(open_corpus(target)) as opened:
        yield opened


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_data_package_passes_frictionless(db: Connection, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    export(db, tmp_path, ["frictionless"])
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    keys = {r["name"]: r["schema"] for r in package["resources"]}
    assert keys["indikator"]["primaryKey"] == ["indikator_id"]
    assert {"resource": "dokumen", "fields": ["dokumen_id"]} in [
        k["reference"] for k in keys["indikator"]["foreignKeys"]
    ]
    kinds = next(f for f in keys["nilai"]["fields"] if f["name"] == "jenis")
    assert "target_rpjmd" in kinds["constraints"]["enum"]


def test_data_package_with_a_wrong_key_fails(db: Connection, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    export(db, tmp_path, ["frictionless"])
    path = tmp_path / "formulasi.csv"
    path.write_text(path.read_text("utf-8").replace("32.76-", "99.99-", 1), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_workbook_opens_in_a_second_library(db: Connection, tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    (path,) = export(db, tmp_path, ["xlsx"])
    book = calamine.CalamineWorkbook.from_path(path)
    assert book.sheet_names[:3] == ["IKU", "Tentang", "Indikator"] and "MS-Ind BPS" in book.sheet_names
    head, *body = book.get_sheet_by_name("Indikator").to_python()
    assert {"Nama instansi", "Sasaran", "Indikator", "Halaman", "Nama berkas"} <= set(head)
    assert len(body) == 9


def test_workbook_has_filters_frozen_header_and_links_to_pages(db: Connection, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (path,) = export(db, tmp_path, ["xlsx"], pdfs="../pdf asli")
    sheet = openpyxl.load_workbook(path)["Indikator"]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:")
    links = [c.hyperlink.target for c in sheet[2] if c.hyperlink]
    assert links and links[0].startswith("../pdf%20asli/") and links[0].endswith(".pdf#page=4")


def test_no_cell_of_the_workbook_is_a_formula(db: Connection, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (path,) = export(db, tmp_path, ["xlsx"])
    cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    printed = [c for c in cells if isinstance(c.value, str) and c.value.startswith("=HYPERLINK")]
    assert printed and all(c.quotePrefix for c in printed)


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+cmd", "@x", "\t=1"])
def test_csv_makes_formulas_plain(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("value", ["-", "-5", "+3,5", "80", None, 7, "Persentase = x"])
def test_csv_leaves_numbers_and_words_alone(value: object) -> None:
    assert guarded(value) == value


@pytest.mark.parametrize("name", ["javascript:alert(1)", "https://x.example/a", "SK_***************002.pdf"])
def test_name_of_no_pdf_is_no_link(name: str) -> None:
    assert _link(name, 3, "") is None


@pytest.mark.parametrize("name", ["javascript:alert(1).pdf", "file:///etc/a.pdf", "../../a.pdf", "//server/a.pdf"])
def test_link_leads_to_a_file_beside_the_workbook_only(name: str) -> None:
    link = _link(name, 3, "arsip")
    assert link and link.startswith("arsip/") and link.count("/") == 1 and ":" not in link
    assert (_link(name, None, "") or "").startswith("./") and _link("a b.pdf", 2, "") == "./a%20b.pdf#page=2"


def test_every_table_says_where_its_rows_come_from() -> None:
    lists = {"wilayah", "urusan"}  # official lists, not read from documents
    for table in tables().values():
        names = {c.name for c in table.columns}
        assert table.name in lists or names & {"berkas_pdf", "berkas_json", "contoh_berkas"}, table.name


def test_parquet_keeps_types_and_texts_as_printed(db: Connection, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pandas

    export(db, tmp_path, ["parquet"])
    values = pandas.read_parquet(tmp_path / "nilai.parquet")
    assert str(values["tahun"].dtype) == "Int64" and sorted(values["angka"]) == [70.0, 75.0, 80.0]
    names = pandas.read_parquet(tmp_path / "indikator.parquet")["indikator"]
    assert names.str.startswith("=HYPERLINK").any()


def test_json_lines_hold_a_whole_record_each(db: Connection, tmp_path: Path) -> None:
    (path,) = export(db, tmp_path, ["jsonl"])
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(records) == 9
    (one,) = [r for r in records if r["indikator"].startswith("Prosentase Penyandang Cacat")]
    assert one["formulasi"]["penyebut"] == "jumlah penyandang cacat yang dibina"
    assert [v["tahun"] for v in one["nilai"]] == [2016, 2017] and one["halaman"] == 4


def test_esakip_file_has_targets_by_year_and_names_what_is_missing(db: Connection, tmp_path: Path) -> None:
    (path,) = export(db, tmp_path, ["esakip"])
    (one,) = [r for r in rows(path) if r["label_indikator"].startswith("Prosentase Penyandang Cacat")]
    assert (one["target_1"], one["target_2"], one["target_3"]) == ("70", "75", "")
    assert one["penanggung_jawab"] == "" and "penanggung_jawab" in one["belum_tercantum"]
    assert "formulasi" not in one["belum_tercantum"].split("; ")


def test_bps_sheet_leaves_empty_what_a_decree_never_says(db: Connection, tmp_path: Path) -> None:
    (path,) = export(db, tmp_path, ["msind"])
    one = rows(path)[0]
    assert list(one)[3:10] == [
        "No", "Nama Indikator", "Konsep", "Definisi", "Interpretasi", "Metode/Rumus Penghitungan", "Ukuran",
    ]  # fmt: skip
    for row in rows(path):
        assert row["Konsep"] == "" and row["Interpretasi"] == "" and row["Klasifikasi Penyajian"] == ""
        missing = row["Belum tercantum dalam dokumen"].split("; ")
        assert {t for t in list(row)[:20] if row[t] == ""} == set(missing)


def test_proposed_concept_is_the_name_without_its_measure() -> None:
    assert proposed_concept("Prosentase PMKS yang tertangani") == "PMKS yang tertangani"
    assert proposed_concept("PMKS Mandiri") is None


def test_linked_data_leads_from_an_indicator_to_its_page(db: Connection, tmp_path: Path) -> None:
    (path,) = export(db, tmp_path, ["jsonld"])
    graph = json.loads(path.read_text("utf-8"))["@graph"]
    ids = {node["@id"] for node in graph}
    assert len(ids) == len(graph)
    variables = [n for n in graph if n["@type"] == "StatisticalVariable"]
    assert len(variables) == 9
    for variable in variables:
        origin = variable["prov:wasDerivedFrom"]
        assert origin["pageStart"] == 4 and origin["prov:specializationOf"]["@id"] in ids
        assert variable["skos:broader"]["@id"] in ids


def test_every_form_gives_the_same_bytes_again(db: Connection, tmp_path: Path) -> None:
    for form in sorted(set(FORMS) - {"xlsx", "parquet"}):
        one, two = (export(db, tmp_path / name, [form]) for name in ("one", "two"))
        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two], form


def test_datasette_serves_the_file(target: Path) -> None:
    pytest.importorskip("datasette")
    ask = "/k/indikator.json?_search=disabilitas&_shape=array"
    run = [sys.executable, "-m", "datasette", str(target), "--get", ask]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    names = [r["indikator"] for r in json.loads(done.stdout)]
    assert len(names) == 3 and any("Cacat" in n for n in names)


def test_first_sheet_is_the_decree_ready_to_print(db: Connection, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (path,) = export(db, tmp_path, ["xlsx"])
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = [c.value for c in sheet[1]]
    assert sheet.title == "IKU" and titles[:2] == ["Instansi", "Daerah"] and {"Indikator", "Hal."} <= set(titles)
    main = "SELECT count(*) FROM indikator i WHERE pokok = 1 AND versi = (SELECT max(versi) FROM indikator j WHERE "
    assert sheet.max_row - 1 == db.execute(f"{main} j.dokumen_id = i.dokumen_id AND j.pokok = 1)").fetchone()[0] > 0
    for printed in book.worksheets:
        assert printed.page_setup.orientation == "landscape" and printed.sheet_properties.pageSetUpPr.fitToPage
        assert (printed.page_setup.fitToWidth, printed.page_setup.fitToHeight) == (1, 0)
        assert "&P" in printed.oddFooter.right.text
    assert sheet.print_title_rows == "$1:$1" and book.properties.title
    assert all(any(c.value is not None for c in column[1:]) for column in sheet.columns), "a column with nothing in it"


def test_row_is_as_tall_as_its_longest_cell() -> None:
    columns = [Heading("indikator", "Indikator", 30), Heading("formulasi", "Formulasi", 20)]
    heights = [row_height({"indikator": "Persentase", "formulasi": "kata " * n}, columns) for n in (1, 20, 40, 5000)]
    assert heights[0] < heights[1] < heights[2] < heights[3] == TALLEST
    assert heights[1] >= 5 * LINE and row_height({"indikator": "x" * 300}, columns) >= 8 * LINE


def test_targets_of_many_years_stand_in_one_column_with_their_years(db: Connection) -> None:
    columns, rows = decree_rows(db)
    years = {n for r in rows for n in r if n.startswith("target ")}
    assert len(years) <= MOST_YEARS and all(r["keyakinan"] is None or 0 <= r["keyakinan"] <= 1 for r in rows)
    assert not years or "Target" not in [c.title for c in columns] or any("target" in r for r in rows)


def test_csv_for_excel_has_semicolons_decimal_commas_and_a_mark(db: Connection, tmp_path: Path) -> None:
    paths = write_csv(db, tmp_path, excel=True)
    own = next(p for p in paths if p.stem == "indikator")
    assert own.read_bytes().startswith(b"\xef\xbb\xbf") and b"\r\n" in own.read_bytes()
    (first, *_) = list(csv.DictReader(own.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert first["indikator"] and "." not in first["keyakinan"]
