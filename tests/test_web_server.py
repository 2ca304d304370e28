"""The review server from outside: what it lets in, what it lets out, and how fast it answers."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the review extra is not installed")

from fastapi.testclient import TestClient

from iku.cli.review import run_review
from iku.corpus.build import build
from iku.corpus.store import open_corpus
from iku.normalize.model import (
    Asal,
    AsalMedan,
    Daerah,
    Dokumen,
    Formulasi,
    Halaman,
    Indikator,
    Instansi,
    Lokasi,
    Nilai,
    Penandatangan,
    Periode,
    Pihak,
    Provinsi,
    Tabel,
    Temuan,
)
from iku.schemas.write import to_json, write_agency
from iku.web.app import create_app
from iku.web.forms import BadInput, fields_of, value_from
from iku.web.language import LANGUAGES, Words, _texts
from iku.web.settings import Settings, is_loopback
from iku.web.view import view_document
from iku.web.workers import Busy

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> ../../etc/passwd {{7*7}} \x1b[31m\u202eevil\x00 "
LOCAL = "http://127.0.0.1"
SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "pdf"


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


@pytest.fixture
def results(tmp_path: Path) -> Path:
    folder = tmp_path / "hasil"
    write_agency(folder / "32.76-dinas-x.json", make_agency())
    return folder


@pytest.fixture
def client(results: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(results)), base_url=LOCAL) as client:
        yield client


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


def test_text_of_a_pdf_is_text_on_every_page(tmp_path: Path) -> None:
    write_agency(tmp_path / "a.json", make_agency(EVIL, text=EVIL))
    with TestClient(create_app(Settings(tmp_path)), base_url=LOCAL) as client:
        key = key_of(client)
        client.post(f"/dokumen/{key}/putusan", data={**form_of(client, key), "aksi": "terima"})
        agency = client.get("/api/v1/agencies").json()["butir"][0]["kunci"]
        pages = ["/", "/?q=" + "%3Cscript%3E", f"/?instansi={agency}", "/jelajah"]
        pages += [f"/dokumen/{key}?panel={p}" for p in ("rekaman", "fakta", "temuan", "riwayat")]
        for path in pages:
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert "<script>alert" not in answer.text and "<img src=x" not in answer.text, path
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", answer.text.replace("\n", "")), path
            assert "{{7*7}}" in answer.text or "&lt;script&gt;" not in answer.text, path
        assert client.get("/api/v1/documents").headers["content-type"] == "application/json"


def test_nothing_may_be_loaded_from_elsewhere_or_run_inline(client: TestClient) -> None:
    for path in ("/", f"/dokumen/{key_of(client)}", "/static/tinjau.js", "/api/v1/documents", "/tidak-ada"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy, path
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    for page in (client.get("/").text, client.get(f"/dokumen/{key_of(client)}").text):
        assert not re.search(r"<script(?! src=\"/static/)|\son\w+=|\sstyle=|https?://", page)


def test_nip_is_masked_on_pages_and_in_what_a_person_types(client: TestClient, results: Path) -> None:
    key = key_of(client)
    assert "196905121992031007" not in client.get(f"/dokumen/{key}?panel=fakta").text
    typed = {**form_of(client, key), "aksi": "ubah", "isian-isi": "Oleh NIP. 19690512 199203 1 007"}
    assert client.post(f"/dokumen/{key}/putusan", data=typed, follow_redirects=False).status_code == 303
    written = "".join(p.read_text("utf-8") for p in results.glob("*.json*"))
    assert "Oleh NIP" in written and "199203" not in written


def test_write_without_its_token_is_refused(client: TestClient, results: Path) -> None:
    key = key_of(client)
    form = {**form_of(client, key), "aksi": "terima"}
    for change in ({"csrf": ""}, {"csrf": "0" * 64}):
        assert client.post(f"/dokumen/{key}/putusan", data={**form, **change}).status_code == 403
    for header in ({"Origin": "http://jahat.example"}, {"Origin": "http://["}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(f"/dokumen/{key}/putusan", data=form, headers=header).status_code == 403
    other = TestClient(client.app, base_url=LOCAL)
    assert other.post(f"/dokumen/{key}/putusan", data=form).status_code == 403, "a token belongs to one browser"
    assert not list(results.glob("*.koreksi.jsonl"))


def test_page_elsewhere_cannot_reach_us_under_a_name_of_its_own(results: Path) -> None:
    client = TestClient(create_app(Settings(results)), base_url="http://jahat.example")
    assert client.get("/").status_code == 400
    assert client.get("/", headers={"Host": "[::1"}).status_code == 400


@pytest.mark.parametrize("key", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "0" * 16, "%00", "a" * 500, "a.json"])
def test_no_path_from_a_request_reaches_the_disk(client: TestClient, key: str) -> None:
    for path in (f"/dokumen/{key}", f"/dokumen/{key}/halaman/1.jpg", f"/api/v1/documents/{key}", f"/static/../{key}",
                 f"/api/v1/agencies/{key}"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code in (404, 422) and "root:" not in answer.text, path


def test_redirects_stay_on_this_server(client: TestClient) -> None:
    for target in ("//jahat.example/", "https://jahat.example/", "/\\jahat.example", "javascript:alert(1)"):
        answer = client.get("/bahasa/en", params={"ke": target}, follow_redirects=False)
        assert answer.status_code == 303 and answer.headers["location"] == "/", target


def test_token_that_can_be_guessed_is_refused(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run_review(
        results, [], host="0.0.0.0", port=0, token="a", browser=False, static=None, agency=None, sample=None
    )
    assert code == 2 and "12 characters" in capsys.readouterr().out


def test_elsewhere_it_asks_for_a_token(results: Path) -> None:
    client = TestClient(
        create_app(Settings(results, host="0.0.0.0", token="rahasia")), base_url="http://kantor.example"
    )
    assert client.get("/", follow_redirects=False).headers["location"] == "/masuk"
    refused = client.get("/api/v1/documents")
    assert refused.status_code == 401 and refused.json()["kode"] == "PERLU_TOKEN"
    assert client.get("/api/v1/documents", headers={"Authorization": "Bearer salah"}).status_code == 401
    assert client.get("/api/v1/documents", headers={"Authorization": "Bearer rahasia"}).status_code == 200
    csrf = re.search(r'name="csrf" value="(\w+)"', client.get("/masuk").text)
    assert csrf
    assert client.post("/masuk", data={"csrf": csrf[1], "token": "salah"}).status_code == 401
    assert client.post("/masuk", data={"csrf": csrf[1], "token": "rahasia"}).status_code == 200
    assert client.get("/").status_code == 200
    assert "rahasia" not in "".join(client.cookies.values())


def test_only_loopback_counts_as_this_machine() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "example.com", "localhost.example.com", "")))


def test_too_large_a_request_is_refused_while_it_comes_in(results: Path) -> None:
    client = TestClient(create_app(Settings(results, upload_bytes=10_000, form_bytes=2_000)), base_url=LOCAL)
    files = {"file": ("a.pdf", b"%PDF-1.4" + b"0" * 20_000)}
    answer = client.post("/api/v1/convert", files=files)
    assert answer.status_code == 413 and answer.json()["kode"] == "TERLALU_BESAR"
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    chunks = (head if n == 0 else b"0" * 1_000 for n in range(50))
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/api/v1/convert", content=chunks, headers=headers).status_code == 413
    assert client.post("/nama", data={"nama": "x" * 5_000}).status_code == 413


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
