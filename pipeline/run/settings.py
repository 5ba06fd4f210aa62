"""``shihyo.toml`` beside ``raw/``: what a workspace asks of every run that is not told otherwise.

[run]
jobs = 4
readers = "two"       # or "one"
time_limit = 600      # seconds for one document
memory_limit = 4096   # MiB for one document

[layers]              # those that are not folders of the workspace: addresses that fsspec knows
raw = "s3://bucket/raw"
extracted = "s3://bucket/extracted"
normalized = "s3://bucket/normalized"
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pipeline import tomltext
from pipeline.errors import SettingsError
from pipeline.workspace import LAYERS


@dataclass(frozen=True)
class Settings:
    """The table ``[run]``; None is what it leaves out."""

    jobs: int | None = None
    readers: Literal["one", "two"] | None = None
    time_limit: float | None = None
    memory_limit: int | None = None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_time(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e7


def _is_address(value: object) -> bool:
    return isinstance(value, str) and all(value.partition("://"))


Rules = dict[str, tuple[Callable[[object], bool], str]]
_RULES: Rules = {
    "jobs": (_is_count, "Write a whole number above 0"),
    "readers": (lambda value: value in ("one", "two"), 'Write "one" or "two"'),
    "time_limit": (_is_time, "Write seconds above 0"),
    "memory_limit": (_is_count, "Write a whole number of MiB above 0"),
}


_RULES_OF: dict[str, Rules] = {
    "run": _RULES,
    "layers": dict.fromkeys(LAYERS, (_is_address, 'Write "s3://BUCKET/FOLDER"')),
}


def read_settings(path: Path) -> Settings:
    """Read the table ``[run]``. Raises :class:`SettingsError` for what the file can't mean."""
    return Settings(**_read(path).get("run", {}))


def read_layers(path: Path) -> dict[str, str]:
    """Read the table ``[layers]``: addresses by layer. Raises :class:`SettingsError`."""
    return {name: address.rstrip("/") for name, address in _read(path).get("layers", {}).items()}


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Read the file, if there is one, and hold it to the rules."""
    if not path.exists():
        return {}
    try:
        body = tomltext.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"not valid TOML ({error})", file=str(path), remedy="Mend that line") from error
    for table, given in body.items():
        if table not in _RULES_OF or not isinstance(given, dict):
            raise _unknown(path, table, list(_RULES_OF))
        rules = _RULES_OF[table]
        for name, value in given.items():
            if name not in rules:
                raise _unknown(path, name, list(rules))
            fits, remedy = rules[name]
            if not fits(value):
                raise SettingsError(f"{name} = {value!r} can't be used", file=str(path), remedy=remedy)
    return body


def _unknown(path: Path, name: str, known: list[str]) -> SettingsError:
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    remedy = f"Did you mean {close[0]}?" if close else f"Known here: {', '.join(known)}"
    return SettingsError(f"unknown key {name!r}", file=str(path), remedy=remedy)
