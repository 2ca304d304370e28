"""The API does what its OpenAPI description says, whatever is asked of it: no crash, no answer that is not described.

Only on loopback, with a bounded number of made-up requests.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the review extra is not installed")
pytest.importorskip("schemathesis", reason="schemathesis is not installed")

from web_server import running

from iku.schemas.write import write_agency
from iku.web.settings import Settings
from tests.review_files import EVIL, make_agency

LEFT_OUT = "positive_data_acceptance"
"""It wants every upload to be accepted, and made-up uploads are no PDFs."""
REQUESTS = "40"


def test_made_up_requests_get_only_described_answers(tmp_path: Path) -> None:
    write_agency(tmp_path / "hasil" / "a.json", make_agency())
    write_agency(tmp_path / "hasil" / "b.json", make_agency("Badan Y", 7, EVIL))
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", "--exclude-checks", LEFT_OUT,
        "--max-examples", REQUESTS,
        "--phases", "examples,coverage,fuzzing", "--workers", "1", "--request-timeout", "30", "--seed", "1",
        "--generation-database", ":memory:",
    ]  # fmt: skip
    with running(Settings(tmp_path / "hasil")) as address:
        assert address.startswith("http://127.0.0.1:")
        done = subprocess.run(
            [*command, f"{address}/api/v1/openapi.json"], cwd=tmp_path, capture_output=True, text=True, timeout=400,
            env={**os.environ, "NO_PROXY": "127.0.0.1", "SCHEMATHESIS_REPORT": "false"},
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
