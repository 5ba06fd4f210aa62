"""Tables of indicators: every cell of facts with the name, kind, period and unit that the table gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.cells.period import Period
from pipeline.normalize.context.headings import Heading, place, without_ordinal
from pipeline.normalize.context.unit_lines import units_in
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.kinds import contradict, is_several
from pipeline.normalize.labels.label import join_lines
from pipeline.normalize.labels.naming import read_name
from pipeline.normalize.labels.unit_cell import conflict
from pipeline.normalize.labels.values import is_missing_mark, is_value
from pipeline.normalize.tables import pairs
from pipeline.normalize.tables.annotations import as_of, is_approximate, notes_on
from pipeline.normalize.tables.around import Reading, Surroundings
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.crossed import with_shares
from pipeline.normalize.tables.facts import Fact
from pipeline.normalize.tables.grid import Grid, is_blank, spans_all
from pipeline.normalize.tables.header import Header, find_header
from pipeline.normalize.tables.meaning import kind_of, period_of, unit_hint
from pipeline.normalize.tables.namesakes import assume_percent, warn_of_namesakes, warn_of_units_above
from pipeline.normalize.tables.ordinals import without_ordinals
from pipeline.normalize.tables.rows import Row, is_as_of_row, read_rows, unit_row
from pipeline.normalize.tables.spans import ambiguous_span, begins_here
from pipeline.normalize.tables.stacked import kinds_of_lines, parts_of, told_apart
from pipeline.normalize.tables.untold import untold
from pipeline.normalize.text import key

_OUTLINE_NUMBER = regex.compile(r"\p{Nd}{1,2}(?:[-－‐]\p{Nd}{1,2})+")


def recognises(_grid: Grid, header: Header) -> bool:
    """Whether the header has columns of facts."""
    return bool(header.value_columns)


def read_table(grid: Grid, header: Header, around: Surroundings, collector: Collector) -> tuple[Heading, ...]:
    """Collect the facts of a table under ``header``; return its rows across, which head what follows them."""
    across = [Heading(join_lines(cell.text), grid.page, cell.box.top, 99) for cell in _titles(grid, header)]
    if not header.columns and pairs.recognises(grid):
        pairs.read_card(grid, around, collector)
        return ()
    before = len(collector.observations)
    for stretch, first, last in _stretches(grid, header):
        here = _in_units_of(around, grid.at(stretch.top - 1, 1), grid)
        for block in stretch.blocks():
            _read_block(Reading(grid, block, here), first, last, across, collector)
    assume_percent(collector.observations[before:])
    warn_of_namesakes(collector.observations[before:])
    warn_of_units_above(collector.observations[before:])
    return tuple(across)


def _in_units_of(around: Surroundings, cell: Cell | None, grid: Grid) -> Surroundings:
    """Return what stands around the rows under one across the table that names a unit: 歳入（単位：千円）."""
    units = units_in(cell.text) if cell is not None and spans_all(grid, cell) else ()
    return replace(around, units=units) if units else around


def _titles(grid: Grid, header: Header) -> Iterator[Cell]:
    """Yield the cells across the whole table above its header."""
    for row in range(1, header.top):
        for cell in grid.starts(row):
            if spans_all(grid, cell) and not is_blank(cell):
                yield cell


def _read_block(reading: Reading, first: int, last: int, across: list[Heading], collector: Collector) -> None:
    rows = without_ordinals(list(read_rows(reading.grid, reading.header, first, last)))
    apart = {row.row for row in rows if _only_dates(reading, row)}
    for row in rows:
        if units := unit_row(reading.grid, reading.header, row.row):
            reading = replace(reading, units=units)
            apart.add(row.row)
    own = [row for row in rows if row.row not in apart]
    own = list(with_shares(reading.grid, reading.header, own))
    for row in told_apart(own, reading.around.stacked):
        if row.across:
            across.append(_heading(reading.grid, row))
            around = _in_units_of(reading.around, row.name_cells[0], reading.grid)
            reading = replace(reading, around=around)
        else:
            place_of = (reading.grid.page, reading.grid.table.number)
            collector.names.update((*place_of, cell.row, cell.col) for cell in row.name_cells)
            _read_row(reading, row, tuple(reversed(across)), collector)
            _list_unread(reading, row, collector)


def _only_dates(reading: Reading, row: Row) -> bool:
    """Whether a row holds the dates of the values above or below it, whose name it shares."""
    if not is_as_of_row(reading.grid, reading.header, row.row):
        return False
    return not any(cell.row == row.row and cell.row_span == 1 for cell in row.name_cells)


def _stretches(grid: Grid, header: Header) -> list[tuple[Header, int, int]]:
    """Split the body where the header, or another one, is printed again."""
    found: list[tuple[Header, int, int]] = []
    current, first = header, header.last + 1
    row = first
    while row <= grid.rows:
        again = find_header(grid, row) if row > first and _may_begin_header(grid, row) else None
        if again is not None and again.top == row and again.value_columns:
            found.append((current, first, row - 1))
            current, first = again, again.last + 1
            row = first
        else:
            row += 1
    found.append((current, first, grid.rows))
    return found


def _may_begin_header(grid: Grid, row: int) -> bool:
    """Whether a row has a first cell of its own that is a header word; rows of dates have none.

    Under a row across the table, that cell may be blank.
    """
    leading, above = grid.at(row, 1), grid.at(row - 1, 1)
    if leading is None or leading.row != row:
        return False
    headed = above is not None and above.row == row - 1 and spans_all(grid, above) and not is_blank(above)
    return grid.label(leading).understood or (headed and is_blank(leading))


def _heading(grid: Grid, row: Row) -> Heading:
    return Heading(row.name, grid.page, row.name_cells[0].box.top, 99)


def _read_row(reading: Reading, whole: Row, across: tuple[Heading, ...], collector: Collector) -> None:
    columns = reading.header.value_columns
    cells = [reading.grid.at(whole.row, column.col) for column in columns]
    if all(is_blank(cell) for cell in cells) and not (whole.unit or whole.department or whole.label.kinds):
        return
    for column, cell in zip(columns, cells, strict=True):
        if cell is None or not begins_here(whole, column, cell) or _is_read(reading, column, cell):
            continue
        if is_blank(cell) and _contradicted(whole, column, cell):
            continue  # no value can stand there
        row = whole.at(column.col)
        period, label, trouble = period_of(reading, row, column)
        trouble = (
            row.trouble
            or trouble
            or ambiguous_span(reading, row, cell)
            or _trouble(reading, row, column, cell)
            or untold(reading, row, column, period, cell)
        )
        if not trouble:
            fact = _fact(reading, row, column, cell, (period, label), across)
            for part in parts_of(fact, row, column.label, reading.around):
                collector.observe(part)
        elif cell.col == column.col and (is_value(cell.text) or is_missing_mark(cell.text)):
            collector.refuse(cell, reading.grid.page, reading.grid.table.number, trouble)


def _is_read(reading: Reading, column: Column, cell: Cell) -> bool:
    """Whether a cell over several columns was read in the first of them, under the same header cells."""
    rows = range(reading.header.first, reading.header.last + 1)
    first, here = (reading.grid.stack(rows, col) for col in (cell.col, column.col))
    return cell.col < column.col and first == here


def _contradicted(row: Row, column: Column, cell: Cell) -> bool:
    return cell.row_span == 1 and contradict(column.label, row.label)


def _trouble(reading: Reading, row: Row, column: Column, cell: Cell) -> str:
    """Say why a value has no meaning though it has a period; a baseline may stand in any row."""
    if not column.label.kinds and is_several(row.label) and not kinds_of_lines(row, cell.text):
        return "its row names different kinds of value"
    if _contradicted(row, column, cell) and "baseline" not in column.label.kinds:
        return "its row and its column name different kinds of value"
    return "" if _name_text(reading, row, column) else "nothing names its indicator"


def _list_unread(reading: Reading, row: Row, collector: Collector) -> None:
    """List the values of columns that nothing is known of: a number is read or refused, never passed over."""
    for column in reading.header.columns:
        cell = reading.grid.at(row.row, column.col)
        if cell is None or cell.row != row.row or cell.col != column.col or cell in row.name_cells:
            continue
        if column.is_value or column.role not in ("", "cost", "number") or not is_value(cell.text):
            continue
        if column.col < reading.header.first_value_col and _numbers(reading.grid, column, cell):
            continue
        header = " / ".join(join_lines(label.printed) for label in column.stack)
        reason = "its column is no period and no kind of value"
        collector.refuse(cell, reading.grid.page, reading.grid.table.number, reason, header)


def _numbers(grid: Grid, column: Column, cell: Cell) -> bool:
    """Whether a cell is the number of a section (1-2), or of a row, under a head without a word."""
    counted = not column.stack and column.col in grid.ordinal_columns
    return counted or bool(_OUTLINE_NUMBER.fullmatch(cell.text.strip()))


def _fact(
    reading: Reading,
    row: Row,
    column: Column,
    cell: Cell,
    dated: tuple[Period | None, str],
    across: tuple[Heading, ...],
) -> Fact:
    period, period_label = dated
    name = read_name(_name_text(reading, row, column))
    marks, texts = notes_on(reading, row, column, name, cell)
    kind = kind_of(reading, column, row, period)
    unit = unit_hint(reading, row, column, kind)
    above = reading.around.outline.above(reading.grid.page, reading.grid.table.box.top)
    goal, section = place(above, (*across, *reading.around.across))
    return Fact(
        cell=cell,
        page=reading.grid.page,
        table_no=reading.grid.table.number,
        name=name.text,
        name_printed=row.printed or name.text,
        kind=kind,
        period=period,
        period_label=period_label,
        unit_hint=unit,
        goal=goal,
        section=section or row.group,
        department=row.department,
        marks=marks,
        notes=texts,
        as_of=as_of(reading, row, column),
        flags=name.flags | (row.label.flags & {"total", "average", "gross"}),
        is_cumulative=name.is_cumulative or "cumulative" in row.label.flags | column.label.flags,
        is_component=name.is_component,
        is_repeated=name.is_repeated,
        row_key="|".join((key(row.group), key(name.text), *row.label.kinds, row.label.period_label)),
        column_key="|".join(key(part.printed) for part in column.stack),
        legend=reading.around.legend,
        approx=is_approximate(reading, row, name, column, cell, period),
        warnings=_warnings(row, cell, column, period),
    )


def _name_text(reading: Reading, row: Row, column: Column) -> str:
    parts = [part for part in (row.name, column.label.name) if part]
    if parts:
        return "　".join(parts)
    # 目標 and 実績 name no indicator; 合計 does, and 量の見込み is a figure of what the caption names.
    own = "" if row.label.kinds else join_lines(row.label.printed)
    subject = without_ordinal(reading.around.caption)
    figure = vocabulary.load().figure(vocabulary.fold(row.label.words))
    if subject and figure and figure not in subject:
        return f"{subject}　{figure}"
    return subject or own


def _warnings(row: Row, cell: Cell, column: Column, period: Period | None) -> tuple[str, ...]:
    found = list(cell.warnings)
    if any(c.agreement == "disputed" for c in row.name_cells):
        found.append("label_disputed")
    if column.disputed:
        found.append("header_disputed")
    if cell.col_span > 1 and cell.col != column.col:
        found.append("merged_columns")
    if conflict(row.label.unit, row.unit):
        found.append(f"unit_conflict: {row.label.unit} in the name, {row.unit} in the column")
    return (*found, *row.warnings, *(period.warnings if period is not None else ()))
