"""The trees of the structure reader: their truth, their samples, their training."""
