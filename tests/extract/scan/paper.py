"""Typeset pages as a scanner would hand them over: pictures in a PDF without a letter of text."""

from __future__ import annotations

import io
from random import Random

import numpy as np
import pypdfium2
from PIL import Image


def scanned(pdf: bytes, *, dpi: int = 200, askew: float = 0.0, dirt: int = 0, way: int = 0) -> bytes:
    """Return ``pdf`` as pictures of ``dpi``, turned ``askew`` degrees, with ``dirt`` dark specks on each.

    ``way`` (90, 180, 270) are degrees clockwise by which the right way up is reached again.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()
    pages = [_soiled(p.rotate(askew, Image.Resampling.BICUBIC, fillcolor=255), dirt) for p in pages]
    pages = [p.rotate(way, expand=True) for p in pages]
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return out.getvalue()


def picture(pdf: bytes, *, dpi: int = 200) -> tuple[bytes, tuple[int, int]]:
    """Return the first page of ``pdf`` as levels of gray, and its size in dots."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()
    return page.tobytes(), page.size


def _soiled(picture: Image.Image, dirt: int) -> Image.Image:
    if not dirt:
        return picture
    random, levels = Random(0), np.array(picture)
    height, width = levels.shape
    for _ in range(dirt):
        row, column = random.randrange(height - 2), random.randrange(width - 2)
        levels[row : row + 2, column : column + 2] = 60
    return Image.fromarray(levels)
