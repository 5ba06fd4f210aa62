"""From an observation back to its page: the cell, its readings, and what gave it its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:
    import duckdb

_OBSERVATION = """
SELECT observation.*, document.file, document.sha256, document.title AS document_title
FROM observation JOIN document USING (document_id) WHERE observation_id = ?
"""
_CELL = """
SELECT printed, reader, agreement, other, row_span, col_span, x0, top, x1, bottom FROM source_cell
WHERE document_id = $document_id AND page = $page AND table_no = $table_no
  AND row_no = $row_no AND col_no = $col_no
"""
# The cells left of it in its row that hold no observation, and those above it in its column in rows that
# hold none; of the rows that go across the whole table, the one nearest above and those that name the goal.
_ROW = """
SELECT printed, x0, top, x1, bottom FROM source_cell AS cell
WHERE document_id = $document_id AND page = $page AND table_no = $table_no AND col_no < $col_no
  AND row_no <= $row_no AND row_no + row_span > $row_no AND printed <> ''
  AND NOT EXISTS (FROM observation AS o WHERE o.document_id = cell.document_id AND o.page = cell.page
                  AND o.table_no = cell.table_no AND o.row_no = cell.row_no AND o.col_no = cell.col_no)
ORDER BY col_no
"""
_COLUMN = """
WITH above AS (
  SELECT cell.*, cell.col_span = t.col_count AS across
  FROM source_cell AS cell JOIN source_table AS t USING (document_id, page, table_no)
  WHERE document_id = $document_id AND page = $page AND table_no = $table_no AND row_no < $row_no
    AND col_no <= $col_no AND col_no + col_span > $col_no AND printed <> ''
    AND NOT EXISTS (FROM observation AS o WHERE o.document_id = cell.document_id AND o.page = cell.page
                    AND o.table_no = cell.table_no AND o.row_no = cell.row_no)
)
SELECT printed, x0, top, x1, bottom FROM above
WHERE NOT across OR printed IN ($goal, $section)
   OR row_no = (SELECT max(row_no) FROM above WHERE across)
ORDER BY row_no
"""


@dataclass(frozen=True)
class Trace:
    """An observation (column → value), its cell, and the texts beside and above it.

    ``cell`` is None for a value that stands outside tables. ``headers`` are the boxes of the cells
    beside and above: x0, top, x1, bottom in points from the top left of the page.
    """

    observation: dict[str, Any]
    cell: dict[str, Any] | None
    row: list[str]
    column: list[str]
    headers: list[list[float]]


def trace(connection: duckdb.DuckDBPyConnection, observation_id: str) -> Trace:
    """Find an observation by its id, or by a beginning of it that no other has.

    Raises :class:`UsageError` where there is none, or more than one.
    """
    observation = _records(connection, _OBSERVATION, [_complete(connection, observation_id)])[0]
    keys = ("document_id", "page", "table_no", "row_no", "col_no")
    beside = {key: observation[key] for key in keys}
    cells = _records(connection, _CELL, beside)
    row = _records(connection, _ROW, beside)
    titles = {"goal": observation["goal"], "section": observation["section"]}
    column = _records(connection, _COLUMN, beside | titles)
    return Trace(
        observation,
        cells[0] if cells else None,
        [cell["printed"] for cell in row],
        [cell["printed"] for cell in column],
        [[cell[edge] for edge in ("x0", "top", "x1", "bottom")] for cell in (*row, *column)],
    )


def steps(found: Trace) -> list[str]:
    """Tell the way from the printed cell to the value, a sentence for each step."""
    o = found.observation
    told = [f"The cell prints {o['printed']!r}"]
    if found.cell:
        told[0] += f", read by {found.cell['reader'] or 'one reader'} ({found.cell['agreement']})"
    if found.row:
        told.append(f"Beside it stands {' | '.join(map(_one_line, found.row))}: {o['indicator']}")
    if found.column:
        told.append(f"Above it stands {' | '.join(map(_one_line, found.column))}: {_meaning(o)}")
    if o["notes"]:
        told.append(f"Noted at it: {_one_line(' '.join(o['notes']))}")
    told.append(_result(o))
    return told


def _meaning(o: dict[str, Any]) -> str:
    words = f"{o['value_kind']}, {o['status']}"
    if o["period_start"] or o["period_end"]:
        words += f", {o['period_start'] or '…'} to {o['period_end'] or '…'}"
    return words


def _result(o: dict[str, Any]) -> str:
    if o["missing_reason"]:
        return f"There is no value: {o['missing_reason']}"
    unit = o["unit"] or ""
    folded = (
        f" ({o['printed_value']} {o['printed_unit']} as printed)" if o["printed_unit"] != o["unit"] else ""
    )
    qualifier = f" {o['qualifier']}" if o["qualifier"] else ""
    value = o["grade"] if o["value"] is None else f"{o['value'].normalize():f}"
    if value is None:
        value = f"{o['value_low']} to {o['value_high']}"
    return f"That makes {value}{unit}{qualifier}{folded}"


def _complete(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    query = "SELECT observation_id FROM observation WHERE starts_with(observation_id, ?) LIMIT 2"
    found = [str(row[0]) for row in connection.execute(query, [text]).fetchall()] if text else []
    if len(found) == 1 or text in found:
        return text if text in found else found[0]
    what = f"more than one observation begins with {text!r}" if found else f"no observation {text!r}"
    remedy = '`shihyo sql "SELECT observation_id, indicator, period_label FROM observation"` lists the ids'
    raise UsageError(what, remedy=remedy)


def _records(connection: duckdb.DuckDBPyConnection, query: str, values: Any) -> list[dict[str, Any]]:
    answer = connection.execute(query, values)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _one_line(text: str) -> str:
    return " ".join(text.split())
