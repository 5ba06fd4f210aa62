"""What is a table and what is a drawing, a form or prose: judged by how text stands in the grid."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise
from statistics import median

from pipeline.extract.cells import Placed
from pipeline.extract.content import Char
from pipeline.extract.grid import Grid, Region
from pipeline.extract.pieces import baselines

CUT = 0.04
"""Share of characters that walls may cut through; in charts, labels stand across the bars."""

CUT_LABELS = 0.1
"""Share of labels, a text operation on a line each, that walls may cut through."""

CORNERS = 0.1
"""Share of areas between lines, at most, that are no rectangles."""

CHART_COLUMNS = 8
STRIPS = 0.25
"""Columns from which a grid may be a chart's, and its share of strips too small for a character."""

TAG = 10
"""A frame is at least so many times as large as the tag in its corner."""

LABELLED = 0.5
"""Labels for each row, at least, in a table that text alone makes; numbers without any are a map's."""

SPARSE = 0.12
"""Share of cells with text, at least, in a large grid: less is a drawing on squared lines."""


LEDGER, LEAST_ENTRIES = 0.6, 6
"""Share of rows with a label and a value, and rows, from which a grid with few filled cells is a table."""


def is_table(grid: Grid, placed: Placed) -> bool:
    """Whether a grid of drawn lines holds a table: two columns, and text in two cells, at least."""
    if grid.cols < 2:
        return False
    filled = placed.filled
    if len(filled) < 2 or len({r.col for r in filled}) + len({r.row for r in filled}) < 3:
        return False
    if len(grid.regions) > 30 and len(filled) < SPARSE * len(grid.regions) and not _has_header(grid, placed):
        return False
    if _is_tagged_frame(grid, filled):
        return False
    return not (_cut(placed) or _too_fine(grid, placed) or _is_drawing(grid, placed))


def _is_tagged_frame(grid: Grid, filled: Sequence[Region]) -> bool:
    """Whether all text stands in a frame and in a tag at its edge (図表５), not beside it: a chart."""
    if len(filled) != 2:
        return False
    tag, frame = sorted(filled, key=lambda region: _size(grid, region))
    beside = tag.row < frame.row + frame.row_span and frame.row < tag.row + tag.row_span
    return not beside and frame.col_span > tag.col_span and _size(grid, frame) >= TAG * _size(grid, tag)


def _size(grid: Grid, region: Region) -> float:
    x0, top, x1, bottom = grid.box(region)
    return (x1 - x0) * (bottom - top)


def _has_header(grid: Grid, placed: Placed) -> bool:
    """Whether one row is filled for the most part, as in a form that nobody filled in."""
    rows: dict[int, int] = {}
    for region in placed.filled:
        rows[region.row] = rows.get(region.row, 0) + region.col_span
    return max(rows.values()) >= 0.6 * grid.cols


def _cut(placed: Placed) -> bool:
    """Whether walls go through much of the text: characters, or the labels that they belong to."""
    count = sum(map(len, placed.inside.values()))
    if len(placed.across) < 3:
        return False
    labels = {
        (c.run, round(c.bottom)) for chars in placed.inside.values() for c in chars if not c.text.isspace()
    }
    cut = {(c.run, round(c.bottom)) for c in placed.across}
    return len(placed.across) > CUT * count or len(cut) > CUT_LABELS * len(labels)


def _too_fine(grid: Grid, placed: Placed) -> bool:
    """Whether rows are lower than their text: strokes of letters, hatching."""
    sizes = [c.size for chars in placed.inside.values() for c in chars if not c.text.isspace()]
    heights = [grid.ys[r.row + r.row_span] - grid.ys[r.row] for r in placed.filled]
    return median(heights) < 0.75 * median(sizes)


def _is_drawing(grid: Grid, placed: Placed) -> bool:
    """Whether the grid is that of a chart: many strips narrower than a character, or areas with corners."""
    if _has_corners(grid, besides=_indents(grid, placed)):
        return True
    if grid.cols < CHART_COLUMNS:
        return False
    size = median(c.size for chars in placed.inside.values() for c in chars if not c.text.isspace())
    narrow = sum(b - a < size for a, b in pairwise(grid.xs)) / grid.cols
    low = sum(b - a < 0.8 * size for a, b in pairwise(grid.ys)) / grid.rows
    return narrow + low > STRIPS


def _has_corners(grid: Grid, *, besides: Set[Region] = frozenset()) -> bool:
    """Whether many areas between lines are no rectangles; those ``besides`` don't count."""
    corners = sum(r.irregular and r not in besides for r in grid.regions)
    return corners > max(2, CORNERS * len(grid.regions))


def _indents(grid: Grid, placed: Placed) -> set[Region]:
    """Return the parts of cells that have a corner because the rows below them are indented (款 over its 項).

    Such a cell goes on, empty, down the left side of the rows that belong to it, each of which has a name.
    """
    starts = {(r.row, r.col): r for r in grid.regions}
    found: set[Region] = set()
    for head in grid.regions:
        side = starts.get((head.row + head.row_span, head.col))
        if side is None or not (head.irregular and side.irregular) or side.col_span >= head.col_span:
            continue
        rows = range(side.row, side.row + side.row_span)
        names = [starts.get((row, side.col + side.col_span)) for row in rows]
        named = all(name is not None and placed.inside.get(name) for name in names)
        if named and placed.inside.get(head) and not placed.inside.get(side):
            found |= {head, side}
    return found


def is_convincing(grid: Grid, placed: Placed, source: str, rules: int) -> bool:
    """Whether text that lines tell only part of is a table: filled for the most part, and with values.

    ``rules`` is how many lines run across all of it.
    """
    filled = placed.filled
    if _has_corners(grid):
        return False  # only walls that are drawn indent rows
    if len(filled) < 0.4 * len(grid.regions) and not _is_ledger(grid, placed):
        return False
    values = sum(1 for r in filled if _is_value(placed.inside[r]))
    if source == "ruled":
        return values >= 0.2 * len(filled) or rules >= max(3, 0.7 * grid.rows)
    if source == "aligned" and (grid.cols < 3 or grid.rows < 3 or not _is_labelled(grid, placed)):
        return False
    return values >= 0.2 * len(filled)


def _is_labelled(grid: Grid, placed: Placed) -> bool:
    words = sum(any(c.text.isalpha() for c in placed.inside[region]) for region in placed.filled)
    return words >= LABELLED * grid.rows


def _is_ledger(grid: Grid, placed: Placed) -> bool:
    """Whether most rows have a label and one value, in one column or another: a balance sheet."""
    rows: dict[int, list[bool]] = {}
    for region in placed.filled:
        rows.setdefault(region.row, []).append(_is_value(placed.inside[region]))
    entries = sum(any(row) and not all(row) for row in rows.values())
    return grid.rows >= LEAST_ENTRIES and entries >= LEDGER * grid.rows


def _is_value(chars: Sequence[Char]) -> bool:
    lines = baselines(chars)
    return len(lines) == 1 and len(lines[0]) == 1 and lines[0][0].numeric
