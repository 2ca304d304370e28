"""How good and how fast: our own samples, the reference documents where they stand beside the project, the peers."""

from iku.extract import offline as offline  # first of all: nothing here calls home
