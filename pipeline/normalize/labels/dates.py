"""Periods as tables read them: one period or none, and no error for a date that can't be."""

from __future__ import annotations

from pipeline.normalize.cells.period import ImpossibleDateError, Period, parse_period


def single_period(text: str, *, era: str | None = None, fiscal_year: int | None = None) -> Period | None:
    """Return the one dated period that ``text`` is; None for several, for none, or for an impossible one."""
    try:
        period = parse_period(text, default_era=era, fiscal_year=fiscal_year)
    except ImpossibleDateError:
        return None
    return period if isinstance(period, Period) and (period.start or period.end) else None
