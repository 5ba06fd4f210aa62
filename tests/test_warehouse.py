"""Read-only means it: a query can't write, attach, copy, read files, load code or change settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import pipeline
from pipeline.errors import LockedError, NoWarehouseError, QueryError
from pipeline.warehouse import connect, deadline, query
from pipeline.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with a small warehouse."""
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        connection.execute("CREATE TABLE observation AS SELECT 1.50::DECIMAL(38,10) AS value, '人' AS unit")
        connection.execute("CREATE VIEW series AS FROM observation")
    return Workspace(tmp_path)


@pytest.fixture
def connection(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse opened for reading."""
    with connect(workspace) as opened:
        yield opened


def test_it_answers(connection: duckdb.DuckDBPyConnection) -> None:
    columns, rows = query(connection, "SELECT unit, value FROM series")
    assert columns == ["unit", "value"]
    assert str(rows[0][1]) == "1.5000000000"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x AS SELECT 1",
        "INSERT INTO observation VALUES (1, 'x')",
        "UPDATE observation SET value = 2",
        "DROP VIEW series",
        "ATTACH '{folder}/other.duckdb'",
        "ATTACH 'https://example.invalid/x.duckdb'",
        "COPY observation TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM read_text('{folder}/secret.csv')",
        "FROM '{folder}/secret.csv'",
        "SELECT * FROM glob('{folder}/*')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET memory_limit = '100GB'",
        "RESET lock_configuration",
        "SET temp_directory = '{folder}'",
        "SET allowed_directories = ['{folder}']",
    ],
)
def test_it_does_nothing_else(
    statement: str, connection: duckdb.DuckDBPyConnection, workspace: Workspace
) -> None:
    (workspace.root / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    before = sorted(p.name for p in workspace.root.iterdir())
    with pytest.raises(QueryError):
        query(connection, statement.format(folder=workspace.root.as_posix()))
    assert sorted(p.name for p in workspace.root.iterdir()) == before


def test_an_endless_query_is_stopped(connection: duckdb.DuckDBPyConnection) -> None:
    endless = (
        "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c WHERE a.range > b.range"
    )
    with pytest.raises(QueryError, match="longer than"):
        query(connection, endless, seconds=0.3)


def test_a_huge_query_fills_no_disk(
    connection: duckdb.DuckDBPyConnection, workspace: Workspace, capfd: pytest.CaptureFixture[str]
) -> None:
    huge = "SELECT count(*) FROM (SELECT DISTINCT r, repeat('x', 4000) AS s FROM range(2000000) t(r))"
    with pytest.raises(QueryError, match="WHERE or LIMIT"):
        query(connection, huge, seconds=60)
    assert [path.name for path in workspace.root.iterdir()] == ["warehouse.duckdb"]
    assert capfd.readouterr().out == ""


def test_a_huge_answer_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QueryError, match="more than 10,000,000 values"):
        query(connection, "FROM range(100000000)")
    assert query(connection, "SELECT count(*) FROM series")[1] == [(1,)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system holds no process to its memory")
def test_a_huge_value_is_refused(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.warehouse._MORE", 700)
    with pytest.raises(QueryError, match=r"memory|Memory"):
        query(connection, "SELECT range(20000000) AS a, range(20000000) AS b")
    assert query(connection, "SELECT count(*) FROM series")[1] == [(1,)]


def test_an_endless_query_of_a_notebook_is_stopped(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.notebook.deadline", partial(deadline, seconds=0.3))
    with pipeline.open(workspace.root) as warehouse, pytest.raises(QueryError, match="longer than"):
        warehouse.sql("SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range > b.range")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM sniff_csv('{folder}/secret.csv')",
        "SELECT * FROM read_blob('{folder}/secret.csv')",
        "SELECT * FROM parquet_metadata('{folder}/secret.csv')",
        "FROM query('COPY observation TO ''{folder}/out.csv''')",
        "SELECT 1; ATTACH '{folder}/other.duckdb'",
        "EXPLAIN ANALYZE COPY observation TO '{folder}/out.csv'",
        "IMPORT DATABASE '{folder}'",
        "PRAGMA profiling_output='{folder}/profile'",
        "CREATE PERSISTENT SECRET x (TYPE http)",
        "LOAD '{folder}/x.duckdb_extension'",
        "UPDATE EXTENSIONS",
        "FROM given",
    ],
)
def test_a_notebook_does_nothing_else(statement: str, workspace: Workspace) -> None:
    given = pd.DataFrame({"a": [1]})  # a query doesn't look into Python either
    assert len(given) == 1
    (workspace.root / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    before = sorted(p.name for p in workspace.root.iterdir())
    with pipeline.open(workspace.root) as warehouse, pytest.raises(duckdb.Error):
        warehouse.sql(statement.format(folder=workspace.root.as_posix()))
    assert sorted(p.name for p in workspace.root.iterdir()) == before


def test_an_unknown_name_gets_help(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QueryError, match="series"):
        query(connection, "FROM serie")


@pytest.mark.parametrize("text", ["", " ;", "-- nothing"])
def test_an_empty_query_is_said(text: str, connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QueryError, match="empty"):
        query(connection, text)


def test_the_remedy_stands_below_the_place_that_duckdb_draws(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QueryError) as raised:
        query(connection, "FROM serie")
    assert str(raised.value).splitlines()[-1] == "`SHOW TABLES` lists the tables and views"


def test_what_is_no_warehouse_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError):
        connect(Workspace(tmp_path))
    (tmp_path / "warehouse.duckdb").write_bytes(b"something else, and long enough to be looked at" * 400)
    with pytest.raises((QueryError, LockedError), match="can't be opened"):
        connect(Workspace(tmp_path))


def test_a_notebook_reads(workspace: Workspace) -> None:
    with pipeline.open(workspace.root) as warehouse:
        assert list(warehouse.series["unit"]) == ["人"]
        assert float(warehouse.sql("SELECT value * ? AS v FROM series", [2])["v"][0]) == 3.0
        assert {"observation", "series"} <= set(warehouse.tables)
        with pytest.raises(AttributeError, match="observation, series"):
            _ = warehouse.serie
        with pytest.raises(duckdb.Error):
            warehouse.sql("DROP VIEW series")


def test_two_connections_of_one_process(workspace: Workspace) -> None:
    with connect(workspace) as one, connect(workspace) as other:
        assert query(one, "FROM series") == query(other, "FROM series")
