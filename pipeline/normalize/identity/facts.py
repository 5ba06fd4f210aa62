"""What identity needs to know of documents and observations, read from ``normalized/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.layers.normalized import IDENTITY, SUFFIX
from pipeline.normalize.identity.memory import Memory, state
from pipeline.normalize.identity.names import name_key

# What is stated of a thing at a period: kind, stage, period type, first and last day, what a rate measures.
Point = tuple[str, bool, str | None, date | None, date | None, tuple[str, ...]]
# value, low, high, grade
Value = tuple[Decimal | None, Decimal | None, Decimal | None, str | None]

_COLUMNS = [
    "observation_id", "indicator", "indicator_printed", "goal", "section", "is_cumulative", "is_component",
    "is_repeated", "flags", "value_kind", "status", "period_type", "period_start", "period_end",
    "fiscal_year", "value", "value_low", "value_high", "grade", "missing_reason", "unit", "notes",
    "page", "table_no", "row_no", "col_no", "part_no",
]  # fmt: skip
_DOCUMENT = ("document_id", "publisher", "municipality_code", "plan_id", "published_on", "maturity")
_EARLY = ("provisional", "preliminary")
_MATURITY = ("draft", "provisional", "final", None)
_MEASURED = ("rate", "difference")


@dataclass(frozen=True)
class Release:
    """A document as identity sees it. ``scope`` is its municipality: nothing is linked across scopes."""

    document_id: str
    scope: str
    municipality_code: str | None
    plan_id: str | None
    order: tuple[str, int, str]  # day of publication as ISO text, maturity, document


@dataclass(frozen=True)
class Fact:
    """One observation, its names reduced to keys."""

    observation_id: str
    key: str
    name: str
    printed: str
    goal: str
    section: str
    cumulative: bool
    component: bool
    repeated: bool
    point: Point
    fiscal_year: int | None
    value: Value | None  # None: missing
    unit: str | None
    notes: tuple[str, ...]
    row: tuple[int, int, int]  # page, table, row
    order: tuple[int, int, int, int, int]


def releases(root: Path, known: Memory) -> list[tuple[Release, Path]]:
    """Return every document under ``root`` (normalized/) with its folder, in order of release.

    ``known`` spares reading what has not changed, and learns what has.
    """
    folders = [p.parent for p in sorted(root.glob(f"*/document{SUFFIX}")) if p.parent.name != IDENTITY]
    documents = {folder.name: _document(folder, known) for folder in folders}
    known.documents = documents
    rows = [(documents[folder.name]["row"], folder) for folder in folders]
    codes = _codes([row for row, _ in rows])
    found = [(_release(row, codes), folder) for row, folder in rows]
    return sorted(found, key=lambda pair: pair[0].order)


def _document(folder: Path, known: Memory) -> dict[str, Any]:
    """Return the row of ``document`` with the state of the file that it was read from."""
    seen = state(folder)[0]
    entry = known.documents.get(folder.name)
    if entry is not None and entry["state"] == seen:
        return entry
    row = _read(folder / f"document{SUFFIX}", [*_DOCUMENT])[0]
    day = row["published_on"]
    return {"state": seen, "row": row | {"published_on": day.isoformat() if day else None}}


def facts(folder: Path) -> Iterator[Fact]:
    """Yield the observations of the document in ``folder``, in the order of its file."""
    path = folder / f"observation{SUFFIX}"
    if path.is_file():
        yield from map(fact, _read(path, _COLUMNS))


def fact(row: dict[str, Any]) -> Fact:
    """Return the fact in a row of ``observation``."""
    order = tuple(row[name] or 0 for name in ("page", "table_no", "row_no", "col_no", "part_no"))
    value = (row["value"], row["value_low"], row["value_high"], row["grade"])
    return Fact(
        observation_id=row["observation_id"],
        key=name_key(row["indicator"]),
        name=row["indicator"],
        printed=row["indicator_printed"],
        goal=name_key(row["goal"] or ""),
        section=name_key(row["section"] or ""),
        cumulative=row["is_cumulative"],
        component=row["is_component"],
        repeated=row["is_repeated"],
        point=_point(row),
        fiscal_year=row["fiscal_year"],
        value=None if row["missing_reason"] else value,
        unit=row["unit"],
        notes=tuple(row["notes"]),
        row=(order[0], order[1], order[2]),
        order=(order[0], order[1], order[2], order[3], order[4]),
    )


def _point(row: dict[str, Any]) -> Point:
    measure = tuple(sorted(row["flags"])) if row["value_kind"] in _MEASURED else ()
    period = (row["period_type"], row["period_start"], row["period_end"])
    return (row["value_kind"], row["status"] in _EARLY, *period, measure)


def _release(row: dict[str, Any], codes: dict[str, str]) -> Release:
    publisher = name_key(row["publisher"] or "")
    code = row["municipality_code"] or codes.get(publisher)
    # Whose document it is must be known before anything in it is linked to anything outside it.
    scope = code or (f"publisher {publisher}" if publisher else f"document {row['document_id']}")
    known = row["published_on"] or date.min.isoformat()
    order = (known, _MATURITY.index(row["maturity"]), row["document_id"])
    return Release(row["document_id"], scope, code, row["plan_id"], order)


def _codes(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the code of each publisher that the catalogue gives one code only."""
    seen: dict[str, set[str]] = {}
    for row in rows:
        if row["publisher"] and row["municipality_code"]:
            seen.setdefault(name_key(row["publisher"]), set()).add(row["municipality_code"])
    return {publisher: next(iter(codes)) for publisher, codes in seen.items() if len(codes) == 1}


def _read(path: Path, columns: list[str] | None) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:  # read_table would load pandas
        rows: list[dict[str, Any]] = file.read(columns=columns).to_pylist()
    return rows
