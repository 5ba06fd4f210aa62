"""Boxes drawn inside the cells of a table, near its lines but apart from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.rulings import Line, Network

EXACT = 0.6
"""Points by which the lines of one box may miss each other at its corners."""

MOST_LINES = 800
"""Lines of a network that are looked at; more are a drawing."""

Rectangle = tuple[Line, Line, Line, Line]


def unnested(network: Network) -> list[Network]:
    """Return a network without the boxes that stand in cells, each by itself, and after it these boxes.

    What stays must part the area in which the boxes stand: boxes apart from one another, with a frame
    around all of them, are cells.
    """
    if len(network.horizontal) + len(network.vertical) > MOST_LINES:
        return [network]
    boxes = list(_boxes(network))
    inner = {line for box in boxes for line in box}
    rest = Network(
        tuple(h for h in network.horizontal if h not in inner),
        tuple(v for v in network.vertical if v not in inner),
    )
    if not boxes or not rest.horizontal or not rest.vertical or not all(_parts(rest, box) for box in boxes):
        return [network]
    return [rest, *(Network(box[:2], box[2:]) for box in boxes)]


def _boxes(network: Network) -> Iterator[Rectangle]:
    """Yield upper, lower, left and right side of the boxes whose lines meet no others."""
    tops = {_key(h.start, h.at): h for h in network.horizontal}
    lefts = {_key(v.at, v.start): v for v in network.vertical}
    for top in network.horizontal:
        left = _find(lefts, top.start, top.at)
        right = _find(lefts, top.end, top.at)
        if left is None or right is None or abs(left.end - right.end) > EXACT:
            continue
        bottom = _find(tops, left.at, left.end)
        if bottom is None or bottom == top or abs(bottom.end - top.end) > EXACT:
            continue
        box = (top, bottom, left, right)
        if not any(_meets(line, other) for line in box for other in _others(network, box)):
            yield box


def _key(x: float, y: float) -> tuple[int, int]:
    return (round(x), round(y))


def _find(lines: dict[tuple[int, int], Line], x: float, y: float) -> Line | None:
    """Return the line that begins at a point."""
    for dx in (0, -1, 1):
        for dy in (0, -1, 1):
            line = lines.get((round(x) + dx, round(y) + dy))
            if line is not None:
                at = (line.start, line.at) if line.horizontal else (line.at, line.start)
                if abs(at[0] - x) <= EXACT and abs(at[1] - y) <= EXACT:
                    return line
    return None


def _others(network: Network, box: Rectangle) -> Sequence[Line]:
    x0, top, x1, bottom = box[0].start, box[0].at, box[0].end, box[1].at
    level = [h for h in network.horizontal if top - EXACT <= h.at <= bottom + EXACT and h not in box]
    upright = [v for v in network.vertical if x0 - EXACT <= v.at <= x1 + EXACT and v not in box]
    return [*level, *upright]


def _meets(line: Line, other: Line) -> bool:
    if line.horizontal is other.horizontal:
        return False
    across = line.start - EXACT <= other.at <= line.end + EXACT
    return across and other.start - EXACT <= line.at <= other.end + EXACT


def _parts(rest: Network, box: Rectangle) -> bool:
    """Whether lines stand on all sides of a box, one of them inside what they enclose."""
    x0, top, x1, bottom = box[0].start, box[0].at, box[0].end, box[1].at
    level = [h.at for h in rest.horizontal if h.start < x1 and h.end > x0]
    upright = [v.at for v in rest.vertical if v.start < bottom and v.end > top]
    around = level and upright and min(level) < top and max(level) > bottom
    if not around or min(upright) > x0 or max(upright) < x1:
        return False
    return len(level) > 2 and len(upright) > 2
