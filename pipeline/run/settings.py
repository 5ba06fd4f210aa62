"""``shihyo.toml`` beside ``raw/``: what a workspace asks of every run that is not told otherwise.

[run]
jobs = 4
readers = "two"       # or "one"
time_limit = 600      # seconds for one document
memory_limit = 4096   # MiB for one document
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pipeline import tomltext
from pipeline.errors import SettingsError


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


_RULES: dict[str, tuple[Callable[[object], bool], str]] = {
    "jobs": (_is_count, "Write a whole number above 0"),
    "readers": (lambda value: value in ("one", "two"), 'Write "one" or "two"'),
    "time_limit": (_is_time, "Write seconds above 0"),
    "memory_limit": (_is_count, "Write a whole number of MiB above 0"),
}


def read_settings(path: Path) -> Settings:
    """Read the file, if there is one. Raises :class:`SettingsError` for what it can't mean."""
    if not path.exists():
        return Settings()
    try:
        body = tomltext.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"not valid TOML ({error})", file=str(path), remedy="Mend that line") from error
    for name in body.keys() - {"run"}:
        raise _unknown(path, name, ["run"])
    given: dict[str, Any] = body.get("run", {})
    for name, value in given.items():
        if name not in _RULES:
            raise _unknown(path, name, list(_RULES))
        fits, remedy = _RULES[name]
        if not fits(value):
            raise SettingsError(f"{name} = {value!r} can't be used", file=str(path), remedy=remedy)
    return Settings(**given)


def _unknown(path: Path, name: str, known: list[str]) -> SettingsError:
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    remedy = f"Did you mean {close[0]}?" if close else f"Known here: {', '.join(known)}"
    return SettingsError(f"unknown key {name!r}", file=str(path), remedy=remedy)
