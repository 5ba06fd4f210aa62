"""Rows above a header that say one thing each of the whole table: 指標名 and the name, 単位 and the unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.layers.extracted import Cell
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.label import Label
from pipeline.normalize.tables.grid import Grid, is_blank

# What a label of such a row may be called by; any other word heads a column.
_ROLES = frozenset({"name", "group", "unit", "department", "note", "text", "ordinal"})


@dataclass(frozen=True)
class Field:
    """What one cell says of a whole table: the role of the label before it, and the cell itself."""

    role: str
    cell: Cell


def fields_of(grid: Grid, row: int) -> tuple[Field, ...]:
    """Return the fields of a row that is labels and what they label by turns; nothing for any other row."""
    cells = grid.row(row)
    if len(cells) % 2 or not cells or any(cell.row != row or cell.row_span > 1 for cell in cells):
        return ()
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    if not all(_is_label(grid.label(label)) and _is_content(grid, label, cell) for label, cell in pairs):
        return ()
    return tuple(Field(grid.label(label).role, cell) for label, cell in pairs)


def leading_fields(grid: Grid, start: int) -> Iterator[tuple[Field, ...]]:
    """Yield the fields of each row from ``start`` on, as long as the rows are such."""
    for row in range(start, grid.rows + 1):
        found = fields_of(grid, row)
        if not found:
            return
        yield found


def _is_label(label: Label) -> bool:
    return label.understood and label.role in _ROLES and not (label.kinds or label.period)


def _is_content(grid: Grid, label: Cell, cell: Cell) -> bool:
    """Whether a cell is what a label asks for: no word of a header itself, and a unit only after 単位."""
    if is_blank(cell):
        return False
    said = grid.label(cell)
    if said.unit and not said.name:
        return grid.label(label).role == "unit"
    if said.role == "department" and grid.label(label).role == "department":
        # こども課 is what 担当課 asks for, 関係課 is another label.
        return vocabulary.fold(said.words) not in vocabulary.load().exact
    return not said.understood
