"""One date as printed, and the days that it spans (P1, P3, P5 to P7)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pipeline.normalize.cells.era import ERAS, Era, find_era

YearKind = Literal["fiscal_year", "calendar_year"]


_GREGORIAN = date(1873, 1, 1)  # earlier days were counted by the moon, and are not converted (P7)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class ImpossibleDateError(ValueError):
    """A day, month or year that does not exist (2月30日, 13月, 平成0年); it is never rolled over."""


@dataclass(frozen=True)
class Context:
    """What the surroundings tell: the era of years printed without one, and the fiscal year of the column."""

    default_era: str | None = None
    fiscal_year: int | None = None

    @property
    def era(self) -> Era | None:
        """The era by its printed name; None for a name that is none."""
        return find_era(self.default_era.strip()) if self.default_era else None


@dataclass(frozen=True)
class Printed:
    """A date as printed: an era and its year, a year of the common era, or a number that inherits either.

    ``part`` is a stretch of the year: months counted from the year's first, such as (0, 6) for 上半期.
    """

    era: Era | None = None
    era_text: str | None = None
    number: int | None = None
    western: bool = False
    kind: YearKind | None = None
    month: int | None = None
    day: int | None = None
    point: Literal["start", "end"] | None = None
    part: tuple[int, int] | None = None
    double: tuple[Printed, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """A number alone, whose era or century another date prints."""
        return self.number is not None and self.era is None and not self.western

    @property
    def year(self) -> int | None:
        """The year of the common era, as far as the print alone tells."""
        if self.number is None or self.bare:
            return None
        return self.era.year(self.number) if self.era else self.number


@dataclass(frozen=True)
class Dated:
    """The days of a printed date; both None where its year can't be told."""

    start: date | None
    end: date | None
    type: Literal["fiscal_year", "calendar_year", "month", "date", "range"]
    point: Literal["start", "end"] | None
    fiscal_year: int | None
    era_text: str | None
    warnings: tuple[str, ...]


def dated(printed: Printed, context: Context) -> Dated:
    """The days that ``printed`` spans; raises `ImpossibleDateError`."""
    _possible(printed)
    printed = _in_context(printed, context)
    year, warnings = printed.year, [*printed.warnings]
    if printed.number is None and printed.month is not None and context.fiscal_year is not None:
        year = context.fiscal_year + (printed.month <= 3)
    if _contradicts(printed, year):
        return _open(printed, (*warnings, "conflict"))
    if year is None:
        return _open(printed, (*warnings, "unresolved"))
    start, end = _span(printed, year)
    warnings += _era_warnings(printed, start, end)
    fiscal_year = _fiscal_year(printed, start)
    return Dated(start, end, _type(printed), printed.point, fiscal_year, printed.era_text, tuple(warnings))


def _possible(printed: Printed) -> None:
    if printed.number == 0 or printed.month == 0 or printed.day == 0 or (printed.month or 0) > 12:
        raise ImpossibleDateError("no such year, month or day")
    if printed.day is not None and printed.day > _DAYS[(printed.month or 1) - 1]:
        raise ImpossibleDateError(f"no day {printed.day}")


def _in_context(printed: Printed, context: Context) -> Printed:
    """A year without an era: the table's own era, or the one that fits the fiscal year of the column (P6)."""
    if not printed.bare or printed.number is None:
        return printed
    doubled = next((other.year for other in printed.double if other.year is not None), None)
    era = _era_of(printed, doubled) if doubled else context.era or _era_of_column(printed, context)
    if era is None:
        return replace(printed, warnings=(*printed.warnings, "conflict")) if doubled else printed
    if doubled:
        return replace(printed, era=era)
    return replace(printed, era=era, warnings=(*printed.warnings, "assumed_era"))


def _era_of(printed: Printed, year: int | None) -> Era | None:
    """The era in which the printed number is ``year``."""
    return next((era for era in ERAS if era.year(printed.number or 0) == year), None)


def _era_of_column(printed: Printed, context: Context) -> Era | None:
    """The era in which a printed 24年度 is the fiscal year that the column has anyway."""
    return _era_of(printed, context.fiscal_year) if printed.kind == "fiscal_year" else None


def _contradicts(printed: Printed, year: int | None) -> bool:
    """Double dates must agree (P3)."""
    return any(_differs(other, printed, year) for other in printed.double)


def _differs(other: Printed, printed: Printed, year: int | None) -> bool:
    if other.year is not None and year is not None:
        if other.month is not None and printed.month is None:
            return not _holds(_span(printed, year), _span(other, other.year))
        if other.year != year:
            return True
    months = None not in (other.month, printed.month) and other.month != printed.month
    days = None not in (other.day, printed.day) and other.day != printed.day
    return months or days


def _holds(outer: tuple[date, date], inner: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _type(printed: Printed) -> Literal["fiscal_year", "calendar_year", "month", "date", "range"]:
    if printed.part is not None:
        return "range"
    if printed.day is not None:
        return "date"
    if printed.month is not None:
        return "month"
    return printed.kind or "fiscal_year"


def _open(printed: Printed, warnings: tuple[str, ...]) -> Dated:
    return Dated(None, None, _type(printed), printed.point, None, printed.era_text, warnings)


def _span(printed: Printed, year: int) -> tuple[date, date]:
    if printed.month is not None:
        return _month(year, printed.month, printed.day)
    first = 4 if _type_of_year(printed) == "fiscal_year" else 1
    skipped, length = printed.part or (0, 12)
    start = _add_months(_day(year, first, 1), skipped)
    last = _add_months(start, length - 1)
    return start, _day(last.year, last.month, monthrange(last.year, last.month)[1])


def _type_of_year(printed: Printed) -> YearKind:
    return printed.kind or "fiscal_year"


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return _day(day.year + years, month + 1, 1)


def _month(year: int, month: int, day: int | None) -> tuple[date, date]:
    if day is not None:
        return _day(year, month, day), _day(year, month, day)
    first = _day(year, month, 1)
    return first, _day(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDateError(f"no such day: {year}-{month}-{day}") from None


def _fiscal_year(printed: Printed, start: date) -> int | None:
    """The fiscal year itself, or the one that contains the month or the day."""
    if printed.month is None and _type_of_year(printed) == "calendar_year":
        return None
    return start.year - (start.month < 4)


def _era_warnings(printed: Printed, start: date, end: date) -> list[str]:
    era = printed.era
    if end < _GREGORIAN:
        return ["before_1873"]
    if era is None:
        return []
    if era.end is not None and start > era.end:
        return ["past_era_end"]
    if end < era.start:
        return ["before_era"]
    partial = printed.month is None and printed.kind == "calendar_year"
    if partial and (start < era.start or (era.end is not None and end > era.end)):
        return ["partial_era_year"]
    return []
