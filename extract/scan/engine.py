"""The recognizer's and detector's networks: PP-OCR weights of the rapidocr wheel, run by onnxruntime on one thread.

The networks are loaded once a process. Sources: rapidocr 3.10 (Apache-2.0), ``rapidocr/models``; input forms as in its
``ch_ppocr_det`` and ``ch_ppocr_rec``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from iku.extract.scan import slim
from iku.extract.scan.image import Pixels

DETECTOR_SIDE = 960  # pixels, long side of the detector's input
GRAIN = 32  # the sides of its input are multiples of it
LINE_HEIGHT = 48  # pixels, height of the recognizer's input
STEP = 8  # pixels of the recognizer's input for one step of its output

Floats = npt.NDArray[np.float32]


def _model(name: str) -> Path:
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("rapidocr is not installed")
    return Path(spec.origin).parent / "models" / name


def _options() -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return options


def _session(name: str) -> ort.InferenceSession:
    return ort.InferenceSession(str(_model(name)), _options(), providers=["CPUExecutionProvider"])


@cache
def _detector() -> ort.InferenceSession:
    return _session("PP-OCRv6_det_small.onnx")


@cache
def _wanted() -> frozenset[str]:
    with (Path(__file__).parent / "data" / "characters.toml").open("rb") as file:
        return frozenset("".join(group["characters"] for group in tomllib.load(file)["group"]))


@cache
def _recognizer() -> tuple[ort.InferenceSession, list[str]]:
    """The session, cut to the wanted characters, and these (index 0 is the CTC blank)."""
    path = _model("PP-OCRv6_rec_small.onnx")
    probe = ort.InferenceSession(str(path), _options(), providers=["CPUExecutionProvider"])
    every = ["", *probe.get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
    keep = np.array([i for i, c in enumerate(every) if i == 0 or c in _wanted()])
    slim_model = slim.keep_classes(path.read_bytes(), len(every), keep)
    session = ort.InferenceSession(slim_model, _options(), providers=["CPUExecutionProvider"])
    return session, [every[i] for i in keep]


@cache
def _turner() -> ort.InferenceSession:
    return _session("ch_ppocr_mobile_v2.0_cls_mobile.onnx")


def text_map(grey: Pixels, ink: Pixels) -> Floats:
    """Probability of text per pixel of a page reduced to ``DETECTOR_SIDE``. Only the part that holds *ink* (a binary
    page of the same size) is looked at: margins cost as much as print."""
    height, width = grey.shape
    ratio = min(1.0, DETECTOR_SIDE / max(height, width))
    w, h = (max(GRAIN, round(v * ratio / GRAIN) * GRAIN) for v in (width, height))
    small = cv2.resize(grey, (w, h), interpolation=cv2.INTER_AREA).astype(np.float32) / 127.5 - 1
    down, across = (_held(np.asarray(ink.any(axis=axis)), size) for axis, size in ((1, h), (0, w)))
    part = small[down, across]
    out = np.zeros((h, w), dtype=np.float32)
    batch = np.ascontiguousarray(np.broadcast_to(part, (1, 3, *part.shape)))
    out[down, across] = _detector().run(None, {"x": batch})[0][0, 0]
    return out


def _held(inked: npt.NDArray[np.bool_], size: int) -> slice:
    """The part of a side of the reduced page, *size* pixels, that holds the inked rows (or columns) and some paper
    around them; its length is a multiple of ``GRAIN``."""
    at = np.flatnonzero(inked) * size / len(inked)
    if not len(at):
        return slice(0, GRAIN)
    first = max(0, int(at[0]) - GRAIN // 2)
    length = min(size, -(-(int(at[-1]) + GRAIN // 2 - first) // GRAIN) * GRAIN)
    first = min(first, size - length)
    return slice(first, first + length)


def upside_down(lines: list[Pixels]) -> list[float]:
    """For grey line images the probability that each stands on its head (rapidocr's line direction classifier), 0.5 for
    one without pixels."""
    batch = np.zeros((len(lines), 3, LINE_HEIGHT, 192), dtype=np.float32)
    for i, line in enumerate(lines):
        if not line.size:
            continue
        width = min(192, max(16, round(line.shape[1] * LINE_HEIGHT / line.shape[0])))
        batch[i, :, :, :width] = cv2.resize(line, (width, LINE_HEIGHT)).astype(np.float32) / 127.5 - 1
    out = _turner().run(None, {"x": batch})[0]
    return [float(row[1]) if line.size else 0.5 for line, row in zip(lines, out, strict=True)]


def recognize(line: Pixels) -> Floats:
    """Read a grey line image, 48 pixels high; shape (steps, characters). One line at a time: batches cost as much by
    the pixel, and the padding and the memory on top."""
    session, known = _recognizer()
    if not line.size:
        return np.zeros((0, len(known)), dtype=np.float32)
    scaled = line.astype(np.float32) / 127.5 - 1
    batch = np.ascontiguousarray(np.broadcast_to(scaled, (1, 3, *scaled.shape)))
    return np.asarray(session.run(None, {"x": batch})[0][0], dtype=np.float32)


def characters() -> list[str]:
    """The character of every column that ``recognize`` gives; the first, empty one is the CTC blank."""
    return _recognizer()[1]
