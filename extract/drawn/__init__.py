"""What the content of a digital page draws, in drawing order, and what of it a reader of the paper sees."""
