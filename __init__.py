"""Reads the IKU tables of Indonesian government PDFs, digital or scanned, into validated JSON.

``from iku import convert``. The names below load when they are first asked for: ``import iku`` alone costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from iku.extract import offline as offline  # first of all: nothing here calls home
from iku.schemas.version import VERSION as __version__

if TYPE_CHECKING:
    from iku.batch.many import Converted as Converted
    from iku.batch.many import convert_many as convert_many
    from iku.extract.errors import IkuError as IkuError
    from iku.normalize.model import Dokumen as Dokumen
    from iku.normalize.model import Instansi as Instansi
    from iku.normalize.record_model import Indikator as Indikator
    from iku.options import Options as Options
    from iku.pipeline import Agency as Agency
    from iku.pipeline import Conversion as Conversion
    from iku.pipeline import convert as convert
    from iku.schemas.validate import validate_agency as validate_agency

_HOMES = {
    "Agency": "iku.pipeline",
    "Converted": "iku.batch.many",
    "Conversion": "iku.pipeline",
    "Dokumen": "iku.normalize.model",
    "IkuError": "iku.extract.errors",
    "Indikator": "iku.normalize.record_model",
    "Instansi": "iku.normalize.model",
    "Options": "iku.options",
    "convert": "iku.pipeline",
    "convert_many": "iku.batch.many",
    "validate_agency": "iku.schemas.validate",
}
"""Public name -> the module that holds it."""

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
