"""The warehouse opened for reading, and for nothing else."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import LockedError, NoWarehouseError, QueryError
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

MEMORY = "2GB"  # what a query may take

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
    connection: duckdb.DuckDBPyConnection, text: str, seconds: float = 600.0
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and the rows of a query; it is stopped after ``seconds``.

    Raises :class:`QueryError` with what DuckDB says, and a name that is meant where it knows none.
    """
    import duckdb

    with _deadline(connection, seconds):
        try:
            answer = connection.execute(text)
            columns = [column[0] for column in answer.description or ()]
            return columns, answer.fetchall() if columns else []
        except duckdb.InterruptException as error:
            remedy = "Ask for less, with WHERE or LIMIT"
            raise QueryError(f"took longer than {seconds:g} s", remedy=remedy) from error
        except duckdb.Error as error:
            raise QueryError(str(error).strip(), remedy=_remedy(error)) from error


@contextlib.contextmanager
def _deadline(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
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
