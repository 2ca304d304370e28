"""The review page in a real browser: find what is doubtful, correct it, accept by keyboard, and it stays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the review extra is not installed")

from web_server import browser, find_axe, running

from iku.pipeline import convert
from iku.schemas.write import write_agency
from iku.web.export import agency_names, export_agency
from iku.web.settings import Settings
from tests.review_files import EVIL, make_agency

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "pdf"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two of our samples, converted: one report with doubtful values, one decree."""
    folder = tmp_path_factory.mktemp("hasil")
    result = convert([SAMPLES / "a-laporan.pdf", SAMPLES / "c-keputusan-bidang.pdf"])
    assert result.errors == []
    result.write(folder)
    return folder


@pytest.fixture
def results(converted: Path, tmp_path: Path) -> Path:
    """A copy that a test may change, with one value that everybody must look at."""
    folder = tmp_path / "hasil"
    shutil.copytree(converted, folder, ignore=shutil.ignore_patterns(".*"))
    for path in folder.glob("*.json"):
        data = json.loads(path.read_text("utf-8"))
        if data["dokumen"][0]["berkas"] == "a-laporan.pdf":
            for record, name in ((0, "indikator"), (1, "sumber_data")):
                origin = data["dokumen"][0]["indikator"][record]["asal"]
                origin["medan"][name]["keyakinan"] = origin["keyakinan"] = 0.41
            path.write_text(json.dumps(data), "utf-8")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture
def site(results: Path) -> Iterator[str]:
    with running(Settings(results, (SAMPLES,), person="ani")) as address:
        yield address


@pytest.fixture
def open_page(chromium: Any, site: str) -> Iterator[Open]:
    """Opens a page in a fresh profile; any error on its console fails the test."""
    contexts, noise = [], []

    def open_at(path: str = "/", width: int = 1366, height: int = 768, expected: int = 0) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=width < 500)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda m: noise.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: noise.append(str(e)))
        page.goto(site + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert [n for n in noise if "409" not in n] == []


def saved(results: Path, name: str = "a-laporan.pdf") -> Any:
    documents = [d for p in results.glob("*.json") for d in json.loads(p.read_text("utf-8"))["dokumen"]]
    return next(d for d in documents if d["berkas"] == name)


def to_document(page: Any) -> None:
    page.click("text=a-laporan.pdf")
    page.wait_for_selector("#gambar")
    page.locator("#gambar").evaluate("picture => picture.decode()")


def test_doubtful_value_is_found_corrected_accepted_and_stays(open_page: Open, results: Path) -> None:
    page = open_page()
    assert "a-laporan.pdf" in page.locator(".daftar tbody tr").first.inner_text(), "the doubtful first"
    to_document(page)
    page.keyboard.press("n")
    chosen = page.locator(".nilai.dipilih")
    assert "41%" in chosen.inner_text() and "Indikator" in chosen.inner_text()
    assert page.locator("rect.dipilih").count() == 1, "its box is marked on the page"
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Persentase penduduk yang memakai perpustakaan")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#kabar:has-text('Tersimpan')")
    assert "koreksi" in page.locator(".nilai.dipilih").inner_text()
    record = saved(results)["indikator"][0]
    assert record["indikator"] == "Persentase penduduk yang memakai perpustakaan"
    assert record["asal"]["medan"]["indikator"]["sumber"] == "koreksi"

    while page.locator(".nilai.dipilih.ragu").filter(has_text="Sumber data").count() == 0:
        page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.wait_for_selector("#kabar:has-text('Diterima')")
    place = saved(results)["indikator"][1]["asal"]["medan"]["sumber_data"]
    assert (place["sumber"], place["keyakinan"]) == ("koreksi", 1)

    convert([SAMPLES / "a-laporan.pdf", SAMPLES / "c-keputusan-bidang.pdf"]).write(results)
    again = saved(results)["indikator"][0]
    assert again["indikator"] == "Persentase penduduk yang memakai perpustakaan", "a new conversion keeps it"
    assert again["asal"]["medan"]["indikator"]["sumber"] == "koreksi"
    page.click(".tab >> text=Rekaman")
    assert "memakai perpustakaan" in page.locator("#panel").inner_text()
    page.click(".tab >> text=Riwayat")
    assert "ani" in page.locator(".riwayat").inner_text()


