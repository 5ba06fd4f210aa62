"""A second opinion on tables that no lines enclose: the cells in which their text contradicts their columns.

The columns come from the gaps between words (``gutters.py``). Here, what stands in the cells is asked:
whether neighbouring columns ever have text in one row, whether a column has a title, whether values end,
begin or are centred alike above and below a second header, and whether a wall runs through a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median

from pipeline.extract.abreast import seam
from pipeline.extract.cells import Placed, owners, read_cell
from pipeline.extract.content import Char
from pipeline.extract.grid import Grid, Region
from pipeline.extract.pieces import Piece, baselines, is_titles, is_year
from pipeline.extract.textlines import spread

SHIFTED = 2.0
"""Points by which the values of one column stand elsewhere below a second header than above it."""

LEAST_TEXTS = 2
"""Texts of a column, at least, above and below a second header, that tell where they stand."""

WORD = 0.12
"""Gap, in ems, at most, between two characters of one word."""

SAME_ROW = 2.0
"""Points by which baselines of one row may differ."""

BESIDE = 0.3
"""Gap, in ems, between a line of a cell and one above it that none of it stands under: they are two cells."""

HALVED = 0.2
"""Share of the cells of a column from which text in two halves makes all of them doubtful."""

Span = tuple[float, float]

_RATE_AND_MORE = re.compile(r"[%％][)）]?[ 　]*[(（△▲-]?[0-9０-９]")


def doubtful(grid: Grid, placed: Placed) -> list[Region]:
    """Return the cells, in a table whose columns text alone tells, whose text may be that of others."""
    table = _Table(grid, placed)
    found = {region for region, lines in table.lines.items() if _may_be_two(lines, placed.inside[region])}
    found.update(_never_both(table), _untitled(table), _below_shift(table), _cut_words(table), _second(table))
    found.update(_rows_in_one(table, placed))
    found.update(_two_columns(table))
    return [region for region in grid.regions if region in found]


def _may_be_two(lines: Sequence[Sequence[Piece]], chars: Sequence[Char]) -> bool:
    """Whether texts stand far apart in a line, two numbers side by side, or a digit after a per cent sign."""
    for line in lines:
        if _is_halved(line) or sum(piece.numeric for piece in line) > 1:
            return True
    rates = sum(c.text in "%％" for c in chars)
    return rates > 1 and bool(_RATE_AND_MORE.search(read_cell(chars).text))


def _two_columns(table: _Table) -> Iterable[Region]:
    """Yield the cells of a column whose title and some of whose texts stand in two halves, far apart."""
    for col in range(table.grid.cols):
        titles = {table.owner[row, col] for row in range(table.body.start)}
        cells = table.column(col)
        halved = [r for r in cells if _halved(table, r)]
        if any(_halved(table, r) for r in titles) and len(halved) > HALVED * len(cells):
            yield from cells


def _halved(table: _Table, region: Region) -> bool:
    return any(map(_is_halved, table.lines.get(region, ())))


def _is_halved(line: Sequence[Piece]) -> bool:
    return spread(line) and any(len(piece.text) > 1 for piece in line)


def _rows_in_one(table: _Table, placed: Placed) -> Iterable[Region]:
    """Yield the cells whose lines stand further apart than rows do, or one all beside the other.

    Between letters one under the other may stand turned figures (平成, 30, 年度), which are no line.
    """
    values = [lines for lines in table.lines.values() if len(lines) == 1 and len(lines[0]) == 1]
    bottoms = sorted({lines[0][0].bottom for lines in values if lines[0][0].numeric})
    pitch = min((b - a for a, b in pairwise(bottoms) if b - a > SAME_ROW), default=float("inf"))
    for region, lines in table.lines.items():
        turned = any(c.turn or c.vertical for c in placed.inside[region])
        if not turned and any(_are_apart(above, below, pitch) for above, below in pairwise(lines)):
            yield region


def _are_apart(above: Sequence[Piece], below: Sequence[Piece], pitch: float) -> bool:
    gap = max(below[0].x0 - above[-1].x1, above[0].x0 - below[-1].x1)
    lower = min(p.bottom for p in below) - max(p.bottom for p in above)
    return lower >= pitch - SAME_ROW / 2 or gap > BESIDE * max(above[0].size, below[0].size)


class _Table:
    """A grid and the lines of text of each of its cells."""

    def __init__(self, grid: Grid, placed: Placed) -> None:
        self.grid = grid
        self.lines = {r: baselines(chars) for r, chars in placed.inside.items()}
        self.lines = {r: lines for r, lines in self.lines.items() if lines}
        self.filled = frozenset(placed.filled)

    @cached_property
    def owner(self) -> dict[tuple[int, int], Region]:
        """The region of each position."""
        return owners(self.grid)

    def is_header(self, row: int) -> bool:
        """Whether two cells, at least, begin in a row, and none of them has a value."""
        cells = [r for r in self.filled if r.row == row]
        return len(cells) > 1 and not any(self._is_value(r) for r in cells)

    def _is_value(self, region: Region) -> bool:
        lines = self.lines.get(region, [])
        alone = len(lines) == 1 and len(lines[0]) == 1
        return alone and lines[0][0].numeric and not is_year(lines[0][0])

    @cached_property
    def body(self) -> range:
        """The rows from the first on that has a value beside other text."""
        for row in range(self.grid.rows):
            pieces = self.pieces(row)
            if len(pieces) > 1 and any(p.numeric for p in pieces) and not is_titles(pieces):
                return range(row, self.grid.rows)
        return range(0)

    def is_titled(self, *cols: int) -> bool:
        """Whether each of some columns has a title of its own."""
        above = [{self.owner[row, col] for row in range(self.body.start)} & self.filled for col in cols]
        return all(above) and len({min(cells, key=lambda r: -r.row) for cells in above}) == len(cols)

    def pieces(self, row: int) -> list[Piece]:
        """Return the text of the cells that begin in a row."""
        return [p for r, lines in self.lines.items() if r.row == row for line in lines for p in line]

    def texts(self, col: int, rows: Iterable[int]) -> list[Span]:
        """Return where the text of the cells of one column begins and ends, row by row."""
        cells = (self.owner[row, col] for row in rows)
        pieces = (
            [p for line in self.lines[r] for p in line] for r in cells if r in self.lines and r.col_span == 1
        )
        return [(min(p.x0 for p in own), max(p.x1 for p in own)) for own in pieces]

    def column(self, col: int) -> list[Region]:
        """Return the filled cells of a column below its titles."""
        return [r for r in dict.fromkeys(self.owner[row, col] for row in self.body) if r in self.filled]


def _never_both(table: _Table) -> list[Region]:
    """Return the cells of neighbouring columns of which no row has both: they may be one column.

    Where each has a title, they are what they seem: income and expenses in a ledger.
    """
    found: list[Region] = []
    for col in range(table.grid.cols - 1):
        pairs = [(table.owner[row, col], table.owner[row, col + 1]) for row in table.body]
        filled = [(a in table.filled, b in table.filled) for a, b in pairs if a != b]
        spanned = any(a == b and a in table.filled for a, b in pairs)
        sides = sum(any(side[k] for side in filled) for k in (0, 1))
        apart = not any(a and b for a, b in filled)
        if apart and (sides == 2 or (sides and spanned)) and not table.is_titled(col, col + 1):
            found += [*table.column(col), *table.column(col + 1)]
    return found


def _untitled(table: _Table) -> list[Region]:
    """Return the cells of columns without a title, and of those beside them, where others have one."""
    titled = [table.is_titled(col) for col in range(table.grid.cols)]
    found: list[Region] = []
    for col in range(1, table.grid.cols):
        if not titled[col] and sum(titled) > 1 and table.texts(col, table.body):
            near = (k for k in (col - 1, col, col + 1) if 0 < k < table.grid.cols)
            found += [r for k in near for r in table.column(k)]
    return found


def _below_shift(table: _Table) -> list[Region]:
    """Return the cells from a second header on below which the values of a column stand elsewhere."""
    for row in table.body[1:]:
        if not table.is_header(row):
            continue
        above, below = range(table.body.start, row), range(row + 1, table.grid.rows)
        if any(_shifted(table.texts(c, above), table.texts(c, below)) for c in range(1, table.grid.cols)):
            return [r for r in table.grid.regions if r.row >= row]
    return []


def _shifted(above: Sequence[Span], below: Sequence[Span]) -> bool:
    """Whether texts neither begin, nor end, nor are centred alike."""
    if min(len(above), len(below)) < LEAST_TEXTS:
        return False
    ends = ([median(edge) for edge in zip(*side, strict=True)] for side in (above, below))
    centres = [median((a + b) / 2 for a, b in side) for side in (above, below)]
    first, last = zip(*ends, strict=True)
    return all(abs(a - b) > SHIFTED for a, b in (first, last, centres))


def _second(table: _Table) -> list[Region]:
    """Return the cells from a second column of labels on, which may be a table of its own."""
    lines = [pieces for row in range(table.grid.rows) if (pieces := table.pieces(row))]
    col = seam(lines, table.grid.xs)
    return [] if col is None else [r for r in table.grid.regions if r.col >= col and r in table.filled]


def _cut_words(table: _Table) -> list[Region]:
    """Return the cells side by side in which characters follow on one another as in one word."""
    found: list[Region] = []
    for region, right in _neighbours(table):
        last, first = table.lines[region], table.lines[right]
        if any(_goes_on(line[-1], other[0]) for line in last for other in first):
            found += [region, right]
    return found


def _neighbours(table: _Table) -> list[tuple[Region, Region]]:
    """Return the filled cells that stand side by side."""
    found = set()
    for row in range(table.grid.rows):
        for a, b in pairwise(table.owner[row, col] for col in range(table.grid.cols)):
            if a != b and a in table.lines and b in table.lines:
                found.add((a, b))
    return sorted(found, key=lambda pair: (pair[0].row, pair[0].col, pair[1].row))


def _goes_on(last: Piece, first: Piece) -> bool:
    level = abs(last.bottom - first.bottom) <= 1.0
    return level and first.x0 - last.x1 <= WORD * max(last.size, first.size)
