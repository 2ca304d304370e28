"""Sixty formulas set in two dimensions, made from a seed, and what a careful reader writes down of each."""
