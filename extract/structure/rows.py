"""Where a row may begin, and the evidence for it: whites and levels, words, rules and fills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from iku.extract.structure.context import Texts, context
from iku.extract.structure.evidence import Floats, Region, fill_share, rule_share
from iku.extract.structure.fragments import LEVEL, Fragment, leading_of, levels_of, would_have_fitted
from iku.extract.structure.trees import load

_NUMBER = re.compile(r"\(?(\d{1,3})[.)]{0,2}")
_LISTED = re.compile(r"(?:[•●▪■◦○✓✔√➢►❖\-–*]|\(?[a-z0-9]{1,2}[.)])")
CROSSES = 0.25
"""A line that reaches this share of the letter height below a top runs over it."""
BESIDE = 1.6
"""Text within this many letter heights of a top stands beside it."""
FEATURES = (
    "rule", "fill", "stripe", "level_share", "crossing", "crossing_first", "least_gap", "mean_gap", "most_gap",
    "own_gap", "own_gap_least", "lower", "upper", "listed", "unfit", "fit", "ended", "number", "counts", "with_text",
    "columns", "bold_here", "bold_above", "wide_fragment", "lines_above", "lines_below", "pitch", "columns_anew",
    "sum_gap", "first_column", "above_gap", "below_gap", "long_rule_columns", "rules_near", "level_words", "fill_step",
    "text_columns_below", "text_columns_above", "second_gap", "own_unfit_known", "number_above", "number_below",
    "rule_rel", "rules_full", "least_gap_rel", "own_gap_rel", "stripe_rel", "number_cell",
)  # fmt: skip
_WHITES = [FEATURES.index(name) for name in ("own_gap_least", "least_gap", "stripe")]
CLEAR = 5.0
"""Where all candidates have log-odds beyond this, none is asked again."""


@dataclass(slots=True)
class _Table:
    """What all tops of one region share. ``rights`` are the right edges of the columns' text, ``numbers`` the middles
    of the row numbers of the first column."""

    region: Region
    xs: Sequence[float]
    columns: Sequence[Sequence[Fragment]]
    tops: Sequence[float]
    leading: float
    rights: list[float]
    bottoms: list[float]
    numbers: list[float]
    pitch: float


@dataclass(slots=True)
class _Level:
    """One candidate top: the fragments over and under it by column, the columns in which a line begins at it, the foot
    of the text above."""

    top: float
    above: dict[int, Fragment]
    below: dict[int, Fragment]
    starting: list[int]
    roof: float
    gaps: dict[int, float]


def candidates(columns: Sequence[Sequence[Fragment]], em: float) -> list[float]:
    """The tops of lines at which a row may begin: every level that some column has, the first one left out."""
    return levels_of(columns, em)


def features(
    region: Region, xs: Sequence[float], columns: Sequence[Sequence[Fragment]], tops: Sequence[float]
) -> Floats:
    """One row of ``FEATURES`` for every candidate top."""
    out = np.zeros((len(tops), len(FEATURES)))
    if not tops:
        return out
    table = _table(region, xs, columns, tops)
    for i, top in enumerate(tops):
        level = _level(table, top)
        found = {**_whites(table, level), **_words(table, level), **_drawn(table, level), **_place(table, i)}
        out[i] = [found.get(name, 0.0) for name in FEATURES]
    _relate(out)
    return out


def _table(region: Region, xs: Sequence[float], columns: Sequence[Sequence[Fragment]], tops: Sequence[float]) -> _Table:
    pitch = median([b - a for a, b in zip(tops, tops[1:], strict=False)]) / region.em if len(tops) > 1 else 1.2
    return _Table(
        region, xs, columns, tops, leading_of(columns, region.em),
        [max((f.line.box.x1 for f in own), default=xs[i + 1]) for i, own in enumerate(columns)],
        sorted(f.bottom for own in columns for f in own),
        [f.line.box.cy for f in columns[0] if _NUMBER.fullmatch(f.text.strip())], pitch,
    )  # fmt: skip


def _level(table: _Table, top: float) -> _Level:
    em = table.region.em
    y = top - LEVEL * em
    above = {c: f for c, own in enumerate(table.columns) if (f := next((f for f in reversed(own) if f.top < y), None))}
    below = {c: f for c, own in enumerate(table.columns) if (f := next((f for f in own if f.top >= y), None))}
    starting = [c for c, f in below.items() if abs(f.top - top) <= LEVEL * em]
    roof = max((b for b in table.bottoms if b <= top + CROSSES * em), default=top)
    gaps = {c: (below[c].top - f.bottom - table.leading) / em for c, f in above.items() if c in below}
    return _Level(top, above, below, starting, roof, gaps)


def _whites(table: _Table, level: _Level) -> dict[str, float]:
    em, count, top = table.region.em, len(table.columns), level.top
    crossing = [c for c, f in level.above.items() if f.bottom > top + CROSSES * em]
    gaps = sorted(level.gaps.values())
    own = [level.gaps[c] for c in level.starting if c in level.gaps]
    return {
        "stripe": (top - level.roof) / em,
        "level_share": len(level.starting) / count,
        "crossing": len(crossing),
        "crossing_first": bool(crossing and max(crossing) <= 1),
        "least_gap": gaps[0] if gaps else -1,
        "mean_gap": float(np.mean(gaps)) if gaps else -1,
        "most_gap": gaps[-1] if gaps else -1,
        "second_gap": gaps[1] if len(gaps) > 1 else -1,
        "sum_gap": sum(max(0.0, min(g, 3.0)) for g in gaps),
        "own_gap": float(np.mean(own)) if own else -1,
        "own_gap_least": min(own) if own else -1,
        "columns_anew": _of(g > CROSSES for g in own),
        "with_text": len(gaps) / count,
        "text_columns_below": sum(f.top - top < BESIDE * em for f in level.below.values()) / count,
        "text_columns_above": sum(top - f.bottom < BESIDE * em for f in level.above.values()) / count,
    }


def _words(table: _Table, level: _Level) -> dict[str, float]:
    above, below, top, em = level.above, level.below, level.top, table.region.em
    pairs = [(above[c], below[c], table.rights[c]) for c in level.starting if c in above]
    fits = [would_have_fitted(*pair) for pair in pairs]
    starts = [below[c].text for c in level.starting]
    firsts = [next((ch for ch in t if ch.isalpha()), "") if not t[:1].isdigit() else "" for t in starts]
    here = [w.bold for c in level.starting for w in below[c].line.words]
    over = [w.bold for f in above.values() if top - f.top < 2.2 * em for w in f.line.words]
    number = _NUMBER.fullmatch(below[0].text.strip()) if 0 in level.starting else None
    earlier = [f for f in table.columns[0] if f.top < top - 0.5 and _NUMBER.fullmatch(f.text.strip())]
    last = _NUMBER.fullmatch(earlier[-1].text.strip()) if earlier else None
    return {
        "lower": _of(map(str.islower, firsts)),
        "upper": _of(map(str.isupper, firsts)),
        "listed": _of(bool(_LISTED.match(t)) for t in starts),
        "unfit": _of(fits),
        "fit": sum(not f for f in fits),
        "own_unfit_known": len(fits),
        "ended": _of(above[c].text.rstrip()[-1:] in ".;:" for c in level.starting if c in above),
        "number": number is not None,
        "counts": bool(number and last and int(number[1]) - int(last[1]) == 1),
        "bold_here": _of(here),
        "bold_above": _of(over),
        "wide_fragment": any(below[c].wide for c in level.starting),
        "level_words": len(here),
        "first_column": 0 in level.starting,
        "number_above": min((top - n for n in table.numbers if n < top), default=30 * em) / em,
        "number_below": min((n - top for n in table.numbers if n >= top), default=30 * em) / em,
    }


def _drawn(table: _Table, level: _Level) -> dict[str, float]:
    region, xs, roof, top = table.region, table.xs, level.roof, level.top
    rule, at = _rule_between(region, roof, top, xs)
    sides = list(zip(xs, xs[1:], strict=False))
    ruled = sum(rule_share(at, region.flat, a, b, 4.0) > 0.6 for a, b in sides) if rule else 0
    steps = [roof, (roof + top) / 2, top] if top - roof > 5 else [(roof + top) / 2]
    return {
        "rule": rule,
        "fill": max(fill_share(y, region.fills, xs[0], xs[-1], upright=False) for y in steps),
        "long_rule_columns": ruled / len(sides),
        "fill_step": abs(_shade(region, roof - 1.5) - _shade(region, top + 1.5)),
    }


def _place(table: _Table, i: int) -> dict[str, float]:
    tops, em = table.tops, table.region.em
    top = tops[i]
    return {
        "columns": len(table.columns),
        "lines_above": i + 1,
        "lines_below": len(tops) - i,
        "pitch": table.pitch,
        "above_gap": (top - tops[i - 1]) / em if i else 3,
        "below_gap": (tops[i + 1] - top) / em if i + 1 < len(tops) else 3,
        "rules_near": len(table.region.flat) / len(tops),
        "number_cell": len(table.numbers) / len(tops),
    }


def _of(answers: Iterable[object]) -> float:
    """Share of yes among *answers*, 0 for none."""
    known = [bool(a) for a in answers]
    return sum(known) / max(1, len(known))


def _relate(out: Floats) -> None:
    """Evidence held against the strongest of its kind in the same region."""
    at: Mapping[str, int] = {name: i for i, name in enumerate(FEATURES)}
    rule = out[:, at["rule"]]
    out[:, at["rule_rel"]] = rule / max(0.05, rule.max())
    out[:, at["rules_full"]] = (rule > 0.6).mean()
    for name in ("least_gap", "own_gap", "stripe"):
        own = out[:, at[name]]
        out[:, at[f"{name}_rel"]] = own / max(0.1, float(np.quantile(own, 0.95)))


def _rule_between(region: Region, roof: float, top: float, xs: Sequence[float]) -> tuple[float, float]:
    """The best cover of the table's width by a rule between the text above and below, and its place."""
    best, at = 0.0, (roof + top) / 2
    for r in region.flat:
        if roof - 2.5 <= r.at <= top + 2.5:
            share = rule_share(r.at, region.flat, xs[0], xs[-1], 1.5)
            if share > best:
                best, at = share, r.at
    return best, at


