"""The columns of a progress table, from its own header or from the table that it continues."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.normalize.labels.label import read_label
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.progress.words import column_of

# A header stands in one of the first rows, under a title across the table at most.
_DEEPEST = 3


@dataclass(frozen=True)
class TextColumn:
    """A column of texts; ``period`` is the year in its header as printed, or empty."""

    col: int
    period: str = ""
    fiscal_year: int | None = None


@dataclass(frozen=True)
class Columns:
    """Which column holds what (0: none), and the last row of the header (0: it stands on an earlier page)."""

    name: int
    texts: tuple[TextColumn, ...]
    number: int = 0
    description: int = 0
    departments: int = 0
    progress: int = 0
    last: int = 0

    @property
    def all(self) -> set[int]:
        """The columns that hold something known."""
        own = {self.name, self.number, self.description, self.departments, self.progress}
        return {*own, *(text.col for text in self.texts)} - {0}

    @property
    def enough(self) -> bool:
        """Whether the columns make a progress table: names, texts, and one of the others beside them."""
        return bool(self.name and self.texts and (self.number or self.departments or self.description))


def find_columns(grid: Grid, header: Header) -> Columns | None:
    """Return the columns of a progress table, or None where the table is none."""
    for row in range(1, min(_DEEPEST, grid.rows) + 1):
        found = _columns(_labels_of_row(grid, row), row)
        if found is not None:
            return found
    inherited = {column.col: column.stack[-1].printed for column in header.columns if column.stack}
    return _columns(inherited, 0) if header.last == 0 else None


def _labels_of_row(grid: Grid, row: int) -> dict[int, str]:
    cells = [cell for cell in grid.row(row) if not is_blank(cell)]
    return {cell.col: cell.text for cell in cells if cell.row == row and cell.col_span < grid.cols}


def _columns(labels: dict[int, str], row: int) -> Columns | None:
    held: dict[str, list[int]] = {}
    for col, text in labels.items():
        held.setdefault(column_of(text), []).append(col)
    known = sum(len(cols) for name, cols in held.items() if name)
    first = {name: cols[0] for name, cols in held.items() if name and name != "text"}
    texts = tuple(_text_column(col, labels[col]) for col in held.get("text", ()))
    found = Columns(first.pop("name", 0), texts, **first, last=row)
    return found if found.enough and known * 2 > len(labels) else None


def _text_column(col: int, text: str) -> TextColumn:
    """A header 令和２年度までの… names no single year of its texts."""
    label = read_label(text)
    if label.period is None or label.period.fiscal_year is None or "まで" in text:
        return TextColumn(col)
    return TextColumn(col, label.period_label, label.period.fiscal_year)
