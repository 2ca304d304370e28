"""Features and labels of every question, gathered from generated documents."""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from bench.structure.labels import (
    TrueCell,
    column_labels,
    matching_region,
    one_cell,
    row_labels,
    true_edges,
    true_tables,
)  # fmt: skip
from iku.extract.digital import DigitalReader
from iku.extract.model import Page
from iku.extract.structure import columns, merges, rows
from iku.extract.structure.context import Texts, context
from iku.extract.structure.evidence import Floats, Region
from iku.extract.structure.fragments import fragments_of
from iku.extract.structure.region import find_regions
from iku.extract.structure.trees import Trees
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense

QUESTIONS = ("columns", "rows", "cells")
Samples = tuple[Floats, Floats, list[str]]
"""Features, labels, and the document's name for every sample."""


@dataclass(slots=True)
class Case:
    """The candidate rows of one table: their features alone, their labels, and what surrounds them."""

    alone: Floats
    labels: list[float]
    texts: Texts
    edges: list[float]


@cache
def _sense() -> Sense:
    return Sense(Lexicon.load())


def read_pages(path: Path, numbers: Sequence[int]) -> dict[int, Page]:
    """The pages of a document, read once and kept beside it for the next training."""
    kept = path.with_suffix(".pages")
    if not kept.is_file():
        content = path.read_bytes()
        pdf = pdfium.PdfDocument(content)
        with DigitalReader(content, pdf) as reader:
            kept.write_bytes(pickle.dumps({n: reader.read(n) for n in numbers}))
        pdf.close()
    pages: dict[int, Page] = pickle.loads(kept.read_bytes())
    return pages


def samples_of(path: Path, truth: Path) -> tuple[dict[str, tuple[Floats, list[float]]], list[Case]]:
    """Features and labels of every question for one document, and what the second answer on rows needs."""
    cases: list[Case] = []
    data = json.loads(truth.read_text())
    gathered: dict[str, list[tuple[Floats, list[float]]]] = defaultdict(list)
    pages = read_pages(path, [p["number"] for p in data["pages"]])
    if pages:
        for page_truth in data["pages"]:
            tables = true_tables(page_truth)
            if not tables:
                continue
            page = pages[page_truth["number"]]
            regions = find_regions(page, (), _sense())
            for table in tables:
                if len({c.col for c in table}) < 2 or len({c.row for c in table}) < 2:
                    continue
                region = matching_region(regions, page, table)
                for name, x, y in _asked(region, table, cases):
                    gathered[name].append((x, y))
    samples = {k: (np.concatenate([x for x, _ in v]), [t for _, y in v for t in y]) for k, v in gathered.items()}
    return samples, cases


def _asked(region: Region, table: Sequence[TrueCell], cases: list[Case]) -> Iterator[tuple[str, Floats, list[float]]]:
    strips = columns.candidates(region)
    if strips:
        yield "columns", columns.features(region, strips), column_labels(region, strips, table)
    xs = true_edges(region, table)
    if len(xs) < 3:
        return
    fragments = fragments_of(region, xs)
    tops = rows.candidates(fragments, region.em)
    if not tops:
        return
    labels = row_labels(tops, region.em, table)
    alone = rows.features(region, xs, fragments, tops)
    cases.append(Case(alone, labels, *rows.surroundings(region, fragments, tops)))
    yield "rows", alone, labels
    chosen = [t for t, y in zip(tops, labels, strict=True) if y > 0]
    cuts = merges.cuts_of(region, fragments, chosen, [3.0] * len(chosen))
    places, x = merges.same_cell_features(region, xs, fragments, cuts)
    if places:
        yield "cells", x, [one_cell(table, cuts[k].top, c, xs) for k, c in places]


def gather(folders: Sequence[Path]) -> tuple[dict[str, Samples], list[tuple[str, Case]]]:
    """All samples of the documents in *folders*, labels below 0 left out; and the tables, with their document's name,
    for the second answer on rows."""
    jobs = [
        (p, folder / "truth" / f"{p.stem}.json") for folder in folders for p in sorted((folder / "pdf").glob("*.pdf"))
    ]
    jobs = [j for j in jobs if j[1].is_file()]
    names = [f"{p.parent.parent.name}/{p.stem}" for p, _ in jobs]
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(_safe, jobs, chunksize=4))
    out = {}
    for name in QUESTIONS:
        own = [(who, r[name]) for who, (r, _) in zip(names, found, strict=True) if name in r]
        x, y = np.concatenate([x for _, (x, _) in own]), np.concatenate([y for _, (_, y) in own])
        who = [document for document, (_, y) in own for _ in y]
        keep = y >= 0
        out[name] = (x[keep], y[keep], [w for w, k in zip(who, keep, strict=True) if k])
    return out, [(who, case) for who, (_, cases) in zip(names, found, strict=True) for case in cases]


def in_context(cases: Sequence[tuple[str, Case]], first: Sequence[Trees]) -> Samples:
    """The samples of the second answer on rows. *first*: the trees that answer first, by the document's fold."""
    own = []
    for who, case in cases:
        odds = first[fold_of(who) % len(first)].log_odds(case.alone)
        own.append(np.hstack([case.alone, context(case.texts, case.edges, rows.whites(case.alone), odds)]))
    labels = np.array([y for _, case in cases for y in case.labels])
    return np.concatenate(own), labels, [who for who, case in cases for _ in case.labels]


def _safe(job: tuple[Path, Path]) -> tuple[dict[str, tuple[Floats, list[float]]], list[Case]]:
    return samples_of(*job)


def fold_of(document: str | Path) -> int:
    """The half that a document falls into: twins of one seed by several renderers fall together."""
    return sum(map(ord, Path(document).stem)) % 2
