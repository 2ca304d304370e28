"""The review server at work: changes, undo, search, conversion, and how fast it answers."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the review extra is not installed")

from fastapi.testclient import TestClient

from iku.corpus.build import build
from iku.corpus.store import open_corpus
from iku.schemas.write import write_agency
from iku.web.app import create_app
from iku.web.forms import BadInput, fields_of, value_from
from iku.web.language import LANGUAGES, Words, _texts
from iku.web.settings import Settings
from iku.web.view import view_document
from iku.web.workers import Busy
from tests.review_files import LOCAL, NAME, form_of, key_of, make_agency

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "pdf"


def test_change_is_kept_with_who_when_and_why(client: TestClient, results: Path) -> None:
    key = key_of(client)
    client.cookies.set("iku_nama", "Bu%20Ani")
    typed = {**form_of(client, key), "aksi": "ubah", "isian-isi": "Jalan mantap", "alasan": "salah baca"}
    assert client.post(f"/dokumen/{key}/putusan", data=typed, follow_redirects=False).status_code == 303
    (ledger,) = results.glob("*.koreksi.jsonl")
    entry = json.loads(ledger.read_text("utf-8"))
    assert (entry["oleh"], entry["alasan"], entry["baru"]) == ("Bu Ani", "salah baca", "Jalan mantap")
    assert entry["lama"] == "Persentase jalan mantap" and entry["bbox"] and entry["waktu"]
    record = client.get(f"/api/v1/documents/{key}").json()["dokumen"][0]["indikator"][0]
    assert record["indikator"] == "Jalan mantap" and record["asal"]["medan"]["indikator"]["sumber"] == "koreksi"
    assert client.get("/api/v1/documents").json()["butir"][0]["status"] == "diperiksa"


def test_stale_form_is_told_what_stands_now(client: TestClient) -> None:
    key = key_of(client)
    form = {**form_of(client, key), "aksi": "ubah"}
    headers = {"Accept": "application/json"}
    first = client.post(f"/dokumen/{key}/putusan", data={**form, "isian-isi": "A"}, headers=headers)
    second = client.post(f"/dokumen/{key}/putusan", data={**form, "isian-isi": "B"}, headers=headers)
    assert first.status_code == 200
    assert second.status_code == 409 and "orang lain" in second.json()["pesan"] and ">A<" in second.json()["panel"]


def test_undo_gives_back_the_machines_value_and_stays_in_the_history(client: TestClient, results: Path) -> None:
    before = json.loads((results / "32.76-dinas-x.json").read_text("utf-8"))
    key = key_of(client)
    client.post(f"/dokumen/{key}/putusan", data={**form_of(client, key), "aksi": "ubah", "isian-isi": "A"})
    client.post(f"/dokumen/{key}/putusan", data={**form_of(client, key), "aksi": "ubah", "isian-isi": "B"})
    client.post(f"/dokumen/{key}/putusan", data={**form_of(client, key), "aksi": "batal"})
    assert client.get(f"/api/v1/documents/{key}").json()["dokumen"][0]["indikator"][0]["indikator"] == "A"
    client.post(f"/dokumen/{key}/putusan", data={**form_of(client, key), "aksi": "batal"})
    assert json.loads((results / "32.76-dinas-x.json").read_text("utf-8")) == before
    assert client.get(f"/dokumen/{key}?panel=riwayat").text.count("<li>") == 4


BAD_VALUES = [("tipe_penghitungan", {"isi": "entah"}), ("indikator", {"isi": "x" * 30_000}),
              ("formulasi", {"pengali": "seratus"}), ("indikator", {"isi": NAME})]  # fmt: skip
BAD_ADDRESSES = ["indikator/9/sasaran", "indikator/0/asal", "indikator/0/lainnya.x", "x/0/y", "", "dokumen//id",
                 "dokumen//penandatangan.0.nip", "indikator//sasaran", "indikator/-1/kode"]  # fmt: skip


@pytest.mark.parametrize(("name", "typed"), BAD_VALUES)
def test_value_that_the_contract_does_not_allow_is_not_saved(
    client: TestClient, results: Path, name: str, typed: dict[str, str]
) -> None:
    key = key_of(client)
    form = {**form_of(client, key, name), "aksi": "ubah", **{f"isian-{k}": v for k, v in typed.items()}}
    answer = client.post(f"/dokumen/{key}/putusan", data=form, headers={"Accept": "application/json"})
    assert answer.status_code == 422 and answer.json()["pesan"]
    assert not list(results.glob("*.koreksi.jsonl"))


def test_correction_that_no_longer_fits_is_shown_with_its_reason(client: TestClient, results: Path) -> None:
    key = key_of(client)
    client.post(f"/dokumen/{key}/putusan", data={**form_of(client, key), "aksi": "ubah", "isian-isi": "Jalan mantap"})
    write_agency(results / "32.76-dinas-x.json", make_agency(text="Indeks kepuasan pelanggan air minum"))
    client.app.state.services.index.refresh()  # type: ignore[attr-defined]
    item = client.get("/api/v1/documents").json()["butir"][0]
    assert item["bentrok"] == 1
    page = client.get(f"/dokumen/{item['kunci']}?panel=riwayat").text
    assert "Jalan mantap" in page and "Tidak diterapkan" in page
    record = client.get(f"/api/v1/documents/{item['kunci']}").json()["dokumen"][0]["indikator"][0]
    assert record["indikator"] == "Indeks kepuasan pelanggan air minum"


def test_converting_again_by_command_keeps_corrections_and_the_corpus_says_so(tmp_path: Path) -> None:
    out = tmp_path / "hasil"
    command = [sys.executable, "-c", "from iku.cli.main import main; main()", "convert",
               str(SAMPLES / "c-keputusan-bidang.pdf"), "-o", str(out), "--workers", "0"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300, cwd=SAMPLES.parent.parent)
    with TestClient(create_app(Settings(out)), base_url=LOCAL) as client:
        key = key_of(client)
        typed = {**form_of(client, key), "aksi": "ubah", "isian-isi": "Indeks kualitas air sungai"}
        assert client.post(f"/dokumen/{key}/putusan", data=typed, follow_redirects=False).status_code == 303
    subprocess.run([*command, "--fresh"], check=True, capture_output=True, timeout=300, cwd=SAMPLES.parent.parent)
    (path,) = [p for p in out.glob("*.json") if "dokumen" in json.loads(p.read_text("utf-8"))]
    place = json.loads(path.read_text("utf-8"))["dokumen"][0]["indikator"][0]
    assert place["indikator"] == "Indeks kualitas air sungai"
    assert place["asal"]["medan"]["indikator"]["sumber"] == "koreksi"
    build(out, tmp_path / "korpus.sqlite")
    with closing(open_corpus(tmp_path / "korpus.sqlite")) as base:
        rows = base.execute("SELECT indikator FROM indikator WHERE indikator = 'Indeks kualitas air sungai'")
        assert rows.fetchone()
        assert base.execute("SELECT count(*) FROM asal WHERE sumber = 'koreksi'").fetchone()[0] == 1


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_address_of_no_editable_value_is_refused(client: TestClient, address: str) -> None:
    key = key_of(client)
    form = {**form_of(client, key), "alamat": address, "aksi": "terima"}
    assert client.post(f"/dokumen/{key}/putusan", data=form).status_code == 404


def test_fields_of_a_value_give_the_value_back() -> None:
    file = make_agency()
    for record in [view_document(file["dokumen"][0]).facts, *view_document(file["dokumen"][0]).records]:
        for value in [*record.values, *record.missing]:
            if value.target.medan in ("jenis", "jenis_tabel"):
                continue
            form = {f.name: f.content for f in fields_of(value.target.medan, value.value)}
            assert value_from(value.target.medan, copy.deepcopy(value.value), form) == value.value, value.target.medan


def test_typed_target_has_its_number_read_anew() -> None:
    old = {"jenis": "target", "tahun": 2021, "tercetak": "8O,5", "angka": None, "satuan": "persen"}
    assert value_from("nilai.target.2021", old, {"tercetak": "80,5", "angka": "", "satuan": "persen"})["angka"] == 80.5
    with pytest.raises(BadInput):
        value_from("nilai.target.2021", old, {"tercetak": "80,5", "angka": "1e999", "satuan": ""})


def test_broken_file_in_the_folder_is_named_and_stops_nothing(client: TestClient, results: Path) -> None:
    (results / "rusak.json").write_text('{"dokumen": [')
    (results / "lama.json").write_text('{"$schema": "urn:iku:skema:instansi:0", "dokumen": []}')
    (results / "laporan.json").write_text('{"$schema": "urn:iku:skema:laporan:1", "berkas": []}')
    client.app.state.services.index.refresh()  # type: ignore[attr-defined]
    page = client.get("/").text
    assert "rusak.json" in page and "lama.json" in page and "Dinas X Kota Depok" in page
    assert "laporan.json" not in page, "JSON of another kind is nobody's fault"


def test_new_and_removed_files_are_noticed(client: TestClient, results: Path) -> None:
    write_agency(results / "sub" / "b.json", make_agency("Dinas Y", 7))
    client.app.state.services.index.refresh()  # type: ignore[attr-defined]
    assert client.get("/api/v1/documents").json()["jumlah"] == 2
    (results / "32.76-dinas-x.json").unlink()
    client.app.state.services.index.refresh()  # type: ignore[attr-defined]
    assert [d["instansi"] for d in client.get("/api/v1/documents").json()["butir"]] == ["Dinas Y"]


def test_search_and_filters(client: TestClient, results: Path) -> None:
    write_agency(results / "b.json", make_agency("Badan Y 100%", 7))
    client.app.state.services.index.refresh()  # type: ignore[attr-defined]
    count = lambda **q: client.get("/api/v1/documents", params=q).json()["jumlah"]  # noqa: E731
    assert (count(), count(q="badan"), count(q="100%"), count(q="_"), count(daerah="32.76")) == (2, 1, 1, 0, 2)
    assert (count(tahun=2023), count(tahun=2030), count(status="baru"), count(batas=1)) == (2, 0, 2, 2)
    found = client.get("/api/v1/indicators", params={"q": "jalan mantap", "satuan": ""}).json()
    assert found["jumlah"] == 2 and found["butir"][0]["indikator"] == "Persentase jalan mantap"
    assert client.get("/api/v1/search", params={"q": "jalan"}).json()["indikator"]["jumlah"] == 2


def test_full_queue_is_told_to_come_back_later(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Busy

    monkeypatch.setattr(client.app.state.services.converter, "convert", full)  # type: ignore[attr-defined]
    content = (SAMPLES / "b-capaian.pdf").read_bytes()
    answer = client.post("/api/v1/convert", files={"file": ("a.pdf", content)})
    assert answer.status_code == 503 and int(answer.headers["retry-after"]) > 0


def test_pdf_in_json_out(client: TestClient, results: Path) -> None:
    content = (SAMPLES / "c-keputusan-bidang.pdf").read_bytes()
    answer = client.post("/api/v1/convert", files={"file": ("../../SK\x00 bidang.pdf", content)})
    assert answer.status_code == 200, answer.text
    (document,) = answer.json()["dokumen"]
    assert document["indikator"] and "/" not in document["berkas"]
    broken = client.post("/api/v1/convert", files={"file": ("a.pdf", b"%PDF-1.4 nothing")})
    assert broken.status_code == 422 and broken.json()["kode"] == "PDF_RUSAK"
    with TestClient(create_app(Settings(results, upload_pages=2)), base_url=LOCAL) as short:
        long = short.post("/api/v1/convert", files={"file": ("a.pdf", content)})
    assert long.status_code == 422 and long.json()["kode"] == "TERLALU_BESAR"
    other = client.post("/api/v1/convert", files={"file": ("a.pdf", b"hello")})
    assert other.status_code == 422 and other.json()["kode"] == "BUKAN_PDF"


def test_every_text_is_there_in_both_languages() -> None:
    for key, entry in _texts().items():
        assert set(entry) == set(LANGUAGES) and all(entry.values()), key
    folder = Path(__file__).resolve().parent.parent / "web"
    templates = "".join(p.read_text("utf-8") for p in folder.glob("templates/*.html"))
    used = set(re.findall(r"\bt\(\s*[\"'](\w+)[\"'][,)]", templates))
    used |= {f"tolak_{k}" for k in re.findall(r"Refused\(\"(\w+)\"", (folder / "decisions.py").read_text("utf-8"))}
    used |= {f"tolak_{k}" for k in re.findall(r"BadInput\(\"(\w+)\"", (folder / "forms.py").read_text("utf-8"))}
    assert len(used) > 60 and [k for k in sorted(used) if not Words("id").has(k)] == []


def test_page_of_a_scanned_decree_is_drawn_once(tmp_path: Path) -> None:
    scan = SAMPLES / "c-keputusan-bidang--pindaian.pdf"
    file = make_agency()
    file["dokumen"][0].update(id=hashlib.sha256(scan.read_bytes()).hexdigest(), berkas=scan.name)
    file["dokumen"][0]["indikator"] *= 40
    write_agency(tmp_path / "a.json", file)
    with TestClient(create_app(Settings(tmp_path, (SAMPLES,))), base_url=LOCAL) as client:
        paths = (f"/dokumen/{key_of(client)}", f"/dokumen/{key_of(client)}/halaman/1.jpg")
        for path in paths:
            assert client.get(path).status_code == 200
        page, picture = (client.get(path) for path in paths)
        assert picture.content.startswith(b"\xff\xd8") and page.text.count('class="rekaman"') == 40
        fresh = client.get(paths[1], headers={"If-None-Match": picture.headers["etag"]})
        assert fresh.status_code == 304 and not fresh.content


def test_document_that_moved_in_its_file_is_still_itself(client: TestClient, results: Path) -> None:
    key = key_of(client)
    path = results / "32.76-dinas-x.json"
    data = json.loads(path.read_text("utf-8"))
    data["dokumen"].insert(0, make_agency(number=5, text="Lain")["dokumen"][0])
    path.write_text(json.dumps(data), "utf-8")
    answer = client.get(f"/api/v1/documents/{key}").json()
    assert answer["dokumen"][0]["indikator"][0]["indikator"] == NAME
    path.write_text(json.dumps({**data, "dokumen": data["dokumen"][:1]}), "utf-8")
    assert client.get(f"/api/v1/documents/{key}").status_code == 409


def test_ten_thousand_documents_are_listed(tmp_path: Path) -> None:
    template = json.dumps(make_agency(number=0))
    for n in range(2_000):
        data = json.loads(template)
        data["instansi"]["nama"] = f"Dinas {n}"
        one = data["dokumen"][0]
        data["dokumen"] = [{**one, "id": f"{n * 5 + k:064x}", "berkas": f"{n}-{k}.pdf"} for k in range(5)]
        (tmp_path / f"32.76-dinas-{n}.json").write_text(json.dumps(data), "utf-8")
    with TestClient(create_app(Settings(tmp_path)), base_url=LOCAL) as client:
        client.app.state.services.index.refresh()  # type: ignore[attr-defined]
        assert client.get("/api/v1/documents").json()["jumlah"] == 10_000
        time.sleep(2.1)
        assert client.get("/").text.count("/dokumen/") >= 20
