"""Nothing that runs here calls home. Imported by every package before any other module of it.

onnxruntime 1.31 looks up a collector's address with every session and keeps a device id and an event store under the
user's cache folder, unless this variable is set before it is imported.
"""

from __future__ import annotations

import os

SWITCHES = {"ORT_DISABLE_TELEMETRY": "1"}
"""Environment variables of libraries that report their use, and the value that stops them."""

os.environ.update(SWITCHES)
