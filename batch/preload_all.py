"""As ``batch.preload``, with the libraries that only some documents need: worth it when several workers share them."""

from __future__ import annotations

import gc

import camelot
import cv2

import iku.batch.preload
from iku.normalize.tokens import language

cv2.setNumThreads(1)
language()
gc.collect()
gc.freeze()  # else the collector of every worker would write to, and so copy, all pages that they share
ROOMS = (iku.batch.preload, camelot, cv2)
