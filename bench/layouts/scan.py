"""A printed layout scanned as an office does: a little turned, soft, grainy, packed as JPEG. The truth goes along."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench.degrade import WHITE, blur, noise, shadow

POINTS = 72
Matrix = npt.NDArray[np.float64]  # 3 x 3, pixels to pixels


@dataclass(frozen=True, slots=True)
class Office:
    """How one machine scans: dots per inch, degrees of skew, share of the width that a keystone shifts, blur (pixels),
    grain (grey levels), depth of the shadow at the spine, JPEG quality, and whether it scans in colour."""

    dpi: int
    skew: float
    keystone: float
    blur: float
    grain: float
    shadow: float
    quality: int
    colour: bool


def office(dice: Random) -> Office:
    """A machine in fair order, as most archives were scanned."""
    return Office(
        dpi=dice.choice([150, 200, 200, 300]),
        skew=dice.gauss(0, 0.5),
        keystone=dice.uniform(0, 0.004),
        blur=dice.uniform(0.4, 0.9),
        grain=dice.uniform(1, 6),
        shadow=dice.choice([0.0, 0.0, 0.1, 0.25]),
        quality=dice.randint(50, 85),
        colour=dice.random() < 0.4,
    )


def scan(pdf: Path, truth: dict[str, Any], seed: int) -> None:
    """Put pictures in place of the pages of *pdf*, and move the words of *truth* to where they are on them."""
    machine, grain = office(Random(f"scan {seed}")), np.random.default_rng(seed)
    document, pages = pdfium.PdfDocument(pdf.read_bytes()), truth["pages"]
    canvas = Canvas(str(pdf), invariant=1)
    scale = machine.dpi / POINTS
    for page in pages:
        picture = np.asarray(document[page["number"] - 1].render(scale=scale).to_pil().convert("RGB"))
        matrix = _lay(machine, picture.shape[1], picture.shape[0])
        canvas.setPageSize((page["width"], page["height"]))
        paper = ImageReader(_worn(picture, matrix, machine, grain))
        canvas.drawImage(paper, 0, 0, page["width"], page["height"])
        canvas.showPage()
        for cell in (c for t in page["tables"] for c in t["cells"]):
            cell["words"] = [_moved(w, matrix, scale) for w in cell["words"]]
    document.close()
    canvas.save()
    truth["scanned"] = True


def _lay(machine: Office, width: int, height: int) -> Matrix:
    """How the sheet lies on the glass."""
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), machine.skew, 1.0), (0, 0, 1)])
    shift = machine.keystone * width
    old = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    new = np.array([[shift, shift / 2], [width - shift / 3, 0], [width, height], [0, height - shift / 2]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(old, new), np.float64) @ np.asarray(turn, np.float64)


def _worn(picture: npt.NDArray[Any], matrix: Matrix, machine: Office, grain: np.random.Generator) -> io.BytesIO:
    height, width = picture.shape[:2]
    out = np.asarray(cv2.warpPerspective(picture, matrix, (width, height), borderValue=WHITE, flags=cv2.INTER_CUBIC))
    out = noise(shadow(blur(out, machine.blur, grain), machine.shadow, grain), machine.grain, grain)
    stream = io.BytesIO()
    sheet = Image.fromarray(out)
    (sheet if machine.colour else sheet.convert("L")).save(stream, "JPEG", quality=machine.quality)
    stream.seek(0)
    return stream


def _moved(word: list[Any], matrix: Matrix, scale: float) -> list[Any]:
    """The box around the word's corners where they lie on the scan."""
    x0, top, x1, bottom, text = word
    corners = np.array([[(x0, top), (x1, top), (x1, bottom), (x0, bottom)]], np.float64) * scale
    moved = cv2.perspectiveTransform(corners, matrix)[0] / scale
    low, high = moved.min(axis=0), moved.max(axis=0)
    return [*(round(float(v), 2) for v in (*low, *high)), text]
