"""The warehouse in Python and notebooks: SQL and views as DataFrames, read-only."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pipeline.warehouse import connect, deadline
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


class Warehouse:
    """An open warehouse. Every table and view is an attribute: ``w.series`` is a DataFrame.

    ``connection`` is DuckDB's own, read-only; :meth:`sql` runs a query. Use it with ``with``, or
    :meth:`close` it: on Windows a run can't put a new warehouse in the place of an open one.
    """

    def __init__(self, root: Path) -> None:
        self.connection: duckdb.DuckDBPyConnection = connect(Workspace(root.resolve()))

    def sql(self, query: str, parameters: list[Any] | None = None) -> pd.DataFrame:
        """Return the rows of ``query`` as a DataFrame; ``?`` in it takes ``parameters``.

        Raises ``duckdb.Error``, and ``QueryError`` for a query that takes longer than ten minutes.
        """
        with deadline(self.connection):
            return self.connection.execute(query, parameters or []).df()

    @property
    def tables(self) -> list[str]:
        """Names of all tables and views."""
        return [str(row[0]) for row in self.connection.execute("SHOW TABLES").fetchall()]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.tables:
            raise AttributeError(f"no table or view {name!r}; there are {', '.join(self.tables)}")
        quoted = name.replace('"', '""')
        return self.sql(f'FROM "{quoted}"')

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
