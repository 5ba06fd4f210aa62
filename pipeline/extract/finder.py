"""The table finder: from the lines and characters of a page to tables, whoever read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from pipeline.extract.abreast import abreast
from pipeline.extract.areas import Area, with_slants
from pipeline.extract.cells import DOUBTFUL, Placed, assign
from pipeline.extract.content import Char, Fill, PageContent, lightness
from pipeline.extract.doubts import doubtful
from pipeline.extract.grid import Grid, Region, grid_of
from pipeline.extract.judge import is_convincing, is_table
from pipeline.extract.lattice import united
from pipeline.extract.overflow import settle
from pipeline.extract.partial import partial_grid
from pipeline.extract.pieces import Piece, baselines
from pipeline.extract.rejoin import parted, rejoined
from pipeline.extract.ruled import ruled_areas
from pipeline.extract.rulings import Line, Network, hidden_lines, networks, whole_lines
from pipeline.extract.runs import text_areas
from pipeline.extract.shading import outlines, shaded_headers
from pipeline.extract.split import split_rows
from pipeline.extract.stacks import stacked_areas, stepped
from pipeline.extract.standing import text_lines

MAX_LONE = 400
"""Lines without a crossing, or areas of shading, from which a page is a drawing; they mark no table."""

MAX_LINES = 4000
"""Whole lines from which a page is a drawing: a table of a hundred rows and columns has some hundreds."""

MOST_BOXES = 12
"""Boxes, one under the other, whose text is kept apart."""


@dataclass(frozen=True)
class FoundTable:
    """A table and the characters of each of its cells; ``drawn``: its lines enclose it."""

    grid: Grid
    source: str
    chars: dict[Region, list[Char]]
    warnings: tuple[str, ...] = ()
    cell_warnings: dict[Region, tuple[str, ...]] = field(default_factory=dict)
    drawn: bool = False


@dataclass(frozen=True)
class Frame:
    """A box that is no table: a stamp, or a frame around text."""

    x0: float
    top: float
    x1: float
    bottom: float


def find_tables(
    content: PageContent, chars: Sequence[Char], *, drawn_only: bool = False
) -> tuple[list[FoundTable], list[Frame], list[Char]]:
    """Return the tables of a page, the boxes that are none, and the characters outside tables.

    ``drawn_only`` leaves out tables that text makes, alone or with lines that don't enclose it.
    """
    lines = whole_lines(content.rulings, content.fills)
    found, lone = networks(lines if len(lines) <= MAX_LINES else ())
    tables: list[FoundTable] = []
    frames: list[Frame] = []
    rest = _drawn(found, list(chars), tables, frames)
    hidden = hidden_lines(content.rulings, content.fills)
    if hidden and len(hidden) <= MAX_LINES:
        rest = _hidden(networks(hidden)[0], rest, tables)
    if not drawn_only:
        rest = _unruled(content, lone, rest, tables, frames)
    tables.sort(key=lambda t: (t.grid.ys[0], t.grid.xs[0]))
    return tables, frames, rest


def _drawn(
    found: Sequence[Network], rest: list[Char], tables: list[FoundTable], frames: list[Frame]
) -> list[Char]:
    """Add the tables and boxes that lines enclose; return the characters that stay outside tables.

    The smallest come first: a table inside a cell of another takes its characters before that one.
    """
    lines = cache(partial(text_lines, rest))
    joined = (part for network in rejoined(united(found, rest), rest) for part in stepped(network, lines))
    whole = [part for network in joined for part in parted(network)]
    for network in sorted(whole, key=_area):
        grid = grid_of(network)
        if grid is None:
            continue
        placed = assign(grid, rest)
        if is_table(grid, placed):
            divided = split_rows(network, grid, placed)
            if divided is not grid:
                grid, placed = divided, assign(divided, rest)
            tables.append(_found(grid, "ruled", placed, drawn=True))
            rest = placed.outside
        else:
            frames += _frames(grid)
    return rest


def _hidden(found: Sequence[Network], rest: list[Char], tables: list[FoundTable]) -> list[Char]:
    """Add the tables whose rules are there and don't show; return the characters outside."""
    lines = cache(partial(text_lines, rest))
    for network in sorted((part for whole in found for part in stepped(whole, lines)), key=_area):
        grid = grid_of(network)
        if grid is None:
            continue
        placed = assign(grid, rest)
        if is_table(grid, placed) and is_convincing(grid, placed, "hidden", 0):
            tables.append(_found(grid, "hidden", placed, drawn=True))
            rest = placed.outside
    return rest


