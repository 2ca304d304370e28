"""What all pages share: the parts of the server, and how a page is put together."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from iku.web.archive import Archive
from iku.web.decisions import Decider, person_name
from iku.web.document_index import DocumentIndex
from iku.web.language import Words
from iku.web.library import Library
from iku.web.reading import Reader
from iku.web.safety import csrf_token
from iku.web.settings import Settings
from iku.web.workers import Converter, Drawer


@dataclass(slots=True)
class Services:
    """The parts of one running server."""

    settings: Settings
    reader: Reader
    index: DocumentIndex
    archive: Archive
    decider: Decider
    drawer: Drawer
    converter: Converter
    library: Library
    templates: Environment

    @staticmethod
    def of(settings: Settings) -> Services:
        reader = Reader(settings.results)
        index = DocumentIndex(reader)
        return Services(
            settings, reader, index, Archive(settings.archives), Decider(reader, index),
            Drawer(settings.draw_seconds), Converter(settings.queue, settings.convert_seconds), Library(index),
            make_templates(),
        )  # fmt: skip

    def close(self) -> None:
        """End the worker processes."""
        self.drawer.close()
        self.converter.close()
        self.library.close()

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page from a template."""
        return HTMLResponse(self.render(request, name, **values), status)

    def render(self, request: Request, name: str, **values: Any) -> str:
        """The text of a template; everything put into it is escaped."""
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return self.templates.get_template(name).render(
            t=Words(request.cookies.get("iku_bahasa", "id")), here=quote(here, safe=""), person=self.person(request),
            csrf=csrf_token(self.settings, request.scope["session_id"]), static=None, **values,
        )  # fmt: skip

    def person(self, request: Request) -> str:
        """Who decides: the name that the visitor gave, else that of the server's owner."""
        return person_name(unquote(request.cookies.get("iku_nama", "")) or self.settings.person)


def make_templates() -> Environment:
    """Templates in which everything is escaped and a misspelt name is an error."""
    return Environment(
        loader=PackageLoader("iku.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def static_text(name: str) -> str:
    """A style sheet or script of the package."""
    return resources.files("iku.web").joinpath("static", name).read_text(encoding="utf-8")


def services_of(request: Request) -> Services:
    """The services of the server that a request came to."""
    services: Services = request.app.state.services
    return services
