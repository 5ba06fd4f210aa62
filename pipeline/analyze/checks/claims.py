"""Notes that say of indicators by name that they missed their target, against the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.analyze.checks.finding import Finding
from pipeline.analyze.checks.words import squeezed

if TYPE_CHECKING:
    import duckdb

NAME = "note_claim"
_MISSED = re.compile(r"目標.{0,12}(?:達成でき(?:ません|ず|な)|達成しな|未達|下回)")
_QUOTED = re.compile(r"「([^」]*「[^」]*」[^」]*|[^「」]+)」")

_NOTES = "SELECT document_id, mark, text, page FROM note ORDER BY document_id, note_no"
_PAIRS = """
SELECT a.document_id, a.indicator_id, a.indicator, a.fiscal_year, a.value, t.value,
       format('{}, page {}, table {}, row {}', a.document_id, a.page, a.table_no, a.row_no), i.direction
FROM observation a
JOIN observation t
  ON t.document_id = a.document_id AND t.indicator = a.indicator AND t.page = a.page
 AND t.table_no = a.table_no AND t.row_no = a.row_no AND t.value_kind = 'target' AND a.value_kind = 'actual'
 AND t.fiscal_year = a.fiscal_year AND t.unit IS NOT DISTINCT FROM a.unit
LEFT JOIN indicator i ON i.indicator_id = a.indicator_id
WHERE a.value IS NOT NULL AND t.value IS NOT NULL
ORDER BY a.document_id, a.page, a.table_no, a.row_no, a.col_no, t.col_no, a.part_no, t.part_no
"""


def note_claims(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Yield, for each indicator that such a note names, whether its actual is short of its target."""
    known: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in connection.execute(_PAIRS).fetchall():
        known[row[0], _key(row[2])] = row
    for document_id, page, text in _claims(connection):
        for name in _QUOTED.findall(text):
            if (document_id, _key(name)) in known:
                yield _finding(known[document_id, _key(name)], f"the note on page {page} of {document_id}")


def _claims(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, int, str]]:
    """Yield document, page and text of each such note, with the lines that continue it."""
    current: list[Any] | None = None
    for document_id, mark, text, page in connection.execute(_NOTES).fetchall():
        if not mark and current is not None and current[0] == document_id:
            current[2] += text
            continue
        if current is not None:
            yield current[0], current[1], current[2]
        current = [document_id, page, text] if _MISSED.search(text) else None
    if current is not None:
        yield current[0], current[1], current[2]


def _key(name: str) -> str:
    return re.sub(r"累計|再掲|内数", "", squeezed(name)).replace("~", "～")


def _finding(row: tuple[Any, ...], note: str) -> Finding:
    document_id, indicator_id, indicator, year, actual, target, place, direction = row
    missed = actual > target if direction == "down" else actual < target
    detail = f"{indicator} {year}: {actual.normalize() + 0:f} against a target of {target.normalize() + 0:f}"
    detail += f" in {place}; {note} says that it was missed"
    return Finding(NAME, document_id, indicator_id, year, missed, detail)
