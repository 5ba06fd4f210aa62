"""Areas of a page where a table may stand that no network of lines encloses.

Rules and shading that lie under one another with rows of text between them make an area; so do lines
of text that share gutters over some height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.extract.content import BLACK, Fill, Ruling, Slant, lightness
from pipeline.extract.pieces import Piece, is_titles
from pipeline.extract.rulings import Line, whole_lines

ROWS_APART = 2.6
"""Gap between lines of one table, at most, in line heights."""

SPREAD = 0.8
"""Gap, in ems, between pieces of a line that stand in different columns."""

TIGHT = 0.45
"""Gap, in ems, at most, between lines of one cell."""

CELL_LINES = 5
"""Lines of a cell, at most, above or below the one beside which its values stand."""

MOST_SLANTS = 100
"""Slanted strokes of a page that are looked at; more are a drawing."""

NEAR_GROUPS = 12
"""Groups of lines, the nearest above, that a line may belong to."""

LEAST_TITLES = 2
"""Titles side by side beyond which they are a table's header."""

NEAR = 6.0
"""Points by which lines may miss the sides of what they belong to."""

FAINT = 0.985
"""Lightness from which shading is paper."""

PROSE = 0.72
"""Share of an area's width from which an unbroken line is prose (or a row across the table)."""


