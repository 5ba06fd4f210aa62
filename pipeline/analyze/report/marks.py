"""What the filters ask for: which indicators were revised, retargeted, missed, missing, noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.analyze.report.facts import Indicator

if TYPE_CHECKING:
    import duckdb

MARKS = ("revised", "target", "short", "missing", "noted")
_QUERIES = {
    "revised": "SELECT DISTINCT indicator_id FROM provisional_vs_final WHERE change = 'revised'",
    "target": "SELECT DISTINCT indicator_id FROM target_revision WHERE change IN ('raised', 'lowered')",
    "short": "SELECT DISTINCT indicator_id FROM achievement WHERE achieved = false",
}


def marks(connection: duckdb.DuckDBPyConnection, found: Sequence[Indicator]) -> Mapping[str, list[str]]:
    """Return the marks of each indicator by its id."""
    marked: defaultdict[str, list[str]] = defaultdict(list)
    for mark, query in _QUERIES.items():
        for (identifier,) in connection.execute(query).fetchall():
            marked[identifier].append(mark)
    for indicator in found:
        if _latest_is_missing(indicator):
            marked[indicator.id].append("missing")
        if any(statement.notes for statement in indicator.statements):
            marked[indicator.id].append("noted")
    return marked


def _latest_is_missing(indicator: Indicator) -> bool:
    actual = [s for s in indicator.statements if s.kind == "actual" and s.is_latest and s.end]
    return bool(actual) and max(actual, key=lambda s: str(s.end)).missing is not None
