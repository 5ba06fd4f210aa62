"""From an annual plan to the rows of ``budget``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.layers.extracted import Cell
from pipeline.layers.ids import stable_id
from pipeline.normalize.cells.value import parse_value
from pipeline.normalize.context.headings import Heading, place
from pipeline.normalize.labels.naming import read_name
from pipeline.normalize.labels.values import is_value
from pipeline.normalize.prose.joining import joined
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.budget.cost import columns_of, trouble
from pipeline.normalize.tables.budget.layout import Project, is_plan, other_rows, projects, year_columns
from pipeline.normalize.tables.budget.naming import ProjectName, read_project
from pipeline.normalize.tables.budget.summary import Summary, summary_of
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.unread import refuse_values
from pipeline.normalize.text import key


@dataclass(frozen=True)
class _Reading:
    """One table being read: its section, and the unit that its corner gives."""

    grid: Grid
    header: Header
    collector: Collector
    section: str
    unit: str


def recognises(grid: Grid, header: Header) -> bool:
    """Whether a table is an annual plan with costs."""
    return is_plan(grid, header)


def read_table(grid: Grid, header: Header, around: Surroundings, collector: Collector) -> tuple[Heading, ...]:
    """Collect a row for each project and fiscal year.

    Returns the name of a last project whose costs stand on the next page, as a row across.
    """
    goal, section = place(around.outline.above(grid.page, grid.table.box.top), ())
    reading = _Reading(grid, header, collector, goal or section, around.unit)
    pending = around.across[0].text if around.across else ""
    open_name: tuple[Heading, ...] = ()
    for project in projects(grid, header):
        name = _name(project, pending)
        open_name = () if project.cost_row else (_heading(grid, project),)
        if not project.names and not project.cost_row:
            _late_summary(reading, project)
        elif project.cost_row and _is_total(name.text):
            _refuse_row(reading, project.cost_row, "a total of projects")
        elif project.cost_row and name.text:
            _read_project(reading, project, name)
        elif project.cost_row:
            _refuse_row(reading, project.cost_row, "cost without a project")
    for row in other_rows(grid, header):
        _refuse_row(reading, row, "a row of no project")
    refuse_values(grid, _beside(grid, header), collector, "a column beside the years")
    return open_name


def _beside(grid: Grid, header: Header) -> list[Cell]:
    """Return the cells to the right of the first year that stand under no year (合計, 総事業費)."""
    years = {column.col for column in year_columns(header)}
    body = [cell for cell in grid.table.cells if cell.row > header.last and cell.col > min(years)]
    return [cell for cell in body if cell.col not in years]


def _name(project: Project, pending: str) -> ProjectName:
    if not project.names:
        return read_project(pending, "")
    department = joined("".join(cell.text for cell in project.departments).split("\n"))
    return read_project(project.names[0].text, department)


def _late_summary(reading: _Reading, project: Project) -> None:
    """Give the summaries at the top of a page to the project whose costs end the page before."""
    rows = reading.collector.others.get("budget", [])
    for column in year_columns(reading.header):
        year = column.label.period.fiscal_year if column.label.period else None
        summary = summary_of(reading.grid, reading.header, project, column)
        for row in rows:
            if (row["project"], row["fiscal_year"]) == (rows[-1]["project"], year) and not row["summary"]:
                row.update(summary.columns())


def _is_total(name: str) -> bool:
    return "total" in read_name(name).flags


def _heading(grid: Grid, project: Project) -> Heading:
    text = " ".join(cell.text for cell in (*project.names, *project.departments))
    return Heading(text, grid.page, project.names[0].box.top if project.names else grid.table.box.top, 99)


def _refuse_row(reading: _Reading, row: int, reason: str) -> None:
    grid = reading.grid
    for column, cell in _year_cells(reading, row):
        if cell.col == column.col and is_value(cell.text):
            reading.collector.refuse(cell, grid.page, grid.table.number, reason)


def _year_cells(reading: _Reading, row: int) -> Iterator[tuple[Column, Cell]]:
    for column in year_columns(reading.header):
        cell = reading.grid.at(row, column.col)
        if cell is not None:
            yield column, cell


def _read_project(reading: _Reading, project: Project, name: ProjectName) -> None:
    for column, cell in _year_cells(reading, project.cost_row):
        value = parse_value(cell.text, unit_hint=project.unit or column.label.unit or reading.unit or None)
        wrong = trouble(cell, value)
        if wrong is None:
            summary = summary_of(reading.grid, reading.header, project, column)
            row = _row(reading, name, column, cell, summary)
            reading.collector.add("budget", row | columns_of(value, cell))
        elif cell.col == column.col:
            reading.collector.refuse(cell, reading.grid.page, reading.grid.table.number, *wrong)


def _row(
    reading: _Reading, name: ProjectName, column: Column, cell: Cell, summary: Summary
) -> dict[str, object]:
    period = column.label.period
    year = period.fiscal_year if period is not None else None
    document_id = reading.collector.document_id
    equals = sum(
        1
        for row in reading.collector.others.get("budget", [])
        if (row["project"], row["fiscal_year"]) == (name.text, year)
    )
    box = cell.box
    return {
        "budget_id": stable_id(document_id, key(reading.section), key(name.text), year, equals + 1),
        "document_id": document_id,
        "section": reading.section,
        "project": name.text,
        "project_printed": name.printed,
        "department": name.department,
        "fiscal_year": year,
        "period_label": column.label.period_label,
        **summary.columns(),
        "notes": [*name.notes, *summary.notes],
        "page": reading.grid.page,
        "table_no": reading.grid.table.number,
        "row_no": cell.row,
        "col_no": cell.col,
        "x0": box.x0,
        "top": box.top,
        "x1": box.x1,
        "bottom": box.bottom,
        "reader": cell.reader,
        "agreement": cell.agreement,
        "corrected": False,
    }
