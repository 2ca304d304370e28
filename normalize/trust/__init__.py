"""How likely each value is right: evidence gathered while reading, weighed by a fitted model (see docs/trust.md)."""
