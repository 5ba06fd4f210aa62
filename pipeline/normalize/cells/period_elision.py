"""What a date leaves out because its neighbour prints it: the era, the century, 年度, the year (P4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.normalize.cells.period_date import Printed

Items = list[list[Printed | None]]  # each a date, or the two ends of a range, None where it is open


def month_of(year: Printed, month: Printed) -> Printed | None:
    """令和3年度 2月 is February of the next calendar year."""
    if year.kind != "fiscal_year" or year.number is None or month.number is not None or month.month is None:
        return None
    return replace(month, era=year.era, western=year.western, number=year.number + (month.month <= 3))


def inherited(items: Items) -> Iterator[list[Printed | None]]:
    """Elided kinds come from the right (平成26・28年度末), elided eras and centuries from the left (P4)."""
    flat = [date for item in items for date in item if date is not None]
    for n in reversed(range(len(flat) - 1)):
        flat[n] = _kind_from(flat[n], flat[n + 1])
    for n in range(1, len(flat)):
        flat[n] = _year_from(flat[n], flat[n - 1])
    dates = iter(flat)
    for item in items:
        yield [None if date is None else next(dates) for date in item]


def _kind_from(date: Printed, right: Printed) -> Printed:
    if date.kind is None and date.month is None and right.month is None:
        return replace(date, kind=right.kind, point=date.point or right.point)
    return date


def _year_from(date: Printed, left: Printed) -> Printed:
    if date.number is None:
        return replace(date, number=left.number, era=left.era, western=left.western, kind=left.kind)
    if not date.bare or left.number is None:
        return date
    if left.western:
        return replace(date, number=left.number // 100 * 100 + date.number, western=True)
    return replace(date, era=left.era)
