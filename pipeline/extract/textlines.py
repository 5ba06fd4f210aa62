"""What lines of text show of a table: pieces side by side, values, cells on several lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.pieces import Piece

SPREAD = 0.8
"""Gap, in ems, between pieces of a line that stand in different columns."""

TIGHT = 0.45
"""Gap, in ems, at most, between lines of one cell."""


def spread(row: Sequence[Piece]) -> bool:
    """Whether the pieces of a line stand in different columns."""
    return any(b.x0 - a.x1 > SPREAD * max(a.size, b.size) for a, b in pairwise(row))


def within(
    rows: Sequence[Sequence[Piece]], x0: float, top: float, x1: float, bottom: float
) -> list[list[Piece]]:
    """Return the text in a box, line by line."""
    found = [
        [p for p in row if top <= (p.top + p.bottom) / 2 <= bottom and x0 - 3 <= (p.x0 + p.x1) / 2 <= x1 + 3]
        for row in rows
    ]
    return [row for row in found if row]


def has_value(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a value stands beside other text."""
    return any(p.numeric for row in rows if len(row) > 1 for p in row)


def rows_of(lines: Sequence[Sequence[Piece]]) -> list[list[Sequence[Piece]]]:
    """Gather lines that overlap in height, as a name on two lines does the values beside it."""
    rows: list[list[Sequence[Piece]]] = []
    bottom = float("-inf")
    for line in lines:
        if rows and min(p.top for p in line) < bottom - 0.5:
            rows[-1].append(line)
        else:
            rows.append([line])
            bottom = float("-inf")
        bottom = max(bottom, *(p.bottom for p in line))
    return rows
