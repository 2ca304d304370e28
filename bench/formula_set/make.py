"""The sixty formulas: kinds of formula as agencies print them, words from a list, every choice from the seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from bench.formula_set.tree import Fraction, Node, Row, Script, Text, linear, row

THINGS = ["desa", "sekolah", "koperasi", "pasar rakyat", "ruas jalan", "posyandu", "kelompok tani", "arsip", "kapal"]
STATES = ["yang aktif", "yang memenuhi standar", "yang dibina tepat waktu", "dalam kondisi baik", "yang terdata"]
PLACES = ["", "", " di pesisir", " tahun berjalan"]
TIMES = ["x 100%", "x 100 %", "× 100%", "x 1.000", ""]


@dataclass(frozen=True)
class Case:
    """One formula: ``style`` is the form it is printed in, ``before`` and ``after`` are paragraphs around it."""

    name: str
    node: Node
    style: str
    over: str | None = None  # the operands, where the whole is one ratio
    under: str | None = None
    times: float | None = None
    before: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    opening: str = ""  # of the legend

    @property
    def text(self) -> str:
        """What the formula's field holds: a legend that is opened as a note stands in a field of its own."""
        after = " ".join([self.opening, *(f"{s} = {m}" for s, m in self.legend)])
        own = (self.before, linear(self.node), after if self.opening.startswith("dimana") else "")
        return " ".join(t for t in own if t)


def cases(seed: int = 1, count: int = 60) -> list[Case]:
    """*count* formulas; the same for the same seed."""
    chance = random.Random(seed)
    makers = (_ratio, _ratio, _named, _growth, _two, _minus, _rest, _mean, _legend, _prose, _sum, _symbols)
    styles = ("block", "equation", "block", "equation", "dashes", "underline")
    made = []
    for number in range(count):
        maker = makers[number % len(makers)]
        style = styles[(number // len(makers) + number) % len(styles)]
        simple = maker in (_ratio, _named)
        made.append(maker(chance, f"{number + 1:02d}", style if simple else chance.choice(["block", "equation"])))
    return made


def _pair(chance: random.Random) -> tuple[str, str]:
    thing, place = chance.choice(THINGS), chance.choice(PLACES)
    lead = chance.choice(["Jumlah", "jumlah seluruh", "Total", "Banyaknya"])
    return f"Jumlah {thing} {chance.choice(STATES)}{place}", f"{lead} {thing}{place}"


def _value(times: str) -> float | None:
    return float("".join(c for c in times if c.isdigit())) if times else None


def _whole(name: str, parts: Row, fraction: Fraction, style: str, times: str, before: str = "") -> Case:
    return Case(name, parts, style, linear(fraction.over), linear(fraction.under), _value(times), before)


def _ratio(chance: random.Random, name: str, style: str) -> Case:
    over, under = _pair(chance)
    times = chance.choice(TIMES[:4] if style == "underline" else TIMES)
    fraction = Fraction(Text(over), Text(under))
    return _whole(name, row(fraction, *([times] if times else [])), fraction, style, times)


def _named(chance: random.Random, name: str, style: str) -> Case:
    over, under = _pair(chance)
    fraction = Fraction(Text(over), Text(under))
    times = chance.choice(TIMES[:3])
    return _whole(
        name, row(f"{chance.choice(['A', 'P', 'Capaian', 'IKU'])} =", fraction, times), fraction, style, times
    )


def _growth(chance: random.Random, name: str, style: str) -> Case:
    letter = chance.choice("XNPY")
    now, before = chance.choice([("(n)", "(n-1)"), ("t", "t-1"), ("n", "n-1")])
    minus = chance.choice(["-", "−"])
    change = row(Script(letter, now), minus, Script(letter, before))
    fraction = Fraction(change, Script(letter, before))
    return _whole(name, row("A =", fraction, "x 100%"), fraction, style, "x 100%")


def _two(chance: random.Random, name: str, style: str) -> Case:
    one, other = (
        Fraction(Text(f"Jumlah {thing} aktif"), Text(f"Jumlah {thing}")) for thing in chance.sample(THINGS, 2)
    )
    sign = chance.choice(["+", "-", "x"])
    return Case(name, row(one, sign, other), style)


def _minus(chance: random.Random, name: str, style: str) -> Case:
    fraction = Fraction(row("3% x A"), Text("B"))
    return Case(name, row("C = A", chance.choice(["-", "−"]), fraction, "x 1000"), style)


def _rest(chance: random.Random, name: str, style: str) -> Case:
    over, under = _pair(chance)
    return Case(name, row("1 -", Row((Fraction(Text(over), Text(under)),), brackets=True)), style)


def _mean(chance: random.Random, name: str, style: str) -> Case:
    one, other = _pair(chance)
    fraction = Fraction(row(one, "+", other), Text("2"))
    return _whole(name, row(fraction), fraction, style, "")


def _legend(chance: random.Random, name: str, style: str) -> Case:
    over, under = _pair(chance)
    fraction = Fraction(Text("a"), Text("b"))
    opening = chance.choice(["dimana :", "Keterangan :"])
    whole = _whole(name, row("P =", fraction, "x 100%"), fraction, style, "x 100%")
    return replace(whole, legend=(("a", over), ("b", under)), opening=opening)


def _prose(chance: random.Random, name: str, style: str) -> Case:
    over, under = _pair(chance)
    fraction = Fraction(Text(over), Text(under))
    before = f"Cakupan {chance.choice(THINGS)} dihitung dengan rumus:"
    return _whole(name, row(fraction, "x 100%"), fraction, style, "x 100%", before=before)


def _sum(chance: random.Random, name: str, style: str) -> Case:
    over, under = _pair(chance)
    fraction = Fraction(Text(f"∑ {over.removeprefix('Jumlah ')}"), Text(f"∑ {under.split(' ', 1)[1]}"))
    return _whole(name, row(fraction, "x 100%"), fraction, style, "x 100%")


def _symbols(chance: random.Random, name: str, style: str) -> Case:
    fraction = Fraction(Text(chance.choice("nax")), Text(chance.choice("NMY")))
    return _whole(name, row(Row((fraction,), brackets=chance.random() < 0.5), "x 100%"), fraction, style, "x 100%")
