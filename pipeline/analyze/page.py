"""What was seen on a page: its tables, its cells, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.analyze.names import meant
from pipeline.errors import UsageError

if TYPE_CHECKING:
    import duckdb

_DOCUMENT = "SELECT document_id, file, sha256, pages FROM document WHERE document_id = ?"
_TABLES = """
SELECT table_no, kind, row_count, col_count, reason, x0, top, x1, bottom FROM source_table
WHERE document_id = $document AND page = $page ORDER BY table_no
"""
# A value outside tables has no cell, and a quarantined one may have none: they come with their own box.
_CELLS = """
WITH seen AS (
  SELECT table_no, row_no, col_no, observation_id, NULL AS reason, printed, x0, top, x1, bottom
  FROM observation WHERE document_id = $document AND page = $page
  UNION ALL
  SELECT table_no, row_no, col_no, NULL, reason, printed, x0, top, x1, bottom
  FROM quarantine WHERE document_id = $document AND page = $page
), cell AS (
  SELECT * FROM source_cell WHERE document_id = $document AND page = $page
)
SELECT table_no, row_no, col_no, coalesce(cell.printed, seen.printed) AS printed,
       CASE WHEN seen.observation_id IS NOT NULL THEN 'observation' WHEN seen.reason IS NOT NULL
            THEN 'quarantine' WHEN cell.agreement = 'disputed' THEN 'disputed' ELSE 'other' END AS became,
       seen.observation_id, seen.reason, cell.agreement, cell.other,
       coalesce(cell.x0, seen.x0) AS x0, coalesce(cell.top, seen.top) AS top,
       coalesce(cell.x1, seen.x1) AS x1, coalesce(cell.bottom, seen.bottom) AS bottom
FROM cell FULL JOIN seen USING (table_no, row_no, col_no)
ORDER BY table_no NULLS LAST, row_no, col_no
"""


@dataclass(frozen=True)
class Page:
    """A page with the rows of its tables and cells (column → value); ``became`` tells each cell's fate."""

    document: dict[str, Any]
    number: int
    tables: list[dict[str, Any]]
    cells: list[dict[str, Any]]

    @property
    def marks(self) -> list[tuple[list[float], str]]:
        """What to frame on a picture: boxes in points from the top left, and their kinds."""
        tables = [(_box(table), "table") for table in self.tables]
        return [
            *tables,
            *((_box(cell), str(cell["became"])) for cell in self.cells if cell["x0"] is not None),
        ]


def look(connection: duckdb.DuckDBPyConnection, document_id: str, number: int) -> Page:
    """Find a page. Raises :class:`UsageError` for a document or a page that there isn't."""
    found = _records(connection, _DOCUMENT, [document_id])
    if not found:
        rows = connection.execute("SELECT document_id FROM document ORDER BY 1").fetchall()
        raise UsageError(f"no document {document_id!r}", remedy=meant(document_id, [row[0] for row in rows]))
    document = found[0]
    if not 1 <= number <= document["pages"]:
        raise UsageError(f"{document_id} has no page {number}", remedy=f"It has {document['pages']} pages")
    place = {"document": document_id, "page": number}
    return Page(document, number, _records(connection, _TABLES, place), _records(connection, _CELLS, place))


def _box(row: dict[str, Any]) -> list[float]:
    return [row["x0"], row["top"], row["x1"], row["bottom"]]


def _records(connection: duckdb.DuckDBPyConnection, query: str, values: Any) -> list[dict[str, Any]]:
    answer = connection.execute(query, values)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
