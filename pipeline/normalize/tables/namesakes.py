"""Doubts that only a whole table raises: one name twice, a unit in the first row alone, rates without one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

WARNING = "same_name"
UNIT_ABOVE = "unit_above"
# So many values at least stand below one with a unit that may be the unit of all.
LEAST_BELOW = 3
PERCENT = "assumed_percent"
# A rate of achievement up to the first may be a ratio (0.95, 1.2); percentages have one above the second.
_LARGEST_RATIO, _SURELY_PERCENT = 5, 10
# What tells two observations of one table apart.
_TELLING = (
    "goal",
    "section",
    "indicator",
    "department",
    "is_cumulative",
    "is_component",
    "is_repeated",
    "value_kind",
    "status",
    "period_label",
    "period_start",
    "period_end",
    "as_of_label",
    "unit",
)


def warn_of_namesakes(observations: Sequence[dict[str, Any]]) -> None:
    """Add a warning to the observations of a table that differ in nothing but their values.

    補助 under 普通建設事業 and again under 災害復旧事業 are two things, and only an indent says which.
    """
    alike: dict[tuple[object, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in observations:
        alike[(*(row[name] for name in _TELLING), *row["flags"])].append(row)
    for rows in alike.values():
        if len({(row["value"], row["value_low"], row["value_high"]) for row in rows}) > 1:
            for row in rows:
                row["warnings"] = [*row["warnings"], WARNING]


def warn_of_units_above(observations: Sequence[dict[str, Any]]) -> None:
    """Add a warning to the values of a column where only the topmost has a unit, perhaps that of all."""
    columns: dict[object, list[dict[str, Any]]] = defaultdict(list)
    for row in observations:
        if row["value"] is not None and row["value_kind"] not in ("rate", "grade"):
            columns[row["col_no"]].append(row)
    for rows in columns.values():
        rows.sort(key=lambda row: row["row_no"])
        below = rows[1:]
        if len(below) >= LEAST_BELOW and rows[0]["unit"] and not any(row["unit"] for row in below):
            for row in below:
                row["warnings"] = [*row["warnings"], UNIT_ABOVE]


def assume_percent(observations: Sequence[dict[str, Any]]) -> None:
    """Give rates of achievement without a unit %, with a warning, where none of a table may be a ratio."""
    rates = [
        row
        for row in observations
        if row["value_kind"] == "rate" and "achievement" in row["flags"] and row["value"] is not None
    ]
    bare = [row for row in rates if row["unit"] is None]
    values = [abs(row["value"]) for row in bare if row["value"]]
    if not values or min(values) <= _LARGEST_RATIO or max(values) < _SURELY_PERCENT:
        return
    for row in bare:
        row.update(unit="%", warnings=[*row["warnings"], PERCENT])
