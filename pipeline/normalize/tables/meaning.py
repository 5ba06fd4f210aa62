"""Kind, period and unit of a cell of facts, from its column, its row and what stands around the table."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels.brackets import unbracketed
from pipeline.normalize.labels.dates import single_period
from pipeline.normalize.labels.kinds import Kind, resolve
from pipeline.normalize.labels.label import Label, join_lines
from pipeline.normalize.labels.lexing import RELATIVE
from pipeline.normalize.labels.unit_cell import read_unit
from pipeline.normalize.labels.values import only_period
from pipeline.normalize.tables.around import PERCENT, Reading
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.rows import Row

# A header that is nothing but such a word (地区, 施設, 団体) names the rows and is no unit of theirs.
_NOUN = regex.compile(r"(?!.*円)\p{Han}{2,}")
_PLANNED = {"target", "interim_target", "forecast"}
_RESULTS = {"actual", "outlook", "preliminary", "estimate"}
_START = regex.compile(r"現状|基準")
_AIM = regex.compile(r"目標|達成")
_RATE = regex.compile(r"(?:率|割合|比|度)$")


def kind_of(reading: Reading, column: Column, row: Row, period: Period | None) -> Kind:
    """The kind of the values of ``row`` in ``column``, by both labels, the period and what stands around."""
    sense = reading.around.sense
    if _ends_results(reading, column, row) and sense.default in ("", "actual"):
        sense = replace(sense, results=True)
    kind = resolve((column.label, row.label), period, sense)
    if kind.kind == "baseline" and _is_second_baseline(reading, column):
        kind = replace(kind, warnings=(*kind.warnings, "second_baseline"))
    if not column.label.kinds and not row.label.kinds and _called_baseline(reading, column):
        return Kind("baseline", "final", kind.flags)
    return kind


def _ends_results(reading: Reading, column: Column, row: Row) -> bool:
    """Whether 見込 is said of one row beside others, or of a column after such that no word marks."""
    if "outlook" in row.label.kinds:
        return not column.label.kinds
    others = (c.label for c in reading.header.value_columns if c.col < column.col)
    return "outlook" in column.label.kinds and any(label.period and not label.kinds for label in others)


def _is_second_baseline(reading: Reading, column: Column) -> bool:
    """Whether 現状値 stands right of 策定時 or 基準値 of an earlier year: it may be the latest result."""
    own = column.label.period
    if not _is_baseline(column) or own is None or own.start is None:
        return False
    before = (c.label.period for c in reading.header.value_columns if c.col < column.col and _is_baseline(c))
    return any(p is not None and p.start is not None and p.start < own.start for p in before)


def _is_baseline(column: Column) -> bool:
    return "baseline" in column.label.kinds


def _called_baseline(reading: Reading, column: Column) -> bool:
    """An unmarked column is the baseline when its note calls it 現状 or 基準."""
    _, texts = reading.resolve(column.label.marks)
    return any(_START.search(text) for text in texts)


def period_of(reading: Reading, row: Row, column: Column) -> tuple[Period | None, str, str]:
    """Return the period, its label, and what forbids to give one.

    A period that only words around the table give bears the warning ``period_from_text``, one that a
    comparison takes from the results beside it ``period_of_results``; a grade is always one of the results.
    """
    across, down = column.label.period, row.label.period
    if across is not None and down is not None and (across.start, across.end) != (down.start, down.end):
        for first, second in ((column.label, row.label), (row.label, column.label)):
            both = single_period(first.period_label + second.period_label)
            if both is not None:
                return both, first.period_label + second.period_label, ""
        return None, "", "two periods, one of the column and one of the row"
    for label in (column.label, row.label):
        if label.period is not None:
            return label.period, label.period_label, ""
    if (cell := _dater(row, column)) is not None:
        return only_period(cell.text), unbracketed(join_lines(cell.text)), ""
    counted = RELATIVE in column.label.flags | row.label.flags  # from a year that nothing tells
    period = None if counted else _period_around(reading, row, column)
    if period is None and not (column.label.kinds or row.label.kinds):
        return None, "", "neither a period nor a kind of value"
    return period, _own_words(row, column), ""


def _dater(row: Row, column: Column) -> Cell | None:
    """The cell of a column of periods (目標年度) that dates another column: one of its kind.

    A column of periods that names no kind dates all others, if it is the only one.
    """
    wanted = [(_dated_kinds(dated.label), cell) for dated, cell in row.periods]
    own = [cell for kinds, cell in wanted if kinds & set(column.label.kinds + row.label.kinds)]
    if own:
        return own[0]
    return wanted[0][1] if len(wanted) == 1 and not wanted[0][0] else None


def _dated_kinds(dater: Label) -> set[str]:
    kinds = set(dater.kinds)
    kinds |= {"target"} if _AIM.search(dater.words) else set()
    kinds |= {"baseline"} if _START.search(dater.words) else set()
    return kinds | ({"actual"} if "実績" in dater.words else set())


def _period_around(reading: Reading, row: Row, column: Column) -> Period | None:
    """The period that the results, a title, a heading or prose give to the columns that print none."""
    said = set(column.label.kinds + row.label.kinds)
    if said & {"rate", "difference", "grade"} and (period := _only_result_period(reading)) is not None:
        graded = () if "grade" in said else ("period_of_results",)
        return replace(period, warnings=(*period.warnings, *graded))
    for kind, period in reading.around.dated:
        if kind in said or (not kind and _may_be_of(said, period)):
            return replace(period, warnings=(*period.warnings, "period_from_text"))
    return None


def _may_be_of(said: set[str], period: Period) -> bool:
    """Whether a period in a title may be that of a column: of no baseline, and no target of its day."""
    return "baseline" not in said and not (said & _PLANNED and period.type in ("date", "month"))


def _only_result_period(reading: Reading) -> Period | None:
    """The period of the results of a table, where they have only one: what compares them is of it too."""
    columns = reading.header.value_columns
    results = [
        c.label.period for c in columns if _RESULTS & set(c.label.kinds) or _is_second_baseline(reading, c)
    ]
    periods = {(p.start, p.end): p for p in results if p is not None}
    return next(iter(periods.values())) if len(periods) == 1 and None not in results else None


def _own_words(row: Row, column: Column) -> str:
    words = [part.words for part in column.stack if part.kinds or part.period] or [column.label.words]
    return words[-1] if words and words[-1] else row.label.words


def unit_hint(reading: Reading, row: Row, column: Column, kind: Kind) -> str:
    """Return the unit that the row, the column or the corner gives, the nearest first, or empty."""
    if kind.kind == "grade":
        return ""
    if kind.kind == "rate":
        # The row's unit is the one of what is compared, unless the row itself names the rate.
        own = row.label.unit if "rate" in row.label.kinds and row.label.unit in PERCENT else ""
        return column.label.unit or own or reading.around.percent
    own = row.unit or row.label.unit or reading.units.get(column.col, "") or column.label.unit
    own = own or _corner_unit(reading) or _field_unit(reading)
    is_rate = _RATE.search(row.name or column.label.name)
    return own or (is_rate and reading.around.percent) or reading.around.unit


def _field_unit(reading: Reading) -> str:
    """The unit that a row above the header gives to the whole table."""
    cell = reading.header.field("unit")
    return read_unit(cell.text).unit if cell is not None else ""


def _corner_unit(reading: Reading) -> str:
    for column in reading.header.columns:
        if not column.is_value and column.label.unit and not _NOUN.fullmatch(column.label.words):
            return column.label.unit
    return ""
