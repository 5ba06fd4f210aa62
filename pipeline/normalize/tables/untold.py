"""Values that no word calls results, and that may be none: what is planned, foreseen, or of another kind."""

from __future__ import annotations

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels.kinds import is_ahead
from pipeline.normalize.tables.around import Reading
from pipeline.normalize.tables.columns import MAY_BE_PLANNED, Column
from pipeline.normalize.tables.rows import Row

# Words over the last column that can be a result: the years after it are no results.
_FORESEEN = regex.compile("見込|予算")
_BRACKET = regex.compile(r"[（(]\s*[△▲−－-]?[\d０-９]")


def untold(reading: Reading, row: Row, column: Column, period: Period | None, cell: Cell) -> str:
    """Say why a value under no word of a kind is not taken for a result, or nothing."""
    sense = reading.around.sense
    if row.label.kinds or column.label.kinds or sense.default not in ("", "actual"):
        return ""
    if reading.around.bracketed and _BRACKET.search(cell.text):
        return f"its brackets hold {reading.around.bracketed}, and no word says what stands before them"
    if period is not None and MAY_BE_PLANNED.search(column.label.name):
        return "its header may say that it is planned, or what is planned"
    if not is_ahead(period, sense) and not _follows_foreseen(reading, column):
        return ""
    return "after the results, and no word says whether it is a target or a forecast"


def _follows_foreseen(reading: Reading, column: Column) -> bool:
    """Whether a column of a year stands right of one of 見込 or 予算 of an earlier year."""
    year = column.label.period
    if year is None or year.start is None or year.type not in ("fiscal_year", "calendar_year"):
        return False
    before = (c for c in reading.header.columns if c.col < column.col)
    foreseen = [c.label.period for c in before if any(_FORESEEN.search(p.printed) for p in c.stack)]
    return any(p is not None and p.end is not None and p.end < year.start for p in foreseen)
