"""A fact: one cell of facts with everything that gives it its meaning."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.layers.extracted import Cell
from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels.kinds import Kind


@dataclass(frozen=True)
class Fact:
    """One cell of facts with everything that gives it its meaning; texts as printed."""

    cell: Cell
    page: int
    table_no: int
    name: str
    name_printed: str
    kind: Kind
    period: Period | None
    period_label: str
    unit_hint: str
    goal: str = ""
    section: str = ""
    department: str = ""
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    as_of: tuple[Period, str] | None = None
    flags: frozenset[str] = frozenset()
    is_cumulative: bool = False
    is_component: bool = False
    is_repeated: bool = False
    row_key: str = ""
    column_key: str = ""
    approx: bool = False
    legend: str = ""
    warnings: tuple[str, ...] = ()
    text: str | None = None  # the value's own text, where the cell holds more
    printed: str | None = None  # what to keep as printed, where that is neither the cell nor ``text``
    part_no: int = 1
