"""Tables that stand one on the other without a gap, told by their outlines and by a second header.

A second header above the same columns parts nothing: it stands in the middle of one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.extract.areas import Area
from pipeline.extract.pieces import Piece, is_titles
from pipeline.extract.rulings import Line, Network
from pipeline.extract.segments import Drawn, tables_in

NEAR = 3.0
"""Points by which the sides of one table may differ."""

DOUBLE = 2.5
"""Points between the lines of a double one, at most."""

WHOLE = 0.9
"""Share of a side that must be drawn for it to be one."""

REACH = 2.6
"""Ems from text to the rule that closes its table, at most."""

LEAN = 0.3
"""Ems by which a character's box may reach over the rule beside it."""

Lines = Callable[[], Sequence[Sequence[Piece]]]
Span = tuple[float, float]


def stepped(network: Network, lines: Lines) -> list[Network]:
    """Part a network where its outline steps in or out and a row of titles follows.

    Rows of one table may begin further right (below a blank corner) or end in a box of totals; neither
    begins with a row of titles.
    """
    _, top, _, bottom = network.box
    for cut in _cuts(h.at for h in network.horizontal if top + NEAR < h.at < bottom - NEAR):
        above, below = _clipped(network, top, cut), _clipped(network, cut, bottom)
        if above is None or below is None or not _has_header(below, lines):
            continue
        if _has_values(above, lines()) if _steps(above, below) else _differ(above, below, lines):
            return [above, *stepped(below, lines)]
    return [network]


def _cuts(heights: Iterable[float]) -> list[float]:
    """Return heights, of double lines and of two that touch the middle."""
    groups: list[list[float]] = []
    for height in sorted(set(heights)):
        if groups and height - groups[-1][-1] <= DOUBLE:
            groups[-1].append(height)
        else:
            groups.append([height])
    return [(group[0] + group[-1]) / 2 for group in groups]


def _clipped(network: Network, top: float, bottom: float) -> Network | None:
    """Return the part of a network between two heights, None where it is no closed rectangle of rows."""
    vertical = [
        v._replace(start=max(v.start, top), end=min(v.end, bottom))
        for v in network.vertical
        if min(v.end, bottom) - max(v.start, top) > NEAR
    ]
    inner = [h for h in network.horizontal if top + NEAR < h.at < bottom - NEAR]
    if not inner or not vertical:
        return None
    x0 = min([v.at for v in vertical] + [h.start for h in inner])
    x1 = max([v.at for v in vertical] + [h.end for h in inner])
    ends = [
        h._replace(at=y, start=max(h.start, x0), end=min(h.end, x1))
        for h in network.horizontal
        for y in (top, bottom)
        if abs(h.at - y) <= NEAR and min(h.end, x1) - max(h.start, x0) > NEAR
    ]
    part = Network((*ends, *inner), tuple(vertical))
    return part if _is_closed(part, ends, (x0, top, x1, bottom)) else None


def _is_closed(part: Network, ends: Sequence[Line], box: tuple[float, float, float, float]) -> bool:
    """Whether a part is drawn at top and bottom, and at both sides or neither, and has inner columns."""
    x0, top, x1, bottom = box
    if not all(_covered([h for h in ends if abs(h.at - y) <= NEAR], (x0, x1)) for y in (top, bottom)):
        return False
    sides = [_covered([v for v in part.vertical if abs(v.at - x) <= NEAR], (top, bottom)) for x in (x0, x1)]
    return sides[0] is sides[1] and any(x0 + NEAR < v.at < x1 - NEAR for v in part.vertical)


def _covered(lines: Sequence[Line], span: Span) -> bool:
    """Whether lines together, some beside others, run along most of a side."""
    drawn, reach = 0.0, span[0]
    for line in sorted(lines, key=lambda x: x.start):
        drawn += max(0.0, min(line.end, span[1]) - max(line.start, reach))
        reach = max(reach, line.end)
    return drawn >= WHOLE * (span[1] - span[0])


def _steps(above: Network, below: Network) -> bool:
    a, b = above.box, below.box
    return abs(a[0] - b[0]) > NEAR or abs(a[2] - b[2]) > NEAR


def _differ(above: Network, below: Network, lines: Lines) -> bool:
    """Whether parts of one width have a header each, and each a column that the other has not.

    The rows of a header, or those across a table, have some of its columns only. A form, whose columns
    change too, has not a value in each row.
    """
    a, b = ([v.at for v in part.vertical] for part in (above, below))
    own = all(any(all(abs(x - y) > NEAR for y in other) for x in one) for one, other in ((a, b), (b, a)))
    return own and _has_header(above, lines) and all(_is_filled(part, lines()) for part in (above, below))


def _has_header(part: Network, lines: Lines) -> bool:
    """Whether the first row of a part has titles, and the rows below it values."""
    x0, top, x1, bottom = part.box
    first = min(h.at for h in part.horizontal if h.at > top + NEAR)
    titles = _between(lines(), (x0, x1), (top, first))
    return is_titles(titles) and any(p.numeric for p in _between(lines(), (x0, x1), (first, bottom)))


