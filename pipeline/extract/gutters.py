"""Columns from text alone: the gutters that run down between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.extract.pieces import Piece, is_titles

MIN_WIDTH = 0.45
"""Width of a gutter, at least, in ems."""

LEAST_WIDTH = 0.1
"""Width, in ems, at least, of a gutter on either side of which a title stands."""

STRAY = 0.04
"""Share of lines whose text may stand in a gutter: overflowing text."""

ATTACHED = 1.0
"""Gap, in ems, below which text goes on from the piece before it."""

NEIGHBOUR = 60.0
"""Points from a gutter within which titles of the columns beside it stand."""

Gutter = tuple[float, float]


def column_edges(lines: Sequence[Sequence[Piece]]) -> list[float]:
    """Return the inner edges of the columns of ``lines``, left to right: the middles of the gutters.

    The rows with values tell the columns; titles above them stand over one column or several. A column
    without a value has a title that stands in a gutter by itself.
    """
    head, body = _parted(lines)
    broken = [row for row in _rows(body) if len(row) > 1]
    if len(broken) < 2:  # a header and one row, as on the last page of a long table
        broken = [row for row in _rows(lines) if len(row) > 1]
    if len(broken) < 2:
        return []
    size = median(p.size for line in lines for p in line)
    found = _gaps(broken, int(STRAY * len(broken)))
    head = [line for line in head if not _runs_across(line, found)]
    inside = [line for line in body if not _runs_across(line, found)]
    found = [rest for gap in found for rest in _trimmed(gap, inside)]
    narrow = [g for g in found if LEAST_WIDTH * size <= g[1] - g[0] < MIN_WIDTH * size]
    found = _supported([g for g in found if g[1] - g[0] >= MIN_WIDTH * size], body, head)
    found = sorted([*found, *_between_titles(narrow, found, head)])
    reach = max(row[-1][1] for row in broken)
    return _in_order(found, head, reach) or _titled(found, head, reach)


def _in_order(found: Sequence[Gutter], head: Sequence[Sequence[Piece]], reach: float) -> list[float]:
    """Return the edges of columns that one line of as many titles heads, some of them beside their column.

    A spreadsheet sets words at the left of its columns and numbers at the right. Nothing where a title
    would stand in two columns, or where each one stands above its own.
    """
    if len(head) != 1 or len(head[0]) != len(found) + 1 or not is_titles(head[0]):
        return []
    titles = sorted(head[0], key=lambda p: p.x0)
    sides = [titles[0].x0, *(x for gap in found for x in gap), reach]
    columns = list(zip(sides[::2], sides[1::2], strict=True))
    pairs = list(zip(titles, columns, strict=True))
    if all(title.x0 < end and title.x1 > start for title, (start, end) in pairs):
        return []
    reaches = [(min(title.x0, start), max(title.x1, end)) for title, (start, end) in pairs]
    if any(left[1] > right[0] for left, right in pairwise(reaches)):
        return []
    return [(left[1] + right[0]) / 2 for left, right in pairwise(reaches)]


def _parted(lines: Sequence[Sequence[Piece]]) -> tuple[list[Sequence[Piece]], list[Sequence[Piece]]]:
    """Part the lines above the first value from the rest."""
    valued = (k for k, line in enumerate(lines) if any(p.numeric for p in line) and not is_titles(line))
    first = next((k for k in valued if len(lines[k]) > 1), None)
    if first is None:
        return list(lines[:1]), list(lines[1:])
    top = min(p.top for p in lines[first])
    while first and max(p.bottom for p in lines[first - 1]) > top + 1:  # a name that begins above its values
        first -= 1
    return list(lines[:first]), list(lines[first:])


def _rows(lines: Sequence[Sequence[Piece]]) -> list[list[Gutter]]:
    """Return the stretches of x that lines which overlap in height cover together, row by row."""
    rows: list[list[Piece]] = []
    bottom = float("-inf")
    for line in lines:
        top = min(p.top for p in line)
        if not rows or top > bottom - 0.5:
            rows.append([])
            bottom = float("-inf")
        rows[-1] += line
        bottom = max(bottom, *(p.bottom for p in line))
    return [stretches(row) for row in rows]


def stretches(pieces: Sequence[Piece]) -> list[Gutter]:
    """Return the stretches of x that pieces cover, left to right."""
    found: list[Gutter] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        if found and piece.x0 <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], piece.x1))
        else:
            found.append((piece.x0, piece.x1))
    return found


def _gaps(rows: Sequence[Sequence[Gutter]], allowed: int) -> list[Gutter]:
    """Return the stretches of x that at most ``allowed`` rows cover, between the outer columns."""
    events = sorted([(a, 1) for row in rows for a, _ in row] + [(b, -1) for row in rows for _, b in row])
    found: list[Gutter] = []
    depth, start = 0, None
    for x, step in events:
        depth += step
        if step < 0 and depth <= allowed and start is None:
            start = x
        elif step > 0 and depth > allowed and start is not None:
            found.append((start, x))
            start = None
    return [gap for gap in found if gap[1] > gap[0]]


def _runs_across(line: Sequence[Piece], gaps: Sequence[Gutter]) -> bool:
    """Whether a line is one text that runs over the columns: the title of rows below it."""
    return len(line) == 1 and any(line[0].x0 < a and line[0].x1 > b for a, b in gaps)


def _trimmed(gap: Gutter, lines: Sequence[Sequence[Piece]]) -> list[Gutter]:
    """Take from a gap what pieces cover that don't run across all of it (rows across the table do)."""
    parts = [gap]
    for line in lines:
        for piece in line:
            if not (piece.x0 <= gap[0] + 0.5 and piece.x1 >= gap[1] - 0.5):
                parts = [rest for part in parts for rest in _minus(part, piece)]
    return parts


