"""What the next run would do, and the account of what was read, without doing anything."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from pipeline.errors import ShihyoError
from pipeline.layers import extracted
from pipeline.run.extract import Extract
from pipeline.run.load import quarantined
from pipeline.run.sources import Source, find_sources
from pipeline.run.state import State
from pipeline.run.task import Json, error_from
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Row:
    """One document. ``state`` is new, stale, current, failed, or left (it is no longer in raw/).

    ``seen`` counts the characters that the leading reader saw, ``account`` those whose whereabouts
    are known; the two must be equal.
    """

    document_id: str
    state: str
    pages: int | None = None
    tables: int | None = None
    quarantined: int | None = None
    seen: int | None = None
    account: int | None = None
    unreadable: str = ""
    message: str = ""

    def cells(self) -> list[object]:
        """The row for output."""
        return [getattr(self, name) for name in COLUMNS]


COLUMNS = tuple(field.name for field in dataclasses.fields(Row))


@dataclass(frozen=True)
class Status:
    """Rows of all documents and the faults of the catalogue."""

    rows: list[Row]
    problems: list[ShihyoError]

    @property
    def failed(self) -> bool:
        """Whether a document failed, a setting can't be used, or characters are unaccounted for."""
        gap = any(row.seen != row.account for row in self.rows)
        return gap or bool(self.problems) or any(row.state == "failed" for row in self.rows)


def survey(workspace: Workspace) -> Status:
    """Look at ``raw/`` and at what the last run left. Raises as :func:`find_sources` does."""
    sources = find_sources(workspace)
    state = State(workspace.state, workspace.root)
    held = quarantined(workspace)
    rows = [_row(workspace, state, source, held) for source in sources.documents]
    known = set(sources.ids())
    left = sorted(path.stem for path in workspace.extracted.glob("*.jsonl") if path.stem not in known)
    rows += [Row(document_id, "left", message="The next run removes it") for document_id in left]
    return Status(rows, list(sources.problems))


def _row(workspace: Workspace, state: State, source: Source, held: dict[str, int]) -> Row:
    name, error, result = _state(workspace, state, source)
    path = workspace.extracted_file(source.document_id)
    seen = account = None
    if path.is_file() and name != "failed":
        seen, account = _account(extracted.read(path))
    return Row(
        source.document_id,
        name,
        result.get("pages"),
        result.get("tables"),
        held.get(source.document_id),
        seen,
        account,
        "; ".join(f"page {page}: {problem}" for page, problem in result.get("problems", {}).items()),
        str(error) if error else "",
    )


def _state(workspace: Workspace, state: State, source: Source) -> tuple[str, ShihyoError | None, Json]:
    for stage in ("extract", "normalize"):
        record = state.get(stage, source.document_id)
        if record and record.error:
            return "failed", error_from(record.error), {}
    record = state.get("extract", source.document_id)
    if record is None:
        return "new", None, {}
    digest = state.hash(source.path)
    jobs = (Extract(workspace, readers).job(source, digest) for readers in ("one", "two"))
    normalized = state.get("normalize", source.document_id)
    current = record.key in {job.key for job in jobs} and state.intact(record)
    current = current and normalized is not None and state.intact(normalized)
    return "current" if current else "stale", None, record.result


def _account(document: extracted.Document) -> tuple[int, int]:
    """Return the characters seen, and those that went somewhere known."""
    accounts = [vars(page.account) for page in document.pages]
    seen = sum(account["seen"] for account in accounts)
    return seen, sum(sum(account.values()) for account in accounts) - seen
