"""A row under the last rule of a table: the page ends within it, and its rule stands on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from pipeline.extract.areas import Area
from pipeline.extract.gutters import column_edges
from pipeline.extract.pieces import Piece
from pipeline.extract.textlines import TIGHT, has_value, within

FOOTER = 2
"""Lines, at most, between a table that goes on overleaf and the end of the page."""

LEAST = 2
"""Rows of values above the last rule, at least, that show how those of the row below it would stand."""

PADDING = 1.5
"""Gap, in ems, at most, between a rule and the text of the row that it begins."""

ALIGNED = 1.0
"""Points by which the sides or the middles of values of one column may differ."""


def with_open_end(area: Area, rows: Sequence[Sequence[Piece]]) -> Area:
    """Return an area down to the end of the row that its last rule begins, where the page ends with it."""
    above = within(rows, area.x0, area.top, area.x1, area.bottom)
    values = [line for line in above if has_value([line])]
    below = within(rows, area.x0, area.bottom, area.x1, inf)
    row = _first_row(below, area.bottom)
    if len(values) < LEAST or not has_value(row) or len(below) - len(row) > FOOTER:
        return area
    edges = column_edges(above)
    pieces = [piece for line in row for piece in line]
    if any(p.x0 < edge < p.x1 for p in pieces for edge in edges):
        return area
    numbers = [p for line in values for p in line if p.numeric]
    if not all(any(_aligned(p, q) for q in numbers) for p in pieces if p.numeric):
        return area
    return replace(area, bottom=max(p.bottom for p in pieces) + 1)


def _first_row(lines: Sequence[Sequence[Piece]], top: float) -> list[Sequence[Piece]]:
    """Return the lines that follow closely upon a rule, and upon one another."""
    found: list[Sequence[Piece]] = []
    bottom, room = top, PADDING
    for line in lines:
        size = max(p.size for p in line)
        if min(p.top for p in line) - bottom > room * size:
            break
        found.append(line)
        bottom, room = max(bottom, *(p.bottom for p in line)), TIGHT
    return found


def _aligned(piece: Piece, other: Piece) -> bool:
    middles = abs(piece.x0 + piece.x1 - other.x0 - other.x1) / 2
    return min(abs(piece.x0 - other.x0), abs(piece.x1 - other.x1), middles) <= ALIGNED
