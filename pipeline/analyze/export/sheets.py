"""Tables and views with the names, labels and comments that people read above them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from pipeline.analyze.names import meant
from pipeline.errors import UsageError

if TYPE_CHECKING:
    import duckdb

Language = Literal["ja", "en"]


@dataclass(frozen=True)
class Column:
    """A column: ``name`` in SQL, ``label`` for people, DuckDB's ``type``, and what it means."""

    name: str
    label: str
    type: str
    comment: str
    technical: bool


@dataclass(frozen=True)
class Sheet:
    """A table or view and its rows; ``noted`` is the column whose values the notes belong to."""

    name: str
    title: str
    comment: str
    noted: str | None
    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]

    def place(self, name: str) -> int | None:
        """Where the column ``name`` stands, from 0; None without such a column."""
        return next((i for i, column in enumerate(self.columns) if column.name == name), None)


@dataclass(frozen=True)
class Wanted:
    """An entry of ``sheets.toml``."""

    name: str
    ja: str
    order: tuple[str, ...]
    noted: str | None


@cache
def wanted() -> tuple[Wanted, ...]:
    """What is exported, in its order."""
    entries = _settings()["sheet"]
    return tuple(Wanted(e["name"], e["ja"], tuple(e["order"]), e.get("noted")) for e in entries)


def sheets(
    connection: duckdb.DuckDBPyConnection, language: Language, names: Sequence[str] = ()
) -> Iterator[Sheet]:
    """Yield the sheets ``names``, all by default. Raises :class:`UsageError` for one that there isn't."""
    known = {name: entry for entry in wanted() for name in (entry.name, entry.ja) if name}
    for name in names:
        if name not in known:
            raise UsageError(f"no sheet {name!r}", remedy=meant(name, list(known)))
    for entry in dict.fromkeys(known[name] for name in names or known):
        yield _read(connection, entry, language)


def _read(connection: duckdb.DuckDBPyConnection, entry: Wanted, language: Language) -> Sheet:
    order = ", ".join(f'"{name}"' for name in entry.order)
    answer = connection.execute(f'FROM "{entry.name}" ORDER BY {order}')
    types = {d[0]: str(d[1]) for d in answer.description or ()}
    rows = answer.fetchall()  # before the connection is asked for anything else
    comments = _comments(connection, entry.name)
    labels = _labels(connection, entry, comments) if language == "ja" else {}
    technical = set(_settings()["columns"]["technical"])
    columns = tuple(
        Column(name, labels.get(name, name), kind, _part(comments.get(name, ""), language), name in technical)
        for name, kind in types.items()
    )
    title = entry.ja if language == "ja" and entry.ja else entry.name
    about = _part(_about(connection, entry.name), language)
    return Sheet(entry.name, title, about, entry.noted, columns, rows)


def _labels(connection: duckdb.DuckDBPyConnection, entry: Wanted, comments: dict[str, str]) -> dict[str, str]:
    """Name the columns as the twin does: it has the view's columns in their order, or some of them.

    Where some are left out, a column of the twin is the next one with the same comment.
    """
    twin = _comments(connection, entry.ja) if entry.ja else {}
    if len(twin) == len(comments):
        return dict(zip(comments, twin, strict=True))
    own = iter(comments.items())
    found = {}
    for label, comment in twin.items():
        name = next((name for name, said in own if said == comment), None)
        if name:
            found[name] = label
    return found


def _comments(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    query = "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
    return {str(row[0]): str(row[1] or "") for row in connection.execute(query, [name]).fetchall()}


def _about(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    query = """SELECT comment FROM duckdb_views() WHERE view_name = $name
               UNION ALL SELECT comment FROM duckdb_tables() WHERE table_name = $name"""
    found = connection.execute(query, {"name": name}).fetchall()
    return str(found[0][0] or "") if found else ""


def _part(comment: str, language: Language) -> str:
    """Comments are written ``English / 日本語``."""
    english, _, japanese = comment.rpartition(" / ")
    return (japanese if language == "ja" else english) or comment


@cache
def _settings() -> dict[str, Any]:
    text = files("pipeline.analyze.export").joinpath("sheets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
