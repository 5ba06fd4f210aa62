"""Views and macros of the warehouse, with their comments and their Japanese twins."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.layers.contract import tables
from pipeline.load.schema import comment, identifier, literal

if TYPE_CHECKING:
    import duckdb

Comment = tuple[str, str]  # English, Japanese
_MACRO = re.compile(r"^CREATE MACRO (\w+\(.*?\)) AS", re.MULTILINE)


@dataclass(frozen=True)
class View:
    """A view or macro; ``query`` creates it, empty where the thing is a table with a Japanese twin.

    ``signature`` is a macro's name with its parameters, else empty.
    """

    name: str
    query: str
    ja_name: str | None
    comment: Comment | None
    signature: str = ""

    @property
    def is_table(self) -> bool:
        """Whether a macro gives rows, not a value."""
        return " AS TABLE" in self.query


@dataclass(frozen=True)
class Words:
    """Comments of columns by name, and their Japanese labels."""

    comments: dict[str, Comment]
    labels: dict[str, str]


@cache
def views() -> tuple[View, ...]:
    """Return views and macros in the order in which they must be created."""
    body = tomllib.loads(_resource("views.toml"))
    entries = body["macros"] | body["views"]
    names = [*body["order"], *(name for name in body["views"] if name not in body["order"])]
    return tuple(_view(name, entries[name], name in body["order"]) for name in names)


def _view(name: str, entry: dict[str, str], is_made: bool) -> View:
    query = _resource(f"sql/{name}.sql") if is_made else ""
    macro = _MACRO.search(query)
    comment = (entry["en"], entry["ja"]) if "en" in entry else None
    return View(name, query, entry.get("ja_name"), comment, macro.group(1) if macro else "")


@cache
def words() -> Words:
    """Return what is said of columns: the contract's comments, then those of the views."""
    body = tomllib.loads(_resource("views.toml"))
    # What a view has, it has from observations if they have it, or else from documents.
    known = [*reversed(tables().values()), tables()["observation"]]
    comments = {column.name: (column.en, column.ja) for table in known for column in table.columns}
    return Words(comments | {k: (v[0], v[1]) for k, v in body["comments"].items()}, body["labels"])


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every view and macro in ``connection``, whose tables exist."""
    for view in views():
        if view.query:
            connection.execute(view.query)
    statements = [s for view in views() for s in _statements(connection, view)]
    connection.execute(";\n".join(statements))


def _statements(connection: duckdb.DuckDBPyConnection, view: View) -> Iterator[str]:
    """Yield the comments of ``view`` and its Japanese twin."""
    if view.signature:
        yield comment("MACRO TABLE" if view.is_table else "MACRO", view.name, *(view.comment or ("", "")))
        return
    rows = connection.execute(f"DESCRIBE {identifier(view.name)}").fetchall()
    columns: list[str] = [row[0] for row in rows]
    about = view.comment or _about_table(view.name)
    if view.query:
        yield from _comments(identifier(view.name), about, {c: _said(view.name, c) for c in columns})
    if view.ja_name:
        twin = identifier(view.ja_name)
        labels = {column: words().labels[column] for column in columns if column in words().labels}
        chosen = ", ".join(f"{identifier(c)} AS {identifier(label)}" for c, label in labels.items())
        yield f"CREATE VIEW {twin} AS SELECT {chosen} FROM {identifier(view.name)}"
        yield from _comments(twin, about, {label: _said(view.name, c) for c, label in labels.items()})


def _comments(name: str, about: Comment, columns: dict[str, Comment]) -> Iterator[str]:
    yield comment("VIEW", name, *about)
    for column, (en, ja) in columns.items():
        yield f"COMMENT ON COLUMN {name}.{identifier(column)} IS {literal(f'{en} / {ja}')}"


def _said(view: str, column: str) -> Comment:
    own = tables()[view].columns if view in tables() else ()
    found = next(((c.en, c.ja) for c in own if c.name == column), None)
    return found or words().comments[column]


def _about_table(name: str) -> Comment:
    table = tables()[name]
    return table.en, table.ja


@cache
def _resource(name: str) -> str:
    return files("pipeline.load").joinpath(name).read_text(encoding="utf-8")
