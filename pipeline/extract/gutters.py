"""Columns from text alone: the gutters that run down between them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.extract.pieces import Piece

MIN_WIDTH = 0.5
"""Width of a gutter, at least, in ems."""

CROSSED = 0.12
"""Share of lines that may cross a gutter: headers over several columns."""

Gutter = tuple[float, float]


def gutters(lines: Sequence[Sequence[Piece]]) -> list[Gutter]:
    """Return the gutters of ``lines`` (those with two pieces and more), left to right.

    A few lines may run across a gutter; a piece that stands within one makes it two.
    """
    broken = [line for line in lines if len(line) > 1]
    if len(broken) < 2:
        return []
    size = median(p.size for line in broken for p in line)
    allowed = max(1 if len(broken) >= 4 else 0, int(CROSSED * len(broken)))
    found: list[Gutter] = []
    for gap in _thin(broken, allowed):
        found += _trimmed(gap, lines)
    return [(a, b) for a, b in found if b - a >= MIN_WIDTH * size]


def _thin(lines: Sequence[Sequence[Piece]], allowed: int) -> list[Gutter]:
    """Return the stretches of x that at most ``allowed`` lines cover, between the outer columns."""
    events = sorted(
        [(p.x0, 1) for line in lines for p in line] + [(p.x1, -1) for line in lines for p in line]
    )
    found: list[Gutter] = []
    depth, start = 0, None
    for x, step in events:
        depth += step
        if step < 0 and depth <= allowed and start is None:
            start = x
        elif step > 0 and depth > allowed and start is not None:
            found.append((start, x))
            start = None
    return [gap for gap in found if gap[1] > gap[0]]


def _trimmed(gap: Gutter, lines: Sequence[Sequence[Piece]]) -> list[Gutter]:
    """Take from a gap what pieces cover that don't run across all of it."""
    parts = [gap]
    for line in lines:
        for piece in line:
            if piece.x0 <= gap[0] + 0.5 and piece.x1 >= gap[1] - 0.5:
                continue  # a header over both columns
            parts = [rest for part in parts for rest in _minus(part, piece)]
    return parts


def _minus(part: Gutter, piece: Piece) -> list[Gutter]:
    if piece.x1 <= part[0] or piece.x0 >= part[1]:
        return [part]
    return [(a, b) for a, b in ((part[0], piece.x0), (piece.x1, part[1])) if b > a]
