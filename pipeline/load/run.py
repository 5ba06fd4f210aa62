"""Building the warehouse beside the old one and putting it in its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline.errors import ShihyoError
from pipeline.load import amend, fill, source, standing, swap, template
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

T = TypeVar("T")
PATIENCE = 30.0  # seconds to wait for a program that keeps the old warehouse open (Windows)


class Inspection(Protocol):
    """What looks at a warehouse that was filled and gives the rows of check_result.

    ``made_by`` names its code: rows that another code gave are asked anew.
    """

    @property
    def made_by(self) -> str:
        """The name of the code."""
        ...

    def __call__(
        self, connection: duckdb.DuckDBPyConnection, documents: Collection[str] | None, /
    ) -> Sequence[Mapping[str, object]]:
        """Return the rows of ``documents``, some of which may be gone; None: of all, and those of none."""
        ...


@dataclass(frozen=True)
class LoadReport:
    """What a load did: the documents loaded, rows by table, the documents left out and why.

    ``added`` and ``removed`` compare the documents with those of the warehouse before; ``warnings`` are the
    rows of check_result that are not just for information.
    """

    documents: tuple[str, ...]
    rows: dict[str, int]
    failures: dict[str, ShihyoError]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    warnings: int


def run(
    workspace: Workspace,
    documents: Iterable[str] | None = None,
    *,
    runs: Sequence[Mapping[str, object]] = (),
    given: fill.Given | None = None,
    inspect: Inspection | None = None,
    patience: float = PATIENCE,
) -> LoadReport:
    """Build the warehouse of ``workspace`` from ``normalized/`` and swap it in.

    ``documents`` are the ids to load (the folders of ``normalized/``), None for all that stand there; a
    document outside them leaves the warehouse. ``runs`` are the rows of the table run, ``given`` those of
    other tables that no file holds (correction); ``inspect`` gives those of check_result, from what was
    loaded. A document that can't be loaded costs only
    itself and is reported. Raises ``LockedError`` where the old warehouse can't be replaced; it stands
    until then.
    """
    before = documents_of(workspace.warehouse)
    swap.clean(workspace.warehouse)
    chosen = source.find(workspace.normalized, documents)
    made_by = template.digest(), inspect.made_by if inspect else None
    after = standing.now(chosen, workspace.warehouse, *made_by)
    connection, failures, concerned = _filled(workspace, chosen, after)
    with connection:
        told = {"run": [*runs, *_told(failures, runs)], **(given or {})}
        amend.clear_given(connection)
        rows = fill.given(connection, told) | fill.counts(connection)
        rows[amend.CHECKS], warnings = _inspected(connection, inspect, concerned)
        loaded = _documents(connection)
    swap.swap(workspace.warehouse, patience)
    standing.remember(after.without(failures).at(workspace.warehouse), workspace.state)
    return LoadReport(
        documents=loaded,
        rows=rows,
        failures=failures,
        added=tuple(sorted({*loaded} - {*before})),
        removed=tuple(sorted({*before} - {*loaded})),
        warnings=warnings,
    )


def _inspected(
    connection: duckdb.DuckDBPyConnection, inspect: Inspection | None, documents: Collection[str] | None
) -> tuple[int, int]:
    """Bring check_result up to date where ``documents`` are concerned (None: all); count rows and warnings.

    A check that can't be asked says so of no document, and of itself for all: then nothing is kept.
    """
    found: Sequence[Mapping[str, object]] = ()
    if inspect is not None:
        if documents is not None and _count(connection, "document_id IS NULL"):
            documents = None
        found = inspect(connection, documents)
        if documents is not None and any(row["document_id"] is None for row in found):
            documents = None
            found = inspect(connection, None)
    if inspect is None or documents is None:
        connection.execute(f"DELETE FROM {amend.CHECKS}")
    else:
        query = f"DELETE FROM {amend.CHECKS} WHERE document_id IN (SELECT unnest(?))"
        connection.execute(query, [sorted(documents)])
    fill.insert(connection, amend.CHECKS, found)
    return _count(connection, "true"), _count(connection, "severity <> 'info'")


def _count(connection: duckdb.DuckDBPyConnection, condition: str) -> int:
    rows = connection.execute(f"SELECT count(*) FROM {amend.CHECKS} WHERE {condition}").fetchall()
    return int(rows[0][0])


def _told(
    failures: Mapping[str, ShihyoError], runs: Sequence[Mapping[str, object]]
) -> list[dict[str, object]]:
    """Return a row of the table run for each document left out, so that none is missing in silence."""
    run_id = runs[-1]["run_id"] if runs else "load"
    return [
        {"run_id": run_id, "document_id": name, "stage": "load", "outcome": "failed", "message": str(error)}
        for name, error in failures.items()
    ]


def documents_of(warehouse: Path) -> tuple[str, ...]:
    """Return the ids of the documents in ``warehouse``; none where there is none that can be read."""
    import duckdb

    if not warehouse.is_file():
        return ()
    try:
        with duckdb.connect(warehouse, read_only=True) as connection:
            return _documents(connection)
    except duckdb.Error:
        return ()


def _filled(
    workspace: Workspace, chosen: source.Source, after: standing.Standing
) -> tuple[duckdb.DuckDBPyConnection, dict[str, ShihyoError], set[str] | None]:
    """Return a new warehouse with the rows of all files, and the documents that could not be loaded.

    A large one with little news is a copy of the old one, brought up to date. Last come the documents whose
    findings in it must be asked anew; None: those of all.
    """
    import duckdb

    new = swap.beside(workspace.warehouse)
    old = standing.recall(workspace.state)
    change = standing.change(old, after)
    if old is not None and change is not None:
        shutil.copyfile(workspace.warehouse, new)
        connection = duckdb.connect(str(new))
        try:
            concerned = _in_one_transaction(connection, lambda: amend.amend(connection, chosen, change))
        except duckdb.Error:  # made anew, which also finds the documents that can't be loaded
            connection.close()
            swap.clean(workspace.warehouse)
        else:
            few = len(concerned) <= standing.FEW * len(old.documents)
            return connection, {}, concerned if few and old.inspected_by == after.inspected_by else None
    connection = template.start(new, workspace.state)
    return connection, _fill(connection, chosen), None


def _fill(connection: duckdb.DuckDBPyConnection, chosen: source.Source) -> dict[str, ShihyoError]:
    """Fill the tables that files hold rows of; return the documents that can't be loaded, and why.

    What the tables themselves refuse is looked for only where they refuse something.
    """
    import duckdb

    try:
        _in_one_transaction(connection, lambda: fill.fill(connection, chosen))
    except duckdb.Error:
        with duckdb.connect() as probe:  # what fills the disk must not be asked again
            failures = source.faults(probe, chosen)
        if not failures:
            raise
        good = chosen.without(failures)
        _in_one_transaction(connection, lambda: fill.fill(connection, good))
        return failures
    return {}


def _in_one_transaction(connection: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    import duckdb

    connection.begin()
    try:
        done = work()
        connection.commit()
    except BaseException:
        with suppress(duckdb.Error):
            connection.rollback()
        raise
    return done


def _documents(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    rows = connection.execute("SELECT document_id FROM document ORDER BY document_id").fetchall()
    return tuple(row[0] for row in rows)
