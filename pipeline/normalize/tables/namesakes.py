"""Observations of one table that nothing tells apart though their values differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

WARNING = "same_name"
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
