"""How far a table goes on beyond the last shading drawn in it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.extract.pieces import Piece, is_titles
from pipeline.extract.textlines import has_value, is_inside_table, spread, within

ROWS_APART = 2.6
"""Gap between lines of one table, at most, in line heights."""

LEAST_TITLES = 2
"""Titles side by side beyond which they are a table's header."""


def extended(
    edge: float,
    width: tuple[float, float],
    free: tuple[float, float],
    rows: Sequence[Sequence[Piece]],
    step: int,
    begun: bool = False,
) -> float:
    """Return how far rows of a table go on below (``step`` 1) or above (-1) its last shading.

    ``free`` is the height without other shading. Titles below values, once they have ``begun``, are those
    of the next table; values above titles are those of the table before.
    """
    x0, x1 = width
    limits = (edge, free[1]) if step > 0 else (free[0], edge)
    beyond = within(rows, x0, limits[0], x1, limits[1])[::step]
    height = median([p.bottom - p.top for row in beyond for p in row] or [0.0])
    last = edge
    for index, row in enumerate(beyond):
        top, bottom = min(p.top for p in row), max(p.bottom for p in row)
        gap = top - last if step > 0 else last - bottom
        if gap > ROWS_APART * height or not all(x0 - 3 <= p.x0 and p.x1 <= x1 + 3 for p in row):
            break
        if not spread(row) and not is_inside_table(beyond, index):
            break
        titles = _is_header([p for line in rows for p in line if abs(p.bottom - row[0].bottom) <= 1.0])
        if begun and (titles if step > 0 else has_value([row])):
            break
        begun = begun or (has_value([row]) if step > 0 else titles)
        last = max(last, bottom) if step > 0 else min(last, top)
    return last + 2 * step if last != edge else edge


def _is_header(line: Sequence[Piece]) -> bool:
    return len(line) > LEAST_TITLES and is_titles(line)


def is_body(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether the first of some lines has values: shading that begins below the header."""
    return bool(rows) and any(p.numeric for p in rows[0])
