"""Tables of the tag tree: rows without a rule or a white between them, cells merged over rows, trees that lie."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from iku.extract.model import Page
from iku.extract.structure.reader import structure_grids
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense
from tests.drawn_pages import read

SENSE = Sense(Lexicon.load(None))
Cell = tuple[str, float, float, int]
"""Text, left edge and baseline from the top in points, rows that the cell takes."""
ROWS: list[list[Cell]] = [
    [("SASARAN", 40, 100, 1), ("INDIKATOR", 220, 100, 1), ("FORMULASI", 400, 100, 1)],
    [("Layanan air merata", 40, 131, 2), ("Persentase rumah dialiri", 220, 120, 1), ("Rumah / semua", 400, 120, 1)],
    [("Jumlah kebocoran pipa", 220, 142, 1), ("Hitungan petugas", 400, 142, 1)],
]
LINES = [("Setiap Hari", 220, 131), ("Desa Air", 220, 153), ("Semua Rumah", 400, 131), ("Air Harian", 400, 153)]
"""Second lines of indicators and formulas, as far from their first as from the next row."""


def tagged(rows: Sequence[Sequence[Cell]], *, swapped: bool = False) -> bytes:
    """One page whose table has no rule, with its tag tree; *swapped* gives every text the tags of its neighbour."""
    objects: dict[int, str] = {}
    content, parents = "", []
    number = 10
    row_ids = []
    lines = {(x, y - 11): (text, x, y) for text, x, y in LINES}
    for row in rows:
        row_id, number = number, number + 1
        ids = []
        for text, x, y, span in row:
            mark = len(parents)
            extra = lines.get((x, y), ("", 0, 0))
            content += f"/TD <</MCID {mark}>> BDC BT /F 9 Tf 1 0 0 1 {x} {842 - y} Tm ({text}) Tj ET "
            content += f"BT /F 9 Tf 1 0 0 1 {x} {842 - extra[2]} Tm ({extra[0]}) Tj ET EMC\n" if extra[0] else "EMC\n"
            objects[number] = f"<</S /TD /P {row_id} 0 R /A <</O /Table /RowSpan {span}>> /K {mark}>>"
            parents.append(number)
            ids.append(number)
            number += 1
        objects[row_id] = f"<</S /TR /P 5 0 R /K [{' '.join(f'{i} 0 R' for i in ids)}]>>"
        row_ids.append(row_id)
    if swapped:
        parents = parents[1:] + parents[:1]
    objects |= {
        1: "<</Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R>>",
        2: "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents 0 /Contents 6 0 R "
        "/Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>",
        4: f"<</Type /StructTreeRoot /K 5 0 R /ParentTree <</Nums [0 [{' '.join(f'{i} 0 R' for i in parents)}]]>>>>",
        5: f"<</S /Table /P 4 0 R /K [{' '.join(f'{i} 0 R' for i in row_ids)}]>>",
        6: f"<</Length {len(content)}>>\nstream\n{content}endstream",
    }
    out, places = "%PDF-1.7\n", {}
    for key in sorted(objects):
        places[key] = len(out)
        out += f"{key} 0 obj\n{objects[key]}\nendobj\n"
    table = "".join(f"{key} 1\n{places[key]:010d} 00000 n \n" for key in sorted(objects))
    out += f"xref\n0 1\n0000000000 65535 f \n{table}trailer <</Size {number} /Root 1 0 R>>\nstartxref\n"
    return f"{out}{out.rindex('xref', 0, len(out) - 10)}\n%%EOF".encode()


@pytest.fixture(scope="module")
def page() -> Page:
    return read(tagged(ROWS))


def test_tags_give_the_rows_and_spans_of_a_table(page: Page) -> None:
    (cells,) = page.tagged
    assert [(c.row, c.col, c.rowspan) for c in cells] == [
        (0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 0, 2), (1, 1, 1), (1, 2, 1), (2, 1, 1), (2, 2, 1),
    ]  # fmt: skip
    second = next(c.box for c in cells if (c.row, c.col) == (1, 1))
    assert second is not None and second.top < 115 < 130 < second.bottom


def test_rows_that_only_the_tags_part_are_parted(page: Page) -> None:
    (grid,) = structure_grids(page, SENSE)
    assert grid.nrows == 3
    page.tagged, tags = [], page.tagged
    (alone,) = structure_grids(page, SENSE)
    page.tagged = tags
    assert alone.nrows != 3, "whites and words alone part these rows: the test shows nothing"
    merged = grid.at(1, 0)
    assert merged is not None and merged.rowspan == 2


def test_tags_that_do_not_fit_what_is_seen_are_not_believed() -> None:
    lying = read(tagged(ROWS, swapped=True))
    grids = structure_grids(lying, SENSE)
    assert lying.tagged and all(odd < 8.0 for g in grids for _, odd in [*g.row_odds, *g.column_odds])
