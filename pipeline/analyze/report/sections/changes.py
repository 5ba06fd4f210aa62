"""見込 beside 確定, and targets beside the targets that took their place, as tables with pictures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.analyze.markup import Html
from pipeline.analyze.report.bars import change
from pipeline.analyze.report.facts import Record, records
from pipeline.analyze.report.grid import Cell, grid, named, number, text, word, year
from pipeline.analyze.words import Words

if TYPE_CHECKING:
    import duckdb

_ORDER = "change IN ('confirmed', 'same', 'still_missing', 'added', 'removed'), indicator"
_FINAL = f"FROM provisional_vs_final ORDER BY {_ORDER}, fiscal_year, final_observation"
_TARGETS = f"FROM target_revision ORDER BY compares DESC, {_ORDER}, new_fiscal_year, new_observation"


def provisional(connection: duckdb.DuckDBPyConnection, words: Words) -> Html:
    """What became of every provisional figure."""
    heads = (
        "indicator",
        "fiscal_year",
        "provisional",
        "final",
        "unit",
        "delta",
        "delta_pct",
        "picture",
        "change",
    )
    return grid(words, "changes", heads, [_final(row, words) for row in records(connection, _FINAL)])


def targets(connection: duckdb.DuckDBPyConnection, words: Words) -> Html:
    """What became of every target."""
    heads = (
        "indicator", "old_document", "old_period", "old_target", "new_document", "new_period", "new_target",
        "unit", "delta", "picture", "change",
    )  # fmt: skip
    return grid(words, "targets", heads, [_target(row, words) for row in records(connection, _TARGETS)])


def _final(row: Record, words: Words) -> list[Cell]:
    return [
        named(row["indicator"], row["indicator_id"]),
        year(row["fiscal_year"]),
        number(row["provisional"], row["provisional_observation"]),
        number(row["final"], row["final_observation"]),
        text(row["unit"] or ""),
        number(row["delta"], sign=True),
        number(_rounded(row["delta_pct"]), sign=True),
        Cell(change(row["delta_pct"]), _size(row["delta_pct"])),
        word(words.code("change", row["change"])),
    ]


def _target(row: Record, words: Words) -> list[Cell]:
    percent = _percent(row["old_target"], row["delta"])
    return [
        named(row["indicator"], row["indicator_id"]),
        text(row["old_document"] or ""),
        text(row["old_period"] or ""),
        number(row["old_target"], row["old_observation"]),
        text(row["new_document"] or ""),
        text(row["new_period"] or ""),
        number(row["new_target"], row["new_observation"]),
        text(row["unit"] or ""),
        number(row["delta"], sign=True),
        Cell(change(percent), _size(percent)),
        word(words.code("change", row["change"])),
    ]


def _percent(old: Decimal | None, delta: Decimal | None) -> Decimal | None:
    return delta / abs(old) * 100 if old and delta is not None else None


def _rounded(percent: float | Decimal | None) -> Decimal | None:
    return None if percent is None else round(Decimal(str(percent)), 1)


def _size(percent: float | Decimal | None) -> float | None:
    return None if percent is None else float(percent)
