"""Rulings found in a picture: long straight runs of ink, level or upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.extract.content import BLACK, Ruling
from pipeline.extract.scan.picture import Gray

LONG = 26.0
"""Points from which a straight run is a ruling by itself; hardly a stroke of a letter is as long."""

SHORT = 9.0
"""Points from which a run is a ruling if a long one runs on the same line, and long ones bound it."""

ALIGNED = 0.8
"""Points by which two runs on one line may lie apart, and the end of one from what bounds it."""

THICK = 5.0
"""Points from which a run is an area, no ruling."""


@dataclass(frozen=True)
class Strokes:
    """``rulings`` in points; ``mask`` is 255 where they stand in the picture."""

    rulings: tuple[Ruling, ...]
    mask: Gray


def strokes(ink: Gray, scale: float) -> Strokes:
    """Find the rulings of ``ink`` (255 where there is ink, ``scale`` dots per point)."""
    level, upright = _runs(ink, scale, LONG, level=True), _runs(ink, scale, LONG, level=False)
    short_level = _bounded(_runs(ink, scale, SHORT, level=True), level, upright)
    short_upright = _bounded(_runs(ink, scale, SHORT, level=False), upright, level)
    rulings = tuple(dict.fromkeys([*level, *upright, *short_level, *short_upright]))
    return Strokes(rulings, _mask(ink, rulings, scale))


def _runs(ink: Gray, scale: float, least: float, *, level: bool) -> list[Ruling]:
    length = max(3, round(least * scale))
    kernel = np.ones((1, length) if level else (length, 1), np.uint8)
    bridge = np.ones((1, 5) if level else (5, 1), np.uint8)  # specks of paper in a scanned line
    runs = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, kernel)
    count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for left, top, width, height, _ in stats[1:count].tolist():
        thickness = height if level else width
        if thickness <= THICK * scale:
            found.append(_ruling((left, top, width, height), scale, level=level))
    return found


def _ruling(box: tuple[int, int, int, int], scale: float, *, level: bool) -> Ruling:
    left, top, width, height = box
    if level:
        return Ruling(
            True, (top + height / 2) / scale, left / scale, (left + width) / scale, height / scale, BLACK, 0
        )
    return Ruling(
        False, (left + width / 2) / scale, top / scale, (top + height) / scale, width / scale, BLACK, 0
    )


def _bounded(short: Sequence[Ruling], along: Sequence[Ruling], across: Sequence[Ruling]) -> list[Ruling]:
    """Keep the short runs that go on where a ruling runs, from one crossing ruling to another."""
    return [
        r
        for r in short
        if any(abs(r.at - other.at) <= ALIGNED for other in along)
        and all(any(_ends_at(end, r.at, other) for other in across) for end in (r.start, r.end))
    ]


def _ends_at(end: float, at: float, ruling: Ruling) -> bool:
    near = abs(end - ruling.at) <= ALIGNED + ruling.width / 2
    return near and ruling.start - ALIGNED <= at <= ruling.end + ALIGNED


def _mask(ink: Gray, rulings: Sequence[Ruling], scale: float) -> Gray:
    mask = np.zeros_like(ink)
    for r in rulings:
        half = r.width * scale / 2 + 1.5
        across = slice(max(0, round(r.at * scale - half)), round(r.at * scale + half) + 1)
        along = slice(max(0, round(r.start * scale) - 1), round(r.end * scale) + 2)
        mask[(across, along) if r.horizontal else (along, across)] = 255
    return mask
