"""A formula's text to its parts: ``[lead] numerator DIVISION denominator [x 100%]``, or a kind without parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.normalize.formula.latex import to_latex
from iku.normalize.formula.legend import body_of, read_legend
from iku.normalize.formula.sides import CLOSE, EDGE, OPEN, Stack, unwrap
from iku.normalize.formula.slashes import best_slash
from iku.normalize.formula.stacked import one_ratio
from iku.normalize.formula.words import Span, begins_with, division_words, formula_words, multipliers
from iku.normalize.record_model import Formulasi

_SENTENCE = re.compile(r"(?:(?<=[a-z]{5})|(?<=[a-z]\))|(?<=\d%))\.\s+(?=[A-Z])")
_FRAC = re.compile(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_LIST_MARK = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[a-h])\)")
PRODUCT = re.compile(r"[\w)%]\s+[x×*]\s+[\w(]")


def parse_formula(text: str, stacks: Sequence[Stack] = ()) -> Formulasi | None:
    """The parts of one printed formula; ``teks`` is kept as printed, a part that is not sure is None.

    ``pengali`` is 100 for ``x 100%``, None when none is printed. None for an empty text. *stacks* are the fractions
    that were set over bars: where there are any, they alone tell the parts."""
    text = re.sub(r"\s+", " ", text).strip()
    if not text:
        return None
    formula = _parse(text)
    if any(s.text in text for s in stacks):
        parts = one_ratio(text, stacks)
        formula.pembilang, formula.penyebut, formula.pengali, formula.jenis = None, None, None, "rasio"
        if parts is not None:
            formula.pembilang, formula.penyebut = parts.over, parts.under
            formula.pengali = None if parts.times is None else int(parts.times)
            formula.jenis = _kind_of_ratio(parts.over, parts.under)
    if formula.pembilang is None:
        formula.pengali = None  # there is nothing that it multiplies
    formula.peubah = read_legend(text)
    formula.latex = to_latex(formula, stacks)
    return formula


def _parse(text: str) -> Formulasi:
    body = body_of(_untex(text))
    times = multipliers(body)
    formula = Formulasi(teks=text, pengali=_number(times))
    parts, several = _divide(body, times)
    if parts is not None and (PRODUCT.search(" ".join(parts)) or _cuts_a_bracket(body, parts)):
        return formula
    if parts is not None:
        above, below = unwrap(_lead_off(parts[0])), unwrap(_first_sentence(parts[1]))
        if _is_side(above) and (_is_side(below) or below.isdigit()):
            formula.pembilang, formula.penyebut = above, below
            formula.jenis = _kind_of_ratio(above, below)
            return formula
    if several or parts is not None:
        formula.jenis = "rasio"
        return formula
    formula.jenis = _kind_without_division(body, bool(times))
    return formula


def formula_findings(text: str) -> list[str]:
    """Codes of ``findings_cells.toml`` for what is odd in a formula: brackets without their partner."""
    bare = _LIST_MARK.sub(" ", text)
    odd = any(bare.count(o) != bare.count(c) for o, c in zip(OPEN, CLOSE, strict=True))
    return ["KURUNG_TAK_SEIMBANG"] if odd else []


def _untex(text: str) -> str:
    """``\\frac{A}{B} \\times 100\\%`` in plain signs."""
    text = _FRAC.sub(r"(\1) / (\2)", text) if "frac" in text else text
    return text.replace("\\times", " x ").replace("\\%", "%").replace("$", " ") if "\\" in text else text


def _number(times: list[tuple[Span, bool]]) -> float | None:
    values = {span.number for span, _ in times}
    if len(values) != 1:
        return None
    value = values.pop()
    return None if value is None else int(value)


def _divide(body: str, times: list[tuple[Span, bool]]) -> tuple[tuple[str, str] | None, bool]:
    """The texts on both sides of the division, multipliers cut off; the flag: divisions that cannot be told apart."""
    plain = [span for span, per in times if not per]
    words = division_words(body)
    if len(words) > 1:
        return None, True
    if words:
        return _sides(body, words[0], plain), False
    if (pair := _pair(body, plain)) is not None:
        return pair, False
    mark, several = best_slash(body, bool(plain))
    if several or len(plain) > 1:
        return None, several or mark is not None
    if mark is not None:
        return _sides(body, mark, plain), False
    if len(plain) == 1 and (stacked := _around(body, plain[0])) is not None:
        return stacked, False
    per = [span for span, is_per in times if is_per]
    if len(per) == 1 and not plain and body[per[0].end :].strip(EDGE):
        return (body[: per[0].start], body[per[0].end :]), False
    return None, False


def _around(body: str, times: Span) -> tuple[str, str] | None:
    """A stacked fraction read line by line, the multiplier beside its bar: ``Jumlah A x 100% Jumlah B``."""
    left, right = body[: times.start], body[times.end :]
    counts = formula_words()["kind"]["jumlah"]
    return (left, right) if begins_with(_lead_off(left), counts) and begins_with(right, counts) else None


def _cuts_a_bracket(body: str, parts: tuple[str, str]) -> bool:
    """Does the division stand inside brackets behind other words, as in ``1 - (A / B)``?"""
    left = parts[0].rpartition("=")[2].lstrip(EDGE + OPEN)
    opened = sum(left.count(c) for c in OPEN) > sum(left.count(c) for c in CLOSE)
    return opened and sum(body.count(c) for c in OPEN) == sum(body.count(c) for c in CLOSE)


def _sides(body: str, mark: Span, times: list[Span]) -> tuple[str, str] | None:
    """Left and right of the division without the multiplier, wherever it stands: ``A x 100% / B`` too."""
    left, right = body[: mark.start], body[mark.end :]
    for span in reversed(times):
        if span.end <= mark.start:
            tail = body[span.end : mark.start]
            left = left[: span.start] + tail if not tail.strip(EDGE + CLOSE) else left[: span.start] + " " + tail
        elif span.start - mark.end <= 1:
            right = body[span.end :]
        else:
            right = body[mark.end : span.start]
    return left, right


def _pair(body: str, times: list[Span]) -> tuple[str, str] | None:
    """``perbandingan antara A dengan B``, ``hasil pembagian A terhadap B``. The denominator begins at the first joint
    that is followed by ``jumlah`` and the like, or at the only joint."""
    low = body.lower()
    stop = min((s.start for s in times), default=len(body))
    for first, second in formula_words()["division"]["pairs"]:
        opening = re.search(rf"\b{first}\s+", low)
        if opening is None or opening.start() > 0 and first.split()[0] in ("perbandingan", "proporsi", "rasio"):
            continue
        joints = [m for m in re.finditer(rf",?\s+{second}\s+", low[:stop]) if m.start() > opening.end()]
        cued = [m for m in joints if begins_with(low[m.end() :], formula_words()["slash"]["cues"])]
        joint = cued[0] if cued else joints[0] if len(joints) == 1 else None
        if joint is not None:
            return body[opening.end() : joint.start()], body[joint.end() : stop]
    return None


def _lead_off(left: str) -> str:
    """Cut what introduces the formula: earlier sentences, ``Persentase X =``, ``… adalah jumlah``."""
    left = _SENTENCE.split(left)[-1]
    if "=" in left:
        left = left.rpartition("=")[2]
    cues = "|".join(re.escape(c) for c in sorted(formula_words()["lead"]["cues"], key=len, reverse=True))
    leads = list(re.finditer(rf"(?:\b(?:{cues})\b\s*:|:\s)\s*|\b(?:{cues})\s+", left, re.I))
    last = leads[-1] if leads else None
    if last is None:
        return left
    rest = left[last.end() :]
    if last.group().rstrip().endswith(":"):
        before = left[: last.start()]
        return (
            rest
            if last.group().strip() != ":" or begins_with(rest, _starts()) and not begins_with(before, _starts())
            else left
        )
    return rest if begins_with(rest, _starts()) else left


def _starts() -> list[str]:
    return [*formula_words()["slash"]["cues"], *formula_words()["division"]["pairs"][0][:1]]


def _first_sentence(right: str) -> str:
    return _SENTENCE.split(right)[0]


def _is_side(side: str) -> bool:
    return bool(re.search(r"[^\W\d_]", side)) and len(side) < 600


def _kind_of_ratio(above: str, below: str) -> str:
    words = formula_words()["kind"]
    differs = re.search(r"\s[-–−]\s|\w[-–−]\(|\)\s*[-–−]", above) is not None or any(
        w in above.lower() for w in words["minus"]
    )
    if differs and (any(w in below.lower() for w in words["growth"]) or _same_words(above, below)):
        return "pertumbuhan"
    mean = begins_with(above, words["rata_rata"]) or below.isdigit() and int(below) < 20 and "+" in above
    return "rata_rata" if mean else "rasio"


def _same_words(above: str, below: str) -> bool:
    """Does the numerator hold the denominator again, as growth does (``(Xt - Xt-1) / Xt-1``)?"""
    squeezed = re.sub(r"[\s()]", "", below.lower())
    return len(squeezed) > 1 and re.sub(r"[\s()]", "", above.lower()).endswith(squeezed)


def _kind_without_division(body: str, multiplied: bool) -> str | None:
    """index, external score, mean, count: told by the first words; nothing when there is other arithmetic."""
    words = formula_words()["kind"]
    text = re.sub(r"^[\W_]+", "", body)
    if begins_with(text, words["nilai_eksternal"]):
        return "nilai_eksternal"
    if begins_with(text, words["indeks"]) or re.match(r"(?:Nilai|Angka|Skor)\s+I[A-Z]{1,5}\b", text):
        return "indeks"
    if begins_with(text, words["rata_rata"]):
        return "rata_rata"
    if multiplied or re.search(r"\d\s*%.*\d\s*%", text) or any(w in text.lower() for w in words["minus"]):
        return None
    if begins_with(text, words["jumlah"]) or re.search(r"\w\s*\+\s*\w|\bditambah\b", text) and " - " not in text:
        return None if re.search(r"=\s*[({\[]|\s[-–]\s?\(", text) else "jumlah"
    return None
