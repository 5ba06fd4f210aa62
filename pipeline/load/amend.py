"""Bringing a copy of a large warehouse up to date: only the documents that changed are written anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.layers.contract import tables
from pipeline.load import fill, reach
from pipeline.load.schema import identifier
from pipeline.load.source import Source, read_parquet
from pipeline.load.standing import Change

if TYPE_CHECKING:
    import duckdb

CHECKS = "check_result"


def amend(connection: duckdb.DuckDBPyConnection, source: Source, change: Change) -> set[str]:
    """Take out what is gone, put in what is fresh, and renew what holds across documents.

    ``connection`` is in a transaction. Rows of unchanged documents are touched only where identity
    says something else of them. Returns the documents of which anything may be said otherwise now: those of
    the municipalities that the change reaches, and those that are gone.
    """
    out = [*change.gone, *change.fresh]
    places, tied = reach.of_documents(connection, out), reach.tied(connection)
    plans = _plans_of(connection, out)
    for table in tables().values():
        if table.written_by == "document" and "document_id" in table.column_names:
            query = f"DELETE FROM {identifier(table.name)} WHERE document_id IN (SELECT unnest(?))"
            connection.execute(query, [out])
    fresh = Source(source.root, tuple(name for name in source.documents if name in set(change.fresh)))
    fill.documents(connection, fresh)
    _renew_plans(connection, source, plans | _plans_of(connection, change.fresh))
    reach.keep_identity(connection)
    touched = _renew_identity(connection, source)
    renewed = sorted({*change.fresh, *touched})
    connection.execute("DELETE FROM repetition WHERE document_id IN (SELECT unnest(?))", [[*out, *touched]])
    fill.repetitions(connection, renewed)
    places |= reach.of_documents(connection, renewed) | reach.of_identity(connection)
    tied |= reach.tied(connection)
    return reach.documents(connection, places | tied if places & tied else places) | {*out}


def clear_given(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty the tables that the run fills, but what the checks found: most of it stays."""
    for table in tables().values():
        if table.written_by == "run" and table.name != CHECKS:
            connection.execute(f"DELETE FROM {identifier(table.name)}")


def _plans_of(connection: duckdb.DuckDBPyConnection, documents: Iterable[str]) -> set[str]:
    query = "SELECT DISTINCT plan_id FROM document WHERE document_id IN (SELECT unnest(?))"
    rows = connection.execute(query, [list(documents)]).fetchall()
    return {row[0] for row in rows if row[0] is not None}


def _renew_plans(connection: duckdb.DuckDBPyConnection, source: Source, plans: set[str]) -> None:
    """Write ``plans`` anew from all their documents, each of which may know something of them."""
    query = "SELECT document_id FROM document WHERE plan_id IN (SELECT unnest(?))"
    names = {row[0] for row in connection.execute(query, [sorted(plans)]).fetchall()}
    connection.execute("DELETE FROM plan WHERE plan_id IN (SELECT unnest(?))", [sorted(plans)])
    fill.table(connection, Source(source.root, tuple(n for n in source.documents if n in names)), "plan")


def _renew_identity(connection: duckdb.DuckDBPyConnection, source: Source) -> set[str]:
    """Renew what spans documents; return the documents with observations that identity says other of."""
    touched: set[str] = set()
    for table in tables().values():
        if table.written_by == "identity":
            connection.execute(f"DELETE FROM {identifier(table.name)}")
            fill.table(connection, source, table.name)
    if links := source.links():
        connection.execute(
            f"""CREATE TEMP TABLE moved AS
            SELECT document_id, observation_id, link.indicator_id
            FROM observation JOIN {read_parquet(links)} link USING (observation_id)
            WHERE observation.indicator_id IS DISTINCT FROM link.indicator_id"""
        )
        touched = {row[0] for row in connection.execute("SELECT DISTINCT document_id FROM moved").fetchall()}
        if touched:
            connection.execute(
                """UPDATE observation SET indicator_id = moved.indicator_id FROM moved
                WHERE observation.observation_id = moved.observation_id"""
            )
        connection.execute("DROP TABLE moved")
    files = source.succession()
    known = read_parquet(files) if files else "(SELECT NULL AS plan_id, NULL AS predecessor)"
    connection.execute(
        f"""UPDATE plan SET predecessor = renewed.predecessor
        FROM (SELECT plan.plan_id, s.predecessor FROM plan LEFT JOIN {known} s USING (plan_id)) renewed
        WHERE plan.plan_id = renewed.plan_id AND plan.predecessor IS DISTINCT FROM renewed.predecessor"""
    )
    return touched
