"""Areas that rules or the edges of shading mark: those under one another with rows of text between them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.extract.areas import NEAR, Area, full_width
from pipeline.extract.extent import ROWS_APART
from pipeline.extract.openend import with_open_ends
from pipeline.extract.pieces import Piece
from pipeline.extract.rulings import Line
from pipeline.extract.segments import Drawn, tables_in
from pipeline.extract.textlines import rows_of, spread, within

NEAR_GROUPS = 12
"""Groups of lines, the nearest above, that a line may belong to."""

SHARED = 0.8
"""Share of a line's width that must lie under others for it to belong to them."""

PROSE = 0.72
"""Share of an area's width from which an unbroken line is prose (or a row across the table)."""


def ruled_areas(lines: Sequence[Line], rows: Sequence[Sequence[Piece]], source: str) -> list[Area]:
    """Return the areas that horizontal ``lines`` mark, given the ``rows`` of text outside tables."""
    groups: list[list[Line]] = []
    for line in sorted((x for x in lines if x.horizontal), key=lambda x: x.at):
        home = next((g for g in groups[: -NEAR_GROUPS - 1 : -1] if belongs(line, g, rows)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    for upper in groups if source == "ruled" else ():
        _close_below(upper, [g[0] for g in groups if g is not upper], rows)
    if source == "shaded":
        groups = _united(groups, rows)
    areas = [area for g in groups if (area := _area(g, lines, rows, source)) is not None]
    return [with_open_ends(area, lines, rows) for area in areas] if source == "ruled" else areas


def _united(groups: Sequence[list[Line]], rows: Sequence[Sequence[Piece]]) -> list[list[Line]]:
    """Unite groups of shading that lie under one another: which rows between belong to which, text tells."""
    found: list[list[Line]] = []
    for group in sorted(groups, key=lambda g: g[0].at):
        home = next((g for g in reversed(found) if _stands_on(g, group, rows)), None)
        if home is None:
            found.append(list(group))
        else:
            home += group
    return found


def _stands_on(upper: Sequence[Line], lower: Sequence[Line], rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether text stands densely between two groups of lines, most of the narrower one under the other."""
    x0, x1 = (
        max(min(g.start for g in part) for part in (upper, lower)),
        min(max(g.end for g in part) for part in (upper, lower)),
    )
    width = min(max(g.end for g in part) - min(g.start for g in part) for part in (upper, lower))
    last, first = max(g.at for g in upper), min(g.at for g in lower)
    between = within(rows, x0, last, x1, first)
    return x1 - x0 >= SHARED * width and last <= first and bool(between) and _is_dense(between, last, first)


def _close_below(group: list[Line], tops: Sequence[Line], rows: Sequence[Sequence[Piece]]) -> None:
    """Add to a group the rule that it stands on, where that is the first one of a wider table below."""
    x0, x1 = min(g.start for g in group), max(g.end for g in group)
    last = max(g.at for g in group)
    below = [t for t in tops if t.at > last and t.start <= x0 + NEAR and t.end >= x1 - NEAR]
    if below:
        rule = min(below, key=lambda t: t.at)
        own = rule._replace(start=x0, end=x1)
        inside = within(rows, x0, min(g.at for g in group), x1, rule.at)
        if within(inside, x0, last, x1, rule.at) and _is_rows(inside, group) and belongs(own, group, rows):
            group.append(own)


def _is_rows(lines: Sequence[Sequence[Piece]], group: Sequence[Line]) -> bool:
    """Whether lines of text, among lines drawn, are rows of a table down to the last."""
    found = tables_in(lines, Drawn(tuple(g.at for g in group), ruled=True))
    return bool(found) and found[-1][1] == len(lines)


def belongs(line: Line, group: Sequence[Line], rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a level line is of one table with those of ``group``, all above it."""
    x0, x1 = min(g.start for g in group), max(g.end for g in group)
    shared = min(x1, line.end) - max(x0, line.start)
    if shared < SHARED * (line.end - line.start):
        return False
    last = max(g.at for g in group)
    between = within(rows, x0, last, x1, line.at)
    if not between:
        return line.at - last < 40
    return _is_tabular(between, x0, x1) and _is_dense(between, last, line.at)


def _is_tabular(lines: Sequence[Sequence[Piece]], x0: float, x1: float) -> bool:
    """Whether lines look like rows of a table: most broken up, few running across."""
    rows = rows_of(lines)
    broken = sum(1 for row in rows if any(spread(line) for line in row))
    across = sum(
        1 for row in rows for line in row if not spread(line) and line[-1].x1 - line[0].x0 > PROSE * (x1 - x0)
    )
    if across > max(1, 0.3 * len(rows)):
        return False
    if broken and not across:
        return True
    return broken >= 0.4 * len(rows) or (len(lines) <= 2 and not broken)


def _is_dense(rows: Sequence[Sequence[Piece]], top: float, bottom: float) -> bool:
    """Whether no part of a band is left empty for the height of several lines."""
    height = median(p.bottom - p.top for row in rows for p in row)
    reach, widest = top, 0.0
    for row in rows:
        widest = max(widest, min(p.top for p in row) - reach)
        reach = max(reach, *(p.bottom for p in row))
    return max(widest, bottom - reach) <= 2 * ROWS_APART * height


def _area(
    group: Sequence[Line], lines: Sequence[Line], rows: Sequence[Sequence[Piece]], source: str
) -> Area | None:
    x0, x1 = min(g.start for g in group), max(g.end for g in group)
    top, bottom = min(g.at for g in group), max(g.at for g in group)
    if source == "shaded":
        others = [h for h in lines if h.horizontal and h.start < x1 - NEAR and h.end > x0 + NEAR]
        top = max((h.at for h in others if h.at < top - 1), default=float("-inf"))
        bottom = min((h.at for h in others if h.at > bottom + 1), default=float("inf"))
    elif len(full_width(group, x0, x1)) < 2:
        return None
    inside = within(rows, x0, top, x1, bottom)
    if len(inside) < 2:
        return None
    vertical = tuple(
        v
        for v in lines
        if not v.horizontal and x0 - 3 <= v.at <= x1 + 3 and top - 3 <= v.start and v.end <= bottom + 3
    )
    return Area(x0, top, x1, bottom, tuple(group), vertical, source)
