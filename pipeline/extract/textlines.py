"""What lines of text show of a table: pieces side by side, values, cells on several lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.pieces import Piece

SPREAD = 0.8
"""Gap, in ems, between pieces of a line that stand in different columns."""

TIGHT = 0.45
"""Gap, in ems, at most, between lines of one cell."""

CELL_LINES = 5
"""Lines of a cell, at most, above or below the one beside which its values stand."""


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


def is_inside_table(rows: Sequence[Sequence[Piece]], index: int) -> bool:
    """Whether an unbroken line is part of a cell on several lines, as a name beside its values.

    The lines of such a cell follow closely upon one another, and one of them stands beside other cells.
    """
    return _leads(rows, index, 1) or _leads(rows, index, -1)


def _leads(rows: Sequence[Sequence[Piece]], index: int, step: int) -> bool:
    row = rows[index]
    for k in range(index + step, index + step * (CELL_LINES + 1), step):
        if not 0 <= k < len(rows) or not _close(row, rows[k]):
            return False
        if spread(rows[k]):
            return True
        row = rows[k]
    return False


def _close(row: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether lines overlap in height, or follow closely with one under the other."""
    size = max(p.size for p in row)
    gap = max(
        min(p.top for p in other) - max(p.bottom for p in row),
        min(p.top for p in row) - max(p.bottom for p in other),
    )
    if gap < 0:
        return True
    return gap <= TIGHT * size and any(
        abs(a.x0 - b.x0) <= size or abs(a.x1 - b.x1) <= size for a in row for b in other
    )
