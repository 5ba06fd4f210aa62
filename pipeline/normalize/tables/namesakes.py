"""Doubts that only a whole table raises: observations of one name, and a unit in the first row alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

WARNING = "same_name"
UNIT_ABOVE = "unit_above"
# So many values at least stand below one with a unit that may be the unit of all.
LEAST_BELOW = 3
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
