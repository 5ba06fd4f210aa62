"""What changed between two warehouses is found from their prints, and counted only where they differ."""

from __future__ import annotations

import duckdb
import pytest

from pipeline.run.changes import Change, Facts, Prints, compare, differing, facts, prints

_TABLE = """
CREATE TABLE observation (document_id VARCHAR, observation_id VARCHAR, value DECIMAL(38, 10),
    value_low VARCHAR, value_high VARCHAR, unit VARCHAR, grade VARCHAR, missing_reason VARCHAR,
    qualifier VARCHAR, value_kind VARCHAR, status VARCHAR, period_start DATE, period_end DATE, page INTEGER)
"""
Row = tuple[str, str, object, int]


def _asked(*rows: Row) -> tuple[Prints, Facts]:
    with duckdb.connect() as connection:
        connection.execute(_TABLE)
        for document, name, value, page in rows:
            given = "? AS document_id, ? AS observation_id, ? AS value, ? AS page"
            connection.execute(
                f"INSERT INTO observation BY NAME SELECT {given}", [document, name, value, page]
            )
        return prints(connection), facts(connection, ["a", "b", "c"])


def _changes(old: list[Row], new: list[Row]) -> list[Change]:
    (before, old_facts), (after, new_facts) = _asked(*old), _asked(*new)
    names = differing(before, after)
    return compare(before, after, {n: old_facts[n] for n in names}, {n: new_facts[n] for n in names})


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([], [("a", "1", 5, 1), ("a", "2", None, 1)], [Change("a", 2, 0, 0)]),
        ([("a", "1", 5, 1)], [], [Change("a", 0, 1, 0)]),
        ([("a", "1", 5, 1)], [("a", "1", 6, 1)], [Change("a", 0, 0, 1)]),
        ([("a", "1", 5, 1), ("b", "3", 7, 1)], [("a", "2", 5, 1), ("b", "3", 7, 1)], [Change("a", 1, 1, 0)]),
        ([("a", "1", 5, 1)], [("a", "1", 5, 2)], []),  # another place on the page says nothing else
        ([("a", "1", 5, 1), ("a", "2", 6, 1)], [("a", "2", 6, 1), ("a", "1", 5, 1)], []),
        ([("a", "1", 5, 1), ("a", "2", 6, 1)], [("a", "1", 6, 1), ("a", "2", 5, 1)], [Change("a", 0, 0, 2)]),
    ],
)
def test_changes(old: list[Row], new: list[Row], changes: list[Change]) -> None:
    assert _changes(old, new) == changes
