"""Where tables that no lines enclose begin and end, told by how their lines of text stand.

A line is of a table when its text stands in columns that the table's values make, in type of their size
and not much further off than they are from one another. A heading, a unit line, a note and running text
are one piece each, which stands otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from pipeline.extract.gutters import column_edges, stretches
from pipeline.extract.pieces import Piece, is_titles
from pipeline.extract.textlines import SPREAD, spread

ROWS_APART = 2.6
"""Gap between lines of one table, at most, in line heights."""

LEVEL = 0.85
"""Ems between baselines below which lines stand beside one another: rows are an em apart at least."""

READING = 0.6
"""Size of ruby, at most, as a share of that of the text below it."""

CLOSE = 0.35
"""Gap between ruby and the text below it, at most, in ems of the ruby."""

LARGER = 1.15
"""Size from which a line is a heading, as a share of that of the values."""

FLUSH = 0.6
"""Points by which the beginnings of lines that are set flush may differ."""

MOST = 0.5
"""Share of a column's text that shows how it is set."""

CENTRED = 2.0
"""Points by which the middle of text may miss the middle of what it stands over."""

MORE = 1.5
"""Gap, in those between the rows of a table, from which a line stands apart from it."""

TIGHT = 0.75
"""Gap, in ems, at most, between lines of one cell."""

TITLES = 3
"""Titles side by side, at least, that are a header whatever their columns."""


@dataclass(frozen=True)
class Level:
    """Lines that stand beside one another: the first, the one after the last, and their text."""

    first: int
    stop: int
    pieces: tuple[Piece, ...]

    @cached_property
    def top(self) -> float:
        """Upper end, in points."""
        return min(p.top for p in self.pieces)

    @cached_property
    def bottom(self) -> float:
        """Lower end, in points."""
        return max(p.bottom for p in self.pieces)

    @cached_property
    def x0(self) -> float:
        """Left end, in points."""
        return min(p.x0 for p in self.pieces)

    @cached_property
    def x1(self) -> float:
        """Right end, in points."""
        return max(p.x1 for p in self.pieces)

    @cached_property
    def size(self) -> float:
        """Size of its largest text, in points."""
        return max(p.size for p in self.pieces)

    @cached_property
    def broken(self) -> bool:
        """Whether its pieces stand apart."""
        return spread(sorted(self.pieces, key=lambda p: p.x0))

    @cached_property
    def titled(self) -> bool:
        """Whether it may be a row of titles; letters spread over a line are none."""
        words = sum(len(p.text) > 1 for p in self.pieces)
        return self.broken and words > 1 and is_titles(self.pieces)

    @cached_property
    def valued(self) -> bool:
        """Whether it has a value beside other text."""
        if not self.broken or self.titled:
            return False
        return any(p.numeric for p in sorted(self.pieces, key=lambda p: p.x0)[1:])


def levels_of(lines: Sequence[Sequence[Piece]]) -> list[Level]:
    """Gather lines that stand beside one another, and ruby with the line below it."""
    groups: list[list[int]] = []
    base: Sequence[Piece] = ()
    for k, line in enumerate(lines):
        ruby = any(_is_ruby(line, below) for below in lines[k + 1 : k + 3])
        if groups and (not base or (not ruby and _beside(base, line))):
            groups[-1].append(k)
        else:
            groups.append([k])
            base = ()
        base = base or (() if ruby else line)
    return [Level(g[0], g[-1] + 1, tuple(p for k in g for p in lines[k])) for g in groups]


def _beside(line: Sequence[Piece], other: Sequence[Piece]) -> bool:
    apart = abs(max(p.bottom for p in line) - max(p.bottom for p in other))
    return apart < LEVEL * min(max(p.size for p in line), max(p.size for p in other))


def _is_ruby(line: Sequence[Piece], below: Sequence[Piece]) -> bool:
    base = [p for p in below if any(p.x0 - r.size <= r.x0 and r.x1 <= p.x1 + r.size for r in line)]
    over = all(any(p.x0 - r.size <= r.x0 and r.x1 <= p.x1 + r.size for p in base) for r in line)
    if not over or max(p.size for p in line) > READING * min(p.size for p in base):
        return False
    return min(p.top for p in base) - max(p.bottom for p in line) < CLOSE * max(p.size for p in line)


