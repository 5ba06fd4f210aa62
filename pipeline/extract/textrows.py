"""Rows from text alone: lines that belong to one row of cells, and where the next row begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import isfinite

from pipeline.extract.pieces import Piece, is_year

TIGHT = 0.3
"""Gap, in ems, below which a line may continue the cell above it."""

LOOSE = 0.75
"""Gap, in ems, at most, between lines of one cell in a table whose rows stand further apart."""

LEADING = 0.15
"""Ems, at least, by which rows stand further apart than lines of one cell."""

LEVELS = 0.35
"""Gap, in ems, from which two lines of a header are two levels and no text on two lines."""

BELOW = 0.5
"""Share of the em below the middle of a header from which text is of its lower level."""

OVERLAP = 0.15
"""Share of a line's height by which it must overlap a row to stand beside it."""

CENTRED = 4.0
"""Points, or half its size, by which the middle of a title may miss that of what stands below."""

MARK = 0.75
"""Size of a mark, at most, as a share of that of the text beside it."""

MOST_COLUMNS = 14
"""Columns, at most, that titles of a header share out."""


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


def text_rows(
    lines: Sequence[list[Piece]], xs: Sequence[float], *, header: bool, pitch: float = float("inf")
) -> list[TextRow]:
    """Gather the lines of a band into rows; ``header`` says that the band opens a table.

    ``pitch`` is the least distance, in points, between rows of the table.

    Lines that overlap stand beside one another: a name on two lines and the value between them. A
    line close below another goes on with its cell, unless both have a value in one column.
    """
    rows: list[TextRow] = []
    for line in lines:
        top, bottom = min(p.top for p in line), max(p.bottom for p in line)
        if rows and _same_row(rows[-1], line, top, bottom, xs) and not _steps(rows[-1], line, xs, pitch):
            rows[-1].lines.append(line)
            rows[-1].bottom = max(rows[-1].bottom, bottom)
            rows[-1].top = min(rows[-1].top, top)
        else:
            rows.append(TextRow(top, bottom, [line]))
    rows = _joined(rows, xs, pitch)
    return _with_levels(rows, xs) if header and rows else rows


def _with_levels(rows: list[TextRow], xs: Sequence[float]) -> list[TextRow]:
    """Part the header, or tell the text that stands across its two levels where they are apart already."""
    if len(rows) > 1 and not any(p.numeric for row in rows[:2] for line in row.lines for p in line):
        first, second = rows[:2]
        both = TextRow(first.top, second.bottom, [*first.lines, *second.lines])
        parted = _levels(both, xs)
        if second.top - first.bottom < max(p.size for p in second.lines[0]) and parted[0].tall:
            return [*parted, *rows[2:]]
    return [*_levels(rows[0], xs), *rows[1:]]


def _joined(rows: Sequence[TextRow], xs: Sequence[float], pitch: float) -> list[TextRow]:
    """Join a row of one column to the one that it follows closely, or that follows it."""
    found: list[TextRow] = []
    for row in rows:
        last = found[-1] if found else None
        if last is not None and _one_cell(last, row, xs, pitch):
            found[-1] = TextRow(last.top, max(last.bottom, row.bottom), [*last.lines, *row.lines])
        else:
            found.append(row)
    return found


def _one_cell(first: TextRow, second: TextRow, xs: Sequence[float], pitch: float) -> bool:
    """Whether lines are closer than rows, and text in one column goes on in the other.

    Two lines that stand in one column only are a cell where they are closer than a ``pitch`` lets rows be.
    """
    size = max(p.size for line in second.lines for p in line)
    gap = second.top - first.bottom
    closer = min(pitch - (1 + LEADING) * size, LOOSE * size) if isfinite(pitch) else 0.0
    if gap >= max(TIGHT * size, closer):
        return False
    a, b = first.columns(xs), second.columns(xs)
    if len(a) == len(b) == 1:
        return a == b and gap < closer
    return len(a) != len(b) and min(len(a), len(b)) == 1 and bool(a & b)


def _same_row(row: TextRow, line: Sequence[Piece], top: float, bottom: float, xs: Sequence[float]) -> bool:
    size = max(p.size for p in line)
    if row.bottom - top > OVERLAP * (bottom - top):
        return not _values_meet(row, line, xs, strict=True)
    if top - row.bottom >= TIGHT * size or _values_meet(row, line, xs, strict=False):
        return False
    return not _titles_above(row, line, xs)


def _titles_above(row: TextRow, line: Sequence[Piece], xs: Sequence[float]) -> bool:
    """Whether a line has the values to the titles of a row, in most of the columns."""
    if len(line) < 2 or any(p.numeric for old in row.lines for p in old):
        return False
    above = row.columns(xs)
    values = {column_of(p, xs) for p in line if p.numeric and not is_year(p)}
    return bool(values) and values <= above and len(above) > 1 and 2 * len(above) > len(xs) - 1


def row_pitch(lines: Sequence[list[Piece]], xs: Sequence[float]) -> float:
    """Return the least distance of the baselines of lines that are rows: with values in one column."""
    valued = [line for line in lines if len(line) > 1 and any(p.numeric for p in line)]
    found = [
        max(p.bottom for p in line) - max(p.bottom for p in before)
        for before, line in pairwise(valued)
        if _values_meet(TextRow(0, 0, [before]), line, xs, strict=False)
    ]
    return min((step for step in found if step > 0), default=float("inf"))


