"""Rows of a table beyond its first and last rules: it goes on from the page before, or overleaf.

The page ends within a row, whose rule stands on the next page; there the next row may begin without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from pipeline.extract.areas import Area
from pipeline.extract.gutters import column_edges
from pipeline.extract.pieces import Piece, is_titles
from pipeline.extract.rulings import Line
from pipeline.extract.textlines import TIGHT, has_value, within

MARGIN = 2
"""Lines, at most, between a table that goes on and the end of the page: its running head, its footer."""

LEAST = 2
"""Rows of values between rules, at least, that show how those beyond them would stand."""

PADDING = 1.5
"""Gap, in ems, at most, between a rule and the text of the row that it bounds."""

ALIGNED = 1.0
"""Points by which the sides or the middles of values of one column may differ."""


def with_open_ends(area: Area, lines: Sequence[Line], rows: Sequence[Sequence[Piece]]) -> Area:
    """Return an area with the rows beyond its rules where the page begins or ends with them.

    ``lines`` are those of the page, ``rows`` its text outside tables. Only a table without a header, which
    begins with values, can begin so.
    """
    own = within(rows, area.x0, area.top, area.x1, area.bottom)
    if sum(has_value([line]) for line in own) < LEAST:
        return area
    below = within(rows, area.x0, area.bottom, area.x1, inf)
    row = _first_row(below, area.bottom)
    if row and len(below) - len(row) <= MARGIN and _fits(row, own):
        area = replace(area, bottom=max(p.bottom for line in row for p in line) + 1)
    above = within(rows, area.x0, -inf, area.x1, area.top)
    taken = _last_rows(above, area.top, own) if has_value(_first_row(own, area.top)) else []
    if taken and len(above) - len(taken) <= MARGIN:
        top = min(p.top for line in taken for p in line) - 1
        short = [x for x in lines if x.horizontal and top < x.at < area.top and area.x0 - 1 <= x.start]
        area = replace(area, top=top, horizontal=(*short, *area.horizontal))
    return area


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


def _last_rows(
    lines: Sequence[Sequence[Piece]], bottom: float, own: Sequence[Sequence[Piece]]
) -> list[Sequence[Piece]]:
    """Return the lines above a rule that are rows of values, each as near to the next one as rows are."""
    found: list[Sequence[Piece]] = []
    row: list[Sequence[Piece]] = []
    top, room = bottom, PADDING
    for line in reversed(lines):
        gap, size = top - max(p.bottom for p in line), max(p.size for p in line)
        if row and gap > TIGHT * size:
            if not _fits(row, own):
                return found
            found, row = [*row, *found], []
        if gap > room * size:
            return found
        row.insert(0, line)
        top, room = min(top, *(p.top for p in line)), 2 * PADDING
    return [*row, *found] if row and _fits(row, own) else found


def _fits(row: Sequence[Sequence[Piece]], own: Sequence[Sequence[Piece]]) -> bool:
    """Whether values stand in a row as those between the rules do, and no text across their columns."""
    pieces = [piece for line in row for piece in line]
    numbers = [p for line in own for p in line if p.numeric]
    if not has_value(row) or is_titles(pieces) or not numbers:
        return False
    if any(p.x0 < edge < p.x1 for p in pieces for edge in column_edges(own)):
        return False
    return all(any(_aligned(p, q) for q in numbers) for p in pieces if p.numeric)


def _aligned(piece: Piece, other: Piece) -> bool:
    middles = abs(piece.x0 + piece.x1 - other.x0 - other.x1) / 2
    return min(abs(piece.x0 - other.x0), abs(piece.x1 - other.x1), middles) <= ALIGNED
