"""The layout of an annual plan: which rows name a project, hold its cost, or tell what is done.

Two layouts are known: blocks (a row across the table, or a cell at the left, names the project; below or
beside it a row of costs and one of summaries), and one row for each project under columns of cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.layers.extracted import Cell
from pipeline.normalize.labels.label import read_label
from pipeline.normalize.tables.budget.words import is_cost, is_summary
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.departments import is_department
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.tables.header import Header

_NAMING = ("name", "group", "")


@dataclass(frozen=True)
class Project:
    """A project: the cells that name it, its department's cells, and its rows (0 where there is none)."""

    names: tuple[Cell, ...]
    departments: tuple[Cell, ...] = ()
    cost_row: int = 0
    summary_row: int = 0
    unit: str = ""


def year_columns(header: Header) -> tuple[Column, ...]:
    """Return the columns of fiscal years, or none where a year has several columns (計画 beside 決算)."""
    dated = [(column, column.label.period) for column in header.columns if column.label.period]
    years = [(column, period.fiscal_year) for column, period in dated if period.fiscal_year is not None]
    return tuple(column for column, _ in years) if len({year for _, year in years}) == len(years) else ()


def is_plan(grid: Grid, header: Header) -> bool:
    """Whether a table is an annual plan with costs."""
    columns = year_columns(header)
    if not columns:
        return False
    if _is_flat(header, columns):
        return True
    said = [_row_kind(grid, row, columns[0].col) for row in range(header.last + 1, grid.rows + 1)]
    known = [kind for kind in said if kind]
    told = said.count("summary") + said.count("project")
    return "cost" in said and told > 0 and len([k for k in known if k == "other"]) * 3 < len(known)


def _is_flat(header: Header, columns: Sequence[Column]) -> bool:
    """Whether every column of years is one of costs, beside a column that names projects."""
    costs = all(any(label.role == "cost" for label in column.stack) for column in columns)
    return costs and any(column.role in ("name", "group") for column in header.columns)


def _row_kind(grid: Grid, row: int, first: int) -> str:
    """Return what a row is: cost, summary, project, other, or empty where nothing begins in it."""
    label = _label(grid, row, first)
    if label is not None and is_cost(label.text):
        return "cost"
    if label is not None and is_summary(label.text):
        return "summary"
    printed = [cell for cell in grid.starts(row) if not is_blank(cell)]
    if not printed:
        return ""
    rest = [cell for cell in printed if cell.col >= first]
    return "project" if all(is_department(cell.text) for cell in rest) else "other"


def _label(grid: Grid, row: int, first: int) -> Cell | None:
    """Return the cell beside the years that labels a row."""
    cell = grid.at(row, first - 1) if first > 1 else None
    return cell if cell is not None and cell.row == row and cell.col + cell.col_span == first else None


def other_rows(grid: Grid, header: Header) -> list[int]:
    """Return the rows that belong to no project."""
    columns = year_columns(header)
    if _is_flat(header, columns):
        return []
    rows = range(header.last + 1, grid.rows + 1)
    return [row for row in rows if _row_kind(grid, row, columns[0].col) == "other"]


def projects(grid: Grid, header: Header) -> Iterator[Project]:
    """Yield the projects of a table; the first may lack a name where the page before ended with it."""
    columns = year_columns(header)
    if _is_flat(header, columns):
        yield from _flat(grid, header)
    else:
        yield from _blocks(grid, header, columns[0].col)


def _blocks(grid: Grid, header: Header, first: int) -> Iterator[Project]:
    current: Project | None = None
    for row in range(header.last + 1, grid.rows + 1):
        kind = _row_kind(grid, row, first)
        begun = _named(grid, header, row, first, kind)
        if begun is not None:
            if current is not None:
                yield current
            current = begun
        current = _with_row(grid, current, row, kind, first)
    if current is not None:
        yield current


def _named(grid: Grid, header: Header, row: int, first: int, kind: str) -> Project | None:
    """Return the project that a row begins: a row of its own, or a cell left of the row's label."""
    cells = [cell for cell in grid.starts(row) if not is_blank(cell)]
    if kind != "project":
        label = _label(grid, row, first)
        cells = [cell for cell in cells if label is not None and cell.col < label.col]
    naming = [cell for cell in cells if not is_department(cell.text) or cell.col == 1]
    naming = [cell for cell in naming if _column_role(header, cell.col) in _NAMING or kind == "project"]
    if not naming:
        return None
    return Project(tuple(naming[:1]), tuple(cell for cell in cells if cell not in naming))


def _column_role(header: Header, col: int) -> str:
    return header.columns[col - 1].role if col <= len(header.columns) else ""


def _with_row(grid: Grid, current: Project | None, row: int, kind: str, first: int) -> Project | None:
    if kind == "cost":
        label = _label(grid, row, first)
        unit = read_label(label.text).unit if label is not None else ""
        return replace(current or Project(()), cost_row=row, unit=unit)
    if kind == "summary":
        return replace(current or Project(()), summary_row=row)
    return current


def _flat(grid: Grid, header: Header) -> Iterator[Project]:
    naming = (_columns_of(header, "name") or _columns_of(header, "group"))[-1]
    for row in range(header.last + 1, grid.rows + 1):
        name = grid.at(row, naming)
        if name is None or is_blank(name) or name.row != row:
            continue
        cells = [grid.at(row, col) for col in _columns_of(header, "department")]
        yield Project((name,), tuple(cell for cell in cells if cell is not None), cost_row=row)


def _columns_of(header: Header, role: str) -> list[int]:
    return [column.col for column in header.columns if column.role == role]
