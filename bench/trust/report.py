"""The page about confidence: figures by kind of document, and how often values of each confidence are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.trust.facts import held_out_facts
from bench.trust.fit import Sample, calibration
from bench.trust.measure import Bin, Figures, bins, figures
from iku.extract.structure.trees import Floats
from iku.normalize.trust.model import trust_model

HEAD = (
    "| values of | values | right | AUC | right among sure | coverage | ECE | coverage at 99 % right | doubts right |"
)
SIDE, MARGIN = 260, 36
"""The diagram: points on a side, and round it."""

TEXT = """# Confidence

`keyakinan` of a value is the probability that the value is right: equal to what a careful reader finds on the page.
Evidence is gathered while reading and weighed once the table is read (`normalize/trust`):

- `teks`: the least and mean certainty of the words that say the value; words that no list of the language or document
  knows, pieces of words, words that two lines were joined to, marks that stand off, a damaged layer;
- `susunan`: which reader made the grid; how sure each side, top and bottom of the cell is, whether a row may begin
  within it or its text go on over its edge; rules round it and through its text; whites within it and to the texts
  above and below; texts that begin or end midway, say something twice or hold two indicators; row numbers that do not
  count; rows that lack what their neighbours have; cells that a second reader saw otherwise; words left over. What
  one value of a row shows, the others of the row are told, and the table's mean all of its values;
- `makna`: how the header was known, whether cell and column hold what their field should, figures without digits or
  far from the row's others, years named twice, formulas that lost their bar, cells split at labels.

The model is boosted trees of few levels, fitted by `python -m bench.trust fit` on generated layouts, on scans of such
and on real documents; a rising curve then makes its answer a probability. It ships as `normalize/data/trust.npz`.
Evidence that can only speak against a value (a text that begins midway) is held to do so. Below 0.9 a value is
doubtful: `sebab` names the ground whose evidence, were it as usual, would help most.

Facts of the document are weighed by a small logistic model (`normalize/data/trust_facts.json`): their votes, whether
they were scanned, how the text of an office ends. The real documents hold few wrong facts, and the readers of facts
were made with these documents: a wrong one counts three times, and what votes and stray letters are worth is given.
Their ground is `fakta`, or `teks` where the letters are the weaker part.

A value that is right here equals the gold (case, spacing, dashes aside); every value of a record that the document
does not have is wrong, and every record that shares a wrong cell counts. `sure` are the values of 0.9 or more,
`coverage` is their share, ECE the mean gap between confidence and share of right ones over ten steps, `doubts right`
the share of wrong ones among the values that are not sure. Held out: no layout of a document was on both sides of a
split, and each real document was judged by a model that had not seen it (five folds; the one curve rests on all
folds). Unused: layouts of seeds outside the fit, judged by the model that ships, read by a later state of the program
than the fit.

"""


def write(
    folder: Path, sample: Sample, odds: Floats, facts: Sequence[Mapping[str, Any]],
    unused: Sequence[tuple[str, Sample]],
) -> None:  # fmt: skip
    """Write ``trust.md`` and ``trust.svg`` into *folder*; *odds*: the log-odds of ``held_out``."""
    at, share = calibration(odds, sample.right, sample.weights)
    chance = np.interp(odds, at, share)
    real = np.array([k == "real" for k in sample.kinds])
    scanned = np.array([s == "ocr" for s in sample.sources])
    parts = {
        "generated, digital": ~real & ~scanned, "generated, scanned": ~real & scanned,
        "real, digital": real & ~scanned, "real, scanned": real & scanned, "real, all": real,
    }  # fmt: skip
    lines = [HEAD, "| --- " * (HEAD.count("|") - 1) + "|"]
    lines += [_row(f"held out: {n}", figures(chance[m], sample.right[m])) for n, m in parts.items() if m.any()]
    lines.append(_row("held out: facts of documents", figures(*held_out_facts(facts))))
    lines += [_row(f"unused: {name}", _shipped(own)) for name, own in unused]
    steps = bins(chance, sample.right)
    text = TEXT + "\n".join(lines) + "\n\n" + _table(steps) + "\n\n![Reliability](trust.svg)\n\n" + COMMANDS
    (folder / "trust.md").write_text(text, encoding="utf-8")
    (folder / "trust.svg").write_text(diagram(steps, bins(chance[real], sample.right[real])), encoding="utf-8")


COMMANDS = """Made by:

    python -m bench.layouts OUT --seeds 20001:20060 --renderer chromium
    python -m bench.trust gather chromium.jsonl OUT/pdf OUT/gold own --jobs 2
    python -m bench.trust gather samples.jsonl samples/pdf samples/expected samples
    python -m bench.trust fit chromium.jsonl samples.jsonl ... --held held.npy
    python -m bench.trust report chromium.jsonl samples.jsonl ... --held held.npy --unused other.jsonl

Whether boxes stand where values were printed is measured by `python -m bench.grounding FOLDER` on generated
layouts; wrong and missing values count against it. On 90 layouts outside the fit: own layouts by chromium F1 .867
(.993 of right values in place), by reportlab .844 (.991), scanned .540 (.971); 387 of 387 facts stand on their
words. What is short is reading, not placing: of the scanned values a fifth is missing, and a third of those found
is wrong.

What was tried: fewer and shallower trees (160 of three levels: AUC of generated layouts lower by .04), trees without
signs for the evidence (by .02), no table-wide evidence (no gain on held-out documents).
"""


def _shipped(sample: Sample) -> Figures:
    """What the model that ships says of values that no fit has seen."""
    model = trust_model()
    rows = model.rows([dict(zip(sample.names, row, strict=True)) for row in sample.rows])
    return figures(model.probabilities(rows), sample.right)


def _row(name: str, found: Figures) -> str:
    return f"| {name} | {found.row()} |"


def _table(steps: Sequence[Bin]) -> str:
    rows = [f"| {b.low:.1f} to {b.low + 0.1:.1f} | {b.count} | {b.mean:.3f} | {b.right:.3f} |" for b in steps]
    return "\n".join(["| confidence | values | mean | right |", "| --- | --- | --- | --- |", *rows])


def diagram(steps: Sequence[Bin], real: Sequence[Bin]) -> str:
    """Confidence to the right, share of right values upwards: all values, and those of real documents."""
    whole = SIDE + 2 * MARGIN
    frame = f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>'
    ideal = f'<path d="M{MARGIN} {MARGIN + SIDE}L{MARGIN + SIDE} {MARGIN}" stroke="#bbb" stroke-dasharray="4 4"/>'
    drawn = "".join(_line(own, colour) for own, colour in ((steps, "#1f5fa8"), (real, "#b3541e")))
    words = [
        (MARGIN, whole - 12, "confidence 0 to 1"), (MARGIN, 20, "share right 0 to 1: all (blue), real (brown)"),
    ]  # fmt: skip
    said = "".join(f'<text x="{x}" y="{y}" font-size="11" font-family="sans-serif">{t}</text>' for x, y, t in words)
    size = f'width="{whole}" height="{whole}" viewBox="0 0 {whole} {whole}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{frame}{ideal}{drawn}{said}</svg>\n'


def _line(steps: Sequence[Bin], colour: str) -> str:
    places = [(round(MARGIN + SIDE * b.mean, 1), round(MARGIN + SIDE * (1 - b.right), 1)) for b in steps]
    path = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places)
    return f'<polyline points="{path}" fill="none" stroke="{colour}"/>{dots}'
