"""The stages that look at all documents at once, as the runner sees them: identity and load."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError, ShihyoError, StorageError
from pipeline.load.standing import forget
from pipeline.run.changes import Change
from pipeline.run.code import code_hash, combined
from pipeline.run.hints import Hints
from pipeline.run.inspection import WarehouseInspection
from pipeline.run.stage import Means
from pipeline.run.state import Record
from pipeline.run.task import Json
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

    from pipeline.analyze.news import News

IDENTITY_CODE = ("normalize", "layers")
LOAD_CODE = ("load", "layers", "analyze/checks")
PACKAGES = ("duckdb", "pyarrow")
ALL = "*"  # the name of the one record of a stage that looks at all documents

_HELD = """
SELECT document_id, count(quarantine.document_id) FROM document LEFT JOIN quarantine USING (document_id)
GROUP BY document_id
"""


@dataclass(frozen=True)
class Loaded:
    """The warehouse after a run: ``totals`` by table, quarantine by document and reason, revisions by kind.

    ``aside`` are the numbers of budget ledgers by document, which are recognised and not read.

    ``built`` is False where nothing had changed; ``changes`` are against the warehouse before, ``news``
    are what documents that it did not have say otherwise than what was known before them; ``failures``
    are of documents that could not be loaded.
    """

    built: bool
    totals: dict[str, int] = field(default_factory=dict)
    quarantine: list[list[object]] = field(default_factory=list)
    aside: list[list[object]] = field(default_factory=list)
    revisions: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    failures: list[ShihyoError] = field(default_factory=list)


def run_load(workspace: Workspace, means: Means, runs: list[Json]) -> Loaded:
    """Link indicators and build the warehouse, each where what it reads has changed."""
    faults = _identify(workspace, means)
    hashes = [*_hashes(workspace, means, "*/*.parquet"), means.state.hash(workspace.corrections)]
    key = combined(*hashes, code_hash(LOAD_CODE, PACKAGES))
    record = means.state.get("load", ALL)
    if record and record.key == key and not means.force and _stands(workspace, record):
        return Loaded(False, **_summary(record.result), failures=faults)
    if means.force:
        forget(workspace.state)
    known = record.result["revisions"] if record and _stands(workspace, record) else None
    return _build(workspace, means, runs, key, faults, WarehouseInspection(workspace, known))


class _Unreviewed(Workspace):
    """A workspace whose reviewed names can't be used."""

    @property
    def indicators(self) -> Path:
        """A file that isn't there."""
        return self.state / "no-indicators.toml"


def _identify(workspace: Workspace, means: Means) -> list[ShihyoError]:
    """Link indicators; where ``indicators.toml`` can't be used, without it, and return that fault."""
    hashes = [*_hashes(workspace, means, "[!_]*/*.parquet"), means.state.hash(workspace.indicators)]
    key = combined(*hashes, code_hash(IDENTITY_CODE, PACKAGES))
    record = means.state.get("identity", ALL)
    if record and record.key == key and not means.force and means.state.intact(record):
        return []
    from pipeline.normalize.identity import run as identify

    try:
        identify(workspace)
    except SettingsError as error:
        identify(_Unreviewed(workspace.root, workspace.addresses))
        means.state.drop("identity", ALL)
        return [error]
    paths = sorted(workspace.identity_dir.glob("*.parquet"))
    outputs = {p.relative_to(workspace.root).as_posix(): means.state.hash(p) for p in paths}
    means.state.put("identity", ALL, Record(key, outputs))
    return []


def _build(
    workspace: Workspace,
    means: Means,
    runs: list[Json],
    key: str,
    faults: list[ShihyoError],
    inspection: WarehouseInspection,
) -> Loaded:
    import duckdb

    from pipeline.load import run as build
    from pipeline.load.swap import clean

    given = {"correction": Hints.read(workspace.corrections).corrections()}
    try:
        report = build(workspace, runs=[_row(row) for row in runs], given=given, inspect=inspection)
    except (duckdb.IOException, duckdb.TransactionException, OSError) as error:
        clean(workspace.warehouse)
        remedy = "Make room, then `shihyo load`; the old warehouse stays"
        raise StorageError(
            f"can't be built ({error})", file=str(workspace.warehouse), remedy=remedy
        ) from error
    inspection.summary["totals"]["warnings"] = report.warnings
    failures = list(report.failures.values())
    if not failures:  # else the next run says so again
        means.state.put("load", ALL, Record(key, result={**inspection.summary, "file": _trait(workspace)}))
    return Loaded(
        True,
        **inspection.summary,
        changes=inspection.changes,
        news=inspection.news,
        failures=faults + failures,
    )


def _row(row: Json) -> Json:
    times = {name: datetime.fromisoformat(row[name]) for name in ("started_at", "finished_at")}
    return {**row, **times}


def quarantined(workspace: Workspace) -> dict[str, int]:
    """Cells in quarantine by document; nothing where there is no warehouse."""
    if not workspace.warehouse.is_file():
        return {}
    with _connect(workspace) as connection:
        held: dict[str, int] = dict(connection.execute(_HELD).fetchall())
    return held


def _hashes(workspace: Workspace, means: Means, pattern: str) -> list[str]:
    paths = sorted(workspace.normalized.glob(pattern))
    return [f"{path.parent.name}/{path.name} {means.state.hash(path)}" for path in paths]


def _stands(workspace: Workspace, record: Record) -> bool:
    path = workspace.warehouse
    return path.is_file() and _trait(workspace) == record.result.get("file")


def _trait(workspace: Workspace) -> list[int]:
    """Size and time of the warehouse: enough to tell it from another, and quicker than a hash of it."""
    stat = workspace.warehouse.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _summary(result: Json) -> Json:
    return {key: result[key] for key in ("totals", "quarantine", "aside", "revisions") if key in result}


def _connect(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    from pipeline.warehouse import connect

    return connect(workspace)
