"""Labels of one stack, the outer over the inner, as one label."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels.dates import single_period
from pipeline.normalize.labels.label import Label

# A period that begins with a month tells no year.
_MONTH = regex.compile(r"[\d０-９]{1,2}月")


def merge(outer: Label, inner: Label) -> Label:
    """Combine two labels of one stack, the outer one first; what the inner one says of a period prevails."""
    period, period_label = _inner_period(outer, inner)
    return replace(
        inner,
        name="　".join(n for n in (outer.name, inner.name) if n),
        role=inner.role or _role_over(outer, inner),
        kinds=tuple(dict.fromkeys(_kinds_over(outer, inner) + inner.kinds)),
        flags=outer.flags | inner.flags,
        period=period,
        period_label=period_label,
        unit=inner.unit or outer.unit,
        years=inner.years or outer.years,
        part=inner.part or outer.part,
        beside=inner.beside or outer.beside,
        words=inner.words or outer.words,
        marks=tuple(dict.fromkeys(outer.marks + inner.marks)),
    )


def _role_over(outer: Label, inner: Label) -> str:
    """The role that an outer label gives: 指標1 over 名称 and R3 heads a name and its values."""
    return "" if outer.role == "name" and (inner.period or inner.kinds) else outer.role


def _inner_period(outer: Label, inner: Label) -> tuple[Period | None, str]:
    """The period of the inner label; a month without a year is one of the fiscal year over it."""
    if outer.period is not None and outer.period.type == "fiscal_year" and _MONTH.match(inner.period_label):
        both = single_period(outer.period_label + inner.period_label)
        if both is not None:
            return both, outer.period_label + inner.period_label
    return inner.period or outer.period, inner.period_label or outer.period_label


def _kinds_over(outer: Label, inner: Label) -> tuple[str, ...]:
    """The kinds that an outer label adds; one that lists several (目標及び実績) leaves it to the inner."""
    several = len({"target", "actual", "forecast", "baseline"} & set(outer.kinds)) > 1
    return () if several and inner.kinds else outer.kinds
