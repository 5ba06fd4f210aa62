"""A grid of positions from the lines of a table, and the regions that its cells cover.

Outer edges that were not drawn are supplied; an inner edge that was not drawn makes a span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.rulings import Line, Network

MERGE = 3.0
"""Points between edges that are one: double lines, and ends that were not drawn to meet."""

CLOSE, THICKEST = 2.5, 4.5
"""Points between lines of one edge of more than two, and over which they may spread: no text is so low."""

OVERHANG = 6.0
"""Points by which lines must stick out to say that a table has an open side."""

COVER = 0.55
"""Share of a position's side that a line must cover to bound it."""

MAX_POSITIONS = 60_000
"""Positions of a grid, at most; more are hatching or squared paper."""


@dataclass(frozen=True)
class Region:
    """The positions that one cell covers, from (``row``, ``col``), counting from 0."""

    row: int
    col: int
    row_span: int
    col_span: int
    irregular: bool = False


@dataclass(frozen=True)
class Grid:
    """Edges of columns (``xs``) and rows (``ys``) in points, and the regions that tile them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    def box(self, region: Region) -> tuple[float, float, float, float]:
        """Return x0, top, x1, bottom of a region."""
        return (
            self.xs[region.col], self.ys[region.row],
            self.xs[region.col + region.col_span], self.ys[region.row + region.row_span],
        )  # fmt: skip


def grid_of(network: Network) -> Grid | None:
    """Build the grid of a network of lines; None where it encloses nothing."""
    xs = _edges(network.vertical, network.horizontal)
    ys = _edges(network.horizontal, network.vertical)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MAX_POSITIONS:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(regions(*walls(network, xs, ys))))


def _edges(lines: Sequence[Line], crossing: Sequence[Line]) -> list[float]:
    """Return the positions of ``lines``, near ones merged, with the outer edges that were not drawn."""
    found: list[list[float]] = []
    for at in sorted(x.at for x in lines):
        if found and _goes_on(found[-1], at):
            found[-1].append(at)
        else:
            found.append([at])
    edges = [sum(group) / len(group) for group in found]
    first = _overhang([x.start for x in crossing], edges[0], -1)
    last = _overhang([x.end for x in crossing], edges[-1], 1)
    return [*([first] if first is not None else []), *edges, *([last] if last is not None else [])]


def _goes_on(edge: Sequence[float], at: float) -> bool:
    """Whether a line belongs to an edge, as those of two double lines that touch."""
    return at - edge[0] <= MERGE or (at - edge[-1] <= CLOSE and at - edge[0] <= THICKEST)


def _overhang(ends: list[float], edge: float, side: int) -> float | None:
    """Return where lines that run on past the last ``edge`` end; one line alone says nothing."""
    beyond = sorted((e for e in ends if (e - edge) * side > OVERHANG), key=lambda e: e * side)
    while len(beyond) >= 2:
        if abs(beyond[-1] - beyond[-2]) <= MERGE:
            return beyond[-1]
        beyond.pop()
    return None


def walls(network: Network, xs: list[float], ys: list[float]) -> tuple[list[list[bool]], list[list[bool]]]:
    """Return which sides are drawn: ``right[row][col]`` of each position and ``below[row][col]``."""
    rows, cols = len(ys) - 1, len(xs) - 1
    right = [[False] * cols for _ in range(rows)]
    below = [[False] * cols for _ in range(rows)]
    by_x = _cover(network.vertical, xs, ys)
    by_y = _cover(network.horizontal, ys, xs)
    for row in range(rows):
        for col in range(cols):
            right[row][col] = col == cols - 1 or by_x[col + 1][row]
            below[row][col] = row == rows - 1 or by_y[row + 1][col]
    return right, below


def _cover(lines: Sequence[Line], edges: list[float], stops: list[float]) -> list[list[bool]]:
    """For each edge, say for each stretch between ``stops`` whether lines cover it."""
    covered = [[0.0] * (len(stops) - 1) for _ in edges]
    for line in lines:
        nearest = min(range(len(edges)), key=lambda k: abs(edges[k] - line.at))
        if abs(edges[nearest] - line.at) > MERGE + 0.5:
            continue
        for k in range(len(stops) - 1):
            shared = min(line.end, stops[k + 1]) - max(line.start, stops[k])
            if shared > 0:
                covered[nearest][k] += shared
    return [
        [covered[e][k] >= COVER * (stops[k + 1] - stops[k]) for k in range(len(stops) - 1)]
        for e in range(len(edges))
    ]


def regions(right: list[list[bool]], below: list[list[bool]]) -> list[Region]:
    """Unite positions without a wall between them; an area that is no rectangle is cut into some."""
    rows, cols = len(right), len(right[0])
    area = [[-1] * cols for _ in range(rows)]
    found: list[Region] = []
    for row in range(rows):
        for col in range(cols):
            if area[row][col] < 0:
                members = _flood(row, col, right, below, area, row * cols + col)
                found += _rectangles(members)
    return sorted(found, key=lambda r: (r.row, r.col))


def _flood(
    row: int, col: int, right: list[list[bool]], below: list[list[bool]], area: list[list[int]], mark: int
) -> set[tuple[int, int]]:
    rows, cols = len(right), len(right[0])
    area[row][col] = mark
    todo, members = [(row, col)], {(row, col)}
    while todo:
        r, c = todo.pop()
        steps = (
            (r, c + 1, c + 1 < cols and not right[r][c]),
            (r, c - 1, c > 0 and not right[r][c - 1]),
            (r + 1, c, r + 1 < rows and not below[r][c]),
            (r - 1, c, r > 0 and not below[r - 1][c]),
        )
        for nr, nc, is_open in steps:
            if is_open and area[nr][nc] < 0:
                area[nr][nc] = mark
                members.add((nr, nc))
                todo.append((nr, nc))
    return members


def _rectangles(members: set[tuple[int, int]]) -> list[Region]:
    found: list[Region] = []
    left = set(members)
    while left:
        row, col = min(left)
        width = 1
        while (row, col + width) in left:
            width += 1
        height = 1
        while all((row + height, col + k) in left for k in range(width)):
            height += 1
        left -= {(row + i, col + k) for i in range(height) for k in range(width)}
        found.append(Region(row, col, height, width, height * width < len(members)))
    return found
