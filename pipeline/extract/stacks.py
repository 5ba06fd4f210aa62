"""Tables that stand one on the other without a gap, told by their outlines and by a second header.

A second header above the same columns parts nothing: it stands in the middle of one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.extract.areas import Area
from pipeline.extract.gutters import column_edges, stretches
from pipeline.extract.pieces import Piece, is_titles
from pipeline.extract.rulings import Line, Network
from pipeline.extract.textlines import spread

NEAR = 3.0
"""Points by which the sides of one table may differ."""

DOUBLE = 2.5
"""Points between the lines of a double one, at most."""

WHOLE = 0.9
"""Share of a side that must be drawn for it to be one."""

LEAST = 3
"""Titles of a header, at least, where text alone tells columns."""

WIDER = 2.0
"""Ems by which one of two tables must reach further than the other."""

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
        parts = stepped(drawn, lambda: lines)
        if len(parts) > 1:
            return [Area(*p.box, p.horizontal, p.vertical, area.source) for p in parts]
        if _clipped(drawn, area.top, area.bottom) is not None:
            return [area]
    for k in range(2, len(lines) - 1):
        first = _first_line(lines, k)
        if _opens(lines, k, first) and _apart(lines[:first], lines[first:]):
            upper, lower = _cut(area, lines, first)
            return [upper, *stacked_areas(lower, lines[first:])]
    return [area]


def _first_line(lines: Sequence[Sequence[Piece]], k: int) -> int:
    """Return the first line of the row that line ``k`` stands in: titles on two lines begin above others."""
    first = k
    while first and max(p.bottom for p in lines[first - 1]) > min(p.top for p in lines[k]) + 0.5:
        if any(p.numeric for p in lines[first - 1]):
            break
        first -= 1
    return first


def _opens(lines: Sequence[Sequence[Piece]], k: int, first: int) -> bool:
    """Whether line ``k`` has titles, one for each column but the first, and stands between values.

    ``first`` is where its row begins. Letters that are spread over a line are one title.
    """
    if first < 2 or not (is_titles(lines[k]) and spread(lines[k])) or is_titles(lines[first - 1]):
        return False
    words = [p for p in _beside(lines[k], lines[first:]) if len(p.text) > 1]
    if len(stretches(words)) < max(LEAST, len(column_edges(lines[first:]))) or 2 * len(words) < len(lines[k]):
        return False
    after = next((line for line in lines[k + 1 :] if not is_titles(line) and len(line) > 1), None)
    return after is not None and any(p.numeric for p in after) and _has_numbers(lines[:first])


def _beside(line: Sequence[Piece], lines: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Return the pieces that overlap a line in height."""
    top, bottom = min(p.top for p in line) + 0.5, max(p.bottom for p in line) - 0.5
    return [p for other in lines for p in other if p.top < bottom and p.bottom > top]


def _has_numbers(lines: Sequence[Sequence[Piece]]) -> bool:
    return any(p.numeric for line in lines if len(line) > 1 for p in line)


def _apart(upper: Sequence[Sequence[Piece]], lower: Sequence[Sequence[Piece]]) -> bool:
    """Whether two runs of lines have other columns: fewer together than alone, or not as many."""
    size = max(p.size for line in lower for p in line)
    ends = [max(p.x1 for line in part for p in line) for part in (upper, lower)]
    if abs(ends[0] - ends[1]) > WIDER * size:
        return True
    alone = [len(column_edges(part)) for part in (upper, lower)]
    return len(column_edges([*upper, *lower])) < max(alone)


def _cut(area: Area, lines: Sequence[Sequence[Piece]], k: int) -> tuple[Area, Area]:
    """Return the parts of an area above line ``k`` and from it on, each as wide as what stands in it."""
    last, first = max(p.bottom for p in lines[k - 1]), min(p.top for p in lines[k])
    between = [h.at for h in area.horizontal if last - 1 <= h.at <= first + 1]
    end, start = (min(between), max(between)) if between else ((last + first) / 2,) * 2
    parts = []
    for top, bottom, inside in ((area.top, end, lines[:k]), (start, area.bottom, lines[k:])):
        rules = tuple(h for h in area.horizontal if top - 1 <= h.at <= bottom + 1)
        own = [h for h in rules if top + 1 < h.at < bottom - 1] or rules
        xs = [(h.start, h.end) for h in own] or [(p.x0 - 1, p.x1 + 1) for line in inside for p in line]
        sides = tuple(v for v in area.vertical if top - NEAR <= v.start and v.end <= bottom + NEAR)
        x0, x1 = min(a for a, _ in xs), max(b for _, b in xs)
        parts.append(Area(x0, top, x1, bottom, rules, sides, area.source))
    return parts[0], parts[1]
