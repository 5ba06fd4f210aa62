"""Indicators that are likely one, for a person to accept or refuse: both sides with their series."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_PROPOSED = """
SELECT r.indicator_id, r.other_id, r.relation, r.score, newer.municipality_code
FROM indicator_relation r
JOIN indicator newer ON newer.indicator_id = r.indicator_id
JOIN indicator older ON older.indicator_id = r.other_id
WHERE r.state = 'proposed'
ORDER BY r.score DESC NULLS LAST, newer.name, older.name
"""
_SIDE = """
SELECT name, unit, (
    SELECT list(DISTINCT document_id ORDER BY document_id)
    FROM indicator_alias a WHERE a.indicator_id = i.indicator_id
)
FROM indicator i WHERE indicator_id = ?
"""
_SERIES = """
SELECT period_label, value_kind, value, printed, document_id
FROM series WHERE indicator_id = ?
ORDER BY period_start, period_end, value_kind, document_id
"""


@dataclass(frozen=True)
class Figure:
    """One figure of a series, as its latest release has it; ``value`` in the indicator's unit."""

    period_label: str | None
    value_kind: str
    value: Decimal | None
    printed: str
    document_id: str


@dataclass(frozen=True)
class Side:
    """One of two indicators that may be one."""

    indicator_id: str
    name: str
    unit: str | None
    documents: tuple[str, ...]
    series: tuple[Figure, ...]


@dataclass(frozen=True)
class Proposal:
    """``newer`` is likely what became of ``older``; ``score`` in bits."""

    relation: str
    score: float | None
    municipality_code: str | None
    newer: Side
    older: Side

    def decision(self, accepted: bool, reason: str) -> dict[str, str | int]:
        """Return the entry of ``raw/indicators.toml`` that accepts or refuses it."""
        whose = {"municipality_code": self.municipality_code} if self.municipality_code else {}
        return {
            **whose,
            "indicator": self.newer.name,
            "other": self.older.name,
            "relation": self.relation,
            "decision": "accept" if accepted else "refuse",
            "reason": reason,
        }


def proposals(connection: duckdb.DuckDBPyConnection) -> list[Proposal]:
    """Return what waits for a decision, the likeliest first."""
    rows = connection.execute(_PROPOSED).fetchall()
    return [
        Proposal(relation, score, code, _side(connection, newer), _side(connection, older))
        for newer, older, relation, score, code in rows
    ]


def _side(connection: duckdb.DuckDBPyConnection, indicator_id: str) -> Side:
    row = connection.execute(_SIDE, [indicator_id]).fetchone()
    assert row is not None, "a relation names indicators of the table indicator"
    name, unit, documents = row
    figures = connection.execute(_SERIES, [indicator_id]).fetchall()
    return Side(
        indicator_id, name, unit, tuple(documents or ()), tuple(Figure(*figure) for figure in figures)
    )
