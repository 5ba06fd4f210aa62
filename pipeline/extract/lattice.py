"""Tables whose cells are boxes apart from one another, put together from these boxes.

Browsers draw them so where cells have spacing. Stamps, cards and charts are boxes too: a table's stand in
rows and columns that they fill, with one gap throughout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.extract.cells import assign
from pipeline.extract.content import Char
from pipeline.extract.grid import MAX_POSITIONS, MERGE, grid_of
from pipeline.extract.judge import is_convincing, is_table
from pipeline.extract.nested import unnested
from pipeline.extract.rulings import Line, Network

WIDEST = 12.0
"""Points between neighbouring boxes of one table, at most."""

EVEN = 1.0
"""Points by which the gaps between neighbours may differ."""

LEAST = 6
"""Boxes, at least."""

TILED = 0.75
"""Share of the positions of rows and columns that boxes must fill: browsers may hide those of empty cells."""

UNLIKE = 1.25
"""How many times as wide as the narrowest column the widest one is, at least, where cells hold no values."""


class Box(NamedTuple):
    """x0, top, x1, bottom in points, and the number of the network that draws it."""

    x0: float
    top: float
    x1: float
    bottom: float
    network: int


def united(networks: Sequence[Network], chars: Sequence[Char]) -> list[Network]:
    """Return ``networks`` with the boxes that are the cells of one table, by ``chars``, made one network."""
    networks = [part for whole in networks for part in unnested(whole)]
    boxes = [Box(*n.box, number) for number, n in enumerate(networks) if _is_box(n)]
    taken: set[int] = set()
    found: list[Network] = []
    for group in sorted(_groups(boxes) if len(boxes) >= LEAST else (), key=len, reverse=True):
        network = _network(group)
        if network is None or any(_parts(other, network) for other in (*networks, *found)):
            continue
        if _is_one(network, chars):
            found.append(network)
            taken |= {box.network for box in group}
    return [*(n for number, n in enumerate(networks) if number not in taken), *found]


def _parts(other: Network, network: Network) -> bool:
    """Whether lines of a larger network run through one: its boxes stand in cells, one in each."""
    x0, top, x1, bottom = network.box
    wide = other.box
    if wide[0] > x0 or wide[1] > top or wide[2] < x1 or wide[3] < bottom:
        return False
    return any(x0 < v.at < x1 and v.start < bottom and v.end > top for v in other.vertical)


def _is_box(network: Network) -> bool:
    """Whether all lines of a network run along its four sides."""
    x0, top, x1, bottom = network.box
    if x1 - x0 <= 2 * MERGE or bottom - top <= 2 * MERGE:
        return False
    sides = Counter(_side(line.at, top, bottom) for line in network.horizontal)
    ends = Counter(_side(line.at, x0, x1) for line in network.vertical)
    return sides.keys() == {-1, 1} == ends.keys()


def _side(at: float, first: float, last: float) -> int:
    return -1 if at - first <= MERGE else 1 if last - at <= MERGE else 0


def _groups(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the boxes that neighbour one another, each at about the least of its gaps."""
    pairs = list(_neighbours(sorted(boxes, key=lambda b: b.top)))
    own: dict[tuple[Box, bool], float] = {}
    for one, other, beside, gap in pairs:
        for box in (one, other):
            own[box, beside] = min(gap, own.get((box, beside), gap))
    near: dict[Box, list[Box]] = {}
    for one, other, beside, gap in pairs:
        if gap <= min(own[one, beside], own[other, beside]) + EVEN:
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
    seen: set[Box] = set()
    for start in near:
        if start in seen:
            continue
        seen.add(start)
        group, todo = [], [start]
        while todo:
            box = todo.pop()
            group.append(box)
            todo += (following := [b for b in near[box] if b not in seen])
            seen.update(following)
        if len(group) >= LEAST:
            yield group