@dataclass(frozen=True)
class Area:
    """A part of a page, in points, and the lines drawn in it. ``source`` is what it was found by.

    ``slants`` are the left and right ends of slanted strokes: one cell with two titles each.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    horizontal: tuple[Line, ...] = ()
    vertical: tuple[Line, ...] = ()
    source: str = "aligned"
    slants: tuple[tuple[float, float], ...] = ()

    @property
    def rules(self) -> int:
        """How many of its lines run across all of it."""
        return len(_full(self.horizontal, self.x0, self.x1))


def _full(lines: Sequence[Line], x0: float, x1: float) -> list[Line]:
    return [h for h in lines if h.start - x0 <= NEAR and x1 - h.end <= NEAR]


def outlines(fills: Sequence[Fill], width: float, height: float) -> list[Line]:
    """Return the edges of shading as lines; what covers most of the page is paper, not shading."""
    edges: list[Ruling] = []
    for fill in fills:
        area = (fill.x1 - fill.x0) * (fill.bottom - fill.top)
        if lightness(fill.colour) > FAINT or area > 0.5 * width * height:
            continue
        edges += [Ruling(True, y, fill.x0, fill.x1, 0, BLACK, 0) for y in (fill.top, fill.bottom)]
        edges += [Ruling(False, x, fill.top, fill.bottom, 0, BLACK, 0) for x in (fill.x0, fill.x1)]
    return whole_lines(edges, ())


def shaded_headers(
    edges: Sequence[Line], lines: Sequence[Line], rows: Sequence[Sequence[Piece]]
) -> list[Line]:
    """Return the upper and lower edges of shading under titles side by side, as wide as a rule below it.

    Such a header belongs to the rules; a bar with a heading has one title.
    """
    found: list[Line] = []
    level = sorted((e for e in edges if e.horizontal), key=lambda e: e.at)
    for upper, lower in pairwise(level):
        titles = _within(rows, upper.start, upper.at, upper.end, lower.at)
        side_by_side = any(map(spread, titles)) and is_titles([p for row in titles for p in row])
        below = (x for x in lines if x.horizontal and x.at > lower.at and _alike(lower, x))
        if _alike(upper, lower) and side_by_side and any(_belongs(x, [lower], rows) for x in below):
            found += [upper, lower]
    return found


def _alike(one: Line, other: Line) -> bool:
    return abs(one.start - other.start) <= NEAR and abs(one.end - other.end) <= NEAR


def ruled_areas(lines: Sequence[Line], rows: Sequence[Sequence[Piece]], source: str) -> list[Area]:
    """Return the areas that horizontal ``lines`` mark, given the ``rows`` of text outside tables."""
    groups: list[list[Line]] = []
    for line in sorted((x for x in lines if x.horizontal), key=lambda x: x.at):
        home = next((g for g in groups[: -NEAR_GROUPS - 1 : -1] if _belongs(line, g, rows)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    for upper in groups if source == "ruled" else ():
        _close_below(upper, [g[0] for g in groups if g is not upper], rows)
    return [area for g in groups if (area := _area(g, lines, rows, source)) is not None]


def _close_below(group: list[Line], tops: Sequence[Line], rows: Sequence[Sequence[Piece]]) -> None:
    """Add to a group the rule that it stands on, where that is the first one of a wider table below."""
    x0, x1 = min(g.start for g in group), max(g.end for g in group)
    last = max(g.at for g in group)
    below = [t for t in tops if t.at > last and t.start <= x0 + NEAR and t.end >= x1 - NEAR]
    if below:
        rule = min(below, key=lambda t: t.at)
        own = rule._replace(start=x0, end=x1)
        if _within(rows, x0, last, x1, rule.at) and _belongs(own, group, rows):
            group.append(own)


def _belongs(line: Line, group: Sequence[Line], rows: Sequence[Sequence[Piece]]) -> bool:
    x0, x1 = min(g.start for g in group), max(g.end for g in group)
    shared = min(x1, line.end) - max(x0, line.start)
    if shared < 0.8 * (line.end - line.start):
        return False
    last = max(g.at for g in group)
    between = _within(rows, x0, last, x1, line.at)
    if not between:
        return line.at - last < 40
    return _tabular(between, x0, x1) and _dense(between, last, line.at)


def _within(
    rows: Sequence[Sequence[Piece]], x0: float, top: float, x1: float, bottom: float
) -> list[list[Piece]]:
    """Return the text in a box, line by line."""
    found = [
        [p for p in row if top <= (p.top + p.bottom) / 2 <= bottom and x0 - 3 <= (p.x0 + p.x1) / 2 <= x1 + 3]
        for row in rows
    ]
    return [row for row in found if row]


def _tabular(lines: Sequence[Sequence[Piece]], x0: float, x1: float) -> bool:
    """Whether lines look like rows of a table: most broken up, few running across."""
    rows = _beside(lines)
    broken = sum(1 for row in rows if any(spread(line) for line in row))
    across = sum(
        1 for row in rows for line in row if not spread(line) and line[-1].x1 - line[0].x0 > PROSE * (x1 - x0)
    )
    if across > max(1, 0.3 * len(rows)):
        return False
    if broken and not across:
        return True
    return broken >= 0.4 * len(rows) or (len(lines) <= 2 and not broken)


def _beside(lines: Sequence[Sequence[Piece]]) -> list[list[Sequence[Piece]]]:
    """Gather lines that overlap in height, as a name on two lines does the values beside it."""
    rows: list[list[Sequence[Piece]]] = []
    bottom = float("-inf")
    for line in lines:
        if rows and min(p.top for p in line) < bottom - 0.5:
            rows[-1].append(line)
        else:
            rows.append([line])
            bottom = float("-inf")
        bottom = max(bottom, *(p.bottom for p in line))
    return rows


def spread(row: Sequence[Piece]) -> bool:
    """Whether the pieces of a line stand in different columns."""
    return any(b.x0 - a.x1 > SPREAD * max(a.size, b.size) for a, b in pairwise(row))


def _dense(rows: Sequence[Sequence[Piece]], top: float, bottom: float) -> bool:
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
        free = (
            max((h.at for h in others if h.at < top - 1), default=float("-inf")),
            min((h.at for h in others if h.at > bottom + 1), default=float("inf")),
        )
        begun = _has_value(_within(rows, x0, top, x1, bottom))
        bottom = _extended(bottom, (x0, x1), free, rows, 1, begun)
        if _is_body([row for row in _within(rows, x0, top, x1, bottom) if spread(row)]):
            top = _extended(top, (x0, x1), free, rows, -1)
    elif len(_full(group, x0, x1)) < 2:
        return None
    inside = _within(rows, x0, top, x1, bottom)
    if len(inside) < 2:
        return None
    vertical = tuple(
        v
        for v in lines
        if not v.horizontal and x0 - 3 <= v.at <= x1 + 3 and top - 3 <= v.start and v.end <= bottom + 3
    )
    return Area(x0, top, x1, bottom, tuple(group), vertical, source)


def _extended(
    edge: float,
    width: tuple[float, float],
    free: tuple[float, float],
    rows: Sequence[Sequence[Piece]],
    step: int,
    begun: bool = False,
) -> float:
    """Return how far rows of a table go on below (``step`` 1) or above (-1) its last shading.

    ``free`` is the height without other shading. Titles below values, once they have ``begun``, are those
    of the next table; values above titles are those of the table before.
    """
    x0, x1 = width
    limits = (edge, free[1]) if step > 0 else (free[0], edge)
    beyond = _within(rows, x0, limits[0], x1, limits[1])[::step]
    height = median([p.bottom - p.top for row in beyond for p in row] or [0.0])
    last = edge
    for index, row in enumerate(beyond):
        top, bottom = min(p.top for p in row), max(p.bottom for p in row)
        gap = top - last if step > 0 else last - bottom
        if gap > ROWS_APART * height or not all(x0 - 3 <= p.x0 and p.x1 <= x1 + 3 for p in row):
            break
        if not spread(row) and not _inside_table(beyond, index):
            break
        titles = _is_header([p for line in rows for p in line if abs(p.bottom - row[0].bottom) <= 1.0])
        if begun and (titles if step > 0 else _has_value([row])):
            break
        begun = begun or (_has_value([row]) if step > 0 else titles)
        last = max(last, bottom) if step > 0 else min(last, top)
    return last + 2 * step if last != edge else edge


def _is_header(line: Sequence[Piece]) -> bool:
    return len(line) > LEAST_TITLES and is_titles(line)


def _has_value(rows: Sequence[Sequence[Piece]]) -> bool:
    return any(p.numeric for row in rows if len(row) > 1 for p in row)


def _is_body(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether the first of some lines has values: shading that begins below the header."""
    return bool(rows) and any(p.numeric for p in rows[0])


