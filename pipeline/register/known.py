"""What the workspace has already: files by hash, and the release that a new file is a version of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalog import DocumentEntry, entry_for, survey
from pipeline.files import sha256
from pipeline.run.shelf import Shelf
from pipeline.run.sources import pdfs
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Known:
    """One document of ``raw/``; ``listed`` is False where the catalogue has no entry for it."""

    entry: DocumentEntry
    sha256: str
    listed: bool


def look(workspace: Workspace, raw: Shelf) -> list[Known]:
    """Return the documents of ``raw`` with their hashes, in the order of the catalogue, then by name."""
    entries = {entry.file: entry for entry in survey(workspace.catalog).entries}
    files = [path.relative_to(workspace.raw).as_posix() for path in _pdfs(workspace, raw)]
    ordered = [file for file in entries if file in files] + [file for file in files if file not in entries]
    return [
        _known(entries.get(file) or entry_for(file), file in entries, raw, workspace.raw / file)
        for file in ordered
    ]


def _known(entry: DocumentEntry, listed: bool, raw: Shelf, path: Path) -> Known:
    """A file that is elsewhere is not brought for a hash that the catalogue has."""
    digest = entry.sha256 if raw.is_remote and entry.sha256 else sha256(raw.local(path))
    return Known(entry, digest, listed)


def earlier_version(
    documents: list[Known], source_url: str, file_name: str, said: Mapping[str, str]
) -> DocumentEntry | None:
    """Return the latest release that a new file is another version of, if there is one.

    It comes from the same address; or it has the same file name; or the same publisher, title, release
    label and meeting, as far as the catalogue and the pages say.
    """
    alike = (
        lambda known: source_url and known.entry.source_url == source_url,
        lambda known: Path(known.entry.file).name.casefold() == file_name.casefold(),
        lambda known: _same_release(known.entry, said),
    )
    for is_alike in alike:
        found = [known.entry for known in documents if is_alike(known)]
        if found:
            return max(found, key=lambda entry: entry.published_on or "")
    return None


def _same_release(entry: DocumentEntry, said: Mapping[str, str]) -> bool:
    keys = ("publisher", "title", "release_label", "meeting")
    return bool(entry.title and entry.publisher) and all(
        (getattr(entry, key) or "") == said.get(key, "") for key in keys
    )


def _pdfs(workspace: Workspace, raw: Shelf) -> list[Path]:
    return pdfs(workspace, raw) if raw.is_remote or workspace.raw.is_dir() else []
