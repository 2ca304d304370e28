"""The review server from outside: what it lets in and what it lets out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the review extra is not installed")

from fastapi.testclient import TestClient

from iku.cli.review import run_review
from iku.schemas.write import write_agency
from iku.web.app import create_app
from iku.web.settings import Settings, is_loopback
from tests.review_files import EVIL, LOCAL, form_of, key_of, make_agency


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