def _minus(part: Gutter, piece: Piece) -> list[Gutter]:
    if piece.x1 <= part[0] or piece.x0 >= part[1]:
        return [part]
    return [(a, b) for a, b in ((part[0], piece.x0), (piece.x1, part[1])) if b > a]


def _supported(
    found: Sequence[Gutter], lines: Sequence[Sequence[Piece]], head: Sequence[Sequence[Piece]]
) -> list[Gutter]:
    """Drop a gutter after which text mostly goes on from the piece before it, close by, and one that no
    row has text on both sides of: values of one column, some to the left and some to the right.

    A column with a title of its own stays.
    """
    kept: list[Gutter] = []
    titles = [p for line in head for p in line]
    rows = _rows(lines)
    for k, gap in enumerate(found):
        start = kept[-1][1] if kept else float("-inf")
        end = found[k + 1][0] if k + 1 < len(found) else float("inf")
        titled = any(p.x0 > gap[0] - 1 and p.x1 > gap[1] and p.x0 < end for p in titles)
        both = any(_holds(row, start, gap[0]) and _holds(row, gap[1], end) for row in rows)
        if titled or (both and not _goes_on(gap[1], end, lines)):
            kept.append(gap)
    return kept


def _between_titles(
    narrow: Sequence[Gutter], wide: Sequence[Gutter], head: Sequence[Sequence[Piece]]
) -> list[Gutter]:
    """Return the narrow gutters that part neighbouring titles which no wide one parts, the widest of some.

    Letters that are spread over a line are no titles.
    """
    titles = sorted((p for line in head for p in line if len(p.text) > 1), key=lambda p: p.x0)
    lowest = [p for p in titles if not any(q.top >= p.bottom - 1 and _overlap(p, q) for q in titles)]
    found = []
    for first, second in pairwise(lowest):
        a, b = (first.x0 + first.x1) / 2, (second.x0 + second.x1) / 2
        if any(a < g[1] and g[0] < b for g in wide):
            continue
        between = [g for g in narrow if first.x1 <= g[1] and g[0] <= second.x0 and a < g[0] and g[1] < b]
        found += [max(between, key=lambda g: g[1] - g[0])] if between else []
    return found