def _neighbours(ordered: Sequence[Box]) -> Iterator[tuple[Box, Box, bool, float]]:
    """Yield the pairs of boxes side by side (True) or one above the other (False), and their gaps.

    ``ordered`` is sorted by top.
    """
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.top > one.bottom + WIDEST:
                break
            across = max(one.x0, other.x0) - min(one.x1, other.x1)
            down = max(one.top, other.top) - min(one.bottom, other.bottom)
            if 0 < across <= WIDEST and down < 0:
                yield one, other, True, across
            elif 0 < down <= WIDEST and across < 0:
                yield one, other, False, down


def _network(group: Sequence[Box]) -> Network | None:
    """Return the lines midway between boxes; None where these don't fill rows and columns."""
    half_x, half_y = _gap(group, beside=True) / 2, _gap(group, beside=False) / 2
    wide = [Box(b.x0 - half_x, b.top - half_y, b.x1 + half_x, b.bottom + half_y, b.network) for b in group]
    xs = _edges(x for b in wide for x in (b.x0, b.x1))
    ys = _edges(y for b in wide for y in (b.top, b.bottom))
    positions = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 3 or len(ys) < 3 or positions > MAX_POSITIONS:
        return None
    places = [
        (_nearest(xs, b.x0), _nearest(ys, b.top), _nearest(xs, b.x1), _nearest(ys, b.bottom)) for b in wide
    ]
    filled = Counter(
        (row, col) for x0, top, x1, bottom in places for row in range(top, bottom) for col in range(x0, x1)
    )
    if max(filled.values()) > 1 or len(filled) < TILED * positions:
        return None
    holes = (
        (col, row, col + 1, row + 1)
        for row in range(len(ys) - 1)
        for col in range(len(xs) - 1)
        if (row, col) not in filled
    )
    return _drawn([*places, *holes], xs, ys)


def _gap(group: Sequence[Box], *, beside: bool) -> float:
    gaps = [gap for *_, way, gap in _neighbours(sorted(group, key=lambda b: b.top)) if way is beside]
    return median(gaps) if gaps else 0.0


def _edges(places: Iterable[float]) -> list[float]:
    """Return the middles of the groups of places that are one edge."""
    ordered = sorted(places)
    cuts = [k for k, (a, b) in enumerate(pairwise(ordered), start=1) if b - a > MERGE / 2]
    parts = [ordered[a:b] for a, b in pairwise([0, *cuts, len(ordered)])]
    return [sum(part) / len(part) for part in parts]


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - place))


def _drawn(places: Iterable[tuple[int, int, int, int]], xs: Sequence[float], ys: Sequence[float]) -> Network:
    """Return the sides of cells as whole lines; ``places`` are their first and last edges."""
    level: dict[int, set[int]] = {}
    upright: dict[int, set[int]] = {}
    for x0, top, x1, bottom in places:
        for y in (top, bottom):
            level.setdefault(y, set()).update(range(x0, x1))
        for x in (x0, x1):
            upright.setdefault(x, set()).update(range(top, bottom))
    return Network(tuple(_lines(level, ys, xs, True)), tuple(_lines(upright, xs, ys, False)))


def _lines(
    sides: dict[int, set[int]], edges: Sequence[float], stops: Sequence[float], horizontal: bool
) -> Iterator[Line]:
    for edge, covered in sorted(sides.items()):
        for start in sorted(k for k in covered if k - 1 not in covered):
            end = next(k for k in range(start, len(stops)) if k not in covered)
            yield Line(horizontal, edges[edge], stops[start], stops[end])


def _is_one(network: Network, chars: Sequence[Char]) -> bool:
    """Whether boxes that fill rows and columns are a table's cells: with values, or columns unlike in width.

    Cards and frames for photographs are of one size.
    """
    grid = grid_of(network)
    if grid is None:
        return False
    placed = assign(grid, chars)
    if not is_table(grid, placed):
        return False
    widths = [b - a for a, b in pairwise(grid.xs)]
    return max(widths) > UNLIKE * min(widths) or is_convincing(grid, placed, "lattice", 0)
