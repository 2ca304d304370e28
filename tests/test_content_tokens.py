"""The tokens of page content: the quick parser gives what pdfminer's gives, whatever stands in the stream."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF

from iku.extract.drawn.tokens import ContentParser

PIECES = (
    b"BT", b"/F1 12 Tf", b"1 0 0 1 72.5 -.5 Tm", b"[(Sasaran) -250 (Utama)] TJ", b"(a \\(b\\) \\101 (in) c) Tj",
    b"<0041 42> Tj", b"<004142>", b"<41>>", b"<414>", b"/Na#20me gs", b"<</MCID 3 /T (x)>> BDC", b"% remark\n",
    b"true false null", b"T* ' \"", b"-", b".", b"+3", b"4.", b"1.2.3", b"12abc", b"5-3", b"[", b"]", b"{ 1 }",
    b"q\x00Q", b"/", b"//A", b"BI /W 2 /H 1 /BPC 8 /CS /G ID \x01\xff EI", b"/\xff\xfe", b"re f*", b"(open", b">",
    b"(\r\n)",
)  # fmt: skip


def _objects(parser: type[PDFContentParser], streams: list[bytes]) -> list[Any]:
    found: list[Any] = []
    try:
        own = parser([PDFStream({}, data) for data in streams])
        while True:
            position, token = own.nextobject()
            found.append((position, (token.attrs, token.rawdata) if isinstance(token, PDFStream) else token))
    except PSEOF:
        return found
    except Exception as fault:  # noqa: BLE001  # the same fault is the same answer
        return [*found, type(fault)]


@pytest.mark.parametrize("seed", range(40))
def test_any_mixture_gives_the_same_objects_at_the_same_places(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    streams = [b" \n"[chance.random() > 0.5 :].join(chance.choices(PIECES, k=30)) for _ in range(3)]
    assert _objects(ContentParser, streams) == _objects(PDFContentParser, streams)


@pytest.mark.parametrize("piece", PIECES)
def test_a_token_at_the_end_of_a_stream_goes_on_as_it_does_with_pdfminer(piece: bytes) -> None:
    streams = [b"q " + piece, piece + b" Q"]
    assert _objects(ContentParser, streams) == _objects(PDFContentParser, streams)