def _overlap(first: Piece, second: Piece) -> bool:
    return first.x0 < second.x1 and second.x0 < first.x1


def _holds(row: Sequence[Gutter], left: float, right: float) -> bool:
    return any(a < right and b > left for a, b in row)


def _goes_on(left: float, right: float, lines: Sequence[Sequence[Piece]]) -> bool:
    starts = [
        (line[i - 1] if i else None, p)
        for line in lines
        for i, p in enumerate(line)
        if left - 1 <= p.x0 < right
    ]
    attached = sum(1 for before, p in starts if before and p.x0 - before.x1 < ATTACHED * p.size)
    return attached * 2 > len(starts)


def _titled(found: Sequence[Gutter], head: Sequence[Sequence[Piece]], reach: float) -> list[float]:
    """Return the middles of gutters; a title that stands in one, or beyond all, makes a column.

    Not so where a column beside the gutter has no title: a narrow one need not stand above its values.
    """
    edges: list[float] = []
    titles = sorted((p for line in head for p in line), key=lambda p: p.x0)
    for k, (a, b) in enumerate(found):
        own = [p for p in titles if _stands_in(p, a, b, titles)]
        left = (found[k - 1][1] if k else float("-inf"), a)
        right = (b, found[k + 1][0] if k + 1 < len(found) else reach)
        if len(own) == 1 and not all(_has_title(side, (a, b), titles) for side in (left, right)):
            own = []
        stops = [a, *(x for p in own for x in (p.x0, p.x1)), b]
        edges += [_middle((stops[k], stops[k + 1]), titles) for k in range(0, len(stops), 2)]
    beyond = [p for p in titles if p.x0 > reach]
    stop = reach
    for piece in beyond:
        if piece.x0 > stop:
            edges.append((stop + piece.x0) / 2)
        stop = max(stop, piece.x1)
    return edges


def _has_title(column: Gutter, gutter: Gutter, titles: Sequence[Piece]) -> bool:
    """Whether a title stands above the text of a column beside ``gutter``, and not over several columns."""
    above = [p for p in titles if p.x0 < column[1] - 1 and p.x1 > column[0] + 1]
    return any(not _is_over(p, titles, *gutter) for p in above)


def _stands_in(piece: Piece, left: float, right: float, titles: Sequence[Piece]) -> bool:
    """Whether a title makes a column of its own in a gutter, and no other title leads out of it."""
    if not (left - 1 <= piece.x0 and piece.x1 <= right + 1) or _is_over(piece, titles, left, right):
        return False
    near = [p for p in titles if p.x0 < piece.x1 and p.x1 > piece.x0]
    return all(left - 1 <= p.x0 and p.x1 <= right + 1 for p in near)


def _middle(gutter: Gutter, titles: Sequence[Piece]) -> float:
    """Return the middle of the widest part of a gutter that no title of one column stands in."""
    parts = [gutter]
    for piece in titles:
        crosses = piece.x0 <= gutter[0] + 0.5 and piece.x1 >= gutter[1] - 0.5
        if not crosses and not _is_over(piece, titles, *gutter):
            parts = [rest for part in parts for rest in _minus(part, piece)] or parts
    a, b = max(parts, key=lambda part: part[1] - part[0])
    return (a + b) / 2


def _is_over(piece: Piece, titles: Sequence[Piece], left: float, right: float) -> bool:
    """Whether a title stands over several columns: one beside a gutter has no other title above its own."""
    level = [p for p in titles if p is not piece and p.top < piece.bottom - 1 and p.bottom > piece.top + 1]
    for below in titles:
        if below.top <= piece.bottom - 1 or below.x0 > right + NEIGHBOUR or below.x1 < left - NEIGHBOUR:
            continue
        concentric = abs(below.x0 + below.x1 - piece.x0 - piece.x1) <= 4
        if not concentric and not any(p.x0 < below.x1 and p.x1 > below.x0 for p in level):
            return True
    return False
