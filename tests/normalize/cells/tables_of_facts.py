"""Reads the facts of ``tests/normalize/data``: tab-separated lines, ``#`` a comment, escapes as in Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """The lines of ``name``, each filled up to ``columns`` fields; escapes undone."""
    for line in (DATA / name).read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("# ") or line == "#":
            continue
        fields = [_unescaped(field) for field in line.split("\t")]
        yield fields + [""] * (columns - len(fields))


def more(field: str) -> dict[str, str]:
    """``a=1 b=2`` as a dict."""
    return dict(pair.split("=", 1) for pair in field.split(" ") if pair)


def _unescaped(field: str) -> str:
    for escape, sign in {"\\n": "\n", "\\u3000": "\u3000", "\\u200b": "\u200b", "\\ufeff": "\ufeff"}.items():
        field = field.replace(escape, sign)
    return field
