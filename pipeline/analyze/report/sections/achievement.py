"""The latest target of each indicator and period against its latest final actual."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.analyze.markup import Html
from pipeline.analyze.report.bars import rate
from pipeline.analyze.report.facts import Record, records
from pipeline.analyze.report.grid import Cell, grid, named, number, text, word, year
from pipeline.analyze.words import Words

if TYPE_CHECKING:
    import duckdb

_ROWS = (
    "FROM achievement ORDER BY actual IS NULL, fiscal_year DESC, goal, section, indicator, target_observation"
)
_HEADS = ("indicator", "goal", "fiscal_year", "target", "actual", "unit", "gap", "rate", "picture", "verdict")


def achievement(connection: duckdb.DuckDBPyConnection, words: Words) -> Html:
    """A row for each target."""
    return grid(words, "achievement", _HEADS, [_row(row, words) for row in records(connection, _ROWS)])


def _row(row: Record, words: Words) -> list[Cell]:
    percent = None if row["rate"] is None else round(Decimal(str(row["rate"])), 1)
    return [
        named(row["indicator"], row["indicator_id"]),
        text(row["goal"] or ""),
        year(row["fiscal_year"]),
        number(row["target"], row["target_observation"]),
        number(row["actual"], row["actual_observation"]),
        text(row["unit"] or ""),
        number(row["gap"], sign=True),
        number(percent),
        Cell(rate(percent, row["achieved"]), None if percent is None else float(percent)),
        word(words.tag(verdict(row))),
    ]


def verdict(row: Record) -> str:
    """The word for what a row of ``achievement`` says."""
    if row["achieved"] is not None:
        return "reached" if row["achieved"] else "missed"
    return "no_actual" if row["actual"] is None else "undecided"
