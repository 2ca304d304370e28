"""The samples: printed by code that can be read, and what is expected of them really stands on their pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from samples import sheet
from samples.generate import generate

NAMES = sheet.names()
FIELDS = ("nomor", "kode", "misi", "sasaran", "indikator", "alasan", "penjelasan", "program", "keterangan")


def text_of(path: Path) -> str:
    """All text of a PDF without its spaces, so that line breaks do not matter."""
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"[\s\u0002\ufffe]+", "", text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    generate(folder)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_committed_sample_is_what_the_generator_prints(name: str, samples: Path, fresh: Path) -> None:
    assert text_of(fresh / "pdf" / f"{name}.pdf") == text_of(samples / "pdf" / f"{name}.pdf")
    committed, printed = ((f / "expected" / f"{name}.json").read_text("utf-8") for f in (samples, fresh))
    assert json.loads(committed) == json.loads(printed)


def test_every_file_of_the_folder_has_its_source(samples: Path, fresh: Path) -> None:
    for part in ("pdf", "expected"):
        assert {p.name for p in (samples / part).iterdir()} == {p.name for p in (fresh / part).iterdir()}


def test_folder_stays_small(samples: Path) -> None:
    assert sum(p.stat().st_size for p in samples.rglob("*.*") if p.suffix != ".pyc") < 3_000_000


def facts(record: dict[str, Any]) -> list[str]:
    out = [record[key] for key in FIELDS if record[key]]
    out += [p["nama"] for key in ("sumber_data", "penanggung_jawab") for p in record[key]]
    out += [v["tercetak"] for v in record["nilai"]] + record["kegiatan"]
    formula = record["formulasi"] or {}
    return out + [formula[key] for key in ("pembilang", "penyebut") if formula.get(key)]


@pytest.mark.parametrize("name", [n for n in NAMES if n != "e-dua-versi"])
def test_every_expected_text_is_printed(name: str, samples: Path) -> None:
    printed = text_of(samples / "pdf" / f"{name}.pdf")
    document = json.loads((samples / "expected" / f"{name}.json").read_text("utf-8"))["dokumen"]
    for record in document["indikator"]:
        for text in facts(record):
            assert squeezed(text) in printed, text
    for signer in document["penandatangan"]:
        assert squeezed(signer["nama"]) in printed and signer["nip"] in printed
    for law in document["dasar_hukum"]:
        assert squeezed(law["teks"]) in printed


def test_row_cut_by_the_page_break_goes_on_under_the_repeated_header(samples: Path) -> None:
    document = pypdfium2.PdfDocument(samples / "pdf" / "e-dua-versi.pdf")
    before, after = (squeezed(document[i].get_textpage().get_text_range()) for i in (2, 3))
    document.close()
    assert "PROGRAM/KEGIATAN" in before and "PROGRAM/KEGIATAN" in after
    assert "Pelatihanusahadasar" not in before and "Pelatihanusahadasar" in after
    assert "Persentasewirausahamuda" in before and "Persentasewirausahamuda" not in after


@pytest.mark.parametrize("name", [n for n in NAMES if sheet.load(n).get("pindaian")])
def test_scanned_sample_has_no_text_and_the_same_pages(name: str, samples: Path) -> None:
    scanned = pypdfium2.PdfDocument(samples / "pdf" / f"{name}--pindaian.pdf")
    printed = pypdfium2.PdfDocument(samples / "pdf" / f"{name}.pdf")
    assert [p.get_size() for p in scanned] == [p.get_size() for p in printed]
    assert not any(p.get_textpage().get_text_range().strip() for p in scanned)
    scanned.close()
    printed.close()


def test_fill_prints_only_lines_that_have_a_value() -> None:
    raw = {"program": "P", "kegiatan": ["a", "b"], "alasan": ""}
    assert sheet.fill("{program}|- {kegiatan}|Alasan : {alasan}", raw) == ["P", "- a", "- b"]
