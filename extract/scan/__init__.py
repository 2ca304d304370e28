"""Scanned pages: a page image becomes the same ``extract.model.Page`` as a digital page."""
