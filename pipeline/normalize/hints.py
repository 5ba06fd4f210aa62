"""What ``raw/hints.toml`` says of single tables: their kind, their header rows, the role of a column.

A hint rules over what the vocabulary understood. One that fits nothing in its document is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from pipeline.errors import CorrectionError
from pipeline.layers.extracted import Document
from pipeline.normalize.cells.period import Period, parse_period
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header, header_of
from pipeline.normalize.tables.kinds_of_table import Sense

FILE = "raw/hints.toml"
KINDS = ("indicator", "budget", "initiative_progress", "reform_item", "ledger", "ignored")
ROLES = ("name", "group", "ordinal", "unit", "department", "note", "text", "period", "cost")
VALUE_KINDS = (
    "baseline", "actual", "target", "interim_target", "forecast", "rate", "difference", "grade", "outlook"
)  # fmt: skip
Hint = TypeVar("Hint", "TableHint", "ColumnHint")


@dataclass(frozen=True)
class TableHint:
    """``[[table]]``: the kind of a table, and the rows of its header (0: it continues the one before)."""

    page: int
    table: int
    kind: str = ""
    header_rows: int | None = None
    line: int = 0


@dataclass(frozen=True)
class ColumnHint:
    """``[[column]]``: what a column holds: a role, or a kind of value, with period and unit."""

    page: int
    table: int
    column: int
    role: str = ""
    kind: str = ""
    period: str = ""
    unit: str = ""
    line: int = 0


@dataclass(frozen=True)
class Hints:
    """The hints of one document."""

    tables: tuple[TableHint, ...] = ()
    columns: tuple[ColumnHint, ...] = ()

    def apply(self, grid: Grid, sense: Sense, previous: Header | None) -> Sense:
        """Return what a table is by what was understood of it and what the hints say."""
        for hint in self.tables:
            if (hint.page, hint.table) == (grid.page, grid.table.number):
                sense = _as_said(hint, grid, sense, previous)
        mine = [hint for hint in self.columns if (hint.page, hint.table) == (grid.page, grid.table.number)]
        if not mine or sense.header is None:
            return sense
        header = sense.header
        for column in mine:
            header = _with_column(header, column)
        kind = "indicator" if sense.kind == "unknown" and header.value_columns else sense.kind
        return Sense(kind, header, _reason(mine[0].line))


def read_hints(told: Mapping[str, object] | None, document: Document) -> Hints:
    """Read the hints of one document, lists of tables by name.

    Raises ``CorrectionError`` with the line of a hint that says something unknown or fits nothing.
    """
    lists = told or {}
    hints = Hints(
        tuple(_read(TableHint, entry) for entry in _entries(lists, "table")),
        tuple(_read(ColumnHint, entry) for entry in _entries(lists, "column")),
    )
    shapes = {(page.number, t.number): t.col_count for page in document.pages for t in page.tables}
    for table in hints.tables:
        _check(table, table.kind, KINDS, shapes, 0)
    for column in hints.columns:
        _check(column, column.role, ROLES, shapes, column.column)
        _check(column, column.kind, VALUE_KINDS, shapes, column.column)
    return hints


def _entries(lists: Mapping[str, object], name: str) -> Iterable[dict[str, Any]]:
    entries = lists.get(name)
    return entries if isinstance(entries, list) else ()


def _read(kind: type[Hint], entry: Mapping[str, Any]) -> Hint:
    known = {field.name: field.type for field in fields(kind)}
    line = int(entry.get("line", 0))
    said = {name: value for name, value in entry.items() if name != "document"}
    if strange := said.keys() - known.keys():
        raise _error(line, f"unknown key {', '.join(sorted(strange))}", f"Known are {', '.join(known)}")
    numbers = {"page", "table", "column", "header_rows", "line"}
    for name, value in said.items():
        if not isinstance(value, int if name in numbers else str):
            raise _error(line, f"{name} = {value!r}", f"Write {'a number' if name in numbers else 'a text'}")
    try:
        return kind(**said)
    except TypeError as error:
        raise _error(line, f"incomplete ({error})", "Name page and table, and the column") from None


def _check(
    hint: TableHint | ColumnHint,
    said: str,
    known: tuple[str, ...],
    shapes: Mapping[tuple[int, int], int],
    col: int,
) -> None:
    if said and said not in known:
        raise _error(hint.line, f"unknown word {said!r}", f"Known are {', '.join(known)}")
    shape = shapes.get((hint.page, hint.table))
    if shape is None or col > shape:
        raise _error(hint.line, "there is no such table or column any more", "Look at it with `shihyo show`")


def _error(line: int, what: str, remedy: str) -> CorrectionError:
    return CorrectionError(what, file=FILE, line=line or None, remedy=remedy)


def _reason(line: int) -> str:
    return f"as {FILE}, line {line} says"


def _as_said(hint: TableHint, grid: Grid, sense: Sense, previous: Header | None) -> Sense:
    header = sense.header
    if hint.header_rows is not None and hint.header_rows > 0:
        header = header_of(grid, 1, min(hint.header_rows, grid.rows))
    elif hint.header_rows == 0 and previous is not None:
        header = replace(previous, first=0, last=0)
    kind = hint.kind or ("indicator" if sense.kind == "unknown" and header is not None else sense.kind)
    if kind == "ignored":
        return Sense(kind, None, _reason(hint.line))
    return Sense(kind, header or Header(0, 0, ()), _reason(hint.line))


def _with_column(header: Header, hint: ColumnHint) -> Header:
    columns = (_changed(c, hint) if c.col == hint.column else c for c in header.columns)
    return replace(header, columns=tuple(columns))


def _changed(column: Column, hint: ColumnHint) -> Column:
    label = column.label
    if hint.role:
        label = replace(label, role=hint.role, kinds=(), period=None, period_label="")
        return replace(column, label=replace(label, unit=hint.unit or label.unit), is_value=False)
    period = parse_period(hint.period) if hint.period else label.period
    if not isinstance(period, Period | None) or (hint.period and period is None):
        raise _error(hint.line, f"{hint.period!r} is no period", "Write it as a header would: 令和5年度末")
    label = replace(
        label,
        role="",
        name="",
        kinds=(hint.kind,) if hint.kind else label.kinds,
        period=period,
        period_label=hint.period or label.period_label,
        unit=hint.unit or label.unit,
    )
    return replace(column, label=label, is_value=bool(label.kinds or label.period))
