"""What the tests share: the project's folder, and the reference documents where they stand beside it."""

from __future__ import annotations

from pathlib import Path

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