def _inside_table(rows: Sequence[Sequence[Piece]], index: int) -> bool:
    """Whether an unbroken line is part of a cell on several lines, as a name beside its values.

    The lines of such a cell follow closely upon one another, and one of them stands beside other cells.
    """
    return _leads(rows, index, 1) or _leads(rows, index, -1)


def _leads(rows: Sequence[Sequence[Piece]], index: int, step: int) -> bool:
    row = rows[index]
    for k in range(index + step, index + step * (CELL_LINES + 1), step):
        if not 0 <= k < len(rows) or not _close(row, rows[k]):
            return False
        if spread(rows[k]):
            return True
        row = rows[k]
    return False


def _close(row: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether lines overlap in height, or follow closely with one under the other."""
    size = max(p.size for p in row)
    gap = max(
        min(p.top for p in other) - max(p.bottom for p in row),
        min(p.top for p in row) - max(p.bottom for p in other),
    )
    if gap < 0:
        return True
    return gap <= TIGHT * size and any(
        abs(a.x0 - b.x0) <= size or abs(a.x1 - b.x1) <= size for a in row for b in other
    )


def text_areas(rows: Sequence[Sequence[Piece]]) -> list[Area]:
    """Return the areas that text alone makes: runs of broken lines, three at least."""
    areas: list[Area] = []
    run: list[Sequence[Piece]] = []
    for index, row in enumerate(rows):
        if run and not _follows(run, row):
            areas += _run_area(run)
            run = []
        if spread(row) or _inside_table(rows, index):
            run.append(row)
        elif run:
            areas += _run_area(run)
            run = []
    return [*areas, *_run_area(run)]


def _follows(run: Sequence[Sequence[Piece]], row: Sequence[Piece]) -> bool:
    last = max(p.bottom for r in run[-2:] for p in r)
    return min(p.top for p in row) - last <= ROWS_APART * max(p.size for p in row)


def _run_area(run: Sequence[Sequence[Piece]]) -> list[Area]:
    broken = [row for row in run if spread(row)]
    if len(broken) < 3:
        return []
    pieces = [p for row in run for p in row]
    return [
        Area(
            min(p.x0 for p in pieces) - 1, min(p.top for p in pieces) - 1,
            max(p.x1 for p in pieces) + 1, max(p.bottom for p in pieces) + 1,
        )
    ]  # fmt: skip


def with_slants(area: Area, slants: Sequence[Slant]) -> Area:
    """Return ``area`` with the slanted strokes that part one of its cells from corner to corner."""
    found = []
    for slant in slants[:MOST_SLANTS]:
        x0, x1 = sorted((slant.x0, slant.x1))
        top, bottom = sorted((slant.y0, slant.y1))
        if area.x0 - 3 <= x0 and x1 <= area.x1 + 3 and area.top - 3 <= top and bottom <= area.bottom + 3:
            found.append((x0, x1))
    return replace(area, slants=tuple(found)) if found else area
