"""Numbers for people: separators, decimals as printed, bounds and grades."""

from __future__ import annotations

from decimal import Decimal

from pipeline.analyze.report.facts import Statement

_BOUNDS = {
    "at_least": "≥",
    "at_most": "≤",
    "more_than": ">",
    "less_than": "<",
    "approx": "≈",
}


def shown(value: Decimal | None, decimals: int = 0) -> str:
    """Return ``value`` with separators, and at least ``decimals`` digits after the point; empty for None."""
    if value is None:
        return ""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    digits = max(decimals, -exponent if isinstance(exponent, int) else 0, 0)
    return f"{value:,.{digits}f}".replace("-", "−")


def signed(value: Decimal | None) -> str:
    """Return a difference with its sign."""
    text = shown(value)
    return f"+{text}" if value is not None and value > 0 else text


def stated(statement: Statement) -> str:
    """Return what a statement says, without its unit; empty where it states no value."""
    if statement.grade is not None:
        return statement.grade
    if statement.value is not None:
        mark = _BOUNDS.get(statement.qualifier or "", "")
        return mark + shown(statement.value, statement.decimals)
    if statement.missing is not None:
        return ""
    ends = (shown(end, statement.decimals) for end in (statement.low, statement.high))
    return "～".join(ends)
