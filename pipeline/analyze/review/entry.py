"""Entries of ``raw/corrections.toml``: written at its end, everything else in the file left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.tomltext import append_entry, entry_text, parsed, read_text

KINDS = ("transcription", "judgement")
LONGEST = 10_000  # characters of a text in an entry


@dataclass(frozen=True)
class Entry:
    """A correction as the file has it: the cell from 1, what it says, what is right, why, who says so."""

    document: str
    page: int
    table: int
    row: int
    column: int
    expected: str
    correct: str
    why: str
    by: str

    @property
    def place(self) -> tuple[Any, ...]:
        """The cell."""
        return self.document, self.page, self.table, self.row, self.column


def entry_of(told: Mapping[str, Any]) -> Entry:
    """Make an entry of what a page sent. Raises :class:`UsageError` where something is missing or odd."""
    for field in fields(Entry):
        value = told.get(field.name)
        wanted = int if field.type == "int" else str
        if type(value) is not wanted:
            raise UsageError(f"{field.name} is missing or not what it must be")
        if isinstance(value, str) and len(value) > LONGEST:
            raise UsageError(f"{field.name} is longer than {LONGEST} characters")
    entry = Entry(**{field.name: told[field.name] for field in fields(Entry)})
    if not entry.why.strip() or not entry.by.strip():
        raise UsageError("a correction says why, and who decided")
    return entry


def toml(kind: str, entry: Entry) -> str:
    """Write an entry as TOML. Raises :class:`UsageError` for a kind that there isn't."""
    _known(kind)
    return entry_text(kind, asdict(entry))


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise UsageError(f"no kind {kind!r}", remedy=f"There are {' and '.join(KINDS)}")


def append(path: Path, kind: str, entry: Entry) -> None:
    """Add an entry to the file, which is made where there is none.

    Raises :class:`UsageError` where it has one for the same cell, :class:`SettingsError` where it is broken.
    """
    text = read_text(path)
    if entry.place in _places(path, text):
        raise UsageError("this cell has a correction already", remedy=f"Edit it in {path}")
    _known(kind)
    append_entry(path, kind, asdict(entry))


def _places(path: Path, text: str) -> set[tuple[Any, ...]]:
    body = parsed(path, text)
    keys = ("document", "page", "table", "row", "column")
    entries = [entry for kind in KINDS for entry in body.get(kind, []) if isinstance(entry, dict)]
    return {tuple(entry.get(key) for key in keys) for entry in entries}
