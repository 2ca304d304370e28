"""How much harm a scan can take: ``python -m bench.degrade [--kinds skew,fax] [--samples NAME,..] [--csv FILE]``.

The table pages of the printed samples are turned into pictures, worn in one way at three strengths, and converted; the
table gives records found (F1) and fields equal by kind and strength. The same call gives the same pages.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import tempfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console
from rich.table import Table

from bench.scoring import Score, score
from iku.extract.scan.triage import looks_like_table
from iku.pipeline import convert

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DPI = 200
WHITE = (255, 255, 255)

Picture = npt.NDArray[Any]  # unsigned bytes, (height, width, 3)
Wear = Callable[[Picture, float, np.random.Generator], Picture]


def _warp(picture: Picture, matrix: npt.NDArray[Any]) -> Picture:
    height, width = picture.shape[:2]
    return np.asarray(cv2.warpPerspective(picture, matrix, (width, height), borderValue=WHITE))


def skew(picture: Picture, degrees: float, _: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    return _warp(picture, np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), (0, 0, 1)]))


def keystone(picture: Picture, share: float, _: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    shift = share * width
    old = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    new = np.array([[shift, shift / 2], [width - shift / 3, 0], [width, height], [0, height - shift / 2]], np.float32)
    return _warp(picture, cv2.getPerspectiveTransform(old, new))


def curl(picture: Picture, share: float, _: np.random.Generator) -> Picture:
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bent = y + np.float32(share * height) * np.sin(np.pi * x / width)
    return np.asarray(cv2.remap(picture, x, bent.astype(np.float32), cv2.INTER_LINEAR, borderValue=WHITE))


def sideways(picture: Picture, quarters: float, _: np.random.Generator) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, int(quarters)))


def blur(picture: Picture, sigma: float, _: np.random.Generator) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma))


def noise(picture: Picture, sigma: float, dice: np.random.Generator) -> Picture:
    grain = dice.normal(0, sigma, picture.shape[:2]).astype(np.float32)[:, :, None]
    return np.asarray(np.clip(picture.astype(np.float32) * 0.96 + grain, 0, 255).astype(np.uint8))


def specks(picture: Picture, per_mille: float, dice: np.random.Generator) -> Picture:
    out = picture.copy()
    out[dice.random(picture.shape[:2]) < per_mille / 1000] = 30
    return out


def fade(picture: Picture, share: float, _: np.random.Generator) -> Picture:
    return (255 - (255 - picture.astype(np.float32)) * (1 - share)).astype(np.uint8)


def coarse(picture: Picture, dpi: float, _: np.random.Generator) -> Picture:
    return np.asarray(cv2.resize(picture, None, fx=dpi / DPI, fy=dpi / DPI, interpolation=cv2.INTER_AREA))


def bilevel(picture: Picture, threshold: float, _: np.random.Generator) -> Picture:
    return np.where(cv2.GaussianBlur(picture, (0, 0), 0.8) > threshold, 255, 0).astype(np.uint8)


def jpeg(picture: Picture, quality: float, _: np.random.Generator) -> Picture:
    coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(quality)])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR))


def shadow(picture: Picture, depth: float, _: np.random.Generator) -> Picture:
    across = np.linspace(0, 1, picture.shape[1], dtype=np.float32) ** 2
    return np.asarray((picture * (1 - depth * across)[None, :, None]).astype(np.uint8))


def shading(picture: Picture, depth: float, _: np.random.Generator) -> Picture:
    """The upper half of the page on a coloured ground."""
    out = picture.astype(np.float32)
    out[: picture.shape[0] // 2] *= 1 - depth * np.array([0.2, 0.6, 1.0], np.float32)
    return out.astype(np.uint8)


def stamp(picture: Picture, darkness: float, dice: np.random.Generator) -> Picture:
    ink = np.full_like(picture, 255)
    height, width = picture.shape[:2]
    middle = int(dice.uniform(0.3, 0.7) * width), int(dice.uniform(0.4, 0.6) * height)
    for radius in (75, 110):
        cv2.circle(ink, middle, radius, (70, 40, 160), 4)
    cv2.putText(ink, "DINAS", (middle[0] - 60, middle[1] + 12), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (70, 40, 160), 4)
    faded = 255 - (255 - ink.astype(np.float32)) * darkness
    return (picture * (faded / 255)).astype(np.uint8)


KINDS: dict[str, tuple[Wear, tuple[float, float, float]]] = {
    "skew": (skew, (1.0, 3.0, 5.0)),
    "keystone": (keystone, (0.005, 0.01, 0.02)),
    "curl": (curl, (0.003, 0.006, 0.012)),
    "sideways": (sideways, (1, 2, 3)),
    "blur": (blur, (0.8, 1.4, 2.0)),
    "noise": (noise, (6, 12, 24)),
    "specks": (specks, (0.3, 1.0, 3.0)),
    "fade": (fade, (0.4, 0.6, 0.75)),
    "coarse": (coarse, (150, 110, 85)),
    "bilevel": (bilevel, (190, 150, 110)),
    "jpeg": (jpeg, (40, 20, 10)),
    "shadow": (shadow, (0.3, 0.5, 0.7)),
    "shading": (shading, (0.1, 0.25, 0.4)),
    "stamp": (stamp, (0.4, 0.7, 1.0)),
}


def worn_pdf(source: Path, target: Path, wear: Wear, strength: float) -> None:
    """Write the table pages of *source* to *target* as pictures worn by *wear*."""
    dice = np.random.default_rng(zlib.crc32(f"{source.name}{wear.__name__}{strength}".encode()))
    document = pdfium.PdfDocument(source)
    canvas = Canvas(str(target), invariant=1)
    for number in range(1, len(document) + 1):
        if not looks_like_table(document, number):
            continue
        width, height = document[number - 1].get_size()
        picture = wear(np.asarray(document[number - 1].render(scale=DPI / 72).to_pil().convert("RGB")), strength, dice)
        if (picture.shape[1] > picture.shape[0]) != (width > height):
            width, height = height, width
        stream = io.BytesIO()
        Image.fromarray(picture).save(stream, "PNG")
        stream.seek(0)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(stream), 0, 0, width, height)
        canvas.showPage()
    document.close()
    canvas.save()


def measure(name: str, kind: str, strength: float) -> Score:
    """Convert the worn table pages of one sample and hold the records against what is expected."""
    expected = json.loads((SAMPLES / "expected" / f"{name}.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{name}.pdf"
        worn_pdf(SAMPLES / "pdf" / f"{name}.pdf", target, KINDS[kind][0], strength)
        agencies = [agency.to_json() for agency in convert(target).agencies]
    if not agencies:
        return score(expected, {}, {})
    return score(expected, agencies[0]["instansi"], agencies[0]["dokumen"][0])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--samples", default="a-laporan,c-keputusan-bidang,e-dua-versi")
    parser.add_argument("--csv", type=Path, help="write the figures here as well")
    asked = parser.parse_args(arguments)
    names = asked.samples.split(",")
    table = Table("kind", "strength", "record F1", "exact", "invented", title=f"worn pages of {asked.samples}")
    rows: list[tuple[str, float, float, float, float]] = []
    for kind in asked.kinds.split(","):
        for strength in KINDS[kind][1]:
            scores = [measure(name, kind, strength) for name in names]
            figures = [sum(getattr(s, f) for s in scores) / len(scores) for f in ("f1", "exact", "invented")]
            rows.append((kind, strength, figures[0], figures[1], figures[2]))
            table.add_row(kind, f"{strength:g}", *(f"{f:.3f}" for f in figures))
    Console().print(table)
    if asked.csv:
        with asked.csv.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("kind", "strength", "record_f1", "exact", "invented"), *rows])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
