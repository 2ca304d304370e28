"""Formulas as printed: numerator, denominator, multiplier and kind, with a parse that gives up rather than guess."""

from iku.normalize.formula.computation import is_computation
from iku.normalize.formula.grammar import formula_findings, parse_formula
from iku.normalize.formula.legend import read_legend

__all__ = ["formula_findings", "is_computation", "parse_formula", "read_legend"]