def test_box_chooses_its_value_and_value_its_box(open_page: Open) -> None:
    page = open_page()
    to_document(page)
    value = page.locator(".nilai:has(.nama:text-is('Sasaran'))").first
    anchor = value.get_attribute("id")
    value.locator(".teks").click()
    assert anchor in page.locator("rect.dipilih").first.get_attribute("data-v").split()
    box = page.locator("rect[data-v]:not(.dipilih)").last
    wanted = box.get_attribute("data-v").split()[0]
    box.click(force=True)
    assert page.locator(".nilai.dipilih").get_attribute("id") == wanted
    before = page.locator("#lembar").bounding_box()["width"]
    for _ in range(3):
        page.keyboard.press("+")
    sheet, drawn = page.locator("#lembar").bounding_box(), page.locator("#kotak").bounding_box()
    assert sheet["width"] > 1.9 * before and abs(drawn["width"] - sheet["width"]) < 1, "boxes grow with the page"


def test_words_and_cells_of_the_page_can_be_drawn(open_page: Open) -> None:
    page = open_page()
    to_document(page)
    page.get_by_label("Kata", exact=True).check()
    page.wait_for_selector("rect.k-kata", state="attached", timeout=60_000)
    assert page.locator("rect.k-kata").count() > 40 and page.locator("rect.k-sel").count() > 10


def test_second_of_two_browsers_is_told(open_page: Open, results: Path) -> None:
    first, second = open_page(), open_page()
    for page in (first, second):
        to_document(page)
        page.keyboard.press("n")
    first.keyboard.press("Enter")
    first.wait_for_selector("#kabar:has-text('Diterima')")
    second.keyboard.press("e")
    second.keyboard.press("Control+a")
    second.keyboard.type("Lain sama sekali")
    second.keyboard.press("Control+Enter")
    second.wait_for_selector("#kabar.salah:has-text('diubah orang lain')")
    assert saved(results)["indikator"][0]["indikator"] != "Lain sama sekali"


def test_typing_in_a_field_triggers_no_shortcut_and_escape_gives_it_back(open_page: Open, results: Path) -> None:
    page = open_page()
    to_document(page)
    page.keyboard.press("n")
    anchor = page.locator(".nilai.dipilih").get_attribute("id")
    page.keyboard.press("e")
    page.keyboard.type("nnesp")
    assert page.locator(".nilai.dipilih").get_attribute("id") == anchor
    page.keyboard.press("Escape")
    assert page.locator(".ubah[open]").count() == 0
    page.keyboard.press("s")
    assert page.locator(".nilai.dipilih").get_attribute("id") != anchor, "skip leaves it and goes on"
    assert not list(results.glob("*.koreksi.jsonl"))


def test_text_that_is_html_runs_nowhere(chromium: Any, tmp_path: Path) -> None:
    write_agency(tmp_path / "a.json", make_agency(EVIL, text=EVIL))
    with running(Settings(tmp_path)) as site:
        context = chromium.new_context()
        page = context.new_page()
        noise: list[str] = []
        page.on("dialog", lambda d: (noise.append(d.message), d.dismiss()))
        page.on("console", lambda m: noise.append(m.text))
        page.goto(site)
        page.locator(".daftar a").first.click()
        page.locator("#ragu-berikut").click()
        document = page.url.partition("?")[0].partition("#")[0]
        page.locator(".nilai.dipilih button.terima").click()
        page.wait_for_selector("#kabar:has-text('Diterima')")
        assert "<script>alert(1)</script>" in page.locator(".rekaman h2").inner_text()
        for panel in ("fakta", "temuan", "riwayat"):
            page.goto(f"{document}?panel={panel}")
            assert page.locator("main script, main img").count() == 0
            assert "<script>alert(1)</script>" in page.locator("#panel").inner_text()
        page.goto(site + "/jelajah?q=evil")
        assert page.locator("main script, main img").count() == 0
        context.close()
    assert noise == []


def test_english_switch_keeps_the_place(open_page: Open) -> None:
    page = open_page()
    to_document(page)
    here = page.url
    page.click("text=English")
    page.wait_for_selector("text=Next doubtful value")
    assert page.url == here and page.locator("html").get_attribute("lang") == "en"
    page.click("text=Bahasa Indonesia")
    page.wait_for_selector("text=Nilai ragu berikutnya")


