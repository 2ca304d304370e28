"""What a digital document does not need is not loaded for it: start-up is a second of small jobs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "samples" / "pdf" / "c-keputusan-bidang.pdf"
CODE = f"""
import sys
from iku.pipeline import convert
assert convert({str(SAMPLE)!r}).documents[0].indikator
print(sorted(set(sys.modules) & {{"cv2", "camelot", "pandas", "onnxruntime", "spacy.cli", "httpx", "requests"}}))
import spacy.cli
print(spacy.cli.info.__module__)
"""


def test_digital_document_loads_no_opencv_camelot_or_commands_of_spacy() -> None:
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    assert done.stdout.splitlines() == ["[]", "spacy.cli.info"]
