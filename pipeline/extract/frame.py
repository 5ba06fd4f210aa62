"""The frame of a page: from the PDF's own coordinates to those of the page as displayed."""

from __future__ import annotations

import math
from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]

MAX_EXTENT = 20_000.0
"""Points; a page larger than this (seven metres) is not one, and infinities are caught by it too."""


@dataclass(frozen=True)
class Frame:
    """The visible box of a page in user space (origin at the bottom left) and its clockwise rotation."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """Width as displayed, in points."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Height as displayed, in points."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    @property
    def matrix(self) -> Matrix:
        """The transformation from user space to displayed coordinates (y downwards)."""
        if self.rotation == 90:
            return (0, 1, 1, 0, -self.bottom, -self.left)
        if self.rotation == 180:
            return (-1, 0, 0, 1, self.right, -self.bottom)
        if self.rotation == 270:
            return (0, -1, -1, 0, self.top, self.right)
        return (1, 0, 0, -1, -self.left, self.top)

    @property
    def sane(self) -> bool:
        """Whether the box is one that a page can have."""
        values = (self.left, self.bottom, self.right, self.top)
        if not all(math.isfinite(v) and abs(v) < MAX_EXTENT for v in values):
            return False
        return self.right - self.left > 1 and self.top - self.bottom > 1


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies ``first`` and after it ``then`` (row vectors, as PDF writes them)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def turn_of(matrix: Matrix) -> int:
    """Return the clockwise rotation, in degrees, of upright glyphs drawn with ``matrix`` on a page whose y
    axis points downwards; the nearest quarter turn.
    """
    if matrix[1] == 0 and matrix[0] > 0:
        return 0
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    return round(angle / 90) % 4 * 90


def unit_square(matrix: Matrix) -> tuple[float, float, float, float]:
    """Return the box of the unit square, where images stand, after ``matrix``."""
    a, b, c, d, e, f = matrix
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    return (min(xs), min(ys), max(xs), max(ys))
