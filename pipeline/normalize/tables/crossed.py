"""Tables of one day: places down, groups across, counts in the cells, and the date on a line above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.labels.values import is_missing_mark, is_value, only_period, quick_value
from pipeline.normalize.tables.columns import Column, columns_of
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.rows import Row

_FEWEST = 2
_PERCENT = "%"
# Numbers under such a head count nothing.
_CODE = regex.compile(r"番号$|コード$|^[NＮ][oOｏＯ][.．]?$|^電話|^FAX|年$")


def find_crossed(grid: Grid) -> Header | None:
    """Find the header of a table of words across its first row and down its first column, else numbers.

    Nothing in such a table says a period or a kind: it is one of facts only where a line above dates it.
    """
    heads = [cell for col in range(2, grid.cols + 1) if (cell := grid.at(1, col)) is not None]
    if len(heads) < _FEWEST or grid.rows <= _FEWEST or any(cell.row_span > 1 for cell in heads):
        return None
    if not all(_is_word(cell) for cell in heads) or any(grid.label(c).period for c in heads):
        return None
    names = [grid.at(row, 1) for row in range(2, grid.rows + 1)]
    if not all(cell is not None and cell.col_span == 1 and _is_word(cell) for cell in names):
        return None
    facts = [grid.at(row, col) for row in range(2, grid.rows + 1) for col in range(2, grid.cols + 1)]
    if not all(cell is not None and cell.col_span == 1 and _is_fact(cell) for cell in facts):
        return None
    first, *others = columns_of(grid, 1, 1)
    if any(column.label.kinds for column in others) or not any(map(_counts, others)):
        return None
    leading = replace(first, label=replace(first.label, role="name", name="", words=""), is_value=False)
    return Header(1, 1, (leading, *(replace(column, is_value=_counts(column)) for column in others)))


def _counts(column: Column) -> bool:
    """Whether a column may hold counts: not one that another word says something of (番号, 単位, 備考)."""
    return column.label.role in ("", "number") and not _CODE.search(column.label.printed.strip())


def _is_word(cell: Cell) -> bool:
    return not is_blank(cell) and not is_value(cell.text) and only_period(cell.text) is None


def _is_fact(cell: Cell) -> bool:
    return is_blank(cell) or is_value(cell.text) or is_missing_mark(cell.text)


def with_shares(grid: Grid, header: Header, rows: Sequence[Row]) -> Iterator[Row]:
    """Call the second row of a name a rate, where all of it is in % and nothing of the first one is.

    The columns must leave the kind of the values open.
    """
    alike: dict[tuple[Cell, ...], list[Row]] = defaultdict(list)
    for row in rows:
        alike[row.name_cells].append(row)
    open_columns = not any(column.label.kinds for column in header.value_columns)
    for row in rows:
        pair = alike[row.name_cells]
        if open_columns and len(pair) == _FEWEST and row is pair[1] and not row.label.kinds:
            shares = [_shares(grid, header, one) for one in pair]
            if shares == [{False}, {True}]:
                yield replace(row, label=replace(row.label, kinds=("rate",)))
                continue
        yield row


def _shares(grid: Grid, header: Header, row: Row) -> set[bool]:
    """Whether the values of a row are in %: of each one."""
    cells = (grid.at(row.row, column.col) for column in header.value_columns)
    texts = [cell.text for cell in cells if cell is not None and is_value(cell.text)]
    return {quick_value(text).unit == _PERCENT for text in texts}
