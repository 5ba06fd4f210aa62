"""All checks over one warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING, Any

from pipeline.analyze.checks import claims, quotes, texts
from pipeline.analyze.checks.finding import Finding, described

if TYPE_CHECKING:
    import duckdb


def find(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Run every check over the warehouse behind ``connection``; it may be read-only.

    Findings stand in the order of the checks, and in each by document and detail.
    """
    connection.execute(_sql("macros"))
    found = [*_queries(connection)]
    for check in (texts.progress_texts, quotes.quoted_targets, claims.note_claims):
        found += check(connection)
    order = {name: number for number, name in enumerate(described())}
    return sorted(
        set(found), key=lambda f: (order[f.name], f.document_id or "", f.fiscal_year or 0, f.detail)
    )


def rows(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """Return the rows of ``check_result`` for a warehouse that was filled."""
    return [finding.row() for finding in find(connection)]


def _queries(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    for name in described():
        if not _path(name).is_file():
            continue
        for row in _answers(connection, name):
            yield Finding(name, *row)


def _answers(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    """Ask one query; where its arithmetic leaves the range of a number, that is the finding."""
    import duckdb

    try:
        return connection.execute(_sql(name)).fetchall()
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
        return [(None, None, None, False, f"not compared: {str(error).splitlines()[0]}")]


def _sql(name: str) -> str:
    return _path(name).read_text(encoding="utf-8")


def _path(name: str) -> resources.abc.Traversable:
    return resources.files(__package__) / "sql" / f"{name}.sql"
