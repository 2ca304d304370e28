"""Any number of documents with known truth: records composed or recorded, laid out at random, printed by renderers of
different make. Every choice follows from the seed alone."""
