"""The warehouse opened for reading, and for nothing else."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import LockedError, NoWarehouseError, QueryError
from pipeline.memory import held
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

MEMORY = "2GB"  # what a query may take
SECONDS = 600.0  # and how long
MOST_VALUES = 10_000_000  # of an answer: each is an object of Python, with some 100 bytes
_BATCH = 10_000  # rows that are fetched at a time
_MORE = 4096  # MiB of address space for a query and its answer
_LESS = "Ask for less, with WHERE or LIMIT"

# Given when it is opened, since a second connection of a process must come with the same ones.
_LOCKS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "memory_limit": MEMORY,
    "temp_directory": "",  # else a query may fill the disk beside the warehouse
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
}


def connect(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    """Open the warehouse read-only: no other file, no network, no extension, no change of settings.

    Raises :class:`NoWarehouseError`, and :class:`LockedError` where a program writes to it.
    """
    import duckdb

    path = workspace.warehouse
    if not path.is_file():
        raise NoWarehouseError("there is no warehouse yet", file=str(path), remedy="Run `shihyo run`")
    try:
        return duckdb.connect(str(path), read_only=True, config=_LOCKS)
    except duckdb.IOException as error:
        if "lock" in str(error).lower() or "being used" in str(error).lower():
            remedy = "Close the program that writes to it"
            raise LockedError("another program writes to it", file=str(path), remedy=remedy) from error
        raise QueryError(
            f"can't be opened ({error})", file=str(path), remedy="Run `shihyo load --force`"
        ) from error


def query(
    connection: duckdb.DuckDBPyConnection, text: str, seconds: float = SECONDS
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and the rows of a query; it is stopped after ``seconds``.

    Raises :class:`QueryError` with what DuckDB says, and a name that is meant where it knows none; and where
    the answer is too large for memory.
    """
    import duckdb

    try:
        if not connection.extract_statements(text):
            raise QueryError("the query is empty", remedy="`FROM series` is enough for a start")
        with held(_MORE), deadline(connection, seconds):
            answer = connection.execute(text)
            columns = [column[0] for column in answer.description or ()]
            return columns, _fetched(answer, len(columns)) if columns else []
    except duckdb.Error as error:
        raise QueryError(str(error).strip().rstrip("!"), remedy=_remedy(error)) from error
    except MemoryError as error:
        raise QueryError("the answer needs too much memory", remedy=_LESS) from error


def _fetched(answer: duckdb.DuckDBPyConnection, width: int) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    while batch := answer.fetchmany(_BATCH):
        rows += batch
        if len(rows) * width > MOST_VALUES:
            raise QueryError(f"the answer has more than {MOST_VALUES:,} values", remedy=_LESS)
    return rows


@contextlib.contextmanager
def deadline(connection: duckdb.DuckDBPyConnection, seconds: float = SECONDS) -> Iterator[None]:
    """Stop what ``connection`` does meanwhile after ``seconds``, with a :class:`QueryError`."""
    import duckdb

    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise QueryError(f"took longer than {seconds:g} s", remedy=_LESS) from error
    finally:
        timer.cancel()


def _remedy(error: duckdb.Error) -> str:
    import duckdb

    if isinstance(error, duckdb.OutOfMemoryException):
        return f"A query may take {MEMORY}: ask for less, with WHERE or LIMIT"
    if isinstance(error, duckdb.PermissionException) or "read-only" in str(error):
        return "Queries only read the warehouse itself"
    if isinstance(error, duckdb.CatalogException):
        return "`SHOW TABLES` lists the tables and views"
    return ""
