"""Differences: 見込 against 確定, one release against another or what was known before it, one day against
another, one generation of targets against the next.

Every function returns columns and rows; the queries stand in the warehouse as views and macros, so that
SQL gets the same answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.analyze.names import meant
from pipeline.errors import UsageError

if TYPE_CHECKING:
    import duckdb

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
SAME = frozenset({"confirmed", "still_missing", "same"})
UNCHANGED = "change IN ('confirmed', 'still_missing', 'same')"

_PROVISIONAL = f"""
SELECT indicator, fiscal_year, period_label, unit, provisional, final, delta, delta_pct, change,
       provisional_document, final_document, notes, final_observation AS observation_id
FROM provisional_vs_final
ORDER BY {UNCHANGED}, change DESC, provisional_document, goal, section, indicator
"""
_COMPARED = f"""
SELECT indicator, value_kind, fiscal_year, period_label, unit, old_value AS old, new_value AS new, delta,
       delta_pct, change, reflagged, verdict, notes, old_document, new_document,
       coalesce(new_observation, old_observation) AS observation_id
FROM {{source}}
ORDER BY {UNCHANGED}, change DESC, indicator, value_kind, fiscal_year, observation_id
"""
_TARGETS = """
SELECT indicator, unit, old_period, old_target, new_period, new_target, delta, change, old_document,
       new_document, coalesce(new_observation, old_observation) AS observation_id
FROM {source}
ORDER BY old_document, new_document,
         list_position(['raised', 'lowered', 'removed', 'added', 'same'], change), goal, section, indicator,
         observation_id
"""
_INDICATORS = """
SELECT change, old_name, new_name, reason, old_indicator_id, new_indicator_id
FROM {source}(?, ?)
ORDER BY list_position(['renamed', 'split', 'merged', 'redefined', 'restated', 'dropped', 'new'], change),
         old_name, new_name
"""
_BEFORE = """
SELECT max_by(document_id, release_order) FROM release
WHERE (plan_id, municipality_code) IS NOT DISTINCT FROM (
          SELECT (plan_id, municipality_code) FROM release WHERE document_id = $new
      )
  AND plan_id IS NOT NULL
  AND release_order < (SELECT release_order FROM release WHERE document_id = $new)
"""
_STATISTICS = """
SELECT name AS indicator, unit, statistics.* EXCLUDE (municipality_code, indicator_id)
FROM revision_statistics statistics JOIN indicator USING (indicator_id)
ORDER BY share_unchanged, mean_absolute_revision_pct DESC, indicator
"""


@dataclass(frozen=True)
class Difference:
    """Rows for people. Where things are compared, ``change`` is among the columns; ``reflagged`` may be."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @property
    def differs(self) -> bool:
        """Whether any row says something else than the one that it is compared with."""
        return any(map(self._is_change, self.rows))

    def only_changed(self) -> Difference:
        """Return the rows that say something else than what they are compared with."""
        return replace(self, rows=[row for row in self.rows if self._is_change(row)])

    def records(self) -> list[dict[str, Any]]:
        """Return the rows by the names of their columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def _is_change(self, row: tuple[Any, ...]) -> bool:
        named = dict(zip(self.columns, row, strict=True))
        return named.get("change", "same") not in SAME or bool(named.get("reflagged"))


def compare(
    connection: duckdb.DuckDBPyConnection, old: str | None = None, new: str | None = None
) -> Difference:
    """Compare two documents or two days; else 見込 with 確定.

    One document alone is compared with what was known before it, one day with what is known now.
    Raises :class:`UsageError` for a document that the warehouse doesn't have, and for a day beside one.
    """
    if old is None:
        return provisional(connection)
    days = [_day(text) for text in ((old,) if new is None else (old, new))]
    if all(days):
        return _ask(connection, _COMPARED.format(source="known_diff(?, ?)"), [*days, date.max][:2])
    return news(connection, old) if new is None else releases(connection, old, new)


def provisional(connection: duckdb.DuckDBPyConnection) -> Difference:
    """Return every 見込 with its 確定, what was revised or filled first."""
    return _ask(connection, _PROVISIONAL, [])


def releases(connection: duckdb.DuckDBPyConnection, old: str, new: str) -> Difference:
    """Return what document ``new`` says otherwise than ``old``, statement by statement."""
    _require(connection, old, new)
    return _ask(connection, _COMPARED.format(source="release_diff(?, ?)"), [old, new])


def news(connection: duckdb.DuckDBPyConnection, document_id: str) -> Difference:
    """Return what a document says otherwise than what was known before it."""
    _require(connection, document_id)
    return _ask(connection, _COMPARED.format(source="release_news(?)"), [document_id])


def targets(
    connection: duckdb.DuckDBPyConnection, old: str | None = None, new: str | None = None
) -> Difference:
    """Return the targets of document ``old`` beside those of ``new``, of whatever plans they are.

    Without documents: the first release of each plan beside its last, and each plan beside the next.
    With one: the comparisons of those that it is the newer side of.
    """
    if old is None:
        return _ask(connection, _TARGETS.format(source="target_revision"), [])
    if new is None:
        _require(connection, old)
        source = "(FROM target_revision WHERE new_document = ?)"
        return _ask(connection, _TARGETS.format(source=source), [old])
    _require(connection, old, new)
    return _ask(connection, _TARGETS.format(source="target_diff(?, ?)"), [old, new])


def indicators(
    connection: duckdb.DuckDBPyConnection, old: str, new: str | None = None, *, restated: bool = True
) -> Difference:
    """Return what became of the indicators of document ``old`` in ``new``: renamed, split, dropped, new …

    One document alone is compared with the release before it of the same plan; where there is none,
    nothing is to be told. Without ``restated`` no figures are compared, which takes a tenth of the time.
    """
    _require(connection, *filter(None, (old, new)))
    sides = (before(connection, old), old) if new is None else (old, new)
    source = "indicator_diff" if restated else "indicator_fate"
    return _ask(connection, _INDICATORS.format(source=source), list(sides))


def before(connection: duckdb.DuckDBPyConnection, document_id: str) -> str | None:
    """Return the release before a document of the same plan, if there is one."""
    row = connection.execute(_BEFORE, {"new": document_id}).fetchone()
    return row[0] if row else None


def statistics(connection: duckdb.DuckDBPyConnection) -> Difference:
    """Return how the actuals of each indicator are revised from release to release; nothing is compared."""
    return _ask(connection, _STATISTICS, [])


def _ask(connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> Difference:
    answer = connection.execute(query, values)
    columns = tuple(column[0] for column in answer.description or ())
    return Difference(columns, answer.fetchall())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _require(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    known = [row[0] for row in connection.execute("SELECT document_id FROM document ORDER BY 1").fetchall()]
    for name in names:
        if name not in known and _DATE.fullmatch(name):
            what = "a day, and no document to compare with" if _day(name) else "no day of the calendar"
            raise UsageError(f"{name} is {what}", remedy="Write two days (2021-04-01), or two documents")
        if name not in known:
            remedy = meant(name, known, "The warehouse has")
            raise UsageError(f"no document {name!r} in the warehouse", remedy=remedy)
