"""What the report tells: indicators with all that was ever stated of them, in the order of the documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

Record = dict[str, Any]

_STATEMENTS = """
SELECT observation_id, document_id, plan_id, indicator_id, indicator, goal, section, department, value_kind,
       status, period_label, period_type, period_start, period_end, fiscal_year, as_of_label, value, unit,
       decimals, qualifier, value_low, value_high, grade, missing_reason, printed, notes, warnings, flags,
       page, table_no, x0, top, x1, bottom, agreement, corrected, is_latest, release_order
FROM vintage
ORDER BY release_order DESC, page, table_no, row_no, col_no, part_no, observation_id
"""
_INDICATORS = "SELECT indicator_id, name, unit, direction FROM indicator"


@dataclass(frozen=True)
class Statement:
    """A value, or that there is none, as one document states it. ``box`` is in points on its page."""

    id: str
    document: str
    kind: str
    status: str
    period: str
    fiscal_year: int | None
    start: date | None
    end: date | None
    value: Decimal | None
    unit: str
    decimals: int
    low: Decimal | None
    high: Decimal | None
    qualifier: str | None
    grade: str | None
    missing: str | None
    printed: str
    as_of: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    flags: tuple[str, ...]
    page: int
    table: int | None
    box: tuple[float, float, float, float] | None
    agreement: str
    corrected: bool
    is_latest: bool

    @property
    def said(self) -> tuple[object, ...]:
        """What a later release may say otherwise."""
        return self.value, self.low, self.high, self.grade, self.missing, self.unit

    @property
    def row(self) -> tuple[str, date, date, str, tuple[str, ...]]:
        """What it is a statement of: statements of several documents with the same row are vintages."""
        own = () if self.kind not in ("rate", "difference") else tuple(sorted(self.flags))
        start, end = self.start or date.min, self.end or date.min
        return (_KINDS.get(self.kind, "9"), start, end, "" if self.start else self.period, own)


@dataclass(frozen=True)
class Indicator:
    """An indicator with its statements; goal, section and department are those of its latest release."""

    id: str
    name: str
    unit: str
    direction: str | None
    goal: str
    section: str
    department: str
    documents: tuple[str, ...]
    statements: tuple[Statement, ...]


# in the order of a life: where it starts, what was reached, what is aimed at
_KINDS = {
    kind: str(i)
    for i, kind in enumerate(
        ("baseline", "actual", "forecast", "interim_target", "target", "rate", "difference", "grade")
    )
}


def indicators(connection: duckdb.DuckDBPyConnection) -> list[Indicator]:
    """Return all indicators, those of the latest release first, in the order of its pages."""
    groups: dict[str, list[Record]] = {}
    for record in records(connection, _STATEMENTS):
        groups.setdefault(record["indicator_id"], []).append(record)
    known = {record["indicator_id"]: record for record in records(connection, _INDICATORS)}
    return [_indicator(known[key], rows) for key, rows in groups.items()]


def records(connection: duckdb.DuckDBPyConnection, query: str, values: Any = None) -> list[Record]:
    """Return the rows of a query as dictionaries."""
    answer = connection.execute(query, values or [])
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _indicator(known: Record, rows: list[Record]) -> Indicator:
    latest = rows[0]
    by_release = sorted(rows, key=lambda row: row["release_order"])
    return Indicator(
        id=known["indicator_id"],
        name=known["name"],
        unit=known["unit"] or "",
        direction=known["direction"],
        goal=latest["goal"] or "",
        section=latest["section"] or "",
        department=latest["department"] or "",
        documents=tuple(dict.fromkeys(row["document_id"] for row in by_release)),
        statements=tuple(_statement(row) for row in by_release),
    )


def _statement(row: Record) -> Statement:
    box = (row["x0"], row["top"], row["x1"], row["bottom"])
    return Statement(
        id=row["observation_id"],
        document=row["document_id"],
        kind=row["value_kind"],
        status=row["status"],
        period=row["period_label"] or "",
        fiscal_year=row["fiscal_year"],
        start=row["period_start"],
        end=row["period_end"],
        value=row["value"],
        unit=row["unit"] or "",
        decimals=row["decimals"] or 0,
        low=row["value_low"],
        high=row["value_high"],
        qualifier=row["qualifier"],
        grade=row["grade"],
        missing=row["missing_reason"],
        printed=row["printed"],
        as_of=row["as_of_label"] or "",
        notes=tuple(row["notes"] or ()),
        warnings=tuple(row["warnings"] or ()),
        flags=tuple(row["flags"] or ()),
        page=row["page"],
        table=row["table_no"],
        box=None if None in box else box,
        agreement=row["agreement"],
        corrected=row["corrected"],
        is_latest=row["is_latest"],
    )
