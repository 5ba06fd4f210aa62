"""Budgets, progress texts, cards and notes of the five documents, through the warehouse, by text key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.normalize.cells.period import Period, parse_period
from pipeline.normalize.text import key
from tests.golden.score import Fact, number, read_csv, rows, score, text

YEARS = ("h29", "h30", "h31", "h32")


@pytest.fixture(scope="module")
def warehouse(reference_root: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the five documents as they stand beside the project."""
    with closing(duckdb.connect(str(reference_root / "warehouse.duckdb"), read_only=True)) as connection:
        yield connection


def lines(value: object) -> str:
    """Return the key of a text whose line breaks count."""
    return "\n".join(key(line) for line in text(value).split("\n"))


def test_budgets(shared: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    reference = read_csv(shared / "gold" / "budgets.csv")
    unknown = {(key(r["project"]), r["fiscal_year"]) for r in reference if r["summary_basis"] == "unknown"}
    expected = [_expected_budget(row) for row in reference]
    found = [_found_budget(row, unknown) for row in rows(warehouse, "FROM budget")]
    assert score("budgets", expected, found).perfect


def _expected_budget(row: Mapping[str, str]) -> Fact:
    cost = row["cost_thousand_yen"]
    span = "unknown" if row["summary_basis"] == "unknown" else _span(row["summary_span"])
    return (
        key(row["chapter"]), key(row["project"]), key(row["project_printed"]), key(row["department"]),
        row["fiscal_year"], f"{cost}000" if cost.strip("0") else cost, key(row["cost_printed"]),
        key(row["period_label"]), lines(row["summary"]), span, key(row["notes"]),
    )  # fmt: skip


def _span(printed: str) -> str:
    """Return the years of 令和4年度～令和6年度 as 2022-2024."""
    if not printed:
        return ""
    years = [parse_period(part) for part in printed.split("～")]
    named = [str(year.fiscal_year) for year in years if isinstance(year, Period)]
    return f"{named[0]}-{named[-1]}"


def _found_budget(row: Mapping[str, Any], unknown: set[tuple[str, str]]) -> Fact:
    covered = (row["summary_first_year"], row["summary_last_year"])
    span = "" if covered[0] is None else f"{covered[0]}-{covered[1]}"
    if (key(row["project"]), str(row["fiscal_year"])) in unknown:
        span = "unknown"
    return (
        key(row["section"]), key(row["project"]), key(row["project_printed"]), key(text(row["department"])),
        text(row["fiscal_year"]), number(row["cost"]), key(row["cost_printed"]),
        key(row["period_label"]), lines(row["summary"]), span, key("".join(row["notes"])),
    )  # fmt: skip


def test_initiatives(shared: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = [
        "goal",
        "section",
        "number",
        "name",
        "description",
        "progress",
        "fiscal_year",
        "period_label",
        "text",
    ]
    expected = [
        (*(lines(row[c]) for c in columns), _departments(row["departments"].split(";")))
        for row in read_csv(shared / "gold" / "initiatives.csv")
    ]
    found = [
        (
            *(lines(row[c]) for c in columns),
            _departments([*row["departments"], *(f"{name}(related)" for name in row["related_departments"])]),
        )
        for row in rows(warehouse, "FROM initiative_progress")
    ]
    assert score("initiatives", expected, found).perfect


def _departments(names: list[str]) -> str:
    return ";".join(sorted(key(name) for name in names))


def test_reform_items(shared: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    expected = [
        (
            row["no"], key(row["item"]), _departments(row["departments"].split(";")), lines(row["category"]),
            lines(row["purpose"]), lines(row["approach"]), lines(row["effect"]),
            lines(row["indicators"]), lines(row["activity"]), *(row[year] for year in YEARS),
        )
        for row in read_csv(shared / "gold" / "reform_items.csv")
    ]  # fmt: skip
    query = """
        FROM reform_item JOIN (
            SELECT item_id, activity_no, any_value(activity) AS activity,
                   list(coalesce(printed, '') ORDER BY fiscal_year) AS years, list(active) AS active
            FROM schedule GROUP BY item_id, activity_no
        ) USING (item_id)
    """
    found = rows(warehouse, query)
    facts = [
        (
            row["number"], key(row["item"]), _departments(row["departments"]), lines(row["category"]),
            lines(row["purpose"]), lines(row["approach"]), lines(row["effect"]),
            lines(row["indicators_text"]), lines(row["activity"]), *row["years"],
        )
        for row in found
    ]  # fmt: skip
    assert score("reform items", expected, facts).perfect
    assert all(all(row["active"]) for row in found), "a bar from 実施 to → covers every year under it"


def test_notes(shared: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    reference = read_csv(shared / "gold" / "footnotes.csv")
    expected = [(row["document"], row["mark"], key(row["text"])) for row in reference]
    found = [(r["document_id"], text(r["mark"]), key(r["text"])) for r in rows(warehouse, "FROM note")]
    assert score("notes", expected, found).perfect
