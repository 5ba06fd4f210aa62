"""What progress texts and tables tell: the figures and the values that are held against each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_FIGURES = """
SELECT f.document_id, f.fiscal_year, f.value, f.unit, f.printed, f.char_start, p.text, p.name, p.number,
       coalesce(p.goal, ''), coalesce(p.section, ''), p.page
FROM narrative_figure f JOIN initiative_progress p ON p.progress_id = f.source_id
WHERE f.source = 'initiative_progress' AND f.value IS NOT NULL AND f.fiscal_year IS NOT NULL
ORDER BY f.document_id, p.page, f.source_id, f.char_start
"""
_VALUES = """
SELECT document_id, indicator_id, indicator, fiscal_year, value, unit, coalesce(goal, ''),
       coalesce(section, ''), format('page {}, table {}, row {}, column {}', page, table_no, row_no, col_no)
FROM observation
WHERE value IS NOT NULL AND fiscal_year IS NOT NULL AND list_contains(?, value_kind)
ORDER BY document_id, page, table_no, row_no, col_no
"""


@dataclass(frozen=True)
class Figure:
    """A quantity of a progress text."""

    document_id: str
    fiscal_year: int
    value: Decimal
    unit: str
    printed: str
    start: int
    text: str
    initiative: str
    number: str
    goal: str
    section: str
    page: int

    @cached_property
    def sentence(self) -> str:
        """The item of the text that the figure stands in."""
        begin = self.text.rfind("\n", 0, self.start) + 1
        end = self.text.find("\n", self.start)
        return self.text[begin : end if end >= 0 else len(self.text)]

    @cached_property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"{self.document_id}, page {self.page}, {self.initiative} ({self.fiscal_year})"


@dataclass(frozen=True)
class TableValue:
    """A value of a table."""

    document_id: str
    indicator_id: str | None
    indicator: str
    fiscal_year: int
    value: Decimal
    unit: str | None
    goal: str
    section: str
    place: str


def figures_of(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, int], list[Figure]]:
    """Return the quantities of progress texts by document and fiscal year."""
    found: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for row in connection.execute(_FIGURES).fetchall():
        figure = Figure(*row)
        found[figure.document_id, figure.fiscal_year].append(figure)
    return dict(found)


def values_of(connection: duckdb.DuckDBPyConnection, *kinds: str) -> list[TableValue]:
    """Return the values of tables of the given kinds, in the order of the pages."""
    return [TableValue(*row) for row in connection.execute(_VALUES, [list(kinds)]).fetchall()]
