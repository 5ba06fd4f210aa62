"""Rows from text alone: lines that belong to one row of cells, and where the next row begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.pieces import Piece

TIGHT = 0.3
"""Gap, in ems, below which a line may continue the cell above it."""

LEVELS = 0.35
"""Gap, in ems, from which two lines of a header are two levels and no text on two lines."""

OVERLAP = 0.15
"""Share of a line's height by which it must overlap a row to stand beside it."""

CENTRED = 1.5
"""Points by which the middle of a title may miss that of its columns, beyond the best fit."""


@dataclass
class TextRow:
    """Lines of one row. ``tall`` are columns whose text stands across this row and the next."""

    top: float
    bottom: float
    lines: list[list[Piece]]
    tall: set[int] = field(default_factory=set)

    def columns(self, xs: Sequence[float]) -> set[int]:
        """Return the columns that its pieces stand in."""
        return {column_of(p, xs) for line in self.lines for p in line}


def column_of(piece: Piece, xs: Sequence[float]) -> int:
    """Return the column (from 0) that holds the middle of a piece."""
    return max(0, min(bisect_right(xs, (piece.x0 + piece.x1) / 2), len(xs) - 1) - 1)


def text_rows(lines: Sequence[list[Piece]], xs: Sequence[float], *, header: bool) -> list[TextRow]:
    """Gather the lines of a band into rows; ``header`` says that the band opens a table.

    Lines that overlap stand beside one another: a name on two lines and the value between them. A
    line close below another goes on with its cell, unless both have a value in one column.
    """
    rows: list[TextRow] = []
    for line in lines:
        top, bottom = min(p.top for p in line), max(p.bottom for p in line)
        if rows and _same_row(rows[-1], line, top, bottom, xs):
            rows[-1].lines.append(line)
            rows[-1].bottom = max(rows[-1].bottom, bottom)
            rows[-1].top = min(rows[-1].top, top)
        else:
            rows.append(TextRow(top, bottom, [line]))
    rows = _joined(rows, xs)
    if header and rows:
        rows[:1] = _levels(rows[0], xs)
    return rows


def _joined(rows: Sequence[TextRow], xs: Sequence[float]) -> list[TextRow]:
    """Join a row of one column to the one that it follows closely, or that follows it."""
    found: list[TextRow] = []
    for row in rows:
        last = found[-1] if found else None
        if last is not None and _one_cell(last, row, xs):
            found[-1] = TextRow(last.top, max(last.bottom, row.bottom), [*last.lines, *row.lines])
        else:
            found.append(row)
    return found


def _one_cell(first: TextRow, second: TextRow, xs: Sequence[float]) -> bool:
    size = max(p.size for line in second.lines for p in line)
    if second.top - first.bottom >= TIGHT * size:
        return False
    a, b = first.columns(xs), second.columns(xs)
    return len(a) != len(b) and min(len(a), len(b)) == 1 and bool(a & b)


def _same_row(row: TextRow, line: Sequence[Piece], top: float, bottom: float, xs: Sequence[float]) -> bool:
    size = max(p.size for p in line)
    if row.bottom - top > OVERLAP * (bottom - top):
        return not _values_meet(row, line, xs, strict=True)
    return top - row.bottom < TIGHT * size and not _values_meet(row, line, xs, strict=False)


def _values_meet(row: TextRow, line: Sequence[Piece], xs: Sequence[float], *, strict: bool) -> bool:
    """Whether a column would get two values; ``strict``: one above the other without a gap."""
    have = {column_of(p, xs) for old in row.lines for p in old if p.numeric}
    new = {column_of(p, xs) for p in line if p.numeric}
    return len(have & new) > (1 if strict else 0)


def _levels(row: TextRow, xs: Sequence[float]) -> list[TextRow]:
    """Part a header of two levels: a line of titles, of which one stands over several columns, and the
    line below; or two lines that are set apart.
    """
    lines = sorted(row.lines, key=lambda line: min(p.top for p in line))
    if len(lines) < 2:
        return [row]
    upper, lower = lines[0], lines[-1]
    if min(p.top for p in lower) < max(p.bottom for p in upper) - 0.5:
        return [row]
    between = [p for line in lines[1:-1] for p in line]
    apart = min(p.top for p in lower) - max(p.bottom for p in upper) >= LEVELS * max(p.size for p in lower)
    if not apart and not any(len(covered(p, [*upper, *between], lower, xs)) > 1 for p in upper):
        return [row]
    tall = {column_of(p, xs) for p in between}
    middle = (max(p.bottom for p in upper) + min(p.top for p in lower)) / 2
    head = TextRow(row.top, middle, [upper, *lines[1:-1]], tall)
    return [head, TextRow(middle, row.bottom, [lower])]


def covered(piece: Piece, line: Sequence[Piece], below: Sequence[Piece], xs: Sequence[float]) -> range:
    """Return the columns that a title stands over: those round its middle that have nothing else above.

    A title is set in the middle of its columns. Of several stretches with its middle the widest counts,
    since columns without a title beside one with a title are not made.
    """
    own = column_of(piece, xs)
    taken = {column_of(p, xs) for p in line if p is not piece}
    under = {column_of(p, xs) for p in below}
    first = last = own
    while first - 1 >= 0 and first - 1 not in taken and first - 1 in under:
        first -= 1
    while last + 1 < len(xs) - 1 and last + 1 not in taken and last + 1 in under:
        last += 1
    found = [(a, b) for a in range(first, own + 1) for b in range(own, last + 1)]
    off = {(a, b): abs(piece.x0 + piece.x1 - xs[a] - xs[b + 1]) / 2 for a, b in found}
    least = min(off.values())
    a, b = max((f for f in found if off[f] <= least + CENTRED), key=lambda f: (f[1] - f[0], -off[f]))
    return range(a, b + 1)
