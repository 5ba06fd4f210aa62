"""A support bundle: what a maintainer needs to know of a workspace, without what its documents say.

It holds versions, the state of each document, errors by class and place, and counts. It names files and
ids of documents; it has no text, number or picture of a page.
"""

from __future__ import annotations

import dataclasses
import io
import json
import locale
import re
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.catalog import survey as survey_catalog
from pipeline.errors import ShihyoError
from pipeline.files import write_whole
from pipeline.run.events import place_of, surroundings
from pipeline.run.log import RunLog
from pipeline.run.state import State
from pipeline.run.status import survey
from pipeline.run.task import Json, error_from
from pipeline.workspace import Workspace

RUNS = 500  # lines of the run log
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can say: a bundle needs none
_PACKAGES = (
    "camelot-py",
    "duckdb",
    "jaconv",
    "numpy",
    "pandas",
    "pdfminer.six",
    "pdfplumber",
    "playa-pdf",
    "pyarrow",
    "pypdfium2",
    "rapidocr",
    "regex",
)
_SETTINGS = ("catalog", "indicators", "hints", "corrections")
# Columns with words of the contract's vocabulary, never those of a document.
_COUNTED = {
    "tables": ("source_table", "document_id, kind, reason"),
    "cells": ("source_cell", "document_id, reader, agreement"),
    "observations": ("observation", "document_id, value_kind, status, missing_reason"),
    "quarantine": ("quarantine", "document_id, reason"),
    "checks": ("check_result", "name, severity"),
    "warnings": (
        "(SELECT document_id, unnest(warnings) AS warning FROM observation)",
        "document_id, warning",
    ),
}
_QUOTED = re.compile(r"[^ -~]+|[0-9]+")


def write_bundle(workspace: Workspace, target: Path) -> list[str]:
    """Write the bundle as a ZIP to ``target``; return the names of its parts.

    A part that can't be made says why instead: a bundle is wanted most where something is broken.
    """
    parts = {name: _text(make, workspace) for name, make in _PARTS.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in parts.items():
            bundle.writestr(zipfile.ZipInfo(name, _EARLIEST), text)
    write_whole(target, stream.getvalue())
    return list(parts)


def _text(make: Callable[[Workspace], object], workspace: Workspace) -> str:
    try:
        found = make(workspace)
    except ShihyoError as error:
        found = {"error": place_of(error)}
    except Exception as error:  # nothing may keep the other parts from being sent
        found = {"error": {"class": type(error).__name__}}
    return json.dumps(found, ensure_ascii=False, indent=1, default=str) + "\n"


def _versions(_: Workspace) -> Json:
    packages = {name: _version(name) for name in _PACKAGES}
    encodings = {"file_system": sys.getfilesystemencoding(), "preferred": locale.getpreferredencoding(False)}
    return {**surroundings(), "packages": packages, "encodings": encodings}


def _documents(workspace: Workspace) -> list[Json]:
    """Rows of ``status``: numbers, states and what pages are unreadable, without messages."""
    rows = [dataclasses.asdict(row) for row in survey(workspace).rows]
    return [{name: value for name, value in row.items() if name != "message"} for row in rows]


def _errors(workspace: Workspace) -> list[Json]:
    state = State(workspace.state, workspace.root)
    found = []
    for stage in ("extract", "normalize"):
        for document_id in state.names(stage):
            record = state.get(stage, document_id)
            if record and record.error:
                place = place_of(error_from(record.error))
                found.append({"stage": stage, "document_id": document_id, **place})
    return found


def _runs(workspace: Workspace) -> list[Json]:
    kept = ("run_id", "started_at", "document_id", "stage", "outcome", "seconds")
    rows = RunLog(workspace.state / "runs.jsonl").rows()[-RUNS:]
    return [{name: row.get(name) for name in kept} for row in rows]


def _settings(workspace: Workspace) -> Json:
    """Which files a person wrote, how long they are, and the faults of the catalogue."""
    paths = {name: getattr(workspace, name) for name in _SETTINGS}
    sizes = {name: path.stat().st_size for name, path in paths.items() if path.is_file()}
    catalog = survey_catalog(workspace.catalog)
    faults = [place_of(problem) for problem in catalog.problems]
    return {"bytes": sizes, "entries": len(catalog.entries), "faults": faults}


def _counts(workspace: Workspace) -> Json:
    from pipeline.warehouse import connect, query

    found: Json = {}
    with connect(workspace) as connection:
        for name, (table, words) in _COUNTED.items():
            text = f"SELECT {words}, count(*) AS count FROM {table} GROUP BY ALL ORDER BY ALL"
            columns, rows = query(connection, text)
            found[name] = [
                {name: _brief(name, value) for name, value in zip(columns, row, strict=True)} for row in rows
            ]
    return found


def _brief(column: str, value: object) -> object:
    """A reason or a warning may quote a cell: of such texts the Latin letters stay, and nothing else."""
    return _QUOTED.sub("…", value) if isinstance(value, str) and column in ("reason", "warning") else value


_PARTS: dict[str, Callable[[Workspace], object]] = {
    "versions.json": _versions,
    "documents.json": _documents,
    "errors.json": _errors,
    "runs.json": _runs,
    "settings.json": _settings,
    "counts.json": _counts,
}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
