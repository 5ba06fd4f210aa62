"""Tables of indicators: every cell of facts with the name, kind, period and unit that the table gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.context.footnotes import NoteIndex
from pipeline.normalize.context.headings import Heading, Outline, place, without_ordinal
from pipeline.normalize.period import Period, parse_period
from pipeline.normalize.tables.facts import Collector, Fact, several
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.tables.header import Column, Header, find_header
from pipeline.normalize.tables.kinds import Kind, TableSense, resolve
from pipeline.normalize.tables.labels import Label, join_lines, read_label
from pipeline.normalize.tables.naming import Name, read_name
from pipeline.normalize.tables.periods import periods_in
from pipeline.normalize.tables.rows import Row, is_as_of_row, read_rows, without_ordinals
from pipeline.normalize.tables.values import is_missing_mark, is_value, only_period
from pipeline.normalize.text import key


@dataclass(frozen=True)
class Surroundings:
    """What stands around one table: unit of its corner, headings, notes, and words that date its columns.

    ``dated`` gives the period that a title, a heading or prose names for a kind of column (``""``: for any).
    """

    outline: Outline
    notes: NoteIndex
    sense: TableSense
    unit: str = ""
    caption: str = ""
    dated: tuple[tuple[str, Period], ...] = ()
    across: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class _Reading:
    """One table being read."""

    grid: Grid
    header: Header
    around: Surroundings
    collector: Collector

    @property
    def bottom(self) -> float:
        return self.grid.table.box.bottom


def read_table(grid: Grid, header: Header, around: Surroundings, collector: Collector) -> tuple[Heading, ...]:
    """Collect the facts of a table under ``header``; return its rows across, which head what follows them."""
    across: list[Heading] = []
    for section_header, first, last in _stretches(grid, header):
        reading = _Reading(grid, section_header, around, collector)
        rows = without_ordinals(list(read_rows(grid, section_header, first, last)))
        for row in rows:
            if row.across:
                across.append(_heading(grid, row))
            elif not is_as_of_row(grid, section_header, row.row):
                _read_row(reading, row, rows, tuple(reversed(across)))
    return tuple(across)


def _stretches(grid: Grid, header: Header) -> list[tuple[Header, int, int]]:
    """Split the body where the header, or another one, is printed again."""
    found: list[tuple[Header, int, int]] = []
    current, first = header, header.last + 1
    row = first
    while row <= grid.rows:
        again = find_header(grid, row) if row > first and _may_begin_header(grid, row) else None
        if again is not None and again.first == row and again.value_columns:
            found.append((current, first, row - 1))
            current, first = again, again.last + 1
            row = first
        else:
            row += 1
    found.append((current, first, grid.rows))
    return found


def _may_begin_header(grid: Grid, row: int) -> bool:
    """Whether a row has a first cell of its own that is a header word: rows of dates under values have none."""
    leading = grid.at(row, 1)
    return leading is not None and leading.row == row and read_label(leading.text).understood


def _heading(grid: Grid, row: Row) -> Heading:
    return Heading(row.name, grid.page, row.name_cells[0].box.top, 99)


def _read_row(reading: _Reading, row: Row, rows: Sequence[Row], across: tuple[Heading, ...]) -> None:
    columns = reading.header.value_columns
    cells = [reading.grid.at(row.row, column.col) for column in columns]
    if all(is_blank(cell) for cell in cells) and not (row.unit or row.department or row.label.kinds):
        return
    for column, cell in zip(columns, cells, strict=True):
        if cell is None or not _begins_here(reading, row, column, cell):
            continue
        if _is_banned_span(reading, row, cell):
            _refuse_span(reading, cell)
            continue
        _read_fact(reading, row, column, cell, across)


def _begins_here(reading: _Reading, row: Row, column: Column, cell: Cell) -> bool:
    """Each cell is read once, except that a target merged over columns holds for each of them."""
    if cell.row != row.row:
        return False
    return cell.col == column.col or (cell.col < column.col and not is_blank(cell))


def _is_banned_span(reading: _Reading, row: Row, cell: Cell) -> bool:
    """Whether a cell spans columns, or rows of different names, so that it can't be said what it is of."""
    covered = [c for c in reading.header.value_columns if cell.col <= c.col < cell.col + cell.col_span]
    if len(covered) > 1:
        kinds = {_kind(reading, column, row, None).kind for column in covered}
        return kinds not in ({"target"}, {"forecast"}, {"interim_target"}) and not _same_meaning(covered)
    return cell.row_span > 1 and not _one_name(reading, row, cell)


