"""The cross-region corpus: agency files into one database, questions, versions, exports."""
