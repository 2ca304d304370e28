"""Pictures of pages that are sent on show no number of a person."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from iku.cli.show import draw_page as draw_shown
from iku.extract.privacy import mask_text
from iku.pipeline import Options, convert_document
from iku.web.archive import Archive
from iku.web.drawing import draw_page, see_page

SCALE = 2.0
NIP = "196401071990031002"


def darkness(picture: Image.Image, box: list[float]) -> float:
    """Share of a box (points) that is painted black."""
    x0, top, x1, bottom = (int(v * SCALE) for v in box)
    return float((np.asarray(picture.convert("L"))[top:bottom, x0:x1] < 40).mean())


@pytest.mark.parametrize("name", ["c-keputusan-bidang", "c-keputusan-bidang--pindaian"])
def test_nip_is_painted_over_in_the_picture_of_its_page(samples: Path, tmp_path: Path, name: str) -> None:
    path = samples / "pdf" / f"{name}.pdf"
    place = next(p for k, p in convert_document(path, Options()).dokumen.asal.items() if k.endswith(".nip"))
    number = [w[:4] for w in see_page(path, place.halaman)["kata"] if mask_text(f"NIP {w[4]}") != f"NIP {w[4]}"]
    assert number
    plain = Image.open(io.BytesIO(draw_page(path, place.halaman, SCALE, hide=False)))
    hidden = Image.open(io.BytesIO(draw_page(path, place.halaman, SCALE)))
    shown = Image.open(draw_shown(path, place.halaman, tmp_path, None))
    for box in number:
        assert darkness(plain, box) < 0.7 and darkness(hidden, box) > 0.9
        assert darkness(shown, box) > 0.7  # with the frames of words drawn over it


def test_file_named_after_a_person_is_found_under_its_masked_name(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / f"SK_{NIP}.pdf"
    path.write_bytes((samples / "pdf" / "b-capaian.pdf").read_bytes())
    document = convert_document(path, Options()).dokumen
    assert Archive([tmp_path]).find(document.id, mask_text(path.name)) == path
    assert draw_shown(path, 1, tmp_path / "out", None).name == "SK_***************002-1.png"