def _has_values(part: Network, lines: Sequence[Sequence[Piece]]) -> bool:
    x0, top, x1, bottom = part.box
    return any(p.numeric for p in _between(lines, (x0, x1), (top, bottom)))


def _is_filled(part: Network, lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether a part has as many values as rows, header and all."""
    x0, top, x1, bottom = part.box
    values = sum(p.numeric for p in _between(lines, (x0, x1), (top, bottom)))
    return values >= len({round(h.at / NEAR) for h in part.horizontal}) - 1


def _between(lines: Sequence[Sequence[Piece]], width: Span, height: Span) -> list[Piece]:
    return [
        p
        for line in lines
        for p in line
        if width[0] <= (p.x0 + p.x1) / 2 <= width[1] and height[0] <= (p.top + p.bottom) / 2 <= height[1]
    ]


def stacked_areas(area: Area, lines: Sequence[Sequence[Piece]]) -> list[Area]:
    """Part an area whose lines tell only part of a table, or nothing; ``lines`` is the text in it."""
    if area.horizontal and area.vertical:
        drawn = Network(area.horizontal, area.vertical)
        networks = stepped(drawn, lambda: lines)
        if area.source == "ruled" or all(map(_has_sides, networks)):
            if len(networks) > 1:
                return [Area(*n.box, n.horizontal, n.vertical, area.source) for n in networks]
            top, bottom = _heights(area)
            if _clipped(drawn, top, bottom) is not None:
                return [replace(area, top=top, bottom=bottom)]
    edges = tuple(h.at for h in area.horizontal)
    found = tables_in(lines, Drawn(edges, area.source == "ruled", area.vertical))
    if area.source == "ruled" and len(found) < 2:
        return [area]
    if area.source == "shaded" and found:
        found = _as_shaded(area, lines, found)
    parts = (_part(area, lines, k, found) for k in range(len(found)))
    return [part for part in parts if part is not None]


def _heights(area: Area) -> tuple[float, float]:
    """Return where an area begins and ends: shading does not say it of the rows around it."""
    if area.source == "ruled":
        return area.top, area.bottom
    return min(h.at for h in area.horizontal), max(h.at for h in area.horizontal)


def _has_sides(network: Network) -> bool:
    """Whether both sides of a network are drawn along all of it: every row of a table is shaded."""
    x0, top, x1, bottom = network.box
    return all(
        _covered([v for v in network.vertical if abs(v.at - x) <= NEAR], (top, bottom)) for x in (x0, x1)
    )


def _as_shaded(
    area: Area, lines: Sequence[Sequence[Piece]], found: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return tables with the lines beyond the first and the last one under which shading goes on."""
    heights = [h.at for h in area.horizontal]
    inside = [k for k, line in enumerate(lines) if min(heights) < _middle(line) < max(heights)]
    if not inside:
        return list(found)
    (first, stop), *rest = found
    last = rest.pop() if rest else None
    if last is None:
        return [(min(first, inside[0]), max(stop, inside[-1] + 1))]
    return [(min(first, inside[0]), stop), *rest, (last[0], max(last[1], inside[-1] + 1))]


def _middle(line: Sequence[Piece]) -> float:
    return (min(p.top for p in line) + max(p.bottom for p in line)) / 2


def _part(
    area: Area, lines: Sequence[Sequence[Piece]], k: int, found: Sequence[tuple[int, int]]
) -> Area | None:
    """Return the part of an area that is its ``k``-th table, as wide as what is drawn or stands in it.

    Rules at the ends of an area close it. None where shading says nothing of that table.
    """
    first, stop = found[k]
    inside = lines[first:stop]
    size = max(p.size for line in inside for p in line)
    top, bottom = min(p.top for line in inside for p in line), max(p.bottom for line in inside for p in line)
    above = max((p.bottom for line in lines[:first] for p in line), default=float("-inf"))
    below = min((p.top for line in lines[stop:] for p in line), default=float("inf"))
    drawn = [h.at for h in area.horizontal]
    lean = LEAN * size
    upper = (y for y in drawn if max(above - lean, top - REACH * size) <= y <= top + lean)
    lower = (y for y in drawn if bottom - lean <= y <= min(below + lean, bottom + REACH * size))
    low, high = max(upper, default=top - 1), min(lower, default=bottom + 1)
    if area.source == "ruled":
        low = area.top if k == 0 else low
        high = area.bottom if k + 1 == len(found) else high
    rules = tuple(h for h in area.horizontal if low - 1 <= h.at <= high + 1)
    if area.horizontal and not rules:
        return None
    own = [h for h in rules if low + 1 < h.at < high - 1] or rules
    xs = [(h.start, h.end) for h in own] or [(p.x0 - 1, p.x1 + 1) for line in inside for p in line]
    sides = tuple(v for v in area.vertical if low - NEAR <= v.start and v.end <= high + NEAR)
    return Area(min(a for a, _ in xs), low, max(b for _, b in xs), high, rules, sides, area.source)
