"""Cells of facts that reach over several columns or rows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layers.extracted import Cell
from pipeline.normalize.tables.around import Reading
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.grid import is_blank
from pipeline.normalize.tables.meaning import kind_of
from pipeline.normalize.tables.rows import Row

# A target merged over years holds for each of them; a result merged over years may be their sum.
_HOLDS_FOR_EACH = frozenset({"target", "interim_target", "forecast"})


def begins_here(row: Row, column: Column, cell: Cell) -> bool:
    """Whether a cell is to be read at this row and column: once, or once for each column that it covers."""
    if cell.row != row.row:
        return False
    return cell.col == column.col or (cell.col < column.col and not is_blank(cell))


def ambiguous_span(reading: Reading, row: Row, cell: Cell) -> str:
    """Say why a merged cell can't be told which fact it is, or nothing."""
    covered = [c for c in reading.header.value_columns if cell.col <= c.col < cell.col + cell.col_span]
    if len(covered) > 1 and not _same_meaning(covered):
        kinds = {kind_of(reading, column, row, None).kind for column in covered}
        if not kinds <= _HOLDS_FOR_EACH:
            return "merged over columns of different meaning"
    if cell.row_span > 1 and not _one_name(row, cell):
        return "merged over rows of different names"
    return ""


def _same_meaning(columns: Sequence[Column]) -> bool:
    return len({(c.label.period_label, c.label.kinds, c.label.name) for c in columns}) == 1


def _one_name(row: Row, cell: Cell) -> bool:
    last = cell.row + cell.row_span
    return any(name.row <= cell.row and name.row + name.row_span >= last for name in row.name_cells)
