"""The rows under a header: which name a row has, and what else its label columns say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.label import Label, join_lines, read_label, read_stub, without_unit
from pipeline.normalize.labels.merging import merge
from pipeline.normalize.labels.unit_cell import read_unit
from pipeline.normalize.labels.values import is_missing_mark, is_value, only_period
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.grid import Grid, is_blank, spans_all
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.row_names import (
    full_name,
    kind_columns,
    naming_cells,
    printed_at,
    read_names,
    stub_of,
)

# The word before what a row says of the one above it: 【説明】…, 算出方法：…
_DESCRIBED = regex.compile(r"[【\[(〔<]?([^】\])〕>:]{1,12})[】\])〕>:]")
# A formula of two rows by their letters: (B)/(A), ②÷①.
_COMPARES_ROWS = regex.compile(r"[(]?[A-Za-z①-⑳][)]?[/÷\-－−―‐][(]?[A-Za-z①-⑳][)]?(?:[×*x]100)?[)]?$")

# The number before a label: (9), 9., 9 before a blank.
_LEADING_NUMBER = regex.compile(r"\s*(?:[(（]\s*(\d{1,2})\s*[)）]|(\d{1,2})(?:[.．、]|(?=\s)))")


@dataclass(frozen=True)
class Row:
    """One row of facts, or a row across the table (``across``), whose ``name`` heads the rows below it.

    ``label`` has what the row's label cells say besides a name (kind, period, unit, flags, marks).
    ``name_cells`` are the cells that the name was read from, the outermost first; ``warnings`` say what of
    its label was understood by other rows; ``kinds_from`` is the column from which its kinds hold.
    """

    row: int
    name: str
    printed: str
    label: Label
    name_cells: tuple[Cell, ...] = ()
    group: str = ""
    unit: str = ""
    department: str = ""
    periods: tuple[tuple[Column, Cell], ...] = ()
    across: bool = False
    trouble: str = ""
    warnings: tuple[str, ...] = ()
    kinds_from: int = 0

    def at(self, col: int) -> Row:
        """Return the row as the values of a column have it: its kind holds right of the cell that says it."""
        return self if col >= self.kinds_from else replace(self, label=replace(self.label, kinds=()))


def read_rows(grid: Grid, header: Header, first: int, last: int) -> Iterator[Row]:
    """Yield the rows ``first`` … ``last`` under ``header``; rows that print nothing are left out."""
    previous = _of_field(header)
    for row in range(first, last + 1):
        if _describes(grid, row):
            continue
        found = _across(grid, header, row) or _row(grid, header, row, previous)
        if found is not None:
            previous = found
            yield found


def _of_field(header: Header) -> Row | None:
    """What a row above the header says of all rows: the name that those without one have."""
    cell = header.field("name")
    return None if cell is None else Row(0, "", "", Label(cell.text), (cell,))


def _describes(grid: Grid, row: int) -> bool:
    """Whether the only cell that a row prints says something of the row above it: 【説明】…, ※…"""
    printed = [cell for cell in grid.row(row) if not is_blank(cell)]
    if len(printed) != 1 or printed[0].row != row or not spans_all(grid, printed[0]):
        return False
    text = vocabulary.fold("".join(printed[0].text.split()))
    match = _DESCRIBED.match(text)
    if match is None:
        return text.startswith(("※", "(注", "注)", "*"))
    return any(word.role in ("text", "note") for word in vocabulary.load().exact.get(match[1], ()))


def _across(grid: Grid, header: Header, row: int) -> Row | None:
    """Return a row whose only printed cell heads the rows below it."""
    printed = [cell for cell in grid.row(row) if not is_blank(cell)]
    if len(printed) != 1 or printed[0].row != row:
        return None
    cell = printed[0]
    reaches = cell.col + cell.col_span - 1 >= header.first_value_col
    alone = cell.col < header.first_value_col and cell.row_span == 1
    if cell.col > header.first_value_col or not (reaches or alone) or is_value(cell.text):
        return None
    if not reaches and _is_numbered_among(grid, header, cell):
        return None
    text = join_lines(cell.text)
    return Row(row, text, text, Label(cell.text), (cell,), across=True)


def _is_numbered_among(grid: Grid, header: Header, cell: Cell) -> bool:
    """Whether a label goes on the numbers of a row with values next to it: (9)その他 under (8)教育.

    A heading counts with other headings: the row under it begins again, or is not numbered like it.
    """
    form, number = _numbered(cell)
    if not form:
        return False
    above, below = (grid.at(row, cell.col) for row in (cell.row - 1, cell.row + 1))
    following = _numbered(below)
    if following[0] == form:
        return following[1] == number + 1 and _holds_values(grid, header, below)
    return form == "()" and _numbered(above) == (form, number - 1) and _holds_values(grid, header, above)


def _numbered(cell: Cell | None) -> tuple[str, int]:
    """Return the form of the number before a label and the number, or nothing and 0."""
    match = None if cell is None else _LEADING_NUMBER.match(cell.text)
    if match is None:
        return "", 0
    return ("()" if match[1] else "."), int(match[1] or match[2])


def _holds_values(grid: Grid, header: Header, label: Cell | None) -> bool:
    """Whether the row of a label prints something in a column of values."""
    values = [] if label is None else [grid.at(label.row, column.col) for column in header.value_columns]
    return any(value is not None and not is_blank(value) for value in values)


def _row(grid: Grid, header: Header, row: int, previous: Row | None) -> Row | None:
    if all(is_blank(grid.at(row, column.col)) for column in header.columns):
        return None
    naming = naming_cells(grid, header, row)
    labels = [(cell, stub_of(grid, cell)) for cell in naming if not is_blank(cell)]
    if not labels and (title := _left_of_names(grid, header, naming, row)) is not None:
        labels = [(title, stub_of(grid, title))]
    names, label = read_names(labels, kinds_above=all(c.label.kinds for c in header.value_columns))
    if not names and labels and (_is_between(labels[-1][0]) or _closes(labels[-1][0], naming, previous)):
        names = [labels[-1]]
    above = previous if not names and _inherits(naming, row) and label.role != "unit" else None
    if above is not None:
        names = [(cell, read_stub(cell.text)) for cell in above.name_cells]
        label = merge(Label("", unit=names[-1][1].unit), label) if names else label
    kinds_from = min((column.col for column in kind_columns(header)), default=0)
    found = Row(row, "", "", label, tuple(cell for cell, _ in names), kinds_from=kinds_from)
    found = _with_name(found, [name for _, name in names])
    if not names and label.period is not None and naming and not _says_kind(label):
        # A label that is nothing but a period still tells the row from the others.
        found = replace(found, name_cells=(naming[-1],))
    found = _described(grid, header, _beside_results(grid, found))
    return _with_unit_of(found, above) if above is not None and names else found


def _left_of_names(grid: Grid, header: Header, naming: list[Cell], row: int) -> Cell | None:
    """The label of a row that prints it where the groups stand, and no name beside it: 合計.

    A group that is printed in each row is none.
    """
    if not naming or any(cell.row != row for cell in naming):
        return None
    first = min(cell.col for cell in naming)
    for column in header.columns:
        cell, above = grid.at(row, column.col), grid.at(row - 1, column.col)
        if column.col < first and column.role == "group" and cell is not None and not is_blank(cell):
            again = above is not None and above.text == cell.text
            return cell if cell.row == row and not again and not is_value(cell.text) else None
    return None


def _with_unit_of(row: Row, above: Row) -> Row:
    """Give a row that goes on under a name what stands once beside the name: its unit, who is responsible."""
    return replace(row, unit=row.unit or above.unit, department=row.department or above.department)


def _beside_results(grid: Grid, row: Row) -> Row:
    """Give rows of a plan (地財計画) their kind, where other rows beside them are called 実績."""
    if row.label.kinds:
        return row
    for cell in row.name_cells[:-1]:
        kind = vocabulary.load().kind_of_group(vocabulary.fold("".join(cell.text.split())))
        if kind and _has_results(grid, cell.col):
            warnings = (*row.warnings, "kind_from_heading")
            return replace(row, label=replace(row.label, kinds=(kind,)), warnings=warnings)
    return row


def _has_results(grid: Grid, col: int) -> bool:
    """Whether a cell of a column is nothing but a word for results."""
    cells = (grid.at(row, col) for row in range(1, grid.rows + 1))
    return any("actual" in read_stub(cell.text).kinds for cell in cells if cell is not None)


def _is_between(cell: Cell) -> bool:
    """Whether a label names what is left between rows above it (差引): a fact of none of them."""
    return vocabulary.fold("".join(cell.text.split())) in vocabulary.load().between


def _closes(cell: Cell, naming: list[Cell], previous: Row | None) -> bool:
    """Whether a label that is a word of a kind (比率) is a figure of its own, not one of the name above it.

    It compares other rows by their letters, or it stands where the names above it begin, over all of them.
    """
    if _COMPARES_ROWS.search(vocabulary.fold("".join(cell.text.split()))):
        return True
    if previous is None or len(previous.name_cells) < 2 or cell is not naming[-1]:
        return False
    outer, inner = previous.name_cells[0], previous.name_cells[-1]
    return cell.col <= outer.col < inner.col < cell.col + cell.col_span


def _inherits(naming: list[Cell], row: int) -> bool:
    """Whether a row without a name of its own continues the row above it (kind or as-of sub-rows)."""
    return all(is_blank(cell) or read_stub(cell.text).understood for cell in naming if cell.row == row)


def _says_kind(label: Label) -> bool:
    return bool(label.kinds or label.flags)


def _with_name(row: Row, labels: list[Label]) -> Row:
    texts = [label.name or join_lines(without_unit(label.printed)) for label in labels]
    printed = [join_lines(label.printed) for label in labels]
    if not texts:
        return row
    outer = texts[-2] if len(texts) > 1 and full_name(texts) == texts[-1] else ""
    return replace(row, name=full_name(texts), printed=printed[-1], group=outer)


def _is_group(column: Column, cell: Cell, row: Row) -> bool:
    """Whether a cell says what a row belongs to: it is neither its name nor the kind of its values."""
    beside = column.role in ("group", "name") and cell not in row.name_cells
    return beside and not read_stub(cell.text).kinds


def _described(grid: Grid, header: Header, row: Row) -> Row:
    responsible = header.field("department")
    unit, group = row.label.unit, row.group
    department = join_lines(responsible.text) if responsible is not None else ""
    flags: frozenset[str] = frozenset()
    periods: list[tuple[Column, Cell]] = []
    kinds: tuple[str, ...] = ()
    named = max((cell.col for cell in row.name_cells), default=header.first_value_col)
    for column in header.columns:
        cell = grid.at(row.row, column.col)
        if cell is None or is_blank(cell) or column.is_value:
            continue
        if column.role == "unit":
            said = read_unit(printed_at(grid, cell))
            unit, flags = said.unit, said.flags
        elif column.role == "department":
            department = join_lines(printed_at(grid, cell))
        elif _is_group(column, cell, row) and column.col < named:
            group = join_lines(printed_at(grid, cell))
        elif column.role == "period" and only_period(cell.text) is not None:
            periods.append((column, cell))
            kinds += () if column.label.kinds else read_label(cell.text, grid.setting).kinds  # R6（見込）
    label = replace(row.label, kinds=row.label.kinds + kinds, flags=row.label.flags | flags)
    return replace(row, label=label, unit=unit, department=department, group=group, periods=tuple(periods))


def unit_row(grid: Grid, header: Header, row: int) -> dict[int, str]:
    """Return the unit of each column where a row labelled 単位 gives them, else nothing."""
    labels = (grid.at(row, column.col) for column in header.columns if not column.is_value)
    naming = [cell for cell in labels if cell is not None and not is_blank(cell)]
    if len(naming) != 1 or read_stub(naming[0].text).role != "unit":
        return {}
    cells = {column.col: grid.at(row, column.col) for column in header.value_columns}
    printed = {col: read_unit(cell.text).unit for col, cell in cells.items() if cell is not None}
    return {col: text for col, text in printed.items() if text}


def is_as_of_row(grid: Grid, header: Header, row: int) -> bool:
    """Whether the facts' cells of a row hold nothing but periods: the dates of the values beside them."""
    cells = [grid.at(row, column.col) for column in header.value_columns]
    printed = [cell for cell in cells if cell is not None and not is_blank(cell)]
    return bool(printed) and all(
        cell.row == row and only_period(cell.text) is not None and not is_missing_mark(cell.text)
        for cell in printed
    )
