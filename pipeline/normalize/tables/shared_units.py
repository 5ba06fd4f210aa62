"""Units over one table that hold for the next part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.layers.extracted import Cell
from pipeline.normalize.context.paragraphs import Paragraph
from pipeline.normalize.tables.grid import Grid


def units_go_on(between: Sequence[Paragraph], before: Grid, grid: Grid) -> bool:
    """Whether the line of units over one table holds for the next one: the same table, printed in parts.

    Nothing stands ``between`` them, and they have the same columns or, with as many columns, the same rows.
    """
    if before.cols != grid.cols or between:
        return False
    rows, columns = ([_printed(part, way) for part in (before, grid)] for way in (_first_row, _names))
    return rows[0] == rows[1] or columns[0] == columns[1]


def _first_row(grid: Grid) -> list[Cell]:
    return [cell for cell in grid.table.cells if cell.row == 1]


def _names(grid: Grid) -> list[Cell]:
    """The first column, or the first two where cells of the first one span several rows below the header."""
    groups = any(cell.col == 1 and cell.row > 1 and cell.row_span > 1 for cell in grid.table.cells)
    return [cell for cell in grid.table.cells if cell.col <= 1 + groups]


def _printed(grid: Grid, part: Callable[[Grid], list[Cell]]) -> list[str]:
    """Return what cells print; of blank ones something that equals nothing else."""
    texts = ["".join(cell.text.split()) for cell in part(grid)]
    return texts if any(texts) else [f"{grid.page} {grid.table.number}"]
