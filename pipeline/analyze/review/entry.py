"""Entries of ``raw/corrections.toml``: written at its end, everything else in the file left as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError, UsageError

KINDS = ("transcription", "judgement")
LONGEST = 10_000  # characters of a text in an entry
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


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
    if kind not in KINDS:
        raise UsageError(f"no kind {kind!r}", remedy=f"There are {' and '.join(KINDS)}")
    lines = [f"{field.name} = {_literal(getattr(entry, field.name))}" for field in fields(Entry)]
    return "\n".join([f"[[{kind}]]", *lines]) + "\n"


def append(path: Path, kind: str, entry: Entry) -> None:
    """Add an entry to the file, which is made where there is none.

    Raises :class:`UsageError` where it has one for the same cell, :class:`SettingsError` where it is broken.
    """
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    if entry.place in _places(path, text):
        raise UsageError("this cell has a correction already", remedy=f"Edit it in {path}")
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    whole = text + gap + toml(kind, entry)
    _parsed(path, whole)
    part = path.with_name(f"{path.name}.part")
    part.write_text(whole, encoding="utf-8", newline="\n")
    part.replace(path)


def _places(path: Path, text: str) -> set[tuple[Any, ...]]:
    body = _parsed(path, text)
    keys = ("document", "page", "table", "row", "column")
    entries = [entry for kind in KINDS for entry in body.get(kind, []) if isinstance(entry, dict)]
    return {tuple(entry.get(key) for key in keys) for entry in entries}


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"not valid TOML ({error})", file=str(path), remedy="Mend that line") from error


def _literal(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(_escaped(char) for char in value) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return f"\\u{code:04X}" if code < 0x20 or code == 0x7F else char
