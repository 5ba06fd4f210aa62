"""A scanned page set straight: the small angle by which the paper lay askew."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from pipeline.extract.scan.picture import Gray, Picture

MOST = 5.0
"""Degrees up to which paper lies askew in a scanner."""

LEAST = 0.04
"""Degrees that are not worth turning back: half a dot over the width of a cell."""

_WIDTH = 900


def straightened(picture: Picture, angle: float) -> Picture:
    """Return ``picture`` turned counterclockwise by ``angle`` degrees."""
    if abs(angle) < LEAST:
        return picture
    return replace(picture, gray=_turned(picture.gray, angle, 255))


def skew(gray: Gray) -> float:
    """Return the degrees, counterclockwise, that make the rows of ``gray`` most distinct."""
    small = cv2.resize(gray, (_WIDTH, max(1, gray.shape[0] * _WIDTH // gray.shape[1])), interpolation=3)
    ink = np.asarray(255 - small, dtype=np.uint8)
    best = 0.0
    for step, reach in ((0.5, MOST), (0.1, 0.5), (0.02, 0.1)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = max((float(a) for a in angles), key=lambda a: (_distinctness(ink, a), -abs(a)))
    return best


def _distinctness(ink: Gray, angle: float) -> float:
    rows = _turned(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _turned(gray: Gray, angle: float, around: int) -> Gray:
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=around),
        dtype=np.uint8,
    )
