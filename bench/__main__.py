"""``python -m bench``: converts the samples and scores them, as ``python -m bench.run`` does."""

from __future__ import annotations

from bench.run import main

if __name__ == "__main__":
    main()
