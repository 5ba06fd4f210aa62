"""The five documents, read from their pages: what is one indicator, what isn't, and when what was known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal

import duckdb
import pytest

from pipeline.normalize.identity.names import name_key

PROVISIONAL, FINAL = "progress-provisional-r2", "progress-final-r2"
STATIONS = "市内の駅の一日平均乗降客数", "市内の駅の日平均乗降客数"
_KNOWN = """
SELECT count(*) AS stated, count(*) FILTER (known.observation_id = o.observation_id) AS known
FROM observation o
LEFT JOIN as_known_at(?) known USING (observation_id)
WHERE o.document_id = ? AND o.value_kind = 'actual' AND o.fiscal_year = 2020 AND o.missing_reason IS NULL
"""


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    """The documents beside the project, which no person has reviewed."""
    root = request.getfixturevalue("reference_root")
    with closing(duckdb.connect(str(root / "warehouse.duckdb"), read_only=True)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("day", "document", "figures"),
    [("2021-04-01", PROVISIONAL, 26), ("2021-08-30", PROVISIONAL, 26), ("2021-08-31", FINAL, 31)],
)
def test_what_was_known_on_a_day(
    day: str, document: str, figures: int, kodaira: duckdb.DuckDBPyConnection
) -> None:
    """All actuals of 令和２年度 are those of the provisional release, and then those of the final one."""
    assert kodaira.execute(_KNOWN, [day, document]).fetchall() == [(figures, figures)]


def test_the_migration_balance(kodaira: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT value FROM as_known_at(?) WHERE indicator LIKE '人口の社会増減%' AND fiscal_year = 2020 "
    for day, value in (("2021-04-01", 893), ("2021-09-01", 713)):
        rows = kodaira.execute(f"{query} AND value_kind = 'actual'", [day]).fetchall()
        assert rows == [(Decimal(value),)]
    assert kodaira.execute(f"{query} AND value_kind = 'actual'", ["2021-03-28"]).fetchall() == []


def test_no_false_link(kodaira: duckdb.DuckDBPyConnection) -> None:
    """But for the stations, all names of an indicator differ in width, brackets and marks only."""
    names: dict[str, set[str]] = {}
    query = "SELECT DISTINCT indicator_id, indicator FROM observation WHERE indicator_id IS NOT NULL"
    for indicator_id, name in kodaira.execute(query).fetchall():
        names.setdefault(indicator_id, set()).add(name_key(name))
    assert [found for found in names.values() if len(found) > 1] == [set(map(name_key, STATIONS))]


def test_nothing_is_missed(kodaira: duckdb.DuckDBPyConnection) -> None:
    """One name in two documents is one indicator, but where a note or a unit redefines it."""
    query = """
    SELECT indicator FROM observation WHERE indicator_id IS NOT NULL
    GROUP BY indicator HAVING count(DISTINCT indicator_id) > 1
    """
    twice = {name for (name,) in kodaira.execute(query).fetchall()}
    assert twice == {"介護予防見守りボランティアの登録者数"}
    relations = kodaira.execute(
        """SELECT n.name, r.from_fiscal_year FROM indicator_relation r JOIN indicator n USING (indicator_id)
        WHERE relation = 'redefined' AND state = 'applied'"""
    ).fetchall()
    assert relations == [("介護予防見守りボランティアの登録者数", 2024)]


def test_the_stations_are_linked_by_evidence(reference: duckdb.DuckDBPyConnection) -> None:
    found = reference.execute(
        "SELECT basis, count(DISTINCT indicator_id) FROM indicator_alias WHERE name_printed IN ? GROUP BY 1",
        [list(STATIONS)],
    ).fetchall()
    assert dict(found) == {"exact": 1, "evidence": 1}


@pytest.mark.parametrize("name", ["自主防災組織の組織数", "介護予防見守りボランティアの登録者数"])
def test_one_indicator_in_two_plans(name: str, reference: duckdb.DuckDBPyConnection) -> None:
    query = """
    SELECT max(plans) FROM (
        SELECT count(DISTINCT plan_id) AS plans FROM observation WHERE indicator = ? GROUP BY indicator_id
    )"""
    assert reference.execute(query, [name]).fetchall() == [(2,)]


def test_what_is_likely_is_only_proposed(reference: duckdb.DuckDBPyConnection) -> None:
    found = reference.execute(
        """SELECT n.name, o.name FROM indicator_relation r JOIN indicator n USING (indicator_id)
        JOIN indicator o ON o.indicator_id = r.other_id WHERE state = 'proposed'"""
    ).fetchall()
    assert found == [("地域連携のための会議等の開催地区数", "地域連携のための会議")]
