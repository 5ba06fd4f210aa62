"""``raw/hints.toml`` and ``raw/corrections.toml``: what people say of single documents, with line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import tomltext
from pipeline.catalog import survey
from pipeline.errors import CorrectionError, SettingsError, ShihyoError
from pipeline.normalize.corrections import KINDS
from pipeline.run.shelves import Shelves
from pipeline.run.task import Json
from pipeline.workspace import Workspace

LISTS = {"hints.toml": ("table", "column", "rules"), "corrections.toml": KINDS}
"""The lists of tables that a file may hold."""

_HEAD = re.compile(r"^\s*\[\[\s*([A-Za-z_]+)\s*\]\]")


@dataclass(frozen=True)
class Hints:
    """The hints and corrections of all documents: lists of tables, each with its ``document`` and ``line``.

    ``problems`` are files that can't be used as a whole, and lists that nothing is known of.
    """

    lists: dict[str, list[Json]] = field(default_factory=dict)
    problems: tuple[ShihyoError, ...] = ()

    @staticmethod
    def read(*paths: Path) -> Hints:
        """Read the files that there are; a broken one gives nothing and a problem."""
        lists: dict[str, list[Json]] = {}
        problems: list[ShihyoError] = []
        for path in paths:
            try:
                lists |= dict(_lists(path)) if path.exists() else {}
            except SettingsError as error:
                problems.append(error)
        return Hints(lists, tuple(problems))

    def of(self, document_id: str) -> dict[str, list[Json]]:
        """What is said of one document by the name of its list, in the order of the file."""
        own = {name: [h for h in hints if h["document"] == document_id] for name, hints in self.lists.items()}
        return {name: hints for name, hints in own.items() if hints}

    def strangers(self, known: set[str]) -> list[ShihyoError]:
        """Return an error for each entry that speaks of a document that isn't there."""
        return [
            CorrectionError(
                f"there is no document {entry['document']!r}",
                file=_file_of(name),
                line=entry["line"],
                remedy="Name it as `shihyo status` does, or delete the entry",
            )
            for name, entries in self.lists.items()
            for entry in entries
            if entry["document"] not in known
        ]

    def corrections(self) -> list[Json]:
        """Return the rows of the table ``correction``."""
        return [_row(kind, entry) for kind in KINDS for entry in self.lists.get(kind, ())]


def documents_of(workspace: Workspace, shelves: Shelves) -> set[str]:
    """Return the ids that a hint or a correction may speak of: what is in ``raw/`` or was read from it."""
    catalogued = {entry.document_id for entry in survey(workspace.catalog).entries}
    stems = {path.stem for path in shelves.raw.entries() if path.suffix.lower() == ".pdf"}
    return catalogued | stems | {path.stem for path in shelves.extracted.entries()}


def _file_of(name: str) -> str:
    return next(f"raw/{file}" for file, names in LISTS.items() if name in names)


def _lists(path: Path) -> Iterator[tuple[str, list[Json]]]:
    """Yield the lists of a file, every entry with its document and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        body = tomltext.loads(text)
    except (OSError, ValueError) as error:
        remedy = "Mend that line; the documents were read without it"
        raise SettingsError(f"not valid TOML ({error})", file=str(path), remedy=remedy) from error
    lines = _lines(text)
    for name, entries in body.items():
        if name not in LISTS[path.name] or not isinstance(entries, list):
            raise SettingsError(
                f"[[{name}]] is not known", file=str(path), remedy=f"Known are {', '.join(LISTS[path.name])}"
            )
        places = lines.get(name, [])
        if len(places) != len(entries):  # written in another way than with a head for each
            places = [1] * len(entries)
        yield name, [_entry(path, entry, line) for entry, line in zip(entries, places, strict=True)]


def _lines(text: str) -> Mapping[str, list[int]]:
    """Return the line of each ``[[name]]`` by name: TOML itself tells no lines."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _HEAD.match(line):
            found.setdefault(match.group(1), []).append(number)
    return found


def _entry(path: Path, entry: object, line: int) -> Json:
    if not isinstance(entry, dict) or not isinstance(entry.get("document"), str):
        remedy = 'Write document = "…" as `shihyo status` names it'
        raise SettingsError("document is missing", file=str(path), line=line, remedy=remedy)
    return {**entry, "line": line}


def _row(kind: str, entry: Json) -> Json:
    return {
        "line": entry["line"],
        "document_id": entry["document"],
        "page": entry.get("page"),
        "table_no": entry.get("table"),
        "row_no": entry.get("row"),
        "col_no": entry.get("column"),
        "expected": entry.get("expected"),
        "corrected": entry.get("correct"),
        "kind": kind,
        "reason": entry.get("why"),
        "decided_by": entry.get("by"),
    }
