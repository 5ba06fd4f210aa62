"""Differences: 見込 against 確定, one release against another or what was known before it, one day against
another, one generation of targets against the next.

Every function returns columns and rows; the queries stand in the warehouse as views and macros, so that
SQL gets the same answers.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError

if TYPE_CHECKING:
    import duckdb

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
_TARGETS = f"""
SELECT indicator, unit, old_period, old_target, new_period, new_target, delta, change, old_document,
       new_document, coalesce(new_observation, old_observation) AS observation_id
FROM target_diff(?, ?)
ORDER BY {UNCHANGED}, change DESC, goal, section, indicator, observation_id
"""
_STATISTICS = """
SELECT name AS indicator, unit, statistics.* EXCLUDE (municipality_code, indicator_id)
FROM revision_statistics statistics JOIN indicator USING (indicator_id)
ORDER BY share_unchanged, mean_absolute_revision_pct DESC, indicator
"""


@dataclass(frozen=True)
class Difference:
    """Rows for people; ``change`` is among the columns, and ``reflagged`` where two releases are compared."""

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
    """Compare two documents or two days; one document with what was known before it; else 見込 with 確定.

    Raises :class:`UsageError` for a document that the warehouse doesn't have.
    """
    if old is None:
        return provisional(connection)
    if new is None:
        return news(connection, old)
    days = [_day(text) for text in (old, new)]
    if all(days):
        return _ask(connection, _COMPARED.format(source="known_diff(?, ?)"), days)
    return releases(connection, old, new)


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


def targets(connection: duckdb.DuckDBPyConnection, old: str, new: str) -> Difference:
    """Return the targets of document ``old`` beside those of ``new``, of whatever plans they are."""
    _require(connection, old, new)
    return _ask(connection, _TARGETS, [old, new])


def statistics(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return columns and rows: how the actuals of each indicator are revised from release to release."""
    answer = connection.execute(_STATISTICS)
    return tuple(column[0] for column in answer.description or ()), answer.fetchall()


def _ask(connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> Difference:
    answer = connection.execute(query, values)
    columns = tuple(column[0] for column in answer.description or ())
    return Difference(columns, answer.fetchall())


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _require(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    known = [row[0] for row in connection.execute("SELECT document_id FROM document ORDER BY 1").fetchall()]
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            remedy = (
                f"Did you mean {close[0]}?" if close else f"The warehouse has {', '.join(known) or 'none'}"
            )
            raise UsageError(f"no document {name!r} in the warehouse", remedy=remedy)
