"""Every observation of the five documents, and of other municipalities' documents, through the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.normalize.text import key
from tests.golden.score import Fact, flags, heading, joined, number, read_csv, rows, score, text


def expected_fact(row: Mapping[str, str]) -> Fact:
    """What a reference row says, in the order of :func:`found_fact`."""
    return (
        row["document"], key(row["indicator"]), key(row["indicator_printed"]),
        row["kind"], row["status"],
        number(row["value"]), row["unit"], row["qualifier"], row["missing"], joined(row["flags"].split(";")),
        key(row["period_label"]), row["fiscal_year"], key(row["as_of_label"]), row["as_of_fiscal_year"],
        joined(row["notes"].split(";")), key(row["department"]),
        heading(row["goal"]), heading(row["section"]),
        key(row["printed"]),
    )  # fmt: skip


def found_fact(row: Mapping[str, Any]) -> Fact:
    """What an observation of the warehouse says."""
    return (
        row["document_id"], key(row["indicator"]), key(row["indicator_printed"]),
        row["value_kind"], row["status"],
        number(row["value"]), text(row["unit"]), text(row["qualifier"]), text(row["missing_reason"]),
        flags(row), key(text(row["period_label"])), text(row["fiscal_year"]), key(text(row["as_of_label"])),
        text(row["as_of_fiscal_year"]), joined(row["note_marks"]), key(text(row["department"])),
        heading(row["goal"]), heading(row["section"]), key(row["printed"]),
    )  # fmt: skip


def test_every_observation_of_the_five_documents(shared: Path, kodaira: duckdb.DuckDBPyConnection) -> None:
    expected = [expected_fact(row) for row in read_csv(shared / "gold" / "observations.csv")]
    found = [found_fact(row) for row in rows(kodaira, "FROM observation")]
    assert len(expected) == 715
    assert score("observations", expected, found).perfect


def test_no_value_cell_of_the_five_documents_is_quarantined(kodaira: duckdb.DuckDBPyConnection) -> None:
    assert rows(kodaira, "SELECT page, printed, reason FROM quarantine") == []


def test_revisions_from_the_provisional_to_the_final_release(
    shared: Path, kodaira: duckdb.DuckDBPyConnection
) -> None:
    expected = [
        ({"changed": "revised"}.get(r["change"], r["change"]),
         key(r["indicator"]), r["fiscal_year"], r["unit"],
         number(r["provisional_value"]), number(r["final_value"]), number(r["delta"]))
        for r in read_csv(shared / "gold" / "revisions.csv")
    ]  # fmt: skip
    query = "FROM provisional_vs_final WHERE change IN ('revised', 'filled')"
    found = [
        (r["change"], key(r["indicator"]), str(r["fiscal_year"]), text(r["unit"]),
         number(r["provisional"]), number(r["final"]), number(r["delta"]))
        for r in rows(kodaira, query)
    ]  # fmt: skip
    assert score("revisions", expected, found).perfect


def test_targets_from_the_draft_to_the_final_release(
    shared: Path, kodaira: duckdb.DuckDBPyConnection
) -> None:
    expected = [_expected_target(row) for row in read_csv(shared / "gold" / "target_revisions.csv")]
    query = """
        FROM target_revision
        WHERE old_document = 'strategy-draft-h27' AND new_document = 'progress-final-r2'
    """
    found = [
        (r["change"], key(r["indicator"]), text(r["unit"]),
         number(r["old_target"]), number(r["new_target"]), number(r["delta"]))
        for r in rows(kodaira, query)
    ]  # fmt: skip
    assert score("target revisions", expected, found).perfect


def _expected_target(row: Mapping[str, str]) -> Fact:
    change = row["change"]
    if change == "changed":
        change = "lowered" if row["delta"].startswith("-") else "raised"
    change = {"new_in_final": "added"}.get(change, change)
    return (
        change, key(row["indicator_final"]), row["unit"], number(row["draft_target"]),
        number(row["final_target"]), number(row["delta"]),
    )  # fmt: skip


def expected_city_fact(row: Mapping[str, str]) -> Fact:
    """The columns that the references of other municipalities are compared by."""
    return (
        row["document"], key(row["indicator"]), row["kind"], row["status"], number(row["value"]), row["unit"],
        row["qualifier"], row["missing"], joined(row["flags"].split(";")),
        row["period_start"], row["period_end"],
        row["period_type"],
    )  # fmt: skip


def found_city_fact(row: Mapping[str, Any]) -> Fact:
    """The same columns of an observation."""
    return (
        row["document_id"], key(row["indicator"]), row["value_kind"], row["status"], number(row["value"]),
        text(row["unit"]), text(row["qualifier"]), text(row["missing_reason"]), flags(row),
        text(row["period_start"]), text(row["period_end"]), text(row["period_type"]),
    )  # fmt: skip


def test_every_observation_of_other_municipalities(shared: Path, cities_root: Path) -> None:
    files = sorted((shared / "cities").glob("*/gold.csv"))
    if not files:
        pytest.skip("no other municipalities beside the project")
    expected = [expected_city_fact(row) for file in files for row in read_csv(file)]
    with closing(duckdb.connect(str(cities_root / "warehouse.duckdb"), read_only=True)) as connection:
        found = [found_city_fact(row) for row in rows(connection, "FROM observation")]
    assert score("other municipalities", expected, found).perfect
