"""Indicator cards in forms that a seed chooses: printed, read and compared."""
