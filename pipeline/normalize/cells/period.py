"""Periods as municipal documents print them (P1 to P8): years, months, days and ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from pipeline.normalize.cells.period_date import Context, Dated, ImpossibleDateError
from pipeline.normalize.cells.period_reader import Series, read

PeriodType = Literal["fiscal_year", "calendar_year", "month", "date", "range"]
Point = Literal["start", "end"]
Stage = Literal["actual", "target", "forecast", "baseline", "preliminary"]
LONGEST: Final = 400  # no period is longer; what is, is prose

__all__ = ["ImpossibleDateError", "Period", "PeriodList", "PeriodType", "Point", "Stage", "parse_period"]


@dataclass(frozen=True)
class Period:
    """A period. ``start`` and ``end`` span it, both included; None is open or unresolved.

    ``point`` says where in it a figure was taken (末: end, 当初: start). ``fiscal_year`` is the fiscal year
    itself, or the one that contains a month or a date; ranges have ``fiscal_year_start`` and ``_end``.
    """

    raw: str
    start: date | None
    end: date | None
    type: PeriodType
    point: Point | None = None
    fiscal_year: int | None = None
    fiscal_year_start: int | None = None
    fiscal_year_end: int | None = None
    stage: Stage | None = None
    era_text: str | None = None
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def resolved(self) -> bool:
        """Whether it names days: neither an era that is not printed nor a contradiction leaves it open."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True)
class PeriodList:
    """Several periods in one text, as 平成26・28年度末 names two."""

    raw: str
    periods: tuple[Period, ...]


def parse_period(
    text: str, *, default_era: str | None = None, fiscal_year: int | None = None
) -> Period | PeriodList | None:
    """The period that ``text`` as a whole names, or None where it names none.

    ``default_era`` (平成 or H) and ``fiscal_year`` of the column resolve what is printed without an era or a
    year (P6). A text that contradicts itself gives a period without days and the warning ``conflict`` (P3).
    Raises `ImpossibleDateError` for days, months and years that don't exist (P7).
    """
    if len(text) > LONGEST:
        return None
    return _cached(text, default_era, fiscal_year)


@lru_cache(maxsize=4096)
def _cached(text: str, default_era: str | None, fiscal_year: int | None) -> Period | PeriodList | None:
    series = read(text, Context(default_era, fiscal_year))
    if series is None:
        return None
    periods = _distinct(_period(text, series, dates) for dates in series.spans)
    return periods[0] if len(periods) == 1 else PeriodList(text, periods)


def _distinct(periods: Iterable[Period]) -> tuple[Period, ...]:
    """平成31年度・令和元年度 is one period (P2)."""
    kept: dict[object, Period] = {}
    for period in periods:
        same = (period.start, period.end, period.type) if period.resolved else object()
        kept[same] = replace(period, warnings=_union(kept[same], period)) if same in kept else period
    return tuple(kept.values())


def _union(one: Period, other: Period) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one.warnings, *other.warnings)))


def _period(text: str, series: Series, dates: tuple[Dated | None, ...]) -> Period:
    single = dates[0]
    if len(dates) == 1 and single is not None:
        return _single(text, series, single)
    return _range(text, series, dates)


def _single(text: str, series: Series, dated: Dated) -> Period:
    return Period(
        raw=text,
        start=dated.start,
        end=dated.end,
        type=dated.type,
        point=dated.point,
        fiscal_year=None if dated.type == "range" else dated.fiscal_year,
        fiscal_year_start=dated.fiscal_year if dated.type == "range" else None,
        fiscal_year_end=dated.fiscal_year if dated.type == "range" else None,
        stage=series.stage,
        era_text=dated.era_text,
        notes=series.notes,
        warnings=tuple(dict.fromkeys((*dated.warnings, *series.warnings))),
    )


def _range(text: str, series: Series, dates: tuple[Dated | None, ...]) -> Period:
    first, last = dates
    printed = [dated for dated in dates if dated is not None]
    warnings = [warning for dated in printed for warning in dated.warnings] + list(series.warnings)
    start = None if first is None else first.start
    end = None if last is None else last.end
    unresolved = any(dated.start is None for dated in printed)
    if not unresolved and start and end and start > end:
        warnings.append("conflict")
    if unresolved or "conflict" in warnings:
        start = end = None
    return Period(
        raw=text,
        start=start,
        end=end,
        type="range",
        point=printed[-1].point,
        fiscal_year_start=first.fiscal_year if first and start else None,
        fiscal_year_end=last.fiscal_year if last and end else None,
        stage=series.stage,
        era_text=printed[0].era_text,
        notes=series.notes,
        warnings=tuple(dict.fromkeys(warnings)),
    )
