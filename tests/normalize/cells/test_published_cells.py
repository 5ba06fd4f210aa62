"""Cells of published documents: what holds a value is parsed, to the figure that a person read."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from pipeline.normalize.cells.period import Period, parse_period
from pipeline.normalize.cells.value import parse_value

MOST_UNPARSED = 0.03


def test_what_plans_print_is_parsed(shared: Path) -> None:
    cells = (shared / "strings" / "values.txt").read_text(encoding="utf-8").splitlines()
    unparsed = [cell for cell in cells if parse_value(cell).status == "unparsed"]
    print(f"{len(cells) - len(unparsed)} of {len(cells)} cells parsed")
    assert len(unparsed) <= MOST_UNPARSED * len(cells), unparsed


def _facts(shared: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in sorted(shared.rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if {"printed", "value", "missing", "period_label"} <= set(reader.fieldnames or ()):
                rows += reader
    return rows


def test_values_are_what_was_read(shared: Path) -> None:
    """A cell without words of its own says its figure, in its unit or the column's, or its missing mark."""
    wrong = []
    for fact in _facts(shared):
        value = parse_value(fact["printed"], unit_hint=fact["unit"] or None)
        if value.status == "unparsed" or fact["unit"] == "円":
            continue  # words and cards are the tables' business, and 円 hides the column's multiplier
        said = (value.value, value.unit, value.status == "normal")
        expected = Decimal(fact["value"]) if fact["value"] else None
        if said != (expected, fact["unit"] or None, bool(fact["value"])):
            wrong.append((fact["printed"], said))
    assert not wrong


def test_periods_are_what_was_read(shared: Path) -> None:
    wrong = []
    for fact in _facts(shared):
        period = parse_period(fact["period_label"])
        if period is None or not fact["fiscal_year"]:
            continue
        if not isinstance(period, Period) or str(period.fiscal_year) != fact["fiscal_year"]:
            wrong.append((fact["period_label"], period))
    assert not wrong
