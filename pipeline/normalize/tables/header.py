"""The header of a table: which rows it takes and what each column is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from operator import gt, lt

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.era import ERAS
from pipeline.normalize.tables import body
from pipeline.normalize.tables.fields import Field, leading_fields
from pipeline.normalize.tables.grid import Grid, is_blank, spans_all
from pipeline.normalize.tables.labels import Label, merge, read_label, without_unit
from pipeline.normalize.tables.sums import is_sum, summed, with_part
from pipeline.normalize.tables.undated import undated
from pipeline.normalize.tables.values import is_missing_mark, is_value, only_period

# A stack of header cells deeper than this is no header but a form.
_DEEPEST = 6
# What is left of a label that compares with a period or a value: R1比, 目標値（R6）からの乖離.
_COMPARED = regex.compile(
    r"比(?:較)?$|[比らとの](?:増減|削減|減少|増加|縮減)(?:率|数|額|量)?$|^[→⇒]|乖離$|の差額?$"
)
ERA_NAMES = frozenset(era.name for era in ERAS)
# Roles of columns whose cells are words: numbers in all of them belong to something else.
_WORDED = ("", "unit", "department")


@dataclass(frozen=True)
class Column:
    """What a column of a table is. ``is_value`` says that its cells are facts."""

    col: int
    label: Label
    stack: tuple[Label, ...]
    is_value: bool

    @property
    def role(self) -> str:
        """The role of a column that holds no facts: name, unit, department …, or empty."""
        return "" if self.is_value else self.label.role


@dataclass(frozen=True)
class Header:
    """The header rows (from 1, inclusive; ``last`` 0 where there are none) and the columns.

    ``fields`` are said of the whole table by rows above the header, from the row ``top`` on.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    fields: tuple[Field, ...] = ()

    @property
    def top(self) -> int:
        """The first row that belongs to the header, its fields included."""
        return min((field.cell.row for field in self.fields), default=self.first)

    def field(self, role: str) -> Cell | None:
        """Return the cell that says something of the whole table, or None."""
        return next((field.cell for field in self.fields if field.role == role), None)

    @cached_property
    def value_columns(self) -> tuple[Column, ...]:
        """The columns whose cells are facts."""
        return tuple(column for column in self.columns if column.is_value)

    @cached_property
    def first_value_col(self) -> int:
        """The first column of facts; one past the last column where there is none."""
        past = max((column.col for column in self.columns), default=0) + 1
        return min((column.col for column in self.value_columns), default=past)

    def blocks(self) -> list[Header]:
        """Split a header that names the rows again after columns of facts: tables beside each other."""
        groups: list[list[Column]] = [[]]
        for column in self.columns:
            if column.role == "name" and any(c.is_value for c in groups[-1]):
                groups.append([])
            groups[-1].append(column)
        return [replace(self, columns=tuple(group)) for group in groups]


def find_header(grid: Grid, start: int = 1) -> Header | None:
    """Find the header at or below row ``start``: rows of labels, before the first row with a value.

    Rows across the whole table may stand above it. None where no row is one of labels.
    """
    first = start
    while first <= grid.rows and _is_title_row(grid, first):
        first += 1
    rows = list(leading_fields(grid, first))
    below = _header_at(grid, first + len(rows)) if rows else None
    if below is not None and below.value_columns:
        return replace(below, fields=tuple(field for row in rows for field in row))
    return _header_at(grid, first)


def _header_at(grid: Grid, first: int) -> Header | None:
    if first > grid.rows or not _is_label_row(grid, first):
        return None
    last = _last_row(grid, first)
    return None if last is None else Header(first, last, _columns(grid, first, last))


def header_of(grid: Grid, first: int, last: int) -> Header:
    """Return the header that stands in the rows ``first`` … ``last``, whatever they print."""
    return Header(first, last, _columns(grid, first, last))


def _is_title_row(grid: Grid, row: int) -> bool:
    cells = grid.row(row)
    return len(cells) == 1 and spans_all(grid, cells[0]) and not grid.label(cells[0]).understood


def _last_row(grid: Grid, first: int) -> int | None:
    last = max(cell.row + cell.row_span - 1 for cell in grid.starts(first))
    if last - first + 1 > _DEEPEST:
        last = first
    while last < grid.rows and last - first + 1 < _DEEPEST and _continues(grid, first, last + 1):
        last = max(cell.row + cell.row_span - 1 for cell in grid.starts(last + 1))
    return last if last - first + 1 <= _DEEPEST else None


