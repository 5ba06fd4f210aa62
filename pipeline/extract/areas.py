"""An area of a page where a table may stand that no network of lines encloses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.content import Slant
from pipeline.extract.rulings import Line

MOST_SLANTS = 100
"""Slanted strokes of a page that are looked at; more are a drawing."""

NEAR = 6.0
"""Points by which lines may miss the sides of what they belong to."""


@dataclass(frozen=True)
class Area:
    """A part of a page, in points, and the lines drawn in it. ``source`` is what it was found by.

    ``slants`` are the left and right ends of slanted strokes: one cell with two titles each.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    horizontal: tuple[Line, ...] = ()
    vertical: tuple[Line, ...] = ()
    source: str = "aligned"
    slants: tuple[tuple[float, float], ...] = ()

    @property
    def rules(self) -> int:
        """How many of its lines run across all of it."""
        return len(full_width(self.horizontal, self.x0, self.x1))


def full_width(lines: Sequence[Line], x0: float, x1: float) -> list[Line]:
    """Return the level lines that run from ``x0`` to ``x1``, in points."""
    return [h for h in lines if h.start - x0 <= NEAR and x1 - h.end <= NEAR]


def with_slants(area: Area, slants: Sequence[Slant]) -> Area:
    """Return ``area`` with the slanted strokes that part one of its cells from corner to corner."""
    found = []
    for slant in slants[:MOST_SLANTS]:
        x0, x1 = sorted((slant.x0, slant.x1))
        top, bottom = sorted((slant.y0, slant.y1))
        if area.x0 - 3 <= x0 and x1 <= area.x1 + 3 and area.top - 3 <= top and bottom <= area.bottom + 3:
            found.append((x0, x1))
    return replace(area, slants=tuple(found)) if found else area
