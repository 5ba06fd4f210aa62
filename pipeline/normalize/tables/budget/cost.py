"""The cost of a project in a year: in 円, or why there is none."""

from __future__ import annotations

import regex

from pipeline.layers.extracted import Cell
from pipeline.layers.rows import fits
from pipeline.normalize.cells.value import Value
from pipeline.normalize.tables.grid import is_blank

_DASH = regex.compile(r"[\-－‐‑‒–—―−ーｰ─━（）()\s]+")


def trouble(cell: Cell, value: Value) -> tuple[str, str] | None:
    """Say why a cell is no cost, as reason and detail, or None."""
    if cell.agreement == "disputed":
        return "disputed", f"the other reader: {cell.other!r}"
    if value.status in ("multiple", "unparsed"):
        return "not read to the end", "; ".join(value.warnings)
    return None if value.value is None and value.low is None and value.high is None else _amount(cell, value)


def _amount(cell: Cell, value: Value) -> tuple[str, str] | None:
    if value.value is None:
        return "a range", "a cost is one amount"
    if cell.col_span > 1:
        return "merged over years", "one amount over several years"
    if value.value and value.unit != "円":
        return "not an amount of money", f"unit {value.unit!r}" if value.unit else "no unit is printed"
    return None if fits(value.value) else ("does not fit DECIMAL(38,10)", "")


def columns_of(value: Value, cell: Cell) -> dict[str, object]:
    """Return the columns of ``budget`` that say what it costs."""
    return {
        "cost": value.value,
        "cost_printed": cell.text.strip(),
        "missing_reason": None if value.value is not None else _reason(value, cell),
    }


def _reason(value: Value, cell: Cell) -> str:
    if is_blank(cell):
        return "blank"
    if value.status == "footnote_only":
        return "footnote"
    if _DASH.fullmatch(cell.text):
        return "dash"
    return "not_applicable" if value.status == "not_applicable" else "unknown"
