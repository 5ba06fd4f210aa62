"""A part of a warehouse that is a warehouse itself, so that any query can be asked of a few documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from pipeline.layers.contract import tables
from pipeline.load.schema import identifier
from pipeline.load.views import views

if TYPE_CHECKING:
    import duckdb

_NAME = "part"


@contextmanager
def part(
    connection: duckdb.DuckDBPyConnection, documents: Collection[str] | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a warehouse in memory with the rows of ``documents``; None: ``connection``.

    It has all tables and views. Tables whose rows are of no one document are those of the whole.
    """
    if documents is None:
        yield connection
        return
    whole = identifier(connection.execute("SELECT current_database()").fetchall()[0][0])
    connection.execute(f"ATTACH ':memory:' AS {_NAME}")
    try:
        with closing(connection.cursor()) as inside:
            inside.execute(f"USE {_NAME}")
            for table in tables().values():
                name = identifier(table.name)
                if "document_id" in table.column_names and table.written_by in ("document", "load"):
                    chosen = f"FROM {whole}.main.{name} WHERE document_id IN (SELECT unnest(?))"
                    inside.execute(f"CREATE TABLE {name} AS {chosen}", [sorted(documents)])
                else:
                    inside.execute(f"CREATE VIEW {name} AS FROM {whole}.main.{name}")
            for view in views():
                if view.query:
                    inside.execute(view.query)
            yield inside
    finally:
        connection.execute(f"DETACH {_NAME}")
