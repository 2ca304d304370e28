"""Keep only the wanted characters of the recognizer's last layer: less arithmetic, and no stray other scripts.

Works on the bytes of the ONNX file (protocol-buffer wire format, onnx.proto3 of the ONNX project): every initializer
whose last dimension is the number of classes is cut to the wanted columns, every declared shape that names it follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

# Field numbers of onnx.proto3.
_MODEL_GRAPH = 7
_GRAPH_INITIALIZER, _GRAPH_SHAPES = 5, (11, 12, 13)
_TENSOR_DIMS, _TENSOR_TYPE, _TENSOR_RAW = 1, 2, 9
_FLOAT = 1
_SHAPE_PATH = (2, 1, 2, 1)  # ValueInfo.type.tensor_type.shape.dim, whose dim_value is field 1


def keep_classes(model: bytes, classes: int, keep: npt.NDArray[np.intp]) -> bytes:
    """*model* with its *classes* output classes cut to *keep*. Raises ``ValueError`` where no layer has that many."""
    found = [0]

    def graph(data: bytes) -> bytes:
        def part(number: int, value: bytes) -> bytes:
            if number == _GRAPH_INITIALIZER:
                cut = _cut_tensor(value, classes, keep)
                found[0] += cut is not value
                return cut
            return _cut_shape(value, classes, len(keep), _SHAPE_PATH) if number in _GRAPH_SHAPES else value

        return _rewrite(data, part)

    out = _rewrite(model, lambda number, value: graph(value) if number == _MODEL_GRAPH else value)
    if not found[0]:
        raise ValueError(f"no layer with {classes} classes")
    return out


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7


def _encode(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _fields(data: bytes) -> Iterator[tuple[int, int, int | bytes, bytes]]:
    """Field number, wire type, value and the field's own bytes, one after the other."""
    at = 0
    while at < len(data):
        start = at
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        value: int | bytes
        if wire == 0:
            value, at = _varint(data, at)
        elif wire == 2:
            size, at = _varint(data, at)
            value, at = data[at : at + size], at + size
        else:
            size = 8 if wire == 1 else 4
            value, at = data[at : at + size], at + size
        yield number, wire, value, data[start:at]


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _encode(number << 3) + _encode(value)
    return _encode(number << 3 | 2) + _encode(len(value)) + value


def _rewrite(data: bytes, change: Callable[[int, bytes], bytes]) -> bytes:
    """*data* with every length-delimited field passed through *change*; untouched fields keep their bytes."""
    out = []
    for number, wire, value, own in _fields(data):
        if wire == 2 and isinstance(value, bytes):
            changed = change(number, value)
            out.append(own if changed is value else _field(number, changed))
        else:
            out.append(own)
    return b"".join(out)


def _cut_tensor(data: bytes, classes: int, keep: npt.NDArray[np.intp]) -> bytes:
    dims: list[int] = []
    kind, raw = 0, b""
    for number, wire, value, _ in _fields(data):
        if number == _TENSOR_DIMS:
            if isinstance(value, int):
                dims.append(value)
            else:
                at = 0
                while at < len(value):
                    size, at = _varint(value, at)
                    dims.append(size)
        elif number == _TENSOR_TYPE and isinstance(value, int):
            kind = value
        elif number == _TENSOR_RAW and wire == 2 and isinstance(value, bytes):
            raw = value
    if not dims or classes not in (dims[0], dims[-1]) or kind != _FLOAT or not raw:
        return data
    whole = np.frombuffer(raw, dtype="<f4").reshape(dims)
    cut = whole[..., keep] if dims[-1] == classes else whole[keep]
    out = [own for number, _, _, own in _fields(data) if number not in (_TENSOR_DIMS, _TENSOR_RAW)]
    return b"".join([*(_field(_TENSOR_DIMS, n) for n in cut.shape), *out, _field(_TENSOR_RAW, cut.tobytes())])


def _cut_shape(data: bytes, classes: int, size: int, path: tuple[int, ...]) -> bytes:
    """Replace the dimension *classes* by *size* in a ValueInfo."""
    if not path:
        return b"".join(
            _field(1, size) if number == 1 and value == classes else own for number, _, value, own in _fields(data)
        )

    def part(number: int, value: bytes) -> bytes:
        return _cut_shape(value, classes, size, path[1:]) if number == path[0] else value

    return _rewrite(data, part)
