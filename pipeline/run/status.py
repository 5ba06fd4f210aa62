"""What the next run would do, and the account of what was read, without doing anything."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ShihyoError
from pipeline.layers import extracted
from pipeline.layers.account import account_of
from pipeline.run.extract import Extract
from pipeline.run.load import quarantined
from pipeline.run.shelves import Shelves, bring_settings, shelves
from pipeline.run.sources import Source, find_sources
from pipeline.run.state import State
from pipeline.run.task import Json, error_from
from pipeline.run.unread import remedies
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Row:
    """One document. ``state`` is new, stale, current, failed, or left (it is no longer in raw/).

    ``seen`` counts the characters that the leading reader saw, blanks aside; the next columns say where
    they went, and ``unaccounted`` how many went nowhere known, which must be 0.
    """

    document_id: str
    state: str
    pages: int | None = None
    tables: int | None = None
    quarantined: int | None = None
    seen: int | None = None
    in_cells: int | None = None
    in_text: int | None = None
    in_furniture: int | None = None
    duplicates: int | None = None
    hidden: int | None = None
    ruby: int | None = None
    unaccounted: int | None = None
    unreadable: str = ""
    message: str = ""

    def cells(self) -> list[object]:
        """The row for output."""
        return [getattr(self, name) for name in COLUMNS]


COLUMNS = tuple(field.name for field in dataclasses.fields(Row))
ACCOUNT = ("seen", "in_cells", "in_text", "in_furniture", "duplicates", "hidden", "ruby", "unaccounted")
"""The columns of the account, each of them a line of its own where people read it."""


@dataclass(frozen=True)
class Status:
    """Rows of all documents and the faults of the catalogue."""

    rows: list[Row]
    problems: list[ShihyoError]

    @property
    def failed(self) -> bool:
        """Whether a document failed, a setting can't be used, or characters are unaccounted for."""
        gap = any(row.unaccounted for row in self.rows)
        return gap or bool(self.problems) or any(row.state == "failed" for row in self.rows)


def survey(workspace: Workspace) -> Status:
    """Look at ``raw/`` and at what the last run left. Raises as :func:`find_sources` does."""
    state = State(workspace.state, workspace.root)
    layers = shelves(workspace, state)
    bring_settings(workspace, layers.raw)
    layers.extracted.recall("extract")
    layers.normalized.recall("normalize")
    sources = find_sources(workspace, layers.raw)
    held = quarantined(workspace)
    rows = [_row(workspace, layers, state, source, held) for source in sources.documents]
    known = set(sources.ids())
    stems = [path.stem for path in layers.extracted.entries() if path.suffix == ".jsonl"]
    left = sorted(stem for stem in stems if stem not in known)
    rows += [Row(document_id, "left", message="The next run removes it") for document_id in left]
    return Status(rows, list(sources.problems))


def _row(workspace: Workspace, layers: Shelves, state: State, source: Source, held: dict[str, int]) -> Row:
    name, error, result = _state(workspace, layers, state, source)
    path = layers.extracted.local(workspace.extracted_file(source.document_id))
    problems = result.get("problems", {})
    row = Row(
        source.document_id,
        name,
        result.get("pages"),
        result.get("tables"),
        held.get(source.document_id),
        unreadable="; ".join(f"page {page}: {problem}" for page, problem in problems.items()),
        message=str(error) if error else "; ".join(remedies(problems.values())),
    )
    return _with_account(row, path) if path.is_file() and name != "failed" else row


def _state(
    workspace: Workspace, layers: Shelves, state: State, source: Source
) -> tuple[str, ShihyoError | None, Json]:
    for stage in ("extract", "normalize"):
        record = state.get(stage, source.document_id)
        if record and record.error:
            return "failed", error_from(record.error), {}
    record = state.get("extract", source.document_id)
    if record is None:
        return "new", None, {}
    digest = layers.raw.digest(source.path)
    jobs = (Extract(workspace, layers, readers).job(source, digest) for readers in ("one", "two"))
    normalized = state.get("normalize", source.document_id)
    current = record.key in {job.key for job in jobs} and layers.extracted.intact(record)
    current = current and normalized is not None and layers.normalized.intact(normalized)
    return "current" if current else "stale", None, record.result


def _with_account(row: Row, path: Path) -> Row:
    """Add the account of the text file at ``path``; one that can't be read is a failure."""
    try:
        account = account_of(extracted.read(path))
    except (OSError, ValueError) as error:
        remedy = "Run `shihyo extract --force`"
        return dataclasses.replace(row, state="failed", message=f"not an extracted file ({error}). {remedy}")
    return dataclasses.replace(
        row,
        seen=account.seen,
        in_cells=account.at("cells"),
        in_text=account.at("lines"),
        in_furniture=account.at("furniture"),
        duplicates=account.at("duplicate"),
        hidden=account.at("hidden"),
        ruby=account.at("ruby"),
        unaccounted=account.gap,
        message="; ".join([row.message, *account.faults()] if row.message else account.faults()),
    )
