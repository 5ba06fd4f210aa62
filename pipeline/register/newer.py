"""Asking the sources of the catalogue whether they have newer files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalog import DocumentEntry, survey
from pipeline.errors import ShihyoError
from pipeline.files import sha256
from pipeline.register.fetch import FetchLimits, Validators, fetch
from pipeline.run.shelf import Shelf
from pipeline.run.shelves import opened
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Answer:
    """What a source says: ``state`` is same, newer or failed; ``how`` tells what told the two apart."""

    document_id: str
    source_url: str
    state: str
    how: str = ""
    error: ShihyoError | None = None


def ask(workspace: Workspace, limits: FetchLimits, wanted: Iterable[str] = ()) -> list[Answer]:
    """Ask the source of each document of the catalogue, or of those at the addresses ``wanted``.

    Where several versions of a release came from one address, the latest is what the source is held to.
    """
    chosen = set(wanted)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, opened(workspace) as shelves:
        target = Path(folder) / "answer.pdf"
        return [
            _ask(workspace, shelves.raw, entry, target, limits)
            for entry in _latest(workspace)
            if not chosen or entry.source_url in chosen or entry.document_id in chosen
        ]


def _latest(workspace: Workspace) -> Iterator[DocumentEntry]:
    by_url: dict[str, DocumentEntry] = {}
    for entry in survey(workspace.catalog).entries:
        if entry.source_url:
            before = by_url.get(entry.source_url)
            if before is None or _when(entry) >= _when(before):
                by_url[entry.source_url] = entry
    yield from by_url.values()


def _when(entry: DocumentEntry) -> tuple[str, str]:
    return entry.retrieved_on or "", entry.published_on or ""


def _ask(workspace: Workspace, raw: Shelf, entry: DocumentEntry, target: Path, limits: FetchLimits) -> Answer:
    url = entry.source_url or ""
    try:
        known = Validators(entry.etag or "", entry.last_modified or "")
        fetched = fetch(url, target, limits, known)
        if fetched is None:
            return Answer(entry.document_id, url, "same", "the server says so")
        held = _held(workspace, raw, entry)
        same = sha256(target) == held
        target.unlink(missing_ok=True)
    except ShihyoError as error:
        return Answer(entry.document_id, url, "failed", error.what, error)
    how = "by its hash" if held else "no file to compare with"
    return Answer(entry.document_id, url, "same" if same else "newer", how)


def _held(workspace: Workspace, raw: Shelf, entry: DocumentEntry) -> str:
    if entry.sha256:
        return entry.sha256
    path = raw.local(workspace.raw / entry.file)
    return sha256(path) if path.is_file() else ""