def _same_meaning(columns: Sequence[Column]) -> bool:
    return len({(c.label.period_label, c.label.kinds, c.label.name) for c in columns}) == 1


def _one_name(reading: _Reading, row: Row, cell: Cell) -> bool:
    return any(c.row <= cell.row and c.row + c.row_span >= cell.row + cell.row_span for c in row.name_cells)


def _refuse_span(reading: _Reading, cell: Cell) -> None:
    known = {(q["page"], q["table_no"], q["row_no"], q["col_no"]) for q in reading.collector.quarantine}
    place_of = (reading.grid.page, reading.grid.table.number, cell.row, cell.col)
    if place_of not in known and (is_value(cell.text) or is_missing_mark(cell.text)):
        reading.collector.refuse(cell, place_of[0], place_of[1], "merged over columns or rows of different meaning")


def _read_fact(reading: _Reading, row: Row, column: Column, cell: Cell, across: tuple[Heading, ...]) -> None:
    name = read_name(_name_text(reading, row, column))
    marks, texts = _notes(reading, row, column, name, cell)
    period, label, trouble = _period(reading, row, column)
    if trouble:
        reading.collector.refuse(cell, reading.grid.page, reading.grid.table.number, trouble)
        return
    kind = _kind(reading, column, row, period)
    unit = _unit_hint(reading, row, column, kind)
    goal, section = place(
        reading.around.outline.above(reading.grid.page, reading.grid.table.box.top),
        (*across, *reading.around.across),
    )
    fact = Fact(
        cell=cell,
        page=reading.grid.page,
        table_no=reading.grid.table.number,
        name=name.text,
        name_printed=row.printed or name.text,
        kind=kind,
        period=period,
        period_label=label,
        unit_hint=unit,
        column_unit=unit,
        goal=goal,
        section=section,
        department=row.department,
        marks=marks,
        notes=texts,
        as_of=_as_of(reading, row, column),
        flags=name.flags | (row.label.flags & {"total", "average", "gross"}),
        is_cumulative=name.is_cumulative or "cumulative" in row.label.flags | column.label.flags,
        is_component=name.is_component,
        is_repeated=name.is_repeated,
        row_key="|".join((key(row.group), key(name.text), *row.label.kinds, row.label.period_label)),
        column_key="|".join(key(part.printed) for part in column.stack),
        approx=_is_approximate(reading, row, name, column, cell, period),
        warnings=_warnings(row, cell, column),
    )
    for part in _parts(fact, row):
        reading.collector.observe(part)


def _parts(fact: Fact, row: Row) -> list[Fact]:
    """A label cell with several names beside a cell with as many values is as many facts."""
    names = [line.strip("・･ 　") for line in row.name_cells[-1].text.split("\n")] if row.name_cells else []
    texts = [line for line in fact.cell.text.split("\n") if line.strip()]
    if len(texts) < 2 or len(names) != len(texts) or is_value(fact.cell.text):
        return [fact]
    if not all(is_value(text) or is_missing_mark(text) for text in texts) or not any(map(is_value, texts)):
        return [fact]
    if any(only_period(text) is not None for text in texts):
        return [fact]
    return list(several(fact, names, texts))


def _name_text(reading: _Reading, row: Row, column: Column) -> str:
    parts = [part for part in (row.name, column.label.name) if part]
    if parts:
        return "　".join(parts)
    return without_ordinal(reading.around.caption) or join_lines(row.label.printed)


