"""How far a change reaches: nothing is linked or compared across municipalities, so one changes alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pipeline.layers.contract import tables
from pipeline.load.schema import identifier

if TYPE_CHECKING:
    import duckdb

NOWHERE = ""  # in place of the code of a document that has none
_BEFORE = "before_"

_OF_DOCUMENTS = """
SELECT DISTINCT coalesce(municipality_code, '') FROM document WHERE document_id IN (SELECT unnest(?))
"""
# A document without a code may still be linked to those of a municipality, by its publisher.
_TIED = """
SELECT DISTINCT coalesce(indicator.municipality_code, '')
FROM document JOIN observation USING (document_id) JOIN indicator USING (indicator_id)
WHERE document.municipality_code IS NULL
"""
_OF_INDICATORS = f"""
SELECT DISTINCT coalesce(municipality_code, '')
FROM (FROM indicator UNION ALL FROM {_BEFORE}indicator) SEMI JOIN ({{changed}}) USING (indicator_id)
"""
_DOCUMENTS = "SELECT document_id FROM document WHERE list_contains(?, coalesce(municipality_code, ''))"


def of_documents(connection: duckdb.DuckDBPyConnection, documents: Collection[str]) -> set[str]:
    """Return the codes of the municipalities of ``documents``, :data:`NOWHERE` for those without one."""
    return _first(connection, _OF_DOCUMENTS, sorted(documents))


def tied(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return what changes together since documents without a code are among it."""
    return {NOWHERE} | _first(connection, _TIED)


def keep_identity(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep what identity said until now, for :func:`of_identity`."""
    for name in _identity():
        connection.execute(f"CREATE TEMP TABLE {_BEFORE}{name} AS FROM {identifier(name)}")


def of_identity(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the municipalities of which identity says something else than what was kept."""
    differing = (
        f"(FROM (FROM {one} EXCEPT ALL FROM {other}) SELECT indicator_id)"
        for name in _identity()
        for one, other in ((identifier(name), _BEFORE + name), (_BEFORE + name, identifier(name)))
    )
    found = _first(connection, _OF_INDICATORS.format(changed=" UNION ".join(differing)))
    for name in _identity():
        connection.execute(f"DROP TABLE {_BEFORE}{name}")
    return found


def documents(connection: duckdb.DuckDBPyConnection, places: Collection[str]) -> set[str]:
    """Return the documents of the municipalities ``places``."""
    return _first(connection, _DOCUMENTS, sorted(places))


def _identity() -> list[str]:
    return [name for name, table in tables().items() if table.written_by == "identity"]


def _first(connection: duckdb.DuckDBPyConnection, query: str, *values: list[str]) -> set[str]:
    return {row[0] for row in connection.execute(query, values).fetchall()}
