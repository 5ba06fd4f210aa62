"""The vocabulary of progress tables: ``progress.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from pipeline.normalize.labels.words import fold

_BLANK = regex.compile(r"\s")


@dataclass(frozen=True)
class ProgressWords:
    """What columns hold by the words of their headers, endings that say it, and brackets of year heads."""

    columns: dict[str, str]
    endings: tuple[tuple[str, str], ...]
    open: str
    close: str


@cache
def load() -> ProgressWords:
    """Read ``progress.toml`` (once)."""
    data = tomllib.loads(resources.files(__package__).joinpath("progress.toml").read_text(encoding="utf-8"))
    return ProgressWords(
        columns={fold(word): name for name, words in data["columns"].items() for word in words},
        endings=tuple((fold(end), name) for name, ends in data["endings"].items() for end in ends),
        open=data["heads"]["open"],
        close=data["heads"]["close"],
    )


def column_of(text: str) -> str:
    """Return what a column holds by its header (number, name, text …), or an empty text."""
    words = load()
    label = fold(_BLANK.sub("", text))
    if label in words.columns:
        return words.columns[label]
    return next((name for ending, name in words.endings if label.endswith(ending)), "")
