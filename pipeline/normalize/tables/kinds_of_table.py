"""What a table is understood as, or why it is not understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.values import is_missing_mark, is_value, looks_numeric
from pipeline.normalize.tables import pairs
from pipeline.normalize.tables.crossed import find_crossed
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.tables.header import Header, find_header, find_transposed, header_of

# A table of indicators says so; no ledger has one of these in its header.
_MEASURES = regex.compile("指標|KPI|KGI|実績値|基準値|目標値")
# A ledger's header has at least this many of its words: one of them alone (科目) may head anything.
_LEDGER_WORDS = 2

# Share of a table's width within which edges of columns are the same.
_SAME = 0.02
# Share of a column's width by which the gap beside it may stand elsewhere on another page.
_NEAR = 0.5
# Share of the cells of a column that says what it holds.
_MOSTLY = 0.8

# Grades that a table may define, one a row.
_GRADES = regex.compile(r"[SABCDEＳＡＢＣＤＥ][+＋\-－]?|[◎○〇●△▲×✕☆★]+")


@dataclass(frozen=True)
class Sense:
    """What a table is: ``kind`` as in ``source_table``, its header, and the reason where it is unknown."""

    kind: str
    header: Header | None
    reason: str = ""


def understand(grid: Grid, previous: tuple[Grid, Header] | None, *, dated: bool = False) -> Sense:
    """Say what a table is. ``previous`` is the table before it, which it may continue without a header.

    ``dated`` says that a line above it is a date and nothing else (令和5年10月31日現在).
    """
    header = (previous and _printed_again(grid, previous)) or find_header(grid)
    if _is_ledger(grid, header):
        return Sense("ledger", header, "budget or accounting ledger (款項目): recognised and left at that")
    if header is not None and header.value_columns:
        return _with_values(grid, header)
    if pairs.recognises(grid):
        return Sense("indicator", Header(0, 0, ()))
    inherited = _inherit(grid, previous)
    if inherited is not None:
        return _with_values(grid, inherited)
    return _otherwise(grid, header, dated=dated)


def _otherwise(grid: Grid, header: Header | None, *, dated: bool) -> Sense:
    """Say what a table is under whose header no column is of a period or a kind."""
    transposed = find_transposed(grid)
    if transposed is not None:
        return Sense("indicator", transposed)
    crossed = find_crossed(grid)
    if crossed is not None and dated:
        return Sense("indicator", crossed)
    unread = (
        "no header row was understood" if header is None else "no column names a period or a kind of value"
    )
    undated = ", and no line above it is the one date of its values" if crossed is not None else ""
    return Sense("unknown", header, unread + undated)


def _with_values(grid: Grid, header: Header) -> Sense:
    cells = [
        cell
        for row in range(header.last + 1, grid.rows + 1)
        for column in header.value_columns
        if (cell := grid.at(row, column.col)) is not None and cell.row == row and not is_blank(cell)
    ]
    if _explains_grades(grid, header):
        return Sense("unknown", header, "it says what grades stand for")
    if not any(is_value(c.text) or is_missing_mark(c.text) or looks_numeric(c.text) for c in cells):
        return Sense("unknown", header, "the columns under its periods and kinds hold no values")
    return Sense("indicator", header)


def _explains_grades(grid: Grid, header: Header) -> bool:
    """Whether the rows of a table without a period are grades (A, B, ◎), which it defines."""
    if any(column.label.period for column in header.value_columns) or header.last == 0:
        return False
    cells = {grid.at(row, 1) for row in range(header.last + 1, grid.rows + 1)}
    texts = ["".join(cell.text.split()) for cell in cells if cell is not None]
    return len(texts) > 1 and all(_GRADES.fullmatch(text) for text in texts)


def _is_ledger(grid: Grid, header: Header | None) -> bool:
    last = header.last if header is not None else min(3, grid.rows)
    printed = {
        vocabulary.fold(grid.label(cell).words or cell.text)
        for row in range(1, last + 1)
        for cell in grid.row(row)
        if not is_blank(cell)
    }
    if any(_MEASURES.search(word) for word in printed):
        return False  # 章, 節 and 目標 head indicators too
    words = vocabulary.load().ledger
    return sum(word in words for word in printed) >= _LEDGER_WORDS


def _printed_again(grid: Grid, previous: tuple[Grid, Header]) -> Header | None:
    """The header of the table before, where this one begins with the same cells: what follows is its body."""
    before, header = previous
    rows = header.last - header.first + 1
    if header.last == 0 or header.fields or before.cols != grid.cols or grid.rows <= rows:
        return None
    if _header_cells(before, header.first, header.last) != _header_cells(grid, 1, rows):
        return None
    return header_of(grid, 1, rows)


def _header_cells(grid: Grid, first: int, last: int) -> list[tuple[int, int, int, int, str]]:
    cells = (cell for cell in grid.table.cells if first <= cell.row <= last)
    found = [(c.row - first, c.col, c.row_span, c.col_span, "".join(c.text.split())) for c in cells]
    return sorted(found)


def _inherit(grid: Grid, previous: tuple[Grid, Header] | None) -> Header | None:
    """The header of the table that this one continues: the same columns at the same places."""
    if previous is None or not previous[1].columns:
        return None
    before, header = previous
    if before.cols != grid.cols or before.page not in (grid.page, grid.page - 1):
        return None
    if not _same_edges(before, grid) and not (_near_edges(before, grid) and _holds_the_same(grid, header)):
        return None
    return replace(header, first=0, last=0)


def _same_edges(before: Grid, grid: Grid) -> bool:
    width = max(grid.table.box.x1 - grid.table.box.x0, 1.0)
    edges = zip(before.table.col_edges, grid.table.col_edges, strict=False)
    return all(abs(a - b) <= _SAME * width for a, b in edges)


def _near_edges(before: Grid, grid: Grid) -> bool:
    """Whether columns are those of the page before, parted by gaps that other text leaves elsewhere."""
    edges = before.table.col_edges, grid.table.col_edges
    if grid.page != before.page + 1 or grid.table.number != 1 or {*map(len, edges)} != {grid.cols + 1}:
        return False
    narrow = [min(b - a for a, b in pairs) for pairs in zip(*(pairwise(side) for side in edges), strict=True)]
    room = [narrow[0], *(min(pair) for pair in pairwise(narrow)), narrow[-1]]
    return all(abs(a - b) <= _NEAR * most for a, b, most in zip(*edges, room, strict=True))


def _holds_the_same(grid: Grid, header: Header) -> bool:
    """Whether there are values in the columns of facts, and words in those that name the rows."""
    for column in header.columns:
        cells = [cell for cell in grid.table.cells if cell.col == column.col and cell.col_span == 1]
        texts = [cell.text for cell in cells if not is_blank(cell)]
        facts = sum(is_value(t) or is_missing_mark(t) or looks_numeric(t) for t in texts)
        if column.is_value and (not texts or facts < _MOSTLY * len(texts)):
            return False
        if column.role in ("name", "unit", "department") and all(map(is_value, texts)):
            return False
    return True
