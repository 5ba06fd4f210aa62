"""Shading as what it says of tables: its edges are lines, and under titles side by side it is a header."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.areas import NEAR
from pipeline.extract.content import BLACK, Fill, Ruling, lightness
from pipeline.extract.pieces import Piece, is_titles
from pipeline.extract.ruled import belongs
from pipeline.extract.rulings import Line, whole_lines
from pipeline.extract.textlines import spread, within

FAINT = 0.985
"""Lightness from which shading is paper."""


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

    Edges of cells between them are those of a header of two levels. Such a header belongs to the rules; a
    bar with a heading has one title.
    """
    found: list[Line] = []
    level = sorted((e for e in edges if e.horizontal), key=lambda e: e.at)
    for k, upper in enumerate(level):
        lower = next((e for e in level[k + 1 :] if e.at > upper.at + 1 and _alike(upper, e)), None)
        if lower is None:
            continue
        titles = within(rows, upper.start, upper.at, upper.end, lower.at)
        side_by_side = any(map(spread, titles)) and is_titles([p for row in titles for p in row])
        below = (x for x in lines if x.horizontal and x.at > lower.at and _alike(lower, x))
        if side_by_side and any(belongs(x, [lower], rows) for x in below):
            found += [upper, lower]
    return found


def _alike(one: Line, other: Line) -> bool:
    return abs(one.start - other.start) <= NEAR and abs(one.end - other.end) <= NEAR