def _continues(grid: Grid, first: int, row: int) -> bool:
    """Whether ``row`` still belongs to the header that began at ``first``."""
    cells = [cell for cell in grid.starts(row) if not is_blank(cell)]
    if not cells or not _is_label_row(grid, row) or _is_title_row(grid, row):
        return False
    # A first column of its own would be the name of the first row of facts, unless it is a header word.
    leading = grid.at(row, 1)
    if leading is not None and leading.row == row and not is_blank(leading):
        label = grid.label(leading)
        if not label.understood or (label.period is not None and not label.kinds):
            return False
    return any(_divides(grid, first, cell) for cell in cells)


def _divides(grid: Grid, first: int, cell: Cell) -> bool:
    """Whether a cell stands under a wider header cell, or says more of the column than a value would."""
    above = grid.at(cell.row - 1, cell.col)
    if above is not None and above.row >= first and above.col_span > cell.col_span:
        return True
    label = grid.label(cell)
    return label.understood


def _is_label_row(grid: Grid, row: int) -> bool:
    """Whether a row consists of labels: at least one of them understood, and none a value."""
    cells = [cell for cell in grid.row(row) if not is_blank(cell)]
    if not cells:
        return False
    labels = [grid.label(cell) for cell in cells]
    if any(_is_fact(cell.text, label) for cell, label in zip(cells, labels, strict=True)):
        return False
    return any(label.understood for label in labels)


def _is_fact(text: str, label: Label) -> bool:
    if label.understood and not (label.unit and not label.kinds):
        return False
    return (is_value(text) and only_period(text) is None) or is_missing_mark(text)


def _columns(grid: Grid, first: int, last: int) -> tuple[Column, ...]:
    captions = _captions(grid, first, last)
    columns = [_column(grid, range(first, last + 1), col, captions) for col in range(1, grid.cols + 1)]
    columns = [_as_sum(columns[:number], column) for number, column in enumerate(columns)]
    columns = _leading_words(grid, last + 1, columns)
    columns = [_as_names(grid, last + 1, columns, column) for column in columns]
    return tuple(_naming_kinds(grid, last + 1, columns))


def _as_names(grid: Grid, first: int, columns: list[Column], column: Column) -> Column:
    """Take a column of words for one of names where the columns after it say the same as some before it.

    Two tables stand side by side: the values on the right belong to the names on their left.
    """
    if column.is_value or column.role or not column.stack or not body.is_words(grid, first, column.col):
        return column
    before, after = ([c for c in columns if c.is_value and way(c.col, column.col)] for way in (lt, gt))
    again = {_says(c) for c in before} & {_says(c) for c in after[:1]}
    return replace(column, label=replace(column.label, role="name")) if again else column


def _says(column: Column) -> tuple[object, ...]:
    label = column.label
    return label.kinds, label.flags, label.period_label, label.name


def _naming_kinds(grid: Grid, first: int, columns: list[Column]) -> Iterator[Column]:
    """Take a column before the facts for one of names where its cells say so, whatever word heads it."""
    before = True
    for column in columns:
        before = before and not column.is_value
        named = before and column.role in ("unit", "period", "group", "ordinal")
        if named and _names(grid, first, column):
            yield replace(column, label=replace(column.label, role="name"))
        else:
            yield column


def _names(grid: Grid, first: int, column: Column) -> bool:
    """Whether the cells of a column are kinds, or under 年 names and no periods."""
    if column.role == "period" and not column.label.kinds:
        return body.is_no_period(grid, first, column.col)
    return body.is_kinds(grid, first, column.col)


def _as_sum(before: list[Column], column: Column) -> Column:
    """Date a column that sums up those before it (計, 5年間累計)."""
    if not is_sum(column.label) or (column.stack and any(label.name for label in column.stack)):
        return column
    label = summed(column.label, [other.label for other in before if other.is_value])
    return column if label.period is None else replace(column, label=label, is_value=True)


def _leading_words(grid: Grid, first: int, columns: list[Column]) -> list[Column]:
    """Take the leading columns that hold no value for what they are: names under a head like 数値目標."""
    for number, column in enumerate(columns):
        if column.is_value and (column.label.period is not None or body.has_values(grid, first, column.col)):
            break
        if not column.is_value and not (column.role == "text" and column.label.kinds):
            continue
        named = any(c.role == "name" for c in columns[:number] + columns[number + 1 :])
        role = "text" if named else "name"
        label = replace(column.label, role=role, kinds=(), flags=frozenset())
        columns[number] = Column(column.col, label, column.stack, False)
    return columns


