"""The reader of table structure: evidence for column and row boundaries, weighed by small learned trees."""