def _steps(row: TextRow, line: Sequence[Piece], xs: Sequence[float], pitch: float) -> bool:
    """Whether titles and values, a pitch of the rows apart, stand in columns that they share."""
    own = [p for old in row.lines for p in old]
    size = max(p.size for p in line)
    last = max((p.bottom for p in own if p.size > MARK * size), default=row.bottom)
    if max(p.bottom for p in line) - last < pitch - 0.5:
        return False
    shared = {column_of(p, xs) for p in own} & {column_of(p, xs) for p in line}
    return len(shared) > 1 and any(p.numeric for p in own) is not any(p.numeric for p in line)


def _values_meet(row: TextRow, line: Sequence[Piece], xs: Sequence[float], *, strict: bool) -> bool:
    """Whether a column would get two values; ``strict``: one above the other without a gap."""
    have = {column_of(p, xs) for old in row.lines for p in old if p.numeric}
    new = {column_of(p, xs) for p in line if p.numeric}
    return len(have & new) > (1 if strict else 0)


def _levels(row: TextRow, xs: Sequence[float]) -> list[TextRow]:
    """Part a header of two levels: a line of titles, of which one stands over several columns, and the
    text below; or two lines that are set apart.

    What stands in the middle of the header's height belongs to both levels.
    """
    lines = sorted(row.lines, key=lambda line: min(p.top for p in line))
    upper, rest = lines[0], [p for line in lines[1:] for p in line]
    lower, tall = _lower_and_tall(rest, (row.top + row.bottom) / 2, xs)
    if not lower or min(p.top for p in lower) < max(p.bottom for p in upper) - 0.5:
        return [row]
    apart = min(p.top for p in lower) - max(p.bottom for p in upper) >= LEVELS * max(p.size for p in lower)
    if not apart and all(len(span) == 1 for span in covered(upper, tall, lower, xs).values()):
        return [row]
    middle = (max(p.bottom for p in upper) + min(p.top for p in lower)) / 2
    head = TextRow(row.top, middle, [upper, tall] if tall else [upper], {column_of(p, xs) for p in tall})
    return [head, TextRow(middle, row.bottom, [lower])]


def _lower_and_tall(
    pieces: Sequence[Piece], middle: float, xs: Sequence[float]
) -> tuple[list[Piece], list[Piece]]:
    """Part what stands below the middle of a header from what stands in it, column by column."""
    columns: dict[int, list[Piece]] = {}
    for piece in pieces:
        columns.setdefault(column_of(piece, xs), []).append(piece)
    lower: list[Piece] = []
    tall: list[Piece] = []
    for members in columns.values():
        centre = (min(p.top for p in members) + max(p.bottom for p in members)) / 2
        (lower if centre - middle > BELOW * members[0].size else tall).extend(members)
    return lower, tall


def covered(
    line: Sequence[Piece], beside: Sequence[Piece], below: Sequence[Piece], xs: Sequence[float]
) -> dict[Piece, range]:
    """Return the columns that each title of a ``line`` stands over.

    Titles share out the columns that have text ``below`` and none ``beside`` them, so that each stands in
    the middle of its columns as near as can be; one that doesn't, stands over its own column alone.
    """
    tall = {column_of(p, xs) for p in beside}
    under = {column_of(p, xs): p for p in below}
    spans = {p: range(column_of(p, xs), column_of(p, xs) + 1) for p in line}
    for block in _blocks([c for c in sorted(under) if c not in tall]):
        titles = [p for p in line if block[0] <= column_of(p, xs) <= block[-1]]
        for title, share in zip(titles, _shared_out(titles, block, under), strict=False):
            if column_of(title, xs) in share and _off(title, share, under) <= max(CENTRED, 0.5 * title.size):
                spans[title] = range(share[0], share[-1] + 1)
    return spans


def _blocks(columns: Sequence[int]) -> list[list[int]]:
    """Part columns where one is missing between them."""
    found: list[list[int]] = []
    for column in columns:
        if found and column == found[-1][-1] + 1:
            found[-1].append(column)
        else:
            found.append([column])
    return found


def _shared_out(titles: Sequence[Piece], block: list[int], under: dict[int, Piece]) -> list[list[int]]:
    """Cut a block of columns into one part for each title, so that titles are centred best."""
    if not titles or len(titles) > len(block) or len(block) > MOST_COLUMNS:
        return []
    best: list[list[int]] = []
    least = float("inf")
    for cuts in combinations(range(1, len(block)), len(titles) - 1):
        stops = [0, *cuts, len(block)]
        parts = [block[a:b] for a, b in pairwise(stops)]
        error = sum(_off(title, part, under) for title, part in zip(titles, parts, strict=True))
        if error < least:
            best, least = parts, error
    return best


def _off(title: Piece, columns: Sequence[int], under: dict[int, Piece]) -> float:
    """Return how far a title stands from the middle of the text below it, in points."""
    return abs(title.x0 + title.x1 - under[columns[0]].x0 - under[columns[-1]].x1) / 2
