"""The explore pages: search over all indicators, one indicator over all agencies, a region, versions, and charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from iku.corpus.changes import Change, Difference, changed_words
from iku.corpus.editions import over_time
from iku.corpus.errors import NothingFound
from iku.corpus.questions import Filters, compare, search
from iku.corpus.stats import SHARES, statistics
from iku.web.document_index import Query as Wanted
from iku.web.language import Words
from iku.web.services import Services, services_of

router = APIRouter(prefix="/jelajah", include_in_schema=False, default_response_class=HTMLResponse)
MOST = 20
"""Bars of a chart; how many are left out is said below it."""
Bar = tuple[str, float, str, str]
"""What a bar stands for, its length 0..1, what is written beside it, and where it leads (may be empty)."""


@router.get("")
def explore(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    provinsi: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Search, and what the corpus covers and lacks."""
    services = services_of(request)
    services.index.refresh_soon()
    words = Words(request.cookies.get("iku_bahasa", "id"))
    with services.library.open() as base:
        if base is None:
            return _wait(services, request)
        everything = figures = services.library.figures(base)
        found = []
        try:
            if provinsi:
                figures = statistics(base, Filters(provinsi=provinsi))
            if q.strip():
                found = search(base, q, Filters(provinsi=provinsi or None))
        except NothingFound:
            provinsi = ""
    return services.page(
        request, "jelajah.html", q=q, provinsi=provinsi, found=with_links(services, found), figures=figures,
        provinces=everything.provinces, charts=_charts(figures, words), building=services.library.building,
        tempat="jelajah",
    )  # fmt: skip


@router.get("/indikator/{concept}")
def indicator(request: Request, concept: str) -> Response:
    """One indicator: every agency that measures it, and their formulas side by side."""
    services = services_of(request)
    with services.library.open() as base:
        if base is None:
            return _wait(services, request)
        try:
            answer = compare(base, concept, Filters())
        except NothingFound as error:
            raise HTTPException(404, "tidak_ditemukan") from error
    name = answer.concepts[0]["nama"] if answer.concepts else concept
    records = with_links(services, answer.records)
    return services.page(
        request, "jelajah_indikator.html", concept=name, answer=answer, records=records, tempat="jelajah"
    )


@router.get("/daerah/{code}")
def region(request: Request, code: str) -> Response:
    """One region: its agencies, documents, commonest indicators and what they lack."""
    services = services_of(request)
    words = Words(request.cookies.get("iku_bahasa", "id"))
    with services.library.open() as base:
        if base is None:
            return _wait(services, request)
        figures = statistics(base, Filters(wilayah=code))
    total, rows = services.index.documents(Wanted(region=code, limit=200))
    if not total:
        raise HTTPException(404, "tidak_ditemukan")
    return services.page(
        request, "jelajah_daerah.html", rows=rows, total=total, figures=figures, missing=_missing(figures.total, words),
        code=code, tempat="jelajah",
    )  # fmt: skip


@router.get("/perubahan/{agency_key}")
def changes(request: Request, agency_key: str) -> Response:
    """What changed from version to version of one agency's indicators."""
    services = services_of(request)
    name = services.index.agency_file(agency_key)
    if name is None:
        raise HTTPException(404, "tidak_ditemukan")
    try:
        differences: Sequence[Difference] = over_time(str(services.reader.root / name))
    except NothingFound:
        differences = ()
    rows = services.index.of_file(name)
    return services.page(request, "jelajah_perubahan.html", differences=differences, rows=rows, marked=marked,
                     tempat="jelajah")  # fmt: skip


def marked(change: Change) -> list[tuple[str, str]]:
    """The words of a change, each with ``=``, ``-`` or ``+``."""
    if change.lama is None or change.baru is None:
        return [("+" if change.lama is None else "-", change.baru or change.lama or "")]
    return list(changed_words(change.lama, change.baru))


def with_links(services: Services, records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records of the corpus with the address of their page in the review."""
    out = []
    for record in records:
        key = services.index.find(record["berkas_pdf"], record["instansi"])
        page = f"?halaman={record['halaman']}" if record["halaman"] else ""
        out.append({**record, "alamat": f"/dokumen/{key}{page}" if key else ""})
    return out


def _charts(figures: Any, words: Words) -> list[tuple[str, list[Bar], int]]:
    """Title, bars and number of bars left out: coverage, years, missing parts, commonest indicators."""
    top = max((r["indikator"] for r in figures.provinces), default=1)
    provinces = sorted(figures.provinces, key=lambda r: -r["indikator"])
    coverage = [
        (r["provinsi"] or words("pusat"), r["indikator"] / top, words("n_indikator", n=words.number(r["indikator"]),
         m=r["instansi"]), f"/jelajah?{urlencode({'provinsi': r['kode'] or ''})}") for r in provinces
    ]  # fmt: skip
    latest = max((r["indikator"] for r in figures.years), default=1)
    years = [
        (str(r["tahun"] or "—"), r["indikator"] / latest, words("n_indikator", n=words.number(r["indikator"]),
         m=r["instansi"]), f"/?tahun={r['tahun']}" if r["tahun"] else "") for r in figures.years
    ]  # fmt: skip
    most = max((r["instansi"] for r in figures.concepts), default=1)
    common = [
        (r["konsep"], r["instansi"] / most, words("n_instansi", n=r["instansi"]),
         f"/jelajah/indikator/{r['konsep_id']}") for r in figures.concepts
    ]  # fmt: skip
    charts = [("grafik_cakupan", coverage), ("grafik_kurang", _missing(figures.total, words)),
              ("grafik_tahun", years), ("grafik_umum", common)]  # fmt: skip
    return [(words(title), bars[:MOST], max(0, len(bars) - MOST)) for title, bars in charts if bars]


def _missing(total: dict[str, Any], words: Words) -> list[Bar]:
    return [(words(name), total[name] or 0.0, words.percent(total[name] or 0.0), "") for name in SHARES]


def _wait(services: Services, request: Request) -> Response:
    return services.page(request, "jelajah_tunggu.html", 200, fault=services.library.fault, tempat="jelajah")
