"""The years of a form: activities, and the bars that say when each of them is carried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.layers.extracted import Cell
from pipeline.normalize.prose.joining import paragraphs_of
from pipeline.normalize.tables.card.form import Form, same_width, year_of
from pipeline.normalize.tables.card.words import field_of, load, squeezed
from pipeline.normalize.tables.grid import Grid, is_blank


@dataclass(frozen=True)
class Year:
    """What a year's cell prints, and whether the activity is carried out in that year."""

    fiscal_year: int
    printed: str
    active: bool


@dataclass(frozen=True)
class Activity:
    """An activity with its years in order."""

    text: str
    years: tuple[Year, ...]


def activities(grid: Grid, form: Form) -> list[Activity]:
    """Return the activities of a form, from the rows below each row of years."""
    return [activity for row, end in _stretches(grid, form) for activity in _below(grid, row, end)]


def rows_of_years(grid: Grid, form: Form) -> list[int]:
    """Return the rows of years and the rows of activities under them."""
    return [row for first, end in _stretches(grid, form) for row in range(first, end + 1)]


def _stretches(grid: Grid, form: Form) -> Iterator[tuple[int, int]]:
    """Yield each row of years with the last row of its activities: before other years, or the next label."""
    for number, first in enumerate(form.year_rows):
        last = form.year_rows[number + 1] - 1 if number + 1 < len(form.year_rows) else form.last
        others = (row for row in range(first + 1, last + 1) if _ends_years(grid, form, row))
        yield first, next(others, last + 1) - 1


def _ends_years(grid: Grid, form: Form, row: int) -> bool:
    """Whether a row belongs to another field, or to a table within the form."""
    return row in form.taken or any(field_of(cell.text) for cell in grid.starts(row))


def _below(grid: Grid, header: int, end: int) -> Iterator[Activity]:
    dated = [(cell.col, year) for cell in grid.starts(header) if (year := year_of(cell)) is not None]
    columns = [(col, year) for n, (col, year) in enumerate(dated) if year not in {y for _, y in dated[:n]}]
    stub = max((cell.col for cell in grid.row(header) if cell.col < columns[0][0]), default=0)
    for row in range(header + 1, end + 1):
        cells = [grid.at(row, col) for col, _ in columns]
        if stub and any(cell is not None and cell.row == row for cell in cells):
            name = _name(grid, row, stub)
            yield Activity(name, tuple(_years(cells, [year for _, year in columns])))


def _name(grid: Grid, row: int, col: int) -> str:
    """Return the activity of a row; a cell over several rows gives each of its items to one of them."""
    cell = grid.at(row, col)
    if cell is None or is_blank(cell):
        return ""
    items = paragraphs_of(cell, same_width(grid, cell))
    if len(items) == cell.row_span:
        return items[row - cell.row]
    return "\n".join(items)


def _years(cells: Sequence[Cell | None], years: Sequence[int]) -> Iterator[Year]:
    """Yield the years: a bar that an arrow closes covers the blank years before the arrow."""
    prints = ["" if cell is None else cell.text.strip() for cell in cells]
    for number, (printed, year) in enumerate(zip(prints, years, strict=True)):
        yield Year(year, printed, _is_active(prints, number))


def _is_active(prints: Sequence[str], number: int) -> bool:
    words = load()
    said = squeezed(prints[number])
    if said:
        return said not in words.nothing
    following = next((squeezed(p) for p in prints[number:] if p), "")
    return following in words.arrows and any(prints[:number])
