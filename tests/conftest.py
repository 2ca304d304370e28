"""What the tests share: the project's folder, and the reference documents where they stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT.parent / "shared" / "bench"


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def bench() -> Path:
    """The folder of reference documents and gold records; the test is skipped where it is absent."""
    if not BENCH.is_dir():
        pytest.skip("no reference documents beside the project")
    return BENCH


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of our own sample documents."""
    return ROOT / "samples"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder of results with one agency file."""
    from iku.schemas.write import write_agency
    from tests.review_files import make_agency

    folder = tmp_path / "hasil"
    write_agency(folder / "32.76-dinas-x.json", make_agency())
    return folder


@pytest.fixture
def client(results: Path) -> Iterator[Any]:
    """The review server over *results*, asked from this machine."""
    from fastapi.testclient import TestClient

    from iku.web.app import create_app
    from iku.web.settings import Settings
    from tests.review_files import LOCAL

    with TestClient(create_app(Settings(results)), base_url=LOCAL) as client:
        yield client
