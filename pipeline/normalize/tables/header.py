"""The header of a table: which rows it takes, and its columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.layers.extracted import Cell
from pipeline.normalize.labels.label import Label, without_unit
from pipeline.normalize.labels.values import is_bare_number, is_missing_mark, is_value, only_period
from pipeline.normalize.tables.columns import Column, columns_of
from pipeline.normalize.tables.fields import Field, leading_fields
from pipeline.normalize.tables.grid import Grid, is_blank, spans_all

# A stack of header cells deeper than this is no header but a form.
_DEEPEST = 6


@dataclass(frozen=True)
class Header:
    """The header rows (from 1, inclusive; ``last`` 0 where there are none) and the columns.

    ``fields`` are said of the whole table by rows above the header, from the row ``top`` on.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    fields: tuple[Field, ...] = ()

    @property
    def top(self) -> int:
        """The first row that belongs to the header, its fields included."""
        return min((field.cell.row for field in self.fields), default=self.first)

    def field(self, role: str) -> Cell | None:
        """Return the cell that says something of the whole table, or None."""
        return next((field.cell for field in self.fields if field.role == role), None)

    @cached_property
    def value_columns(self) -> tuple[Column, ...]:
        """The columns whose cells are facts."""
        return tuple(column for column in self.columns if column.is_value)

    @cached_property
    def first_value_col(self) -> int:
        """The first column of facts; one past the last column where there is none."""
        past = max((column.col for column in self.columns), default=0) + 1
        return min((column.col for column in self.value_columns), default=past)

    def blocks(self) -> list[Header]:
        """Split a header that names the rows again after columns of facts: tables beside each other.

        What the rows of the first belong to (施策) is said of all.
        """
        groups: list[list[Column]] = [[]]
        leading = [c for c in self.columns if c.role == "group" and c.col < self.first_value_col]
        for column in self.columns:
            if column.role == "name" and any(c.is_value for c in groups[-1]):
                groups.append([*leading])
            groups[-1].append(column)
        return [replace(self, columns=tuple(group)) for group in groups]


def find_header(grid: Grid, start: int = 1) -> Header | None:
    """Find the header at or below row ``start``: rows of labels, before the first row with a value.

    Rows across the whole table may stand above it. None where no row is one of labels.
    """
    first = start
    while first <= grid.rows and _is_title_row(grid, first):
        first += 1
    rows = list(leading_fields(grid, first))
    below = _header_at(grid, first + len(rows)) if rows else None
    if below is not None and below.value_columns:
        return replace(below, fields=tuple(field for row in rows for field in row))
    return _header_at(grid, first)


def _header_at(grid: Grid, first: int) -> Header | None:
    if first > grid.rows or not (_is_label_row(grid, first) or _opens_labels(grid, first)):
        return None
    last = _last_row(grid, first)
    return None if last is None else Header(first, last, columns_of(grid, first, last))


def header_of(grid: Grid, first: int, last: int) -> Header:
    """Return the header that stands in the rows ``first`` … ``last``, whatever they print."""
    return Header(first, last, columns_of(grid, first, last))


def _is_title_row(grid: Grid, row: int) -> bool:
    cells = grid.row(row)
    return len(cells) == 1 and spans_all(grid, cells[0]) and not grid.label(cells[0]).understood


def _last_row(grid: Grid, first: int) -> int | None:
    last = max(cell.row + cell.row_span - 1 for cell in grid.starts(first))
    if last - first + 1 > _DEEPEST:
        last = first
    while last < grid.rows and last - first + 1 < _DEEPEST and _continues(grid, first, last + 1):
        last = max(cell.row + cell.row_span - 1 for cell in grid.starts(last + 1))
    return last if last - first + 1 <= _DEEPEST else None


