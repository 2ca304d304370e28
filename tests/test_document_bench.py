"""Facts of the reference documents against their gold records: read from plain text pages, without any table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from rapidfuzz import fuzz

from iku.extract.prose import read_prose_page
from iku.normalize.document.facts import read_facts
from iku.normalize.document.model import DocumentFacts

NAMES = ("barito", "depok", "indragiri", "jambi", "luwu")


def read(bench: Path, name: str) -> tuple[DocumentFacts, dict]:
    pdf = pdfium.PdfDocument(bench / "pdf" / f"{name}.pdf")
    pages = [read_prose_page(pdf, i + 1) for i in range(len(pdf))]
    return read_facts(pages, {}), json.loads((bench / "gold" / f"{name}.json").read_text(encoding="utf-8"))


def squeezed(text: str | None) -> str:
    return re.sub(r"\s", "", text or "").lower()


@pytest.mark.parametrize("name", NAMES)
def test_agency_region_number_date_and_period(bench: Path, name: str) -> None:
    facts, gold = read(bench, name)
    document, agency = gold["dokumen"], gold["instansi"]
    assert (facts.instansi.nama or "").lower() == agency["nama"].lower()
    assert facts.instansi.daerah.kode == agency["daerah"]["kode"]
    assert squeezed(facts.nomor) == squeezed(document["nomor"])
    assert (facts.jenis, facts.tanggal, facts.tempat) == (document["jenis"], document["tanggal"], document["tempat"])
    assert (facts.periode.awal, facts.periode.akhir) == (document["periode"]["awal"], document["periode"]["akhir"])
    assert facts.perubahan == document["perubahan"]
    if document["tentang"]:
        assert squeezed(facts.tentang) == squeezed(document["tentang"])


@pytest.mark.parametrize("name", NAMES)
def test_legal_bases_in_their_order_with_their_text(bench: Path, name: str) -> None:
    facts, gold = read(bench, name)
    wanted = gold["dokumen"]["dasar_hukum"]
    assert [(d.nomor, d.tahun) for d in facts.dasar_hukum] == [(d["nomor"], d["tahun"]) for d in wanted]
    for have, want in zip(facts.dasar_hukum, wanted, strict=True):
        assert fuzz.ratio(squeezed(have.teks), squeezed(want["teks"])) >= 90, have.teks


@pytest.mark.parametrize("name", NAMES)
def test_one_entry_per_signature_block(bench: Path, name: str) -> None:
    facts, gold = read(bench, name)
    wanted = gold["dokumen"]["penandatangan"]
    assert len(facts.penandatangan) == len(wanted)
    for have, want in zip(facts.penandatangan, wanted, strict=True):
        assert have.pangkat == want["pangkat"]
        assert have.nip in (want["nip"], None)


def test_findings_that_the_documents_deserve(bench: Path) -> None:
    deserved = {
        "barito": {"DASAR_HUKUM_URUTAN"},
        "depok": {"NIP_BERBEDA", "REGULASI_DICABUT"},
        "indragiri": {"TANGGAL_TAK_LENGKAP", "REGULASI_SALAH_SEBUT"},
        "jambi": {"TANGGAL_TAK_LENGKAP", "INSTANSI_LAIN", "BAB_HILANG", "REGULASI_SALAH_SEBUT", "REGULASI_DICABUT"},
        "luwu": {"TENTANG_BERBEDA", "NIP_TIDAK_SAH", "NIP_BERBEDA", "REGULASI_SALAH_SEBUT", "DASAR_HUKUM_URUTAN"},
    }
    for name, codes in deserved.items():
        facts, _ = read(bench, name)
        assert codes <= {t.kode for t in facts.temuan}, name
