"""Tables side by side that no lines part: each with labels of its own at its left, and values after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.extract.areas import Area
from pipeline.extract.gutters import column_edges
from pipeline.extract.pieces import Piece, is_titles
from pipeline.extract.textrows import column_of

LABELS = 0.8
"""Share of the texts of a column that are no values, from which it is one of labels."""

VALUES = 0.5
"""Share of the texts of a column that are values, from which it is one of values."""

LEAST_LABELS = 3
"""Labels, at least, of each of two tables."""

LONG = 4
"""Characters of a label, at the median, at least: shorter ones are units, or the names of offices."""

LEVEL = 1.0
"""Points by which the baselines of one row differ, at most."""


@dataclass(frozen=True)
class _Column:
    """The text of one column: its title, the highest text in it, and what stands below the titles."""

    title: str
    body: tuple[Piece, ...]

    @property
    def is_labels(self) -> bool:
        words = [p.text for p in self.body if not p.numeric]
        long = len(words) >= LEAST_LABELS and median(map(len, words)) >= LONG
        return long and len(words) >= LABELS * len(self.body)

    @property
    def is_values(self) -> bool:
        return sum(p.numeric for p in self.body) > VALUES * len(self.body)


def abreast(area: Area, lines: Sequence[Sequence[Piece]]) -> list[Area]:
    """Part an area without lines in it where two tables stand side by side; ``lines`` is the text in it.

    The right one begins with labels after values, and its rows stand at other heights than those of the
    left one, or go on below it (or it below them), or both columns of labels have one title.
    """
    if area.horizontal or area.vertical:
        return [area]
    xs = [area.x0, *(x for x in column_edges(lines) if area.x0 < x < area.x1), area.x1]
    columns = _columns(lines, xs)
    k = _seam(columns)
    if k is None or not _tells(columns[:k], columns[k:]):
        return [area]
    first, second = _clipped(area, lines, xs[k])
    beyond = ([p for p in line if p.x0 + p.x1 > 2 * xs[k]] for line in lines)
    return [first, *abreast(second, [line for line in beyond if line])]


def seam(lines: Sequence[Sequence[Piece]], xs: Sequence[float]) -> int | None:
    """Return the column (from 0) with which another table may begin, given the edges of columns in points."""
    return _seam(_columns(lines, xs))


def _seam(columns: Sequence[_Column]) -> int | None:
    """Return the column of labels that follows values of other labels, and is followed by values."""
    for k in range(2, len(columns) - 1):
        if columns[k - 1].is_values and _is_table(columns[:k]) and _is_table(columns[k:]):
            return k
    return None


def _columns(lines: Sequence[Sequence[Piece]], xs: Sequence[float]) -> list[_Column]:
    """Return the columns of ``lines``; titles are what stands above the first line with values."""
    valued = (k for k, line in enumerate(lines) if any(p.numeric for p in line) and not is_titles(line))
    first = next(valued, len(lines))
    texts: list[list[list[Piece]]] = [[[], []] for _ in xs[1:]]
    for k, line in enumerate(lines):
        for piece in line:
            texts[column_of(piece, xs)][k >= first].append(piece)
    return [
        _Column("".join(min(head, key=lambda p: p.top).text.split()) if head else "", tuple(body))
        for head, body in texts
    ]


def _is_table(columns: Sequence[_Column]) -> bool:
    return columns[0].is_labels and any(c.is_values and c.body for c in columns[1:])


def _tells(left: Sequence[_Column], right: Sequence[_Column]) -> bool:
    """Whether rows or titles show that two tables stand here."""
    if left[0].title and left[0].title == right[0].title:
        return True
    levels = [_levels(side) for side in (left, right)]
    shared = sum(any(abs(a - b) <= LEVEL for b in levels[1]) for a in levels[0])
    return shared < min(map(len, levels)) or levels[0][-1] != levels[1][-1]


def _levels(columns: Sequence[_Column]) -> list[float]:
    """Return the baselines of the values of a table, in points."""
    found: list[float] = []
    for level in sorted(p.bottom for c in columns[1:] for p in c.body if p.numeric):
        if not found or level - found[-1] > LEVEL:
            found.append(level)
    return found


def _clipped(area: Area, lines: Sequence[Sequence[Piece]], x: float) -> tuple[Area, Area]:
    """Return the parts of an area left and right of ``x``, each as large as its text."""
    parts = []
    for right in (False, True):
        pieces = [p for line in lines for p in line if (p.x0 + p.x1 > 2 * x) is right]
        parts.append(
            replace(
                area,
                x0=min(p.x0 for p in pieces) - 1,
                top=min(p.top for p in pieces) - 1,
                x1=max(p.x1 for p in pieces) + 1,
                bottom=max(p.bottom for p in pieces) + 1,
            )
        )
    return parts[0], parts[1]
