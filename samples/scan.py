"""A printed sample as an office scanner gives it back: grey pages, a little askew and uneven, noisy, without text."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 170
QUALITY = 42  # JPEG


def scan_pdf(source: Path, target: Path) -> None:
    """Write *source* to *target* as page images, each with its own small skew; the same source gives the same pages."""
    dice = np.random.default_rng(zlib.crc32(source.name.encode()))
    canvas = Canvas(str(target), invariant=1)
    document = pypdfium2.PdfDocument(source)
    for page in document:
        width, height = page.get_size()
        image = _worn(page.render(scale=DPI / 72, grayscale=True).to_pil(), dice)
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=QUALITY)
        stream.seek(0)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(stream), 0, 0, width, height)
        canvas.showPage()
    document.close()
    canvas.save()


def _worn(image: Image.Image, dice: np.random.Generator) -> Image.Image:
    angle = float(dice.uniform(0.3, 0.8) * dice.choice([-1, 1]))
    turned = image.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float32)
    shade = np.linspace(0, float(dice.uniform(6, 14)), soft.shape[1], dtype=np.float32)
    noise = dice.normal(0, 3, soft.shape).astype(np.float32)
    return Image.fromarray(np.clip(soft - shade[None, :] + noise, 0, 255).astype(np.uint8))
