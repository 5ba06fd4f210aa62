"""Filling the tables of a new warehouse from the Parquet files of ``normalized/``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.layers.contract import Table, tables
from pipeline.layers.normalized import arrow
from pipeline.load.schema import identifier
from pipeline.load.source import Source, read_parquet

if TYPE_CHECKING:
    import duckdb

# What is said more than once is found by a hash, and only that is put in order: a country has ten millions.
_REPETITIONS = """
INSERT INTO repetition BY NAME
WITH said AS (
    SELECT *, stage_of(status) AS stage, measure_of(value_kind, flags) AS measure,
           hash(indicator_id, value_kind, stage, period_type, period_start, period_end, measure) AS thing
    FROM observation WHERE indicator_id IS NOT NULL {chosen}
),
often AS (SELECT document_id, thing FROM said GROUP BY ALL HAVING count(*) > 1)
SELECT document_id, observation_id FROM said SEMI JOIN often USING (document_id, thing)
QUALIFY row_number() OVER (
    PARTITION BY document_id, indicator_id, value_kind, stage, period_type, period_start, period_end, measure
    ORDER BY (missing_reason IS NOT NULL), page, table_no, row_no, col_no, part_no, observation_id
) > 1
ORDER BY document_id, observation_id
"""
Given = Mapping[str, Sequence[Mapping[str, object]]]


def fill(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Insert the rows of ``source``.

    Rows stand in the order of their documents, and in a document in the order of its file, so that
    the same input gives the same content and a document's rows lie together.
    """
    documents(connection, source)
    for contract in tables().values():
        if contract.name == "plan" or contract.written_by == "identity":
            table(connection, source, contract.name)
    repetitions(connection)


def repetitions(connection: duckdb.DuckDBPyConnection, documents: Sequence[str] | None = None) -> None:
    """Insert the observations of ``documents`` (None: all) that say what their document says already."""
    chosen = "" if documents is None else "AND document_id IN (SELECT unnest(?))"
    connection.execute(_REPETITIONS.format(chosen=chosen), [] if documents is None else [documents])


def documents(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Insert the rows that belong to one document each."""
    for contract in tables().values():
        if contract.written_by == "document" and contract.name != "plan":
            table(connection, source, contract.name)


def table(connection: duckdb.DuckDBPyConnection, source: Source, name: str) -> None:
    """Insert the rows of one table that the files of ``source`` hold."""
    contract = tables()[name]
    if paths := source.files(contract):
        rows = read_parquet(paths, filename=True, file_row_number=True)
        connection.execute(f"INSERT INTO {identifier(name)} BY NAME {_select(contract, rows, source)}")


def given(connection: duckdb.DuckDBPyConnection, rows: Given) -> dict[str, int]:
    """Insert the rows of the tables that no file holds; return how many each has."""
    names = [name for name, contract in tables().items() if contract.written_by == "run"]
    return {name: insert(connection, name, rows.get(name, ())) for name in names}


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows each of the other tables has."""
    names = [name for name, contract in tables().items() if contract.written_by != "run"]
    query = ", ".join(f"(SELECT count(*) FROM {identifier(name)})" for name in names)
    # all rows are fetched: a connection with an unfinished result takes no other work
    rows = connection.execute(f"SELECT {query}").fetchall()
    return dict(zip(names, rows[0], strict=True))


def insert(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Mapping[str, object]]) -> int:
    """Insert rows that no file holds into the table ``name``; return how many there are."""
    return _fill_given(connection, tables()[name], rows)


def _select(table: Table, rows: str, source: Source) -> str:
    columns = ", ".join(identifier(name) for name in table.column_names)
    order = "ORDER BY filename, file_row_number"
    if table.name == "plan":
        return _plans(columns, rows, source)
    if table.name == "observation" and (links := source.links()):
        columns = columns.replace('"indicator_id"', "link.indicator_id AS indicator_id")
        columns = columns.replace('"observation_id"', "o.observation_id AS observation_id")
        link = read_parquet(links)
        order = "ORDER BY o.filename, o.file_row_number"
        return f"SELECT {columns} FROM {rows} o LEFT JOIN {link} link USING (observation_id) {order}"
    if table.written_by == "identity" and "document_id" in table.column_names:
        return f"SELECT {columns} FROM {rows} WHERE document_id IN (SELECT document_id FROM document) {order}"
    return f"SELECT {columns} FROM {rows} {order}"


def _plans(columns: str, rows: str, source: Source) -> str:
    """Several documents of a plan each say what they know of it: the first that knows a thing is kept."""
    known = ", ".join(
        f"first({identifier(c.name)} ORDER BY filename) FILTER ({identifier(c.name)} IS NOT NULL) AS {c.name}"
        for c in tables()["plan"].columns
        if c.name not in ("plan_id", "predecessor")
    )
    stated = "first(predecessor) FILTER (predecessor IS NOT NULL)"
    plans = f"SELECT plan_id, {known}, {stated} AS stated FROM {rows} GROUP BY plan_id"
    if not (files := source.succession()):
        return f"SELECT {columns} FROM (SELECT *, stated AS predecessor FROM ({plans})) ORDER BY plan_id"
    return f"""
        SELECT {columns} FROM (
            SELECT p.*, coalesce(p.stated, s.predecessor) AS predecessor
            FROM ({plans}) p LEFT JOIN {read_parquet(files)} s USING (plan_id)
        ) ORDER BY plan_id"""


def _fill_given(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Mapping[str, object]]
) -> int:
    if not rows:
        return 0
    connection.register("given_rows", arrow(table, rows))
    connection.execute(f"INSERT INTO {identifier(table.name)} BY NAME SELECT * FROM given_rows")
    connection.unregister("given_rows")
    return len(rows)
