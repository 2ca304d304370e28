"""Does the confidence know? Gathers evidence with its truth, fits the model, and reports how well it does."""