def _shade(region: Region, y: float) -> float:
    """The grey of the widest shading at *y*: 1 is paper."""
    wide = 0.3 * region.box.width
    greys = [f.grey for f in region.fills if f.box.top <= y <= f.box.bottom and f.box.width > wide]
    return greys[-1] if greys else 1.0


def row_log_odds(
    region: Region, xs: Sequence[float], columns: Sequence[Sequence[Fragment]], tops: Sequence[float]
) -> Floats:
    """Log-odds that a row begins at every candidate top: first each by itself, then among the likely rows around it."""
    alone = features(region, xs, columns, tops)
    odds = load("rows").log_odds(alone)
    if not len(odds) or np.abs(odds).min() > CLEAR:
        return odds
    return load("context").log_odds(
        np.hstack([alone, context(*surroundings(region, columns, tops), whites(alone), odds)])
    )


def surroundings(
    region: Region, columns: Sequence[Sequence[Fragment]], tops: Sequence[float]
) -> tuple[Texts, list[float]]:
    """The texts of a region, and its edges: its top, the candidate tops (a little above the letters), its foot."""
    texts = Texts(columns, region.em, leading_of(columns, region.em))
    return texts, [region.box.top, *(t - 0.5 for t in tops), region.box.bottom + 1]


def whites(alone: Floats) -> Floats:
    """The whites over every candidate top among its features: shape (n, 3)."""
    return alone[:, _WHITES]
