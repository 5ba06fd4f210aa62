"""Rows that no rule parts: values stacked in the cells of one ruled row, each beside its label."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.areas import Area
from pipeline.extract.cells import Placed
from pipeline.extract.content import Char
from pipeline.extract.grid import Grid
from pipeline.extract.partial import partial_grid
from pipeline.extract.pieces import Piece, baselines
from pipeline.extract.rulings import Network
from pipeline.extract.textrows import TextRow, column_of, text_rows

STACKED = 3
"""Values, at least, that must stand under one another in a column to make rows of their own."""

LABELLED = 0.6
"""Share of such rows that must have a label."""

FILLED = 0.8
"""Share of such rows that must have a value in one column."""

STEP = 4.0
"""Points from a rule at which the end of a vertical line is a step of its own."""


def split_rows(network: Network, grid: Grid, placed: Placed) -> Grid:
    """Return ``grid`` with the rows parted that hold several rows of text; itself where there are none."""
    lines: list[list[Piece]] | None = None
    stacked: list[tuple[float, float]] = []
    chars = [c for inside in placed.inside.values() for c in inside]
    for top, bottom in _tall_bands(grid, placed):
        lines = lines if lines is not None else baselines(chars)
        inside = [[p for p in line if _within(p, grid, top, bottom)] for line in lines]
        if _is_stack(text_rows([line for line in inside if line], grid.xs, header=False), grid.xs):
            stacked.append((top, bottom))
    stacked += [band for band in _stepped_bands(network, grid) if band not in stacked]
    if not stacked:
        return grid
    if (grid.ys[0], grid.ys[1]) not in stacked:
        stacked.append(
            (grid.ys[0], grid.ys[1])
        )  # a table that draws no rules between rows draws none in its header
    lines = lines if lines is not None else baselines(chars)
    area = Area(
        grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], network.horizontal, network.vertical, "ruled"
    )
    inside = [[p for p in line if _within(p, grid, grid.ys[0], grid.ys[-1])] for line in lines]
    return partial_grid(area, [line for line in inside if line], only=stacked) or grid


def _stepped_bands(network: Network, grid: Grid) -> list[tuple[float, float]]:
    """Return the ruled rows in which vertical lines begin or end where nothing is drawn across."""
    found = []
    for top, bottom in pairwise(grid.ys):
        ends = [e for v in network.vertical for e in (v.start, v.end) if top + STEP < e < bottom - STEP]
        if len(ends) >= 2 and max(ends) - min(ends) <= STEP:
            found.append((top, bottom))
    return found


def _tall_bands(grid: Grid, placed: Placed) -> list[tuple[float, float]]:
    """Return the ruled rows with a cell of three lines of figures, and that no cell reaches beyond."""
    rows = {r.row for r, chars in placed.inside.items() if _is_tall(chars)}
    rows -= {r.row + k for r in grid.regions if r.row_span > 1 for k in range(r.row_span)}
    return [(grid.ys[row], grid.ys[row + 1]) for row in sorted(rows)]


def _is_tall(chars: Sequence[Char]) -> bool:
    """Whether a cell has figures, or signs in their place, on three lines, and little else."""
    inked = [c for c in chars if not c.text.isspace()]
    plain = [c for c in inked if not c.text.isalpha()]
    return len(plain) * 2 > len(inked) and len({round(c.bottom) for c in plain}) >= STACKED


def _within(piece: Piece, grid: Grid, top: float, bottom: float) -> bool:
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    return grid.xs[0] <= x <= grid.xs[-1] and top <= y <= bottom


def _is_stack(rows: Sequence[TextRow], xs: Sequence[float]) -> bool:
    """Whether a column has one value, and a column before it one label, in most of the rows."""
    if len(rows) < STACKED:
        return False
    values: dict[int, int] = {}
    labelled = 0
    for row in rows:
        pieces = [p for line in row.lines for p in line]
        columns = [column_of(p, xs) for p in pieces]
        found = {c for p, c in zip(pieces, columns, strict=True) if p.numeric and columns.count(c) == 1}
        for column in found:
            values[column] = values.get(column, 0) + 1
        labelled += any(
            not p.numeric and c < min(found, default=0) for p, c in zip(pieces, columns, strict=True)
        )
    return max(values.values(), default=0) >= max(
        STACKED, LABELLED * len(rows)
    ) and labelled >= LABELLED * len(rows)
