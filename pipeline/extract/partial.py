"""The grid of an area whose lines tell only part of it: columns and rows come from its text as well."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.areas import Area
from pipeline.extract.grid import COVER, Grid, regions
from pipeline.extract.gutters import column_edges
from pipeline.extract.pieces import Piece
from pipeline.extract.rulings import Line
from pipeline.extract.textrows import TextRow, column_of, covered, row_pitch, text_rows

NEAR = 3.0
"""Points within which edges are one."""


def partial_grid(
    area: Area, lines: Sequence[list[Piece]], *, only: Sequence[tuple[float, float]] | None = None
) -> Grid | None:
    """Return the grid of ``area``, given the ``lines`` of text in it; None where it has no columns.

    ``only`` names the ruled rows (top, bottom) in which text makes rows; all of them where it is None.
    """
    xs = _columns(area, lines)
    if len(xs) < 3:
        return None
    ys, rows = _rows(area, lines, xs, only)
    if len(rows) < 2:
        return None
    right = [_right_walls(row, k, rows, ys, xs, area) for k, row in enumerate(rows)]
    below = [_below_walls(row, ys[k + 1], k == len(rows) - 1, xs, area) for k, row in enumerate(rows)]
    return Grid(tuple(xs), tuple(ys), tuple(regions(right, below)))


def _columns(area: Area, lines: Sequence[list[Piece]]) -> list[float]:
    """Return the edges of columns: those drawn, or the middles of the gutters of the text."""
    drawn = _near_merged(sorted(v.at for v in area.vertical))
    inner = [x for x in drawn if area.x0 + NEAR < x < area.x1 - NEAR]
    if not inner:
        inner = [x for x in column_edges(lines) if area.x0 + NEAR < x < area.x1 - NEAR]
        inner = [x for x in inner if not any(a + NEAR < x < b - NEAR for a, b in area.slants)]
    return [area.x0, *inner, area.x1]


def _near_merged(positions: Sequence[float]) -> list[float]:
    groups: list[list[float]] = []
    for at in positions:
        if groups and at - groups[-1][0] <= NEAR:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [sum(g) / len(g) for g in groups]


def _rows(
    area: Area, lines: Sequence[list[Piece]], xs: Sequence[float], only: Sequence[tuple[float, float]] | None
) -> tuple[list[float], list[TextRow]]:
    """Return the edges of rows and what stands in each."""
    bands = _near_merged([*sorted({area.top, *(h.at for h in area.horizontal), area.bottom})])
    ys: list[float] = [bands[0]]
    rows: list[TextRow] = []
    pitch = row_pitch(lines, xs)
    for top, bottom in pairwise(bands):
        inside = [line for line in (_between(line, top, bottom) for line in lines) if line]
        if only is None or any(abs(top - a) <= NEAR and abs(bottom - b) <= NEAR for a, b in only):
            found = text_rows(inside, xs, header=not rows, pitch=pitch)
            if rows and sum(1 for row in found if len(row.columns(xs)) > 1) < 2:
                found = [TextRow(top, bottom, inside)]  # one row, with a cell of several lines
        else:
            found = [TextRow(top, bottom, inside)]
        for before, after in pairwise(found):
            ys.append((before.bottom + after.top) / 2)
        ys.append(bottom)
        rows += found or [TextRow(top, bottom, [])]
    return ys, rows


def _between(line: Sequence[Piece], top: float, bottom: float) -> list[Piece]:
    """Return the pieces of a line that stand between two rules, those across a rule left out."""
    return [p for p in line if top - 1 <= p.top + 0.2 * p.size and p.bottom - 0.2 * p.size <= bottom + 1]


def _right_walls(
    row: TextRow, index: int, rows: Sequence[TextRow], ys: Sequence[float], xs: Sequence[float], area: Area
) -> list[bool]:
    cols = len(xs) - 1
    top, bottom = ys[index], ys[index + 1]
    drawn = [
        _covers([v for v in area.vertical if abs(v.at - xs[c + 1]) <= NEAR + 0.5], top, bottom)
        for c in range(cols)
    ]
    if any(drawn[:-1]):
        return [*drawn[:-1], True]
    pieces = [p for line in row.lines for p in line]
    walls = [not any(p.x0 < xs[c + 1] - 1 and p.x1 > xs[c + 1] + 1 for p in pieces) for c in range(cols)]
    if len(pieces) == 1 and (not all(walls) or _is_bar(pieces[0], area, xs, (top, bottom))):
        return [False] * (cols - 1) + [True]
    if index + 1 < len(rows) and _is_header(rows, index):
        lower = [p for line in rows[index + 1].lines for p in line]
        upper = [p for p in pieces if column_of(p, xs) not in row.tall]
        beside = [p for p in pieces if column_of(p, xs) in row.tall]
        within = not any(p.x0 < x - 1 and p.x1 > x + 1 for p in lower for x in xs[1:-1])
        spans = covered(upper, beside, lower, xs).values() if len(lower) > 1 and within else ()
        for c in (c for span in spans for c in list(span)[:-1]):
            walls[c] = False
    walls[-1] = True
    return walls


def _is_bar(piece: Piece, area: Area, xs: Sequence[float], height: tuple[float, float]) -> bool:
    """Whether a title stands on shading that runs under a whole row: its sides are drawn, nothing between."""
    if area.source != "shaded" or column_of(piece, xs) != 0:
        return False
    sides = ([v for v in area.vertical if abs(v.at - x) <= NEAR + 0.5] for x in (xs[0], xs[-1]))
    return all(_covers(side, *height) for side in sides)


def _is_header(rows: Sequence[TextRow], index: int) -> bool:
    """Whether no value stands in a row or above it."""
    return not any(p.numeric for row in rows[: index + 1] for line in row.lines for p in line)


def _below_walls(row: TextRow, at: float, last: bool, xs: Sequence[float], area: Area) -> list[bool]:
    cols = len(xs) - 1
    if last:
        return [True] * cols
    drawn = [h for h in area.horizontal if abs(h.at - at) <= NEAR + 0.5]
    if drawn:
        return [_covers(drawn, xs[c], xs[c + 1]) for c in range(cols)]
    return [c not in row.tall for c in range(cols)]


def _covers(lines: Sequence[Line], start: float, end: float) -> bool:
    shared = sum(max(0.0, min(x.end, end) - max(x.start, start)) for x in lines)
    return shared >= COVER * (end - start)
