"""Even shading found in a picture: the rectangles of gray that tell rows and columns without a rule."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.extract.content import Fill
from pipeline.extract.scan.picture import Gray

PALE = 10
"""Levels by which shading is darker than the paper, at least."""

DARK = 90
"""Level below which an area is ink: a black bar, a photograph."""

STEP = 12
"""Levels that differ between two shades, at least."""

LEAST = 9.0
"""Points that a shaded rectangle is wide and high, at least."""

EVEN = 0.9
"""Share of its box that a shaded rectangle covers."""

TEXT = 2.5
"""Points of the strokes of letters, at most, which are closed before shading is looked for."""

MOST = 800


def shades(gray: Gray, scale: float) -> list[Fill]:
    """Return the shaded rectangles of ``gray`` (``scale`` dots per point), in points."""
    size = max(3, round(TEXT * scale)) | 1
    closed = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = int(np.percentile(closed, 90))
    levels = np.where((closed < paper - PALE) & (closed > DARK), closed // STEP + 1, 0).astype(np.uint8)
    found: list[Fill] = []
    for level in np.unique(levels[levels > 0]).tolist():
        band = np.isin(levels, (level, level + 1)).astype(np.uint8)  # a shade may lie on the edge of a step
        count, _, stats, _ = cv2.connectedComponentsWithStats(band, connectivity=4)
        for left, top, width, height, area in stats[1:count].tolist():
            box = (left / scale, top / scale, (left + width) / scale, (top + height) / scale)
            if min(width, height) >= LEAST * scale and area >= EVEN * width * height:
                found.append(Fill(*box, 0x010101 * min(255, level * STEP), len(found)))
    return _distinct(found)[:MOST]


def _distinct(fills: list[Fill]) -> list[Fill]:
    """Leave out rectangles that are there already, found again in the next band of levels."""
    kept: list[Fill] = []
    for fill in fills:
        if not any(
            all(abs(a - b) <= 2.0 for a, b in zip(fill[:4], other[:4], strict=True)) for other in kept
        ):
            kept.append(fill)
    return kept
