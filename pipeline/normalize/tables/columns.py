"""What each column under a header is: facts of a kind and a period, names, units, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import gt, lt

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.cells.era import ERAS
from pipeline.normalize.labels.label import Label, read_label
from pipeline.normalize.labels.merging import merge
from pipeline.normalize.labels.sums import is_sum, summed, with_part
from pipeline.normalize.labels.undated import undated
from pipeline.normalize.tables import body
from pipeline.normalize.tables.grid import Grid, is_blank

# What is left of a label that compares with a period or a value: R1比, 目標値（R6）からの乖離.
_COMPARED = regex.compile(
    r"比(?:較)?$|[比らとの](?:増減|削減|減少|増加|縮減)(?:率|数|額|量)?$|^[→⇒]|乖離$|の差額?$"
)
# A name over years that ends so may say what their values are: 第6期計画.
MAY_BE_PLANNED = regex.compile("(?:計画|目標|見込み?|予算|予測|推計|見通し)$")
# The warning of a cell in which the texts of two columns may stand.
_TWO_TITLES = "columns"
ERA_NAMES = frozenset(era.name for era in ERAS)
# The role of a column that says of what kind those to its right are.
KIND = "kind"
# Roles of columns whose cells are words: numbers in all of them belong to something else.
_WORDED = ("", "unit", "department")


@dataclass(frozen=True)
class Column:
    """What a column of a table is. ``is_value`` says that its cells are facts.

    ``disputed``: readers differ in its header, or a header cell may hold the titles of two columns.
    """

    col: int
    label: Label
    stack: tuple[Label, ...]
    is_value: bool
    disputed: bool = False

    @property
    def role(self) -> str:
        """The role of a column that holds no facts: name, unit, department …, or empty."""
        return "" if self.is_value else self.label.role


def columns_of(grid: Grid, first: int, last: int) -> tuple[Column, ...]:
    """Say what each column is under a header in the rows ``first`` … ``last``."""
    captions = _captions(grid, first, last)
    columns = [_column(grid, range(first, last + 1), col, captions) for col in range(1, grid.cols + 1)]
    columns = [_as_sum(columns[:number], column) for number, column in enumerate(columns)]
    columns = _leading_words(grid, last + 1, columns)
    columns = [_as_names(grid, last + 1, columns, column) for column in columns]
    columns = _named_by_group(grid, last + 1, list(_naming_kinds(grid, last + 1, columns)))
    return tuple(_with_doubts(grid, range(first, last + 1), columns))


def _with_doubts(grid: Grid, rows: range, columns: Sequence[Column]) -> Iterator[Column]:
    """Mark the columns whose header is in doubt: all of them where a cell may hold the titles of two."""
    shifted = any(_TWO_TITLES in cell.warnings for cell in grid.table.cells if cell.row in rows)
    for column in columns:
        cells = grid.stack(rows, column.col)
        yield replace(column, disputed=shifted or any(cell.agreement == "disputed" for cell in cells))


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
    """Take a column before the facts for one of names where its cells say so, whatever word heads it.

    One between the facts, or left of the names, says the kind (目標, 実績) of those to its right.
    """
    values = [column.col for column in columns if column.is_value]
    for number, column in enumerate(columns):
        before = not values or column.col < values[0]
        named = before and column.role in ("unit", "period", "group", "ordinal")
        beside = before and any(c.role == "name" and not c.is_value for c in columns[number + 1 :])
        between = values and values[0] < column.col < values[-1]
        if (between or beside) and _parts_rows(grid, first, column):
            yield replace(column, label=replace(column.label, role=KIND))
        elif named and _names(grid, first, column):
            yield replace(column, label=replace(column.label, role="name"))
        else:
            yield column


def _parts_rows(grid: Grid, first: int, column: Column) -> bool:
    """Whether a column is one of words of kinds, several of them."""
    if column.is_value or not body.is_kinds(grid, first, column.col):
        return False
    return len({cell.text for row in range(first, grid.rows + 1) if (cell := grid.at(row, column.col))}) > 1


def _named_by_group(grid: Grid, first: int, columns: list[Column]) -> list[Column]:
    """Take the last column of groups (事業名) for one of names where the rows have but kinds beside it."""
    values = min((column.col for column in columns if column.is_value), default=0)
    before = [column for column in columns if column.col < values]
    kinds = [column for column in before if body.is_kinds(grid, first, column.col)]
    named = [c for c in before if c not in kinds and c.role in ("name", "", "number")]
    groups = [column for column in before if column.role == "group"]
    if not kinds or named or not groups:
        return columns
    last = groups[-1]
    return [replace(c, label=replace(c.label, role="name")) if c is last else c for c in columns]


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
    """Header cells that span every column of facts, and name no measure, say nothing of a column."""
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
        and (name := grid.label(cell).name)
        and not MAY_BE_PLANNED.search(name)
        and not grid.label(cell).unit  # 延床面積（㎡） is the measure
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
