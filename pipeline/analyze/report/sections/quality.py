"""What was read of each document, what waits in quarantine, and what the checks found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyze.markup import Html, el
from pipeline.analyze.report.facts import Record, records
from pipeline.analyze.report.grid import Cell, grid, number, text, word, year
from pipeline.analyze.words import Words

if TYPE_CHECKING:
    import duckdb

_DOCUMENTS = """
SELECT d.document_id, d.title, d.published_on, d.published_precision, d.maturity, d.pages, d.inferred,
  (SELECT count(*) FROM source_table AS t WHERE t.document_id = d.document_id) AS tables,
  (SELECT count(*) FROM source_table AS t WHERE t.document_id = d.document_id AND kind = 'unknown')
    AS unknown_tables,
  (SELECT count(*) FROM source_cell AS c WHERE c.document_id = d.document_id AND agreement = 'disputed')
    AS disputed,
  (SELECT count(*) FROM quarantine AS q WHERE q.document_id = d.document_id) AS quarantined,
  count(o.observation_id) AS "values", count(o.missing_reason) AS missing,
  count(*) FILTER (len(o.notes) > 0) AS noted, count(*) FILTER (o.agreement = 'single') AS single,
  count(*) FILTER (o.corrected) AS corrected
FROM document AS d LEFT JOIN release AS r USING (document_id) LEFT JOIN observation AS o USING (document_id)
GROUP BY ALL ORDER BY any_value(r.release_order), d.document_id
"""
_COUNTS = (
    "pages", "tables", "unknown_tables", "values", "missing", "noted", "single", "disputed", "corrected",
    "quarantined",
)  # fmt: skip
_QUARANTINE = "FROM quarantine ORDER BY document_id, quarantine_no"
_CHECKS = """
SELECT c.*, i.name AS indicator FROM check_result AS c LEFT JOIN indicator AS i USING (indicator_id)
WHERE c.severity <> 'info' ORDER BY c.severity, c.name, c.document_id, c.detail
"""


def documents(connection: duckdb.DuckDBPyConnection, words: Words) -> Html:
    """A row for each document, with what was read of it."""
    heads = ("document", "published", "maturity", *_COUNTS, "inferred")
    return grid(words, "documents", heads, [_document(row, words) for row in records(connection, _DOCUMENTS)])


def quarantine(connection: duckdb.DuckDBPyConnection, words: Words) -> Html:
    """A row for each cell that was not loaded."""
    heads = ("document", "page", "printed", "reason", "detail")
    rows = [
        [
            text(row["document_id"]),
            year(row["page"]),
            text(row["printed"]),
            text(row["reason"]),
            text(row["detail"] or ""),
        ]
        for row in records(connection, _QUARANTINE)
    ]
    return grid(words, "quarantined", heads, rows)


def checks(connection: duckdb.DuckDBPyConnection, words: Words) -> Html:
    """A row for each warning and error of the checks."""
    heads = ("check", "severity", "document", "indicator", "fiscal_year", "detail")
    rows = [
        [
            text(row["name"]),
            word(words.code("severity", row["severity"])),
            text(row["document_id"] or ""),
            text(row["indicator"] or ""),
            year(row["fiscal_year"]),
            text(row["detail"]),
        ]
        for row in records(connection, _CHECKS)
    ]
    return grid(words, "check", heads, rows)


def _document(row: Record, words: Words) -> list[Cell]:
    title = [el("strong", row["title"] or ""), " ", el("code", row["document_id"])]
    return [
        Cell(title),
        text(_day(row)),
        word(words.code("maturity", row["maturity"])),
        *(number(row[count]) for count in _COUNTS),
        text(", ".join(row["inferred"] or ())),
    ]


def _day(row: Record) -> str:
    day = row["published_on"]
    length = {"day": 10, "month": 7, "year": 4}.get(row["published_precision"] or "day", 10)
    return day.isoformat()[:length] if day else ""
