"""Entries written at the end of a TOML file that people keep: everything else in it stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def entry_text(table: str, entry: Mapping[str, str | int]) -> str:
    """Return ``entry`` as a ``[[table]]`` of TOML, ending with a line feed."""
    lines = [f"{key} = {_literal(value)}" for key, value in entry.items()]
    return "\n".join([f"[[{table}]]", *lines]) + "\n"


def read_text(path: Path) -> str:
    """Return the text of the file, an empty one where there is none."""
    return path.read_text(encoding="utf-8-sig") if path.exists() else ""


def loads(text: str) -> dict[str, Any]:
    """Return what ``text`` says. Raises ``tomllib.TOMLDecodeError``, for what nests too deep as well."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("nests too deep") from error


def parsed(path: Path, text: str) -> dict[str, Any]:
    """Return what ``text`` says. Raises :class:`SettingsError` naming ``path`` where it is no TOML."""
    try:
        return loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"not valid TOML ({error})", file=str(path), remedy="Mend that line") from error


def append_entry(
    path: Path,
    table: str,
    entry: Mapping[str, str | int],
    check: Callable[[Path], object] | None = None,
) -> None:
    """Add an entry to the file at ``path``, made where there is none; swapped in by rename.

    ``check`` reads the new file before that, and raises where it can't be used. Raises what it raises, and
    :class:`SettingsError` where the file is broken: nothing is written then.
    """
    text = read_text(path)
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    whole = text + gap + entry_text(table, entry)
    parsed(path, whole)
    part = path.with_name(f"{path.name}.part")
    part.write_text(whole, encoding="utf-8", newline="\n")
    try:
        if check is not None:
            check(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _literal(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(_escaped(char) for char in value) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:  # half a character, which no file can hold
        return "\N{REPLACEMENT CHARACTER}"
    return f"\\u{code:04X}" if code < 0x20 or code == 0x7F else char
