"""A form: labels of fields, and the cells that hold what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.layers.extracted import Cell
from pipeline.normalize.labels.label import read_label
from pipeline.normalize.prose.joining import flowing
from pipeline.normalize.tables.card.words import field_of
from pipeline.normalize.tables.grid import Grid, is_blank

# A form has its labels over or beside what they head, in rows of their own; a header has all of them in one.
_LABEL_ROWS = 3
_CORE = frozenset({"item", "purpose", "approach", "effect"})
# Two years beside each other make a row of years.
_YEARS = 2


@dataclass(frozen=True)
class Field:
    """A field of a form and the cells that hold its content, in reading order."""

    name: str
    label: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Form:
    """One form within a table: its fields and its rows of years (row numbers); ``last`` is its last row.

    ``taken`` are the rows of tables within it.
    """

    fields: tuple[Field, ...]
    year_rows: tuple[int, ...]
    last: int
    taken: frozenset[int] = frozenset()

    @property
    def read(self) -> set[Cell]:
        """The cells of its fields: labels and content."""
        return {cell for field in self.fields for cell in (field.label, *field.cells)}

    def cells(self, name: str) -> tuple[Cell, ...]:
        """Return the cells of all fields of that name."""
        return tuple(cell for field in self.fields if field.name == name for cell in field.cells)


def is_form(grid: Grid) -> bool:
    """Whether a table is a form: at least three rows of labels, one of them of an item, purpose or effect."""
    labels = [(cell, name) for cell in grid.table.cells if (name := field_of(cell.text))]
    rows = {cell.row for cell, _ in labels}
    names = {name for _, name in labels}
    return len(rows) >= _LABEL_ROWS and len(names) >= _LABEL_ROWS and bool(names & _CORE)


def forms(grid: Grid, taken: frozenset[int] = frozenset()) -> list[Form]:
    """Return the forms of a table from the top; one begins where the first label comes again.

    ``taken`` are rows of tables within the forms, which hold no labels and no years.
    """
    labels = [pair for pair in _labels(grid) if pair[0].row not in taken]
    labels.sort(key=lambda pair: (pair[0].row, pair[0].col))
    if not labels:
        return []
    starts = [cell.row for cell, name in labels if name == labels[0][1]]
    ends = [row - 1 for row in starts[1:]] + [grid.rows]
    stretches = zip(starts, ends, strict=True)
    return [_form(grid, labels, first, last, taken) for first, last in stretches]


def _form(
    grid: Grid, labels: Sequence[tuple[Cell, str]], first: int, last: int, taken: frozenset[int]
) -> Form:
    inside = [(cell, name) for cell, name in labels if first <= cell.row <= last]
    fields = tuple(Field(name, cell, tuple(_content(grid, cell, last))) for cell, name in inside)
    years = tuple(row for row in range(first, last + 1) if row not in taken and is_year_row(grid, row))
    return Form(fields, years, last, taken)


def _labels(grid: Grid) -> Iterator[tuple[Cell, str]]:
    """Yield the labels of fields; what stands in a row of years heads the years, and is none."""
    for cell in grid.table.cells:
        name = field_of(cell.text)
        if name and name != "schedule" and not is_year_row(grid, cell.row):
            yield cell, name


def is_year_row(grid: Grid, row: int) -> bool:
    """Whether a row heads columns of fiscal years."""
    cells = [cell for cell in grid.starts(row) if not is_blank(cell)]
    return sum(year_of(cell) is not None for cell in cells) >= _YEARS


def year_of(cell: Cell) -> int | None:
    """Return the fiscal year that a cell consists of, or None."""
    label = read_label(cell.text)
    return label.period.fiscal_year if label.understood and label.period else None


def _content(grid: Grid, label: Cell, last: int) -> Iterator[Cell]:
    """Yield the cells of a label: beside it, or below it where its row ends or another label follows."""
    beside = grid.at(label.row, label.col + label.col_span)
    if beside is not None and beside.row <= label.row and not field_of(beside.text):
        yield from grid.stack(range(label.row, label.row + label.row_span), beside.col)
        return
    below = grid.at(label.row + label.row_span, label.col)
    if below is not None and below.row <= last and not field_of(below.text):
        yield below


def text_of(grid: Grid, cells: Sequence[Cell]) -> str:
    """Return the text of cells with a line break only where a paragraph or an item begins."""
    return "\n".join(flowing(cell, same_width(grid, cell)) for cell in cells if not is_blank(cell))


def same_width(grid: Grid, cell: Cell) -> list[Cell]:
    """Return the cells over the same columns, which show how long a full line is."""
    return [c for c in grid.table.cells if (c.col, c.col_span) == (cell.col, cell.col_span)]
