"""Tables of indicators within a form: a header of periods and kinds, and rows of values below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.normalize.labels.values import is_missing_mark, is_value
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header, find_header


@dataclass(frozen=True)
class Inner:
    """A table within a form: its header, and its last row in the form."""

    header: Header
    last: int

    @property
    def rows(self) -> range:
        """The rows that it takes, those of its header included."""
        return range(self.header.top, self.last + 1)

    def grid(self, form: Grid) -> Grid:
        """Return the form with nothing in it but this table; rows keep their numbers."""
        cells = tuple(cell for cell in form.table.cells if cell.row in self.rows)
        return replace(form, table=replace(form.table, cells=cells, row_count=self.last))


def inner_tables(grid: Grid) -> Iterator[Inner]:
    """Yield the tables of indicators within a form. A row of years over bars (実施 →) heads none."""
    row = 1
    while row < grid.rows:
        header = find_header(grid, row)
        last = _last_row(grid, header) if header is not None and _begins(header, row) else 0
        if header is not None and last:
            yield Inner(header, last)
        row = max(row, last) + 1


def _begins(header: Header, row: int) -> bool:
    """Whether a table begins at ``row``: with its header, or with the name of its indicator above it."""
    return header.top == row and (not header.fields or header.fields[0].role == "name")


def _last_row(grid: Grid, header: Header) -> int:
    """Return the last row of values under a header, or 0 where the row below it holds none."""
    last = header.last
    while last < grid.rows and _has_values(grid, header, last + 1):
        last += 1
    return last if last > header.last else 0


def _has_values(grid: Grid, header: Header, row: int) -> bool:
    """Whether a row has a value under a column of facts, and nothing but values and missing marks there."""
    cells = [grid.at(row, column.col) for column in header.value_columns]
    texts = [cell.text for cell in cells if cell is not None and cell.row == row and cell.text.strip()]
    return any(is_value(text) for text in texts) and all(is_value(t) or is_missing_mark(t) for t in texts)
