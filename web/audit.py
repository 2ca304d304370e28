"""Audit sampling in the browser: draw sure values at random, judge each beside its place on the page, see the rate."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from iku.corrections.audit import Item, Sample, draw, keep_draw, keep_verdict, last_sample
from iku.extract.errors import SchemaBroken, Unreadable
from iku.extract.model import Box
from iku.web.forms import text_of
from iku.web.reading import Reader
from iku.web.services import Services, services_of
from iku.web.summary import DocumentRow
from iku.web.view import label_of
from iku.web.writes import checked

router = APIRouter(include_in_schema=False)
AROUND = 60.0
"""Points of the page shown round a value."""
LEAST_WIDTH = 420.0
"""Points of the page shown at least from left to right."""
A_PAGE = (595.0, 842.0)
"""Size of a page that the file does not tell: A4, points."""
_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Cutting:
    """The part of a page that shows a value: its own box, the part and the whole page, points."""

    box: Box
    part: Box
    width: float
    height: float


def draw_from(reader: Reader, names: Sequence[str], size: str, person: str) -> Sample:
    """Draw a sample from the agency files *names* and keep it. A file that cannot be read gives nothing: the list of
    documents tells of it. Raises ``ValueError`` and ``OutputUnwritable``."""

    def load(name: str) -> Mapping[str, Any] | None:
        try:
            return reader.read(name).data
        except (Unreadable, SchemaBroken):
            return None

    sample = draw(names, load, size, person)
    keep_draw(reader.root, sample)
    return sample


@router.get("/uji")
def overview(request: Request, salah: bool = False) -> Response:
    """The rate of the last sample, its items, and the form that draws one."""
    services = services_of(request)
    sample = last_sample(services.settings.results)
    return services.page(request, "uji.html", sample=sample, wrong_size=salah, items=_lines(sample), tempat="uji")


@router.post("/uji")
def begin(
    request: Request, csrf: Annotated[str, Form()] = "", ukuran: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    """Draw a sample: a number of values, or a percentage."""
    services = checked(request, csrf)
    services.index.refresh()
    try:
        with _writing:
            draw_from(services.reader, services.index.files(), ukuran, services.person(request))
    except ValueError:
        return RedirectResponse("/uji?salah=1", 303)
    return RedirectResponse("/uji/1", 303)


@router.get("/uji/{number}")
def one(request: Request, number: int) -> Response:
    """Item *number* (from 1) of the last sample: what was read, beside the page."""
    services = services_of(request)
    sample, item = _item(services, number)
    row = _row(services, item)
    has_pdf = row is not None and services.archive.find(row.id, row.berkas) is not None
    return services.page(
        request, "uji_satu.html", sample=sample, item=item, number=number, row=row, has_pdf=has_pdf,
        text=text_of(item.medan, item.nilai), label=label_of(item.medan), cut=_cutting(services, item, row),
        verdict=sample.verdicts.get(number - 1), tempat="uji",
    )  # fmt: skip


@router.post("/uji/{number}")
def judge(
    request: Request, number: int, csrf: Annotated[str, Form()] = "", uji: Annotated[str, Form()] = "",
    putusan: Annotated[str, Form(max_length=10)] = "",
) -> Response:  # fmt: skip
    """Right, wrong or skipped; then the next one that waits."""
    services = checked(request, csrf)
    with _writing:
        sample, _ = _item(services, number)
        if uji != sample.id:  # somebody drew another sample in between
            return RedirectResponse("/uji", 303)
        try:
            keep_verdict(services.settings.results, sample, number - 1, putusan, services.person(request))
        except ValueError as error:
            raise HTTPException(422, "permintaan_salah") from error
    after = [n for n in sample.waiting if n not in sample.verdicts]
    following = next((n for n in after if n >= number), after[0] if after else None)
    return RedirectResponse("/uji" if following is None else f"/uji/{following + 1}", 303)


def _item(services: Services, number: int) -> tuple[Sample, Item]:
    sample = last_sample(services.settings.results)
    if sample is None or not 1 <= number <= len(sample.items):
        raise HTTPException(404, "tidak_ditemukan")
    return sample, sample.items[number - 1]


def _lines(sample: Sample | None) -> list[dict[str, Any]]:
    """The items as the overview lists them: number, name of the value, text, file, page, verdict."""
    if sample is None:
        return []
    return [
        {"number": n, "label": label_of(i.medan), "text": text_of(i.medan, i.nilai), "berkas": i.berkas,
         "page": i.halaman, "verdict": sample.verdicts.get(n - 1, "")}
        for n, i in enumerate(sample.items, start=1)
    ]  # fmt: skip


def _row(services: Services, item: Item) -> DocumentRow | None:
    """The document of an item where the folder still holds it; its agency may have been read otherwise since."""
    return services.index.of_pdf(item.dokumen, item.berkas)


def _cutting(services: Services, item: Item, row: DocumentRow | None) -> Cutting:
    width, height = _page_size(services, item, row)
    box = Box(*item.bbox)
    short = max(0.0, LEAST_WIDTH - box.width - 2 * AROUND) / 2
    part = Box(
        max(0.0, box.x0 - AROUND - short), max(0.0, box.top - AROUND),
        min(width, box.x1 + AROUND + short), min(height, box.bottom + AROUND),
    )  # fmt: skip
    return Cutting(box, part, width, height)


def _page_size(services: Services, item: Item, row: DocumentRow | None) -> tuple[float, float]:
    if row is not None:
        file = services.reader.read(row.file)
        document = file.data["dokumen"][file.place(row.id, row.berkas, row.position)]
        for page in document["halaman"]:
            if page["nomor"] == item.halaman and page["lebar"] and page["tinggi"]:
                return page["lebar"], page["tinggi"]
    return A_PAGE