class Extent:
    """The levels ``start`` to ``stop`` of a table among those of a stretch of text, found from its values."""

    def __init__(self, levels: Sequence[Level], first: int, last: int) -> None:
        """Take the levels of its first and its last values, both of them its own."""
        self.levels = levels
        self.first, self.last = first, last
        self.start, self.stop = first, last + 1
        own = levels[first : last + 1]
        values = [level for level in own if level.valued]
        self.size = median(p.size for level in values for p in level.pieces)
        self.edges = column_edges([list(level.pieces) for level in values]) or _gaps(values[0])
        self.gutters = self._gutters(values)
        gaps = [b.top - a.bottom for a, b in pairwise(own)]
        self.gap = median(gaps) if gaps else self.size
        names = [min(level.pieces, key=lambda p: p.x0) for level in values]
        self.left = median(p.x0 for p in names)
        self.right = max(level.x1 for level in values)

    def _gutters(self, values: Sequence[Level]) -> list[tuple[float, float]]:
        """Return the gutter around each inner edge: what no value's row covers, but for a few."""
        found = []
        for edge in self.edges:
            left = [p.x1 for level in values for p in level.pieces if p.x1 <= edge]
            right = [p.x0 for level in values for p in level.pieces if p.x0 >= edge]
            found.append((max(left, default=edge), min(right, default=edge)))
        return found

    def columns(self, level: Level) -> set[int]:
        """Return the columns that the middles of its pieces stand in."""
        return {bisect_right(self.edges, (p.x0 + p.x1) / 2) for p in level.pieces}

    def crosses(self, level: Level) -> bool:
        """Whether one of its pieces runs across a gutter."""
        return any(p.x0 < a + 0.5 and p.x1 > b - 0.5 for p in level.pieces for a, b in self.gutters)

    def is_row(self, level: Level) -> bool:
        """Whether text stands in several columns, in type of the values' size, as they do."""
        columns = len(self.columns(level))
        if columns >= max(TITLES, len(self.edges)):
            return True
        return columns > 1 and not self.crosses(level) and not self.is_larger(level)

    def is_larger(self, level: Level) -> bool:
        """Whether type is larger than that of the values."""
        return level.size > LARGER * self.size

    def fits(self, level: Level) -> bool:
        """Whether each piece is set in its column as most of its text is: flush or in its middle."""
        return all(_is_aligned(piece, self._column_of(piece), MOST) for piece in level.pieces)

    def _column_of(self, piece: Piece | Level) -> list[Piece]:
        """Return the values' texts in the column that holds the middle of a piece."""
        column = bisect_right(self.edges, (piece.x0 + piece.x1) / 2)
        own = self.levels[self.first : self.last + 1]
        return [
            p
            for level in own
            if level.valued
            for p in level.pieces
            if bisect_right(self.edges, (p.x0 + p.x1) / 2) == column
        ]

    def stands_apart(self, level: Level, gap: float) -> bool:
        """Whether a line of one piece is a heading, or no part of the table: by its size, by the ``gap``
        to the row that it would follow, by where it begins.
        """
        if self.is_larger(level) or gap > self.wide:
            return True
        return level.x0 < self.left - FLUSH or level.x1 > self.right + self.size

    @property
    def wide(self) -> float:
        """A gap, in points, beyond those between the table's own rows."""
        return MORE * max(self.gap, 0.0) + 0.5 * self.size

    def grow(self, top: int, bottom: int) -> None:
        """Take in rows above and below, not beyond the levels ``top`` and ``bottom`` (the one after)."""
        while self.stop < bottom and self._goes_on(self.levels[self.stop]):
            self.stop += 1
        while self.start > top and self._begins(self.levels[self.start - 1], top):
            self.start -= 1

    def _goes_on(self, level: Level) -> bool:
        gap = level.top - self.levels[self.stop - 1].bottom
        if gap > ROWS_APART * self.size:
            return False
        if level.broken and self.is_row(level):
            return gap <= self.wide
        return gap <= max(TIGHT * self.size, self.gap + 1) and self.is_cell(level)

    def is_cell(self, level: Level) -> bool:
        """Whether a line stands in one column as its text does: part of a cell, or a name without values."""
        if self.is_larger(level) or self.crosses(level) or len(self.columns(level)) > 1:
            return False
        if level.x0 < self.left - FLUSH:
            return False
        return _is_aligned(level, self._column_of(level), 0.0)

    def _begins(self, level: Level, top: int) -> bool:
        below = self.levels[self.start]
        gap = below.top - level.bottom
        if gap > ROWS_APART * self.size:
            return False
        if level.broken and self.is_row(level):
            return True
        if self.is_larger(level) or gap > self.wide:
            return False
        if level.x0 < self.left - FLUSH:
            return self._is_outdented(level)
        if self._is_section(self.start - 1, top):
            return True
        return all(self._heads(p, below) for p in level.pieces)

    def _is_section(self, k: int, top: int) -> bool:
        """Whether a line that parts a table's rows stands between its header and its first values."""
        if k <= top or self.start != self.first:
            return False
        level, head = self.levels[k], self.levels[k - 1]
        return head.titled and self.is_row(head) and level.top - head.bottom <= self.wide

    def _is_outdented(self, level: Level) -> bool:
        """Whether a line with a number or so before it leads indented names, where no header does."""
        return self.start == self.first and level.broken and level.x0 < self.left - self.size

    def _heads(self, piece: Piece, below: Level) -> bool:
        """Whether a title goes on below, or stands over several others."""
        titles = sorted(below.pieces, key=lambda p: p.x0)
        if any(_concentric(piece, p) and p.x0 > self.left + self.size for p in titles):
            return True
        under = [p for p in titles if bisect_right(self.edges, (p.x0 + p.x1) / 2)]
        spans = ((a, b) for k, a in enumerate(under) for b in under[k + 1 :])
        return any(abs(a.x0 + b.x1 - piece.x0 - piece.x1) <= 2 * CENTRED for a, b in spans)


def _gaps(level: Level) -> list[float]:
    """Return the middles of the gaps in a row: its columns, as far as one row tells them."""
    parts = stretches(level.pieces)
    return [(a[1] + b[0]) / 2 for a, b in pairwise(parts) if b[0] - a[1] > SPREAD * level.size]


def _is_aligned(text: Piece | Level, others: Sequence[Piece], share: float) -> bool:
    """Whether text is flush with more than a ``share`` of others at one side, or in the middle of them."""
    least = share * len(others)
    return (
        sum(abs(p.x0 - text.x0) <= FLUSH for p in others) > least
        or sum(abs(p.x1 - text.x1) <= FLUSH for p in others) > least
        or sum(_concentric(p, text) for p in others) > least
    )


def _concentric(piece: Piece, other: Piece | Level) -> bool:
    return abs(piece.x0 + piece.x1 - other.x0 - other.x1) <= 2 * CENTRED
