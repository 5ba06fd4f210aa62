"""From an annual plan to the rows of ``budget``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.layers.extracted import Cell
from pipeline.layers.ids import stable_id
from pipeline.normalize.context.headings import Heading, place
from pipeline.normalize.joining import joined, paragraphs_of
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.budget.layout import Project, is_plan, other_rows, projects, year_columns
from pipeline.normalize.tables.budget.naming import ProjectName, read_project, remarks
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.tables.header import Column, Header
from pipeline.normalize.tables.naming import read_name
from pipeline.normalize.tables.values import is_value
from pipeline.normalize.text import key
from pipeline.normalize.value import Value, parse_value

_DASH = regex.compile(r"[\-－‐‑‒–—―−ーｰ─━（）()\s]+")
_ITEM = regex.compile(r"[\s　]*[・･●○■□◆◇]")


@dataclass(frozen=True)
class _Reading:
    """One table being read: its section, and the unit that its corner gives."""

    grid: Grid
    header: Header
    collector: Collector
    section: str
    unit: str


@dataclass(frozen=True)
class _Summary:
    """What is done in a year, and the years that its cell covers."""

    text: str = ""
    first: int | None = None
    last: int | None = None


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
    return open_name


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
        summary = _summary(reading, project, column)
        for row in rows:
            if (row["project"], row["fiscal_year"]) == (rows[-1]["project"], year) and not row["summary"]:
                row.update(_summary_columns(summary))


def _summary_columns(summary: _Summary) -> dict[str, object]:
    return {
        "summary": summary.text,
        "summary_first_year": summary.first,
        "summary_last_year": summary.last,
    }


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
        trouble = _trouble(cell, value)
        if trouble:
            if cell.col == column.col:
                reading.collector.refuse(cell, reading.grid.page, reading.grid.table.number, *trouble)
            continue
        summary = _summary(reading, project, column)
        row = _row(reading, name, column, cell, summary)
        reading.collector.add("budget", row | _cost(value, cell) | {"cost_printed": cell.text.strip()})


def _trouble(cell: Cell, value: Value) -> tuple[str, str] | None:
    """Say why a cell is no cost, or None."""
    if cell.agreement == "disputed":
        return "disputed", f"the other reader: {cell.other!r}"
    if value.status in ("multiple", "unparsed"):
        return "not read to the end", "; ".join(value.warnings)
    if value.value is not None and cell.col_span > 1:
        return "merged over years", "one amount over several years"
    if value.value and value.unit != "円":
        return "not an amount of money", f"unit {value.unit!r}" if value.unit else "no unit is printed"
    return None


def _cost(value: Value, cell: Cell) -> dict[str, object]:
    return {"cost": value.value, "missing_reason": None if value.value is not None else _reason(value, cell)}


def _reason(value: Value, cell: Cell) -> str:
    if is_blank(cell):
        return "blank"
    if value.status == "footnote_only":
        return "footnote"
    if _DASH.fullmatch(cell.text):
        return "dash"
    return "not_applicable" if value.status == "not_applicable" else "unknown"


def _summary(reading: _Reading, project: Project, column: Column) -> _Summary:
    if not project.summary_row:
        return _Summary()
    cell = reading.grid.at(project.summary_row, column.col)
    if cell is None or is_blank(cell):
        return _Summary()
    covered = [
        c.label.period.fiscal_year
        for c in year_columns(reading.header)
        if cell.col <= c.col < cell.col + cell.col_span and c.label.period
    ]
    years = [year for year in covered if year is not None]
    return _Summary(summary_text(cell), min(years, default=None), max(years, default=None))


def summary_text(cell: Cell) -> str:
    """Return a summary with a new line only where a ・ item begins; what else stands apart keeps a blank."""
    text = ""
    for paragraph in paragraphs_of(cell):
        glue = "" if not text else "\n" if _ITEM.match(paragraph) else " "
        text += glue + paragraph
    return text


def _row(
    reading: _Reading, name: ProjectName, column: Column, cell: Cell, summary: _Summary
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
        **_summary_columns(summary),
        "notes": [*name.notes, *remarks_of(summary.text)],
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


def remarks_of(summary: str) -> tuple[str, ...]:
    """Return the ※ texts of a summary; a [ ] in running text is no remark of its own."""
    return tuple(note for note in remarks(summary) if note.startswith("※"))
