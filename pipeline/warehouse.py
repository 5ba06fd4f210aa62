"""The warehouse opened for reading, and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import LockedError, NoWarehouseError, QueryError
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

# In this order: what is locked can't be set any more.
_LOCKS = (
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET lock_configuration = true",
)


def connect(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    """Open the warehouse read-only: no other file, no network, no extension, no change of settings.

    Raises :class:`NoWarehouseError`, and :class:`LockedError` where a program writes to it.
    """
    import duckdb

    path = workspace.warehouse
    if not path.is_file():
        raise NoWarehouseError("there is no warehouse yet", file=str(path), remedy="Run `shihyo run`")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.IOException as error:
        if "lock" in str(error).lower() or "being used" in str(error).lower():
            remedy = "Close the program that writes to it"
            raise LockedError("another program writes to it", file=str(path), remedy=remedy) from error
        raise QueryError(
            f"can't be opened ({error})", file=str(path), remedy="Run `shihyo load --force`"
        ) from error
    for statement in _LOCKS:
        connection.execute(statement)
    return connection
