"""Differences: 見込 against 確定, one release against another, one day's knowledge against another's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:
    import duckdb

SAME = frozenset({"confirmed", "still_missing", "same"})

_PROVISIONAL = """
SELECT indicator, fiscal_year, period_label, unit, provisional, final, delta, delta_pct, change,
       provisional_document, final_document, final_observation AS observation_id, notes
FROM provisional_vs_final
ORDER BY change IN ('confirmed', 'still_missing'), change DESC, provisional_document, goal, section, indicator
"""
_RELEASES = """
SELECT indicator, value_kind, fiscal_year, period_label, unit, old_value AS old, new_value AS new, delta,
       delta_pct, change, reflagged, coalesce(new_observation, old_observation) AS observation_id, notes
FROM release_diff(?, ?)
ORDER BY change IN ('confirmed', 'still_missing'), change DESC, indicator, value_kind, fiscal_year
"""
_DAYS = """
WITH old AS (FROM as_known_at(CAST($1 AS DATE))), new AS (FROM as_known_at(CAST($2 AS DATE)))
SELECT coalesce(new.indicator, old.indicator) AS indicator,
       coalesce(new.value_kind, old.value_kind) AS value_kind,
       coalesce(new.fiscal_year, old.fiscal_year) AS fiscal_year,
       coalesce(new.period_label, old.period_label) AS period_label,
       coalesce(new.unit, old.unit) AS unit, old.value AS old, new.value AS new,
       TRY(CASE WHEN old.unit IS NOT DISTINCT FROM new.unit THEN new.value - old.value END) AS delta,
       CASE WHEN old.observation_id IS NULL THEN 'added' WHEN new.observation_id IS NULL THEN 'removed'
            WHEN old.missing_reason IS NOT NULL AND new.missing_reason IS NOT NULL THEN 'still_missing'
            WHEN old.missing_reason IS NOT NULL THEN 'filled'
            WHEN new.missing_reason IS NOT NULL THEN 'withdrawn'
            WHEN (old.value, old.value_low, old.value_high, old.grade, old.unit)
                 IS NOT DISTINCT FROM (new.value, new.value_low, new.value_high, new.grade, new.unit)
            THEN 'confirmed' ELSE 'revised' END AS change,
       old.document_id AS old_document, new.document_id AS new_document,
       coalesce(new.observation_id, old.observation_id) AS observation_id
FROM old FULL JOIN new
  ON old.indicator_id = new.indicator_id AND old.value_kind = new.value_kind
 AND old.municipality_code IS NOT DISTINCT FROM new.municipality_code
 AND old.period_type IS NOT DISTINCT FROM new.period_type
 AND old.period_start IS NOT DISTINCT FROM new.period_start
 AND old.period_end IS NOT DISTINCT FROM new.period_end
 AND old.flags IS NOT DISTINCT FROM new.flags
ORDER BY change IN ('confirmed', 'still_missing'), change DESC, indicator, value_kind, fiscal_year
"""


@dataclass(frozen=True)
class Difference:
    """Rows for people; ``change`` is among the columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @property
    def differs(self) -> bool:
        """Whether any row says something else than the one that it is compared with."""
        at = self.columns.index("change")
        flags = self.columns.index("reflagged") if "reflagged" in self.columns else None
        return any(row[at] not in SAME or (flags is not None and row[flags]) for row in self.rows)


def compare(
    connection: duckdb.DuckDBPyConnection, old: str | None = None, new: str | None = None
) -> Difference:
    """Compare two documents or two days; without either, every 見込 with its 確定.

    Raises :class:`UsageError` for a document that the warehouse doesn't have.
    """
    if old is None or new is None:
        return _ask(connection, _PROVISIONAL, [])
    days = [_day(text) for text in (old, new)]
    if all(days):
        return _ask(connection, _DAYS, days)
    for name in (old, new):
        _require(connection, name)
    return _ask(connection, _RELEASES, [old, new])


def _ask(connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> Difference:
    answer = connection.execute(query, values)
    columns = tuple(column[0] for column in answer.description or ())
    return Difference(columns, answer.fetchall())


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _require(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    known = [row[0] for row in connection.execute("SELECT document_id FROM document ORDER BY 1").fetchall()]
    if name not in known:
        close = get_close_matches(name, known, n=1)
        remedy = f"Did you mean {close[0]}?" if close else f"The warehouse has {', '.join(known) or 'none'}"
        raise UsageError(f"no document {name!r} in the warehouse", remedy=remedy)
