"""Sample documents of our own: invented decrees and reports, printed and scanned by code that can be read."""
