"""What is done in a year, and the years that its cell covers."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.prose.joining import paragraphs_of
from pipeline.normalize.tables.budget.layout import Project, year_columns
from pipeline.normalize.tables.budget.naming import remarks
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.tables.header import Header

_ITEM = regex.compile(r"[\s　]*[・･●○■□◆◇]")


@dataclass(frozen=True)
class Summary:
    """A summary with the first and the last fiscal year of its cell."""

    text: str = ""
    first: int | None = None
    last: int | None = None

    def columns(self) -> dict[str, object]:
        """Return the columns of ``budget`` that it fills."""
        return {
            "summary": self.text,
            "summary_first_year": self.first,
            "summary_last_year": self.last,
        }

    @property
    def notes(self) -> list[str]:
        """The ※ texts in it; a [ ] in running text is no remark of its own."""
        return [note for note in remarks(self.text) if note.startswith("※")]


def summary_of(grid: Grid, header: Header, project: Project, column: Column) -> Summary:
    """Return the summary of a project in the year of a column."""
    cell = grid.at(project.summary_row, column.col) if project.summary_row else None
    if cell is None or is_blank(cell):
        return Summary()
    covered = [c.label.period for c in year_columns(header) if cell.col <= c.col < cell.col + cell.col_span]
    years = [period.fiscal_year for period in covered if period and period.fiscal_year is not None]
    return Summary(summary_text(cell), min(years, default=None), max(years, default=None))


def summary_text(cell: Cell) -> str:
    """Return a summary with a new line only where a ・ item begins; what else stands apart keeps a blank."""
    text = ""
    for paragraph in paragraphs_of(cell):
        glue = "" if not text else "\n" if _ITEM.match(paragraph) else " "
        text += glue + paragraph
    return text
