"""For the tests of the review server: one agency file, a client, and what a form of its pages holds."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the review extra is not installed")

from fastapi.testclient import TestClient

from iku.normalize.model import (
    Daerah,
    Dokumen,
    Halaman,
    Instansi,
    Lokasi,
    Penandatangan,
    Periode,
    Provinsi,
    Tabel,
    Temuan,
)
from iku.normalize.record_model import Asal, AsalMedan, Formulasi, Indikator, Nilai, Pihak
from iku.schemas.write import to_json

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> ../../etc/passwd {{7*7}} \x1b[31m\u202eevil\x00 "
LOCAL = "http://127.0.0.1"


def make_document(number: int = 0, text: str = "Persentase jalan mantap", sure: float = 0.7) -> Dokumen:
    box = [50.0, 100.0, 200.0, 120.0]
    places = {"indikator": AsalMedan(1, box, "ocr", sure, text), "sasaran": AsalMedan(1, box, "ocr", 0.95, text)}
    record = Indikator(
        nomor="1", sasaran=text, indikator=text, formulasi=Formulasi(text, "rasio", text, text, 100),
        sumber_data=[Pihak(text, "utama")], nilai=[Nilai("target", 2021, "80,5", 80.5, "persen")],
        lainnya={text.replace("\x00", ""): text}, asal=Asal(1, 1, 1, box, "ocr", sure, places),
    )  # fmt: skip
    finding = Temuan("NILAI_GANDA", "peringatan", text, Lokasi(1, box, 0, "indikator"))
    return Dokumen(
        id=f"{number:064x}", berkas=f"{number}-{text}.pdf", jumlah_halaman=1, tentang=text, nomor=text,
        periode=Periode(2021, 2026), halaman=[Halaman(1, "ocr", 0, 595.0, 842.0)],
        tabel=[Tabel(1, text, "iku", [1], [], 1)], indikator=[record], temuan=[finding],
        penandatangan=[Penandatangan(nama=text, nip="196905121992031007")],
    )  # fmt: skip


NAME = "Persentase jalan mantap"


def make_agency(name: str = "Dinas X Kota Depok", number: int = 0, text: str = NAME) -> dict[str, Any]:
    region = Daerah("32.76", "Kota Depok", "kota", Provinsi("32", "Jawa Barat"))
    return to_json(Instansi(name, "dinas", [], region), [make_document(number, text)])


def key_of(client: TestClient) -> str:
    return client.get("/api/v1/documents").json()["butir"][0]["kunci"]


def form_of(client: TestClient, key: str, name: str = "indikator") -> dict[str, str]:
    """The hidden fields of the form that accepts or changes a value of the first record."""
    page = client.get(f"/dokumen/{key}").text
    csrf = re.search(r'name="csrf" value="(\w+)"', page)
    hidden = rf'name="alamat" value="(indikator/0/{name})"><input type="hidden" name="sidik" value="(\w+)"'
    found = re.search(hidden, page)
    assert csrf and found
    return {"csrf": csrf[1], "alamat": found[1], "sidik": found[2], "halaman": "1"}