def test_a_sure_value_is_judged_beside_its_picture(open_page: Open) -> None:
    page = open_page("/uji")
    page.fill("#ukuran", "2")
    page.click("form[action='/uji'] button")
    page.wait_for_selector("svg.potongan image")
    box, part = page.locator("rect.k-uji").bounding_box(), page.locator("svg.potongan").bounding_box()
    assert part["x"] <= box["x"] and box["y"] + box["height"] <= part["y"] + part["height"], "the value is in sight"
    page.click("button[value=salah]")
    page.click("button[value=benar]")
    page.wait_for_selector("text=1 dari 2 salah")


def test_phone_shows_everything_without_sideways_scrolling(open_page: Open, results: Path) -> None:
    page = open_page(width=360, height=740)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    to_document(page)
    assert page.evaluate(wide) <= 0
    page.tap("#ragu-berikut")
    page.locator(".nilai.dipilih button.terima").tap()
    page.wait_for_selector("#kabar:has-text('Diterima')")
    assert saved(results)["indikator"][0]["asal"]["medan"]["indikator"]["sumber"] == "koreksi"


def test_page_works_without_script(chromium: Any, site: str, results: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.click("text=a-laporan.pdf")
    page.locator(".nilai.ragu button.terima").first.click()
    assert "koreksi" in page.locator(".nilai.koreksi").first.inner_text()
    page.click("text=Terima dokumen")
    assert page.locator("#status").inner_text() == "Diterima"
    context.close()
    assert saved(results)["indikator"][0]["asal"]["medan"]["indikator"]["sumber"] == "koreksi"


def explored(page: Any, site: str) -> list[str]:
    """The address of one page of each kind of the explore pages."""
    page.goto(site + "/jelajah?q=perpustakaan")
    page.locator("a[href^='/jelajah/indikator/']").first.wait_for()
    out = [page.url]
    for kind in ("indikator", "daerah"):
        out.append(site + page.locator(f"a[href^='/jelajah/{kind}/']").first.get_attribute("href"))
    page.goto(out[-1])
    return [*out, site + page.locator("a[href^='/jelajah/perubahan/']").first.get_attribute("href")]


def test_indicator_found_in_the_corpus_leads_to_its_page(open_page: Open) -> None:
    page = open_page("/jelajah?q=memanfaatkan perpustakaan")
    page.locator(".daftar a[href^='/jelajah/indikator/']").first.click()
    assert "Persentase penduduk yang memanfaatkan perpustakaan" in page.locator("h1").inner_text()
    assert "Jumlah penduduk yang berkunjung" in page.locator(".petak").inner_text(), "its formula"
    page.click("text=a-laporan.pdf")
    page.wait_for_selector("#gambar")


def test_review_sent_by_mail_shows_page_boxes_and_both_languages(chromium: Any, results: Path, tmp_path: Path) -> None:
    (name,) = agency_names(results, "perpustakaan")
    export_agency(results, name, (SAMPLES,), tmp_path / "kirim.html")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda m: noise.append(m.text))
    page.goto((tmp_path / "kirim.html").as_uri())
    page.locator(".lembar img").last.evaluate("picture => picture.decode()")
    row = page.locator(".nilai.ragu:has-text('41%')").first
    row.click()
    anchor = row.get_attribute("id")
    assert anchor in page.locator("rect.dipilih").first.get_attribute("data-v").split()
    assert page.locator("text=Document facts").first.is_hidden()
    page.click("button[data-bahasa=en]")
    assert page.locator("text=Document facts").first.is_visible()
    text = (tmp_path / "kirim.html").read_text("utf-8")
    assert "http://" not in text.replace("http://www.w3.org/", "") and "https://" not in text
    assert noise == []
    context.close()


@pytest.mark.parametrize("width", [1366, 360])
def test_no_serious_barrier_on_any_page(open_page: Open, width: int) -> None:
    axe = find_axe()
    if axe is None:
        pytest.skip("axe-core is not installed: npm install --prefix .venv axe-core")
    source = axe.read_text("utf-8")
    page = open_page(width=width)
    to_document(page)
    document = page.url
    site = document.partition("/dokumen/")[0]
    paths = [site + "/", document, document + "?panel=fakta", document + "?panel=temuan", document + "?panel=riwayat",
             site + "/masuk", site + "/jelajah", *explored(page, site)]  # fmt: skip
    for url in paths:
        page.goto(url)
        if url == document:
            page.keyboard.press("n")
            page.keyboard.press("e")
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in serious] == [], url
