"""Columns that are dated by the columns beside them: 合計, 5年間累計, and parts of the year over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels.dates import single_period
from pipeline.normalize.labels.label import Label
from pipeline.normalize.labels.lexing import Setting

_SUMS = frozenset({"total", "cumulative", "average"})
# Longer than this, a column is no part of a year and no year.
_YEAR = 366


def with_part(label: Label, setting: Setting) -> Label:
    """Date a part of a year: 上半期 under 令和4年度, or below a title that speaks of one fiscal year."""
    if not label.part:
        return label
    year = label.period.fiscal_year if label.period is not None else setting.fiscal_year
    if year is None or (label.period is not None and label.period.type == "range"):
        return label
    period = single_period(f"{year}年度{label.part}")
    if period is None:
        return label
    return replace(label, period=period, period_label=label.period_label + label.part)


def is_sum(label: Label) -> bool:
    """Whether a column without a period of its own says that it sums up others."""
    return (
        bool(label.flags & _SUMS) and label.period is None and not label.name and label.role in ("", "number")
    )


def summed(label: Label, others: Sequence[Label]) -> Label:
    """Date a sum by the columns that it sums up: those before it, of its kind, that follow each other.

    A sum of so many years (5年間累計) is dated only by as many, of whatever kinds.
    """
    dated = [other for other in others if other.period is not None and not other.flags & _SUMS]
    same = [other for other in dated if set(other.kinds) == set(label.kinds)]
    periods = _distinct(dated if label.years and len(_distinct(same)) != label.years else same)
    if len(periods) < 2 or label.years not in (0, len(periods)) or not _follow(periods):
        return label
    first, last = periods[0].start, periods[-1].end
    assert first is not None and last is not None
    return replace(label, role="", period=_whole(first, last), period_label=label.words)


def _distinct(labels: Sequence[Label]) -> list[Period]:
    periods = (label.period for label in labels if label.period is not None)
    found = {(p.start, p.end): p for p in periods if p.start is not None and p.end is not None}
    return [found[days] for days in sorted(found)]


def _follow(periods: Sequence[Period]) -> bool:
    """Whether each period begins the day after the one before it ends; none is longer than a year."""
    spans = [(p.start, p.end) for p in periods if p.start is not None and p.end is not None]
    if any((end - start).days >= _YEAR for start, end in spans):
        return False
    return all(end + timedelta(days=1) == start for (_, end), (start, _) in pairwise(spans))


def _whole(first: date, last: date) -> Period:
    year = single_period(f"{first.year}年度")
    if year is not None and (year.start, year.end) == (first, last):
        return year
    return Period(
        raw="",
        start=first,
        end=last,
        type="range",
        fiscal_year_start=first.year - (first.month < 4),
        fiscal_year_end=last.year - (last.month < 4),
    )
