"""The vocabularies: TOML files beside the code, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The vocabulary ``name``.toml; ``name`` is its path below this package, ``cells/units``."""
    return tomllib.loads((files("pipeline.normalize") / f"{name}.toml").read_text(encoding="utf-8"))


def by_word(groups: dict[str, list[str]]) -> dict[str, Any]:
    """The name of its group for every word."""
    return {word: name for name, words in groups.items() for word in words}


def either(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first, so that 以上 never hides 以上を."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
