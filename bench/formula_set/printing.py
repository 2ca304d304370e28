"""The formulas as tables of key indicators, printed by a browser and by a word processor."""

from __future__ import annotations

import html
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.formula_set.make import Case
from bench.formula_set.tree import Fraction, Row, linear, to_html, to_mathml, to_omml, to_underlined

HEADER = ("No", "Sasaran Strategis", "Indikator Kinerja Utama", "Formulasi", "Sumber Data")
WIDTHS = (600, 1700, 2000, 8700, 1500)  # twentieths of a point, on a page across
_CSS = (
    "@page{size:297mm 210mm;margin:15mm}body{font:9pt 'Liberation Sans'}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #000;padding:3px 5px;vertical-align:top}tr{break-inside:avoid}p{margin:2px 0}"
    ".f{display:inline-block;vertical-align:middle;text-align:center}.f>span{display:block}"
    ".o{border-bottom:.7px solid #000}.d{display:inline-block;text-align:center}"
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def cells_of(case: Case) -> list[str]:
    """Number, goal, indicator and source around a formula."""
    return [case.name, "Meningkatnya mutu layanan", f"Persentase uji nomor {case.name}", "", "Laporan bidang"]


def print_by_browser(cases: Sequence[Case], out: Path) -> None:
    """One PDF of all *cases* at *out*. Raises ``FileNotFoundError`` without chromium."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{_html(c) if i == 3 else text}</td>" for i, text in enumerate(cells_of(c))) + "</tr>"
        for c in cases
    )
    head = "".join(f"<th>{h}</th>" for h in HEADER)
    page = out.with_suffix(".html")
    page.write_text(
        f"<meta charset=utf-8><style>{_CSS}</style><h3>INDIKATOR KINERJA UTAMA</h3>"
        f"<table><thead><tr>{head}</tr></thead>{rows}</table>", "utf-8",
    )  # fmt: skip
    profile = out.parent / "profile"
    subprocess.run(
        [_tool("chromium"), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={profile}", f"--print-to-pdf={out}", page.as_uri()],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip


def print_by_word_processor(cases: Sequence[Case], out: Path) -> None:
    """One PDF of all *cases* at *out*. Raises ``FileNotFoundError`` without LibreOffice."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in WIDTHS)
    rows = [_docx_row([_docx_text(h) for h in HEADER])]
    for case in cases:
        rows.append(_docx_row([_docx(case) if i == 3 else _docx_text(t) for i, t in enumerate(cells_of(case))]))
    border = "".join(
        f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = (
        f"{_docx_text('INDIKATOR KINERJA UTAMA')}<w:tbl><w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        '<w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="850" w:bottom="850" w:left="1100" w:right="1100"/></w:sectPr>'
    )
    source = out.with_suffix(".docx")
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", _TYPES)
        pack.writestr("_rels/.rels", _RELS)
        pack.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document xmlns:w="{_W}" xmlns:m="{_M}"><w:body>{body}</w:body></w:document>',
        )
    subprocess.run(
        [_tool("soffice"), f"-env:UserInstallation={(out.parent / 'office').as_uri()}", "--headless", "--convert-to",
         "pdf", "--outdir", str(out.parent), str(source)],
        capture_output=True, check=True, timeout=300,
    )  # fmt: skip


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not installed")
    return found


def _html(case: Case) -> str:
    forms: dict[str, Callable[[Any], str]] = {
        "block": to_html,
        "equation": lambda n: f"<math display=block style='text-align:left'>{to_mathml(n)}</math>",
        "underline": to_underlined,
        "dashes": lambda n: _dashes(*_sides(n)),
    }
    inner = forms[case.style](case.node)
    around = [f"<p>{html.escape(case.before)}</p>" if case.before else "", f"<p>{inner}</p>"]
    return "".join([*around, *(f"<p>{html.escape(line)}</p>" for line in _legend(case))])


def _legend(case: Case) -> list[str]:
    return [case.opening, *(f"{symbol} = {meaning}" for symbol, meaning in case.legend)] if case.legend else []


def _sides(node: object) -> tuple[str, str, str, str]:
    """What stands before, over, under and behind the one fraction of a row."""
    assert isinstance(node, Row)
    place = next(i for i, p in enumerate(node.parts) if isinstance(p, Fraction))
    fraction = node.parts[place]
    assert isinstance(fraction, Fraction)
    left, right = (" ".join(map(linear, part)) for part in (node.parts[:place], node.parts[place + 1 :]))
    return left, linear(fraction.over), linear(fraction.under), right


def _dashes(left: str, over: str, under: str, right: str) -> str:
    bar = "-" * max(len(over), len(under))
    lines = (html.escape(over), f"{left} {bar} {right}".strip(), html.escape(under))
    return f'<span class="d">{"<br>".join(lines)}</span>'


def _docx_text(text: str, *, centred: bool = False, underlined: bool = False, tail: str = "", head: str = "") -> str:
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""

    def run(words: str, style: str = "") -> str:
        size = '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="20"/>'
        return (
            f'<w:r><w:rPr>{style}{size}</w:rPr><w:t xml:space="preserve">{html.escape(words)}</w:t></w:r>'
            if words
            else ""
        )

    line = '<w:u w:val="single"/>' if underlined else ""
    return f"<w:p>{place}{run(head)}{run(text, line)}{run(tail)}</w:p>"


def _docx(case: Case) -> str:
    before = [_docx_text(case.before)] if case.before else []
    if case.style == "dashes":
        left, over, under, right = _sides(case.node)
        bar = "-" * min(max(len(over), len(under)), 60)
        inner = "".join(_docx_text(t, centred=True) for t in (over, f"{left} {bar} {right}".strip(), under))
    elif case.style == "underline":
        left, over, under, right = _sides(case.node)
        first = _docx_text(over, underlined=True, tail=f" {right}" if right else "", head=f"{left} " if left else "")
        inner = first + _docx_text(under)
    else:
        inner = f"<w:p><m:oMath>{to_omml(case.node)}</m:oMath></w:p>"
    return "".join([*before, inner, *(_docx_text(t) for t in _legend(case))])


def _docx_row(cells: Sequence[str]) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{c}</w:tc>' for w, c in zip(WIDTHS, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr>"
