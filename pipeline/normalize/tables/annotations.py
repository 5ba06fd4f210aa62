"""What is said of a cell of facts beside its value: footnotes, the date that it is of, 概数."""

from __future__ import annotations

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels.brackets import unbracketed
from pipeline.normalize.labels.label import join_lines
from pipeline.normalize.labels.naming import Name, read_name
from pipeline.normalize.labels.periods import periods_in
from pipeline.normalize.labels.values import only_period, quick_value
from pipeline.normalize.tables.around import Reading
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.grid import is_blank
from pipeline.normalize.tables.rows import Row, is_as_of_row

_CLAUSE_END = regex.compile(r"[、。，]")


def notes_on(
    reading: Reading, row: Row, column: Column, name: Name, cell: Cell
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The footnote marks of a value and its labels, the column's first, and the notes that they mean."""
    printed = [*name.marks, *row.label.marks, *column.label.marks]
    printed += [mark for c in row.name_cells for mark in read_name(c.text).marks]
    printed += list(quick_value(cell.text).notes)
    ordered = tuple(dict.fromkeys([*column.label.marks, *printed]))
    return reading.resolve(ordered)


def as_of(reading: Reading, row: Row, column: Column) -> tuple[Period, str] | None:
    """The period printed in a sub-row under (or over) the value, beside the same name."""
    for other in (row.row + 1, row.row - 1):
        if not is_as_of_row(reading.grid, reading.header, other) or not _same_name(reading, row, other):
            continue
        cell = reading.grid.at(other, column.col)
        period = only_period(cell.text) if cell is not None and not is_blank(cell) else None
        if cell is not None and period is not None:
            return period, unbracketed(join_lines(cell.text).strip("[]［］ 　"))
    return None


def _same_name(reading: Reading, row: Row, other: int) -> bool:
    """Whether a row of dates belongs to the name of ``row``: one cell over both, or no name of its own."""
    if any(c.row <= other < c.row + c.row_span for c in row.name_cells):
        return True
    first = reading.header.first_value_col
    labels = [column.col for column in reading.header.columns if column.col < first]
    return other > row.row and all(is_blank(reading.grid.at(other, col)) for col in labels)


def is_approximate(
    reading: Reading, row: Row, name: Name, column: Column, cell: Cell, period: Period | None
) -> bool:
    """概数 in a note makes approximate what the note is on; of a row's note only the column that it names."""
    texts: list[str] = []
    for marks in (quick_value(cell.text).notes, column.label.marks, name.marks, read_name(row.printed).marks):
        texts += reading.resolve(marks)[1]
    clauses = [clause for text in texts for clause in _CLAUSE_END.split(text)]
    return any("概数" in clause and _concerns(clause, period) for clause in clauses)


def _concerns(clause: str, period: Period | None) -> bool:
    """Whether a clause speaks of the column of ``period``, by naming its period or none at all."""
    named = periods_in(clause)
    if not named:
        return True
    return period is not None and any((p.start, p.end) == (period.start, period.end) for p, _ in named)
