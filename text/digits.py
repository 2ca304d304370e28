"""Letters that a scan puts in the place of digits. Which are believed depends on how sure a number stands there."""

from __future__ import annotations

_ROUND_AND_UPRIGHT = {"O": "0", "o": "0", "I": "1", "l": "1"}
IN_NUMBERS = str.maketrans(_ROUND_AND_UPRIGHT)
"""Where words may stand as well: figures and dates."""
IN_YEARS = str.maketrans({**_ROUND_AND_UPRIGHT, "Q": "0"})
"""Where four characters are known to be a year: the headers of columns."""
IN_NIPS = str.maketrans({**_ROUND_AND_UPRIGHT, "|": "1", "S": "5", "B": "8"})
"""Where nothing but digits can stand: the number of a civil servant behind its label."""