def _continues(grid: Grid, first: int, row: int) -> bool:
    """Whether ``row`` still belongs to the header that began at ``first``."""
    cells = [cell for cell in grid.starts(row) if not is_blank(cell)]
    if not cells or not _is_label_row(grid, row) or _is_title_row(grid, row):
        return False
    last = max(cell.row + cell.row_span - 1 for cell in cells)
    tall = max(cell.row + cell.row_span - 1 for cell in grid.starts(row))
    if any(_has_fact(grid, below) for below in range(last + 1, tall + 1)):
        return False  # a blank cell reaches down to values
    # A first column of its own would be the name of the first row of facts, unless it is a header word.
    leading = grid.at(row, 1)
    if leading is not None and leading.row == row and not is_blank(leading):
        label = grid.label(leading)
        if not label.understood or (label.period is not None and not label.kinds):
            return False
    return any(_divides(grid, first, cell) for cell in cells)


def _divides(grid: Grid, first: int, cell: Cell) -> bool:
    """Whether a cell stands under a wider header cell, or says more of the column than a value would."""
    above = grid.at(cell.row - 1, cell.col)
    if above is not None and above.row >= first and above.col_span > cell.col_span:
        return True
    label = grid.label(cell)
    return label.understood


def _is_label_row(grid: Grid, row: int) -> bool:
    """Whether a row consists of labels: at least one of them understood, and none a value."""
    cells = [cell for cell in grid.row(row) if not is_blank(cell)]
    if not cells:
        return False
    labels = [grid.label(cell) for cell in cells]
    if any(_is_fact(cell.text, label) for cell, label in zip(cells, labels, strict=True)):
        return False
    # 1998 right of a name may be a value: the first of a page that goes on without a header
    named = cells[0].col == 1 and not labels[0].understood
    pairs = zip(cells, labels, strict=True)
    return any(label.understood and not (named and is_bare_number(cell.text)) for cell, label in pairs)


def _has_fact(grid: Grid, row: int) -> bool:
    return any(_is_fact(cell.text, grid.label(cell)) for cell in grid.starts(row) if not is_blank(cell))


def _opens_labels(grid: Grid, first: int) -> bool:
    """Whether a row that says nothing by itself has labels under it, within the height of its cells.

    延床面積（㎡） over 平成27年度末 and 令和4年度末, beside 縮減率 on both rows.
    """
    cells = [cell for cell in grid.starts(first) if not is_blank(cell)]
    last = max((cell.row + cell.row_span - 1 for cell in cells), default=first)
    wide = any(cell.col_span > 1 and cell.row_span == 1 for cell in cells)
    if not wide or last == first or any(_is_fact(cell.text, grid.label(cell)) for cell in cells):
        return False
    return all(_is_label_row(grid, row) for row in range(first + 1, last + 1))


def _is_fact(text: str, label: Label) -> bool:
    if label.understood and not (label.unit and not label.kinds):
        return False
    return (is_value(text) and only_period(text) is None) or is_missing_mark(text)


def find_transposed(grid: Grid) -> Header | None:
    """Find the header of a table with periods down its first column and measures across its first row."""
    if grid.rows < 2 or grid.cols < 2:
        return None
    last = max(cell.row + cell.row_span - 1 for cell in grid.starts(1)) if grid.starts(1) else 1
    body = [cell for row in range(last + 1, grid.rows + 1) if (cell := grid.at(row, 1)) and cell.row == row]
    printed = [cell for cell in body if not is_blank(cell)]
    dated = [cell for cell in printed if grid.label(cell).period or only_period(cell.text)]
    if len(dated) < 2 or len(dated) * 2 < len(printed):
        return None
    columns = tuple(_measured(grid, last, column) for column in columns_of(grid, 1, last))
    return Header(1, last, columns) if any(column.is_value for column in columns) else None


def _measured(grid: Grid, last: int, column: Column) -> Column:
    cells = [grid.at(row, column.col) for row in range(last + 1, grid.rows + 1)]
    texts = [cell.text for cell in cells if cell is not None and not is_blank(cell)]
    facts = [text for text in texts if is_value(text) or is_missing_mark(text)]
    named = column.label.name or without_unit(column.label.words)  # a word of the vocabulary may name one too
    holds = column.col > 1 and column.label.role in ("", "cost", "number") and len(facts) * 2 > len(texts)
    label = replace(column.label, name=named, role="")
    return Column(column.col, label, column.stack, True) if holds and named else column
