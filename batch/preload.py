"""Imported once by the process from which workers are forked: what every document needs is then there already.

The networks of the OCR and OpenCV are not: they are loaded by the first picture that a worker looks at.
"""

from __future__ import annotations

import logging
import os

from iku import pipeline
from iku.extract.second import camelot_grids
from iku.normalize.document import facts
from iku.normalize.lexicon import Lexicon
from iku.schemas.validate import validate_agency

logging.disable(logging.WARNING)
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
Lexicon.load()
ROOMS = (pipeline, camelot_grids, facts, validate_agency)
