"""Tables that stand as pictures on a page that has text of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.extract.content import PageContent
from pipeline.extract.grid import Grid, grid_of
from pipeline.extract.outside import instead
from pipeline.extract.rulings import networks, whole_lines
from pipeline.extract.scan.engine import Engine
from pipeline.extract.scan.page import read_picture
from pipeline.extract.scan.picture import Gray, Picture
from pipeline.extract.scan.strokes import strokes
from pipeline.layers.extracted import Box, Line, Page, Table

UNREAD = "unread_picture"
"""Warning of a table of which only the place is known: its page asks for the extra, or for a person."""

PROBLEM = "picture_of_table"

REGULAR, LEAST_CELLS = 0.5, 4
"""Cells that a grid has for each of its positions, and in all: the frames in a chart make irregular ones."""

BAND, EVEN = 8, 0.7
"""Levels of gray that count as the same, and the share of a picture that the two commonest cover."""

SOURCE = "picture"


def grids_in(picture: Picture, boxes: Sequence[Box]) -> list[tuple[Box, list[Grid]]]:
    """Return the parts ``boxes`` of a picture with their grids of rulings, from two rows and columns on."""
    return [(box, [] if _is_photograph(picture, box) else _grids(_only(picture, [box]))) for box in boxes]


def _grids(picture: Picture) -> list[Grid]:
    found = networks(whole_lines(strokes(picture.ink(), picture.scale).rulings, ()))[0]
    grids = [grid for network in found if (grid := grid_of(network)) is not None]
    return [
        grid
        for grid in grids
        if grid.rows > 1
        and grid.cols > 1
        and len(grid.regions) >= max(LEAST_CELLS, REGULAR * grid.rows * grid.cols)
    ]


def _is_photograph(picture: Picture, box: Box) -> bool:
    """Whether a part of a picture has few dots of the same gray: paper and shading are even."""
    levels = np.bincount(_part(picture, box).ravel() // BAND, minlength=1)
    return int(np.sort(levels)[-2:].sum()) < EVEN * max(1, int(levels.sum()))


def with_tables(
    page: Page, content: PageContent, picture: Picture, boxes: Sequence[Box], engine: Engine
) -> Page:
    """Return ``page`` with the tables and lines of text that stand in the parts ``boxes`` of its picture."""
    seen = read_picture(replace(content, chars=(), pictures=()), _only(picture, boxes), (), engine)
    if not seen.tables:
        return page
    block = max((line.block for line in page.lines), default=0)
    lines = sorted(
        [*page.lines, *(replace(line, block=line.block + block) for line in seen.lines)], key=_from_top
    )
    account = replace(
        page.account,
        seen=page.account.seen + seen.account.seen,
        cells=page.account.cells + seen.account.cells,
        lines=page.account.lines + seen.account.lines,
    )
    readers = tuple(dict.fromkeys((*page.readers, *seen.readers)))
    tables = _numbered([*page.tables, *seen.tables])
    return replace(page, tables=tables, lines=tuple(lines), account=account, readers=readers)


def listed(page: Page, grids: Sequence[Grid]) -> Page:
    """Return ``page`` with a table without cells for each of ``grids``, and the problem said."""
    unread = [
        Table(
            0, Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]), grid.rows, grid.cols, (),
            grid.ys, grid.xs, SOURCE, (UNREAD,),
        )
        for grid in grids
    ]  # fmt: skip
    return replace(page, tables=_numbered([*page.tables, *unread]), problem=instead(page.problem, PROBLEM))


def _only(picture: Picture, boxes: Sequence[Box]) -> Picture:
    """Return ``picture`` with nothing but the parts ``boxes``."""
    gray = np.full_like(picture.gray, 255)
    for box in boxes:
        _part(replace(picture, gray=gray), box)[...] = _part(picture, box)
    return replace(picture, gray=gray)


def _part(picture: Picture, box: Box) -> Gray:
    """Return a view of a part of a picture."""
    x0, top, x1, bottom = (max(0, round(edge * picture.scale)) for edge in box)
    return picture.gray[top:bottom, x0:x1]


def _numbered(tables: Sequence[Table]) -> tuple[Table, ...]:
    ordered = sorted(tables, key=lambda table: (table.box.top, table.box.x0))
    return tuple(replace(table, number=number) for number, table in enumerate(ordered, start=1))


def _from_top(line: Line) -> float:
    return line.box.top
