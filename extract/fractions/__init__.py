"""Formulas set in two dimensions, read into one line: fractions over bars, scripts, signs that span lines.

A small layout parser: every bar takes the words that stand over and under it and becomes one thing, the shortest bar
first, so that fractions may stand in fractions and several in one expression; what is left is lines of words and such
things.
"""

from iku.extract.fractions.compose import linearise

__all__ = ["linearise"]
