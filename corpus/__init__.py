"""The cross-region corpus: agency files into one database, questions, versions, exports."""

from extract import offline as offline  # first of all: nothing here calls home
