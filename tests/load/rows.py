"""Rows of normalized/ written by hand, so that identity and load can be tested without a PDF."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipeline.layers import normalized
from pipeline.layers.ids import stable_id
from pipeline.layers.rows import Row, Tables
from pipeline.workspace import Workspace

_LISTED = {"cumulative": "is_cumulative", "component": "is_component", "repeated": "is_repeated"}


def document(document_id: str, **change: object) -> Row:
    """Return a row of ``document`` of a made-up town."""
    base: Row = {
        "document_id": document_id,
        "file": f"{document_id}.pdf",
        "sha256": "0" * 64,
        "municipality_code": "132110",
        "publisher": "小平市",
        "pages": 1,
    }
    return base | change


def observation(document_id: str, name: str, row: int, col: int, **change: object) -> Row:
    """Return a row of ``observation``; ``fiscal_year`` gives the period, ``value`` the printed text."""
    year = change.pop("fiscal_year", 2020)
    value = change.pop("value", None)
    base: Row = {
        "observation_id": stable_id(document_id, name, row, col),
        "part_no": 1,
        "document_id": document_id,
        "indicator": name,
        "indicator_printed": name,
        "is_cumulative": False,
        "is_component": False,
        "is_repeated": False,
        "value_kind": "actual",
        "status": "final",
        "period_label": f"{year}年度" if year else None,
        "period_type": "fiscal_year" if year else None,
        "period_start": date(int(str(year)), 4, 1) if year else None,
        "period_end": date(int(str(year)) + 1, 3, 31) if year else None,
        "fiscal_year": year,
        "value": None if value is None else Decimal(str(value)),
        "unit": None if value is None else "人",
        "missing_reason": "dash"
        if value is None and "value_low" not in change and "grade" not in change
        else None,
        "printed": "-" if value is None else f"{value}人",
        "page": 1,
        "table_no": 1,
        "row_no": row,
        "col_no": col,
        "agreement": "agreed",
        "corrected": False,
    }
    return base | change


def write(root: Path, *documents: tuple[Row, Iterable[Row]], plans: Iterable[Row] = ()) -> Workspace:
    """Write documents with their observations to a workspace at ``root``."""
    workspace = Workspace(root)
    for row, observations in documents:
        own = [o | {"plan_id": row.get("plan_id")} for o in observations]
        tables: Tables = {"document": [row], "observation": own}
        tables["plan"] = [plan for plan in plans if plan["plan_id"] == row.get("plan_id")]
        normalized.write(tables, workspace.normalized_dir(str(row["document_id"])))
    return workspace


def transcribed(path: Path) -> dict[str, list[Row]]:
    """Return the transcribed observations of a file of facts, by document."""
    found: dict[str, list[Row]] = {}
    rows: dict[tuple[str, ...], int] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for number, fact in enumerate(csv.DictReader(stream), start=2):
            # Facts of one name under one heading stand in one row of the page.
            row = tuple(fact[name] for name in ("document", "goal", "section", "indicator_printed", "flags"))
            row_no = rows.setdefault(row, len(rows) + 1)
            found.setdefault(fact["document"], []).append(_from_fact(fact, row_no, number))
    return found


def _from_fact(fact: dict[str, str], row_no: int, col_no: int) -> Row:
    flags = [flag for flag in fact["flags"].split(";") if flag]
    year = int(fact["fiscal_year"]) if fact["fiscal_year"] else None
    row = observation(
        fact["document"], fact["indicator"], row_no, col_no, fiscal_year=year, value=fact["value"] or None
    )
    words: Row = {
        column: fact[name] or None
        for column, name in (
            ("goal", "goal"), ("section", "section"), ("indicator_printed", "indicator_printed"),
            ("value_kind", "kind"), ("status", "status"), ("unit", "unit"), ("qualifier", "qualifier"),
            ("missing_reason", "missing"), ("department", "department"), ("period_label", "period_label"),
            ("as_of_label", "as_of_label"),
        )
    }  # fmt: skip
    words |= {column: flag in flags for flag, column in _LISTED.items()}
    return (
        row
        | words
        | {
            "flags": [flag for flag in flags if flag not in _LISTED],
            "note_marks": [mark for mark in fact["notes"].split(";") if mark],
            "printed": fact["printed"],
            "table_no": int(fact["page_hint"] or 1),
        }
    )