def _captions(grid: Grid, first: int, last: int) -> frozenset[tuple[int, int]]:
    """Header cells that span every column of facts say nothing that tells the columns apart."""
    wide = [
        cell
        for cell in _wide_cells(grid, first, last)
        if not any(other is not cell and other.row == cell.row for other in _wide_cells(grid, first, last))
    ]
    return frozenset((cell.row, cell.col) for cell in wide)


def _wide_cells(grid: Grid, first: int, last: int) -> list[Cell]:
    return [
        cell
        for row in range(first, last + 1)
        for cell in grid.starts(row)
        if cell.col_span >= max(2, grid.cols - 3)
        and grid.label(cell).name
        and grid.label(cell).period is None
        and row < last
        and cell.text.strip() not in ERA_NAMES
    ]


def _column(grid: Grid, rows: range, col: int, captions: frozenset[tuple[int, int]]) -> Column:
    cells = [cell for cell in grid.stack(rows, col) if (cell.row, cell.col) not in captions]
    stack = tuple(_with_eras(grid, [cell for cell in cells if not is_blank(cell)]))
    label = stack[0] if stack else Label("")
    for inner in stack[1:]:
        label = merge(label, inner)
    label = with_part(label, grid.setting)
    holds = _holds_facts(label) and not _compares_unknown(stack)
    if holds and label.period is None and body.is_periods(grid, rows.stop, col):
        return Column(col, replace(label, role="period"), stack, False)
    if not holds and label.role in _WORDED and stack and body.is_numbers(grid, rows.stop, col):
        return Column(col, replace(label, role="number"), stack, False)
    if holds and label.period is None and body.is_prose(grid, rows.stop, col):
        return Column(col, replace(label, role="text"), stack, False)
    return Column(col, label, stack, holds)


def _with_eras(grid: Grid, cells: list[Cell]) -> Iterator[Label]:
    """Read the header cells over a column; an era by itself (平成) is the one of the years below it."""
    era = ""
    for cell in cells:
        text = "".join(cell.text.split())
        if text in ERA_NAMES:
            era = text
        else:
            label = grid.label(cell)
            yield read_label(era + text) if era and undated(text) and text[:1] != "（" else label


def _holds_facts(label: Label) -> bool:
    """A column of facts is named by a period or a kind; a role of its own makes it something else."""
    if label.role in ("name", "group", "ordinal", "unit", "department", "note", "text", "period", "cost"):
        return bool(label.kinds and label.period)
    return bool(label.kinds or label.period)


def _compares_unknown(stack: tuple[Label, ...]) -> bool:
    """Whether a caption of comparison (比較) stands over a word that is not understood (伸び)."""
    outer = {kind for label in stack[:-1] for kind in label.kinds}
    if stack and _COMPARED.search(stack[-1].name):
        return True
    return bool(outer & {"rate", "difference", "grade"}) and bool(stack[-1].name)


def find_transposed(grid: Grid) -> Header | None:
    """Find the header of a table with periods down its first column and measures across its first row."""
    if grid.rows < 2 or grid.cols < 2:
        return None
    last = max(cell.row + cell.row_span - 1 for cell in grid.starts(1)) if grid.starts(1) else 1
    body = [cell for row in range(last + 1, grid.rows + 1) if (cell := grid.at(row, 1)) and cell.row == row]
    printed = [cell for cell in body if not is_blank(cell)]
    dated = [cell for cell in printed if grid.label(cell).period or only_period(cell.text)]
    if len(dated) < 2 or len(dated) * 2 < len(printed):
        return None
    columns = tuple(_measured(grid, last, column) for column in _columns(grid, 1, last))
    return Header(1, last, columns) if any(column.is_value for column in columns) else None


def _measured(grid: Grid, last: int, column: Column) -> Column:
    cells = [grid.at(row, column.col) for row in range(last + 1, grid.rows + 1)]
    texts = [cell.text for cell in cells if cell is not None and not is_blank(cell)]
    facts = [text for text in texts if is_value(text) or is_missing_mark(text)]
    named = column.label.name or without_unit(column.label.words)  # a word of the vocabulary may name one too
    holds = column.col > 1 and column.label.role in ("", "cost", "number") and len(facts) * 2 > len(texts)
    label = replace(column.label, name=named, role="")
    return Column(column.col, label, column.stack, True) if holds and named else column