def _frames(grid: Grid) -> list[Frame]:
    """Return the boxes of a grid that is no table: each of a few (a stamp's), or the whole of a drawing."""
    if grid.cols == 1 and len(grid.regions) <= MOST_BOXES:
        return [Frame(*grid.box(region)) for region in grid.regions]
    return [Frame(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])]


def _unruled(
    content: PageContent,
    lone: Sequence[Line],
    rest: list[Char],
    tables: list[FoundTable],
    frames: list[Frame],
) -> list[Char]:
    """Add the tables whose lines tell only part of them; return the characters that stay outside."""
    if len(lone) > MAX_LONE:
        lone = ()
    free = [f for f in content.fills if not _inside(f, tables)]
    edges = outlines(free, content.width, content.height) if len(free) <= MAX_LONE else []
    rows = text_lines(_outside_frames(rest, frames))
    for source in ("ruled", "shaded", "aligned"):
        whole = _areas(source, lone, edges, rows)
        sides = [part for area in whole for part in abreast(area, _inside_of(area, rows))]
        parts = (stacked_areas(area, _inside_of(area, rows)) for area in sides)
        for area in (part for found in parts for part in found):
            grid = partial_grid(with_slants(area, content.slants), _inside_of(area, rows))
            if grid is None:
                continue
            placed = assign(grid, rest)
            if is_table(grid, placed) and is_convincing(grid, placed, source, area.rules):
                tables.append(_found(grid, source, placed))
                rest = placed.outside
                rows = text_lines(_outside_frames(rest, frames))
    return rest


def _areas(
    source: str, lone: Sequence[Line], edges: Sequence[Line], rows: Sequence[Sequence[Piece]]
) -> list[Area]:
    if source == "aligned":
        return text_areas(rows)
    lines = [*lone, *shaded_headers(edges, lone, rows)] if source == "ruled" else edges
    return ruled_areas(lines, rows, source) if lines else []


def _found(grid: Grid, source: str, placed: Placed, *, drawn: bool = False) -> FoundTable:
    warnings = settle(grid, placed)
    if not drawn:
        doubts = doubtful(grid, placed)
        warnings |= {r: (DOUBTFUL,) for r in doubts if not _parts_rows(grid, r, placed.inside.get(r, ()))}
    return FoundTable(grid, source, placed.inside, cell_warnings=warnings, drawn=drawn)


def _parts_rows(grid: Grid, region: Region, chars: Sequence[Char]) -> bool:
    """Whether a cell is a title across all columns, whose words may stand apart, and has no value."""
    return region.col_span == grid.cols and not any(p.numeric for line in baselines(chars) for p in line)


def _inside_of(area: Area, rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Return the text in an area, line by line."""
    inside = ([p for p in row if _holds(area, p)] for row in rows)
    return [row for row in inside if row]


def _holds(area: Area, piece: Piece) -> bool:
    x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


def _inside(fill: Fill, tables: Sequence[FoundTable]) -> bool:
    x, y = (fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2
    return any(t.grid.xs[0] <= x <= t.grid.xs[-1] and t.grid.ys[0] <= y <= t.grid.ys[-1] for t in tables)


def _outside_frames(chars: Sequence[Char], frames: Sequence[Frame]) -> list[Char]:
    if not frames:
        return list(chars)
    return [
        c
        for c in chars
        if not any(
            f.x0 <= (c.x0 + c.x1) / 2 <= f.x1 and f.top <= (c.top + c.bottom) / 2 <= f.bottom for f in frames
        )
    ]


def _area(network: Network) -> float:
    x0, top, x1, bottom = network.box
    return (x1 - x0) * (bottom - top)


def shaded(box: tuple[float, float, float, float], fills: Sequence[Fill]) -> bool:
    """Whether a fill that shows lies under the middle of a cell."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    under = [f for f in fills if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom]
    return bool(under) and lightness(max(under, key=lambda f: f.order).colour) < 0.985
