"""Colours of every colour space as one number: the luminance of the paint, 0 black to 1 white.

Inks of a Separation or DeviceN space are mixed by their function where it can be computed; where not, and for
patterns, the answer is None and the rendered pixels decide. ISO 32000-1, 8.6 (colour spaces) and 7.10 (functions).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.psparser import PSLiteral

MAX_DEPTH = 5
"""Colour spaces may be built on one another; deeper than this a file is wrong."""
PROCESS_INKS = {"Cyan": 0.3, "Magenta": 0.59, "Yellow": 0.11, "Black": 1.0, "None": 0.0, "All": 1.0}
"""How much a full tint of an ink darkens the paper. Other inks are taken for dark ones."""
SPOT_INK = 0.8


class Inks(PDFColorSpace):
    """A colour space whose numbers are not grey, RGB or CMYK themselves; ``spec`` is its definition in the file."""

    def __init__(self, name: str, ncomponents: int, spec: Sequence[Any]) -> None:
        super().__init__(name, ncomponents)
        self.spec = spec

    def grey(self, values: Sequence[Any]) -> float | None:
        """The luminance of a colour given by *values*."""
        try:
            return _in_space(self.spec, [float(v) for v in values], 0)
        except (TypeError, ValueError, IndexError, KeyError, ZeroDivisionError, OverflowError):
            return None


def ink_space(spec: object) -> Inks | None:
    """The space that *spec* (an entry of the ColorSpace resources) defines, None where pdfminer knows it."""
    if not isinstance(spec, (list, tuple)) or not spec:
        return None
    name = _name(spec[0])
    if name in ("Separation", "Indexed", "I"):
        return Inks(name, 1, spec)
    if name == "Lab":
        return Inks(name, 3, spec)
    if name == "DeviceN" and len(spec) > 1:
        return Inks(name, len(list_value(spec[1])), spec)
    return None


def grey_of(colour: Any) -> float | None:
    """Luminance of a colour as pdfminer gives it: a number, RGB, CMYK; black when it is missing, None for a pattern."""
    if colour is None:
        return 0.0
    try:
        values = [float(v) for v in (colour if isinstance(colour, (tuple, list)) else (colour,))]
    except (TypeError, ValueError):
        return None
    return _process(values)


def _process(c: Sequence[float]) -> float | None:
    if len(c) == 1:
        return c[0]
    if len(c) == 3:
        return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]
    if len(c) == 4:
        return max(0.0, 1.0 - min(1.0, c[3] + (0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2])))
    return None


def _in_space(spec: Any, values: list[float], depth: int) -> float | None:
    spec = resolve1(spec)
    if depth > MAX_DEPTH:
        return None
    name = _name(spec[0] if isinstance(spec, (list, tuple)) else spec)
    if name in ("Indexed", "I"):
        return _indexed(spec, values, depth)
    if name == "Separation" and _name(spec[1]) in ("Black", "All"):
        return 1.0 - min(1.0, max(0.0, values[0]))
    if name in ("Separation", "DeviceN"):
        mixed = _through(resolve1(spec[3]), values)
        if mixed is not None:
            return _in_space(spec[2], mixed, depth + 1)
        names = [_name(spec[1])] if name == "Separation" else [_name(n) for n in list_value(spec[1])]
        return max(0.0, 1.0 - sum(PROCESS_INKS.get(n, SPOT_INK) * v for n, v in zip(names, values, strict=False)))
    if name == "Lab":
        return min(1.0, max(0.0, values[0] / 100))
    return _process(values)


def _indexed(spec: Sequence[Any], values: list[float], depth: int) -> float | None:
    base, table = resolve1(spec[1]), resolve1(spec[3])
    data = table.get_data() if isinstance(table, PDFStream) else bytes(table)
    count = _components(base)
    at = int(values[0]) * count
    entry = [byte / 255 for byte in data[at : at + count]]
    if len(entry) < count:
        return None
    if isinstance(base, (list, tuple)) and _name(base[0]) == "Lab":
        entry = [100 * entry[0], 0.0, 0.0]
    return _in_space(base, entry, depth + 1)


def _components(space: Any) -> int:
    if isinstance(space, (list, tuple)):
        name = _name(space[0])
        if name == "ICCBased":
            stream = resolve1(space[1])
            return int(resolve1(stream["N"]))
        if name == "DeviceN":
            return len(list_value(space[1]))
    else:
        name = _name(space)
    return {"DeviceGray": 1, "G": 1, "CalGray": 1, "Separation": 1, "Indexed": 1, "DeviceCMYK": 4, "CMYK": 4}.get(
        name, 3
    )


def _through(function: Any, values: list[float]) -> list[float] | None:
    """The result of a PDF function; None for a PostScript calculator or a sampled function of several inks."""
    if isinstance(function, (list, tuple)):
        parts = [_through(resolve1(f), values) for f in function]
        return None if any(p is None for p in parts) else [v for p in parts if p for v in p]
    settings = function.attrs if isinstance(function, PDFStream) else function
    kind = resolve1(settings.get("FunctionType"))
    if kind == 2:
        zero = [float(v) for v in resolve1(settings.get("C0")) or [0.0]]
        one = [float(v) for v in resolve1(settings.get("C1")) or [1.0]]
        power = max(0.0, min(1.0, values[0])) ** float(resolve1(settings.get("N", 1)))
        return [a + power * (b - a) for a, b in zip(zero, one, strict=False)]
    if kind == 0 and len(values) == 1 and isinstance(function, PDFStream):
        return _sampled(function, values[0])
    return None


def _sampled(function: PDFStream, value: float) -> list[float] | None:
    size, bits = int(list_value(function["Size"])[0]), int(resolve1(function["BitsPerSample"]))
    domain = [float(v) for v in list_value(function["Domain"])]
    spans = [float(v) for v in list_value(function["Range"])]
    if bits not in (8, 16) or size < 1:
        return None
    share = (value - domain[0]) / ((domain[1] - domain[0]) or 1.0)
    count, step = len(spans) // 2, bits // 8
    at = min(size - 1, max(0, round(share * (size - 1)))) * count * step
    data = function.get_data()
    top = float((1 << bits) - 1)
    raw = [int.from_bytes(data[at + i * step : at + (i + 1) * step], "big") / top for i in range(count)]
    return [spans[2 * i] + v * (spans[2 * i + 1] - spans[2 * i]) for i, v in enumerate(raw)]


def _name(value: Any) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else str(value)
