"""A catalogue entry as text: one line for each value, with the words that it was taken from."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline import tomltext
from pipeline.errors import CatalogError

_LONGEST_COMMENT = 60  # characters of quoted words


@dataclass(frozen=True)
class Value:
    """A value of the catalogue and why it is what it is (empty: it needs no reason)."""

    text: str
    why: str = ""


def because(words: str, page: int) -> str:
    """Quote the words on a page that a value was taken from."""
    line = " ".join(words.split())
    cut = f"{line[:_LONGEST_COMMENT]}…" if len(line) > _LONGEST_COMMENT else line
    return f"page {page}: {cut}"


def block(values: dict[str, Value]) -> str:
    """Return the ``[[document]]`` block for ``values``, in their order, ending with a line feed."""
    lines = [_line(key, value) for key, value in values.items()]
    return "\n".join(["[[document]]", *lines]) + "\n"


def appended(path: Path, addition: str) -> bytes:
    """Return the bytes of the catalogue at ``path`` with ``addition`` at its end, all else untouched.

    Raises :class:`CatalogError` where the file is no catalogue that can be added to.
    """
    before = _read(path)
    newline = "\r\n" if "\r\n" in before else "\n"
    body = before if not before or before.endswith("\n") else before + newline
    gap = newline if body.strip() else ""
    after = body + gap + addition.replace("\n", newline)
    known, all_of_it = _documents(before, path), _documents(after, path)
    if len(all_of_it) != len(known) + 1 or all_of_it[:-1] != known:
        raise CatalogError("can't be added to", file=str(path), remedy="Begin its entries with [[document]]")
    return after.encode("utf-8")


def _line(key: str, value: Value) -> str:
    comment = f"  # {_clean(value.why)}" if value.why else ""
    return f"{key} = {json.dumps(_clean(value.text), ensure_ascii=False)}{comment}"


def _clean(text: str) -> str:
    """``text`` without control characters, which TOML forbids in strings and comments."""
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)


def _read(path: Path) -> str:
    if not path.exists():
        return ""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"can't be read ({error})", file=str(path), remedy="Save it as UTF-8") from error


def _documents(text: str, path: Path) -> list[object]:
    try:
        found = tomltext.loads(text.removeprefix("\ufeff")).get("document", [])
    except tomllib.TOMLDecodeError as error:
        remedy = "Mend that line, then add again"
        raise CatalogError(f"not valid TOML ({error})", file=str(path), remedy=remedy) from error
    return list(found) if isinstance(found, list) else [found]