def _notes(
    reading: _Reading, row: Row, column: Column, name: Name, cell: Cell
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    printed = [*name.marks, *row.label.marks, *column.label.marks]
    printed += [mark for c in row.name_cells for mark in read_name(c.text).marks]
    printed += list(read_name(cell.text).marks)
    ordered = tuple(dict.fromkeys([*column.label.marks, *printed]))
    return reading.around.notes.resolve(ordered, reading.grid.page, reading.bottom)


def _kind(reading: _Reading, column: Column, row: Row, period: Period | None) -> Kind:
    kind = resolve((column.label, row.label), period, reading.around.sense)
    if not column.label.kinds and not row.label.kinds and _called_baseline(reading, column):
        return Kind("baseline", "final", kind.flags)
    return kind


def _called_baseline(reading: _Reading, column: Column) -> bool:
    """An unmarked column is the baseline when its note calls it 現状 or 基準."""
    _, texts = reading.around.notes.resolve(column.label.marks, reading.grid.page, reading.bottom)
    return any(regex.search(r"現状|基準", text) for text in texts)


def _period(reading: _Reading, row: Row, column: Column) -> tuple[Period | None, str, str]:
    """Return the period, its label, and what forbids to give one."""
    across, down = column.label.period, row.label.period
    if across is not None and down is not None and (across.start, across.end) != (down.start, down.end):
        for first, second in ((column.label, row.label), (row.label, column.label)):
            both = parse_period(first.period_label + second.period_label)
            if isinstance(both, Period) and both.start:
                return both, first.period_label + second.period_label, ""
        return None, "", "two periods, one of the column and one of the row"
    for label in (column.label, row.label):
        if label.period is not None:
            return label.period, label.period_label, ""
    for dated, cell in row.periods:
        if _dates(dated.label, column.label):
            return only_period(cell.text), join_lines(cell.text).strip("（()）"), ""
    return _period_around(reading, row, column), _own_words(row, column), ""


def _dates(dater: Label, column: Label) -> bool:
    """Whether a column of periods (目標年度) dates another column: of its kind, or of any where it names none."""
    wanted = {"target"} if regex.search(r"目標|達成", dater.words) else set()
    wanted |= {"baseline"} if regex.search(r"基準|現状", dater.words) else set()
    wanted |= {"actual"} if "実績" in dater.words else set()
    return not wanted or bool(wanted & set(column.kinds))


def _period_around(reading: _Reading, row: Row, column: Column) -> Period | None:
    """The period that a title, a heading or prose gives to the columns that print none."""
    said = set(column.label.kinds + row.label.kinds)
    for kind, period in reading.around.dated:
        if kind in said or (not kind and "baseline" not in said):
            return period
    return None


def _own_words(row: Row, column: Column) -> str:
    words = [part.words for part in column.stack if part.kinds or part.period] or [column.label.words]
    return words[-1] if words and words[-1] else row.label.words


def _unit_hint(reading: _Reading, row: Row, column: Column, kind: Kind) -> str:
    if kind.kind in ("rate", "grade"):
        return column.label.unit or row.label.unit
    return row.unit or row.label.unit or column.label.unit or _corner_unit(reading) or reading.around.unit


def _corner_unit(reading: _Reading) -> str:
    for column in reading.header.columns:
        if not column.is_value and column.label.unit:
            return column.label.unit
    return ""


def _as_of(reading: _Reading, row: Row, column: Column) -> tuple[Period, str] | None:
    """The period printed in a sub-row under (or over) the value, beside the same name."""
    for other in (row.row + 1, row.row - 1):
        if not is_as_of_row(reading.grid, reading.header, other) or not _same_name(reading, row, other):
            continue
        cell = reading.grid.at(other, column.col)
        period = only_period(cell.text) if cell is not None and not is_blank(cell) else None
        if cell is not None and period is not None:
            return period, join_lines(cell.text).strip("（()）[]［］ 　")
    return None


def _same_name(reading: _Reading, row: Row, other: int) -> bool:
    """Whether a row of dates belongs to the name of ``row``: one cell over both, or no name of its own."""
    if any(c.row <= other < c.row + c.row_span for c in row.name_cells):
        return True
    first = reading.header.first_value_col
    return other > row.row and all(is_blank(reading.grid.at(other, col)) for col in range(1, first))


def _is_approximate(
    reading: _Reading, row: Row, name: Name, column: Column, cell: Cell, period: Period | None
) -> bool:
    """概数 in a note makes approximate what the note is on; of a row's note only the column that it names."""
    own = (*read_name(cell.text).marks, *column.label.marks)
    for marks, direct in ((own, True), (name.marks, False), (read_name(row.printed).marks, False)):
        _, texts = reading.around.notes.resolve(marks, reading.grid.page, reading.bottom)
        for text in texts:
            if any("概数" in clause and _concerns(clause, period, direct) for clause in regex.split(r"[、。，]", text)):
                return True
    return False


def _concerns(clause: str, period: Period | None, direct: bool) -> bool:
    named = periods_in(clause)
    if not named:
        return True
    return period is not None and any((p.start, p.end) == (period.start, period.end) for p, _ in named)


def _warnings(row: Row, cell: Cell, column: Column) -> tuple[str, ...]:
    found = list(cell.warnings)
    if any(c.agreement == "disputed" for c in row.name_cells):
        found.append("label_disputed")
    if cell.col_span > 1 and cell.col != column.col:
        found.append("merged_columns")
    return tuple(found)

