"""The documents of a workspace: the PDFs of ``raw/`` joined with the entries of the catalogue."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pipeline.catalog import DocumentEntry, entry_for, survey
from pipeline.errors import CatalogError, NoInputError, ShihyoError, UsageError
from pipeline.run.shelf import Shelf
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Source:
    """A PDF and what the catalogue says of it; ``listed`` is False where it says nothing."""

    entry: DocumentEntry
    path: Path
    listed: bool

    @property
    def document_id(self) -> str:
        """The id that names the document in every layer."""
        return self.entry.document_id


@dataclass(frozen=True)
class Sources:
    """All documents in order of their ids, and what is wrong with the catalogue or with names."""

    documents: tuple[Source, ...]
    problems: tuple[ShihyoError, ...]

    def ids(self) -> list[str]:
        """The ids of all documents."""
        return [source.document_id for source in self.documents]

    def choose(self, wanted: list[str]) -> list[Source]:
        """Return the documents named by id or file; all of them where none is named.

        Raises :class:`UsageError` for a name that nothing has.
        """
        if not wanted:
            return list(self.documents)
        by_name = {name: s for s in self.documents for name in (s.entry.file, s.path.name, s.document_id)}
        for name in wanted:
            if name not in by_name:
                close = get_close_matches(name, by_name, n=1)
                remedy = f"Did you mean {close[0]}?" if close else "`shihyo status` lists the documents"
                raise UsageError(f"no document {name!r}", remedy=remedy)
        chosen = {by_name[name].document_id for name in wanted}
        return [source for source in self.documents if source.document_id in chosen]


def find_sources(workspace: Workspace, raw: Shelf) -> Sources:
    """Join the PDFs of ``raw`` with the catalogue.

    Raises :class:`NoInputError` where ``raw/`` is missing or holds no PDF.
    """
    found = pdfs(workspace, raw)
    if not found:
        remedy = "Put a PDF there, or name another workspace with --root"
        raise NoInputError("no PDF", file=workspace.address("raw") or str(workspace.raw), remedy=remedy)
    catalog = survey(workspace.catalog)
    problems: list[ShihyoError] = list(catalog.problems)
    entries = {entry.file: entry for entry in catalog.entries}
    documents: dict[str, Source] = {}
    # the catalogue's own ids come first: a file without an entry must not take one of them
    for path in sorted(found, key=lambda p: (_name(workspace, p) not in entries, p)):
        name = _name(workspace, path)
        if not _is_text(name):
            problems.append(_no_text(path))
            continue
        entry = entries.pop(name, None)
        source = Source(entry or entry_for(name), path, entry is not None)
        other = documents.setdefault(source.document_id.casefold(), source)
        if other is not source:
            problems.append(_same_id(source, other, workspace))
    problems += [_no_file(entry, workspace) for entry in entries.values()]
    ordered = sorted(documents.values(), key=lambda s: s.document_id)
    return Sources(tuple(ordered), tuple(problems))


def pdfs(workspace: Workspace, raw: Shelf) -> list[Path]:
    """Return the PDFs of ``raw`` (sub-folders included), sorted by name.

    Raises :class:`NoInputError` where it isn't a folder.
    """
    if not raw.is_remote and not workspace.raw.is_dir():
        raise NoInputError(
            "there is no folder raw/",
            file=str(workspace.root),
            remedy="Make it and put PDFs into it, or name another workspace with --root",
        )
    found = (path for path in raw.files() if path.suffix.lower() == ".pdf")
    return sorted(found, key=lambda path: path.relative_to(workspace.raw).as_posix())


def passed_over(workspace: Workspace, raw: Shelf) -> list[str]:
    """Return the files that are neither PDFs nor TOML, as names below ``raw``."""
    names = (path.relative_to(workspace.raw).as_posix() for path in raw.files())
    return sorted(name for name in names if not name.lower().endswith((".pdf", ".toml")))


def _name(workspace: Workspace, path: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(workspace.raw).as_posix())


def _is_text(name: str) -> bool:
    """Whether it can be written down: bytes that a system took for a name may be no UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _no_text(path: Path) -> CatalogError:
    remedy = "Give it another name"
    return CatalogError("not read, since its name is not UTF-8", file=str(path), remedy=remedy)


def _no_file(entry: DocumentEntry, workspace: Workspace) -> CatalogError:
    return CatalogError(
        f"the entry {entry.document_id!r} names {entry.file!r}, which is not in raw/",
        file=str(workspace.catalog),
        remedy="Put the file there, or remove the entry",
    )


def _same_id(source: Source, other: Source, workspace: Workspace) -> CatalogError:
    return CatalogError(
        f"not read, since {other.entry.file!r} has the id {other.document_id!r} already",
        file=str(source.path),
        remedy=f"Give it an id of its own in {workspace.catalog}",
    )
