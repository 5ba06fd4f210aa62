"""Japanese eras for the years and days of our time: 2020 is 令和2年度, 2019-04-30 is 平成31年4月30日.

The official rule for machine-readable tables asks for 西暦, or 和暦 beside 西暦 (総務省 2020-12-18, 1-11).
"""

from __future__ import annotations

from datetime import date

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),  # the first day of the Gregorian calendar in Japan
)
_MEIJI_BEGAN = 1868


def day(value: date) -> str:
    """Return a day in its era; empty before 1873, when Japan counted days otherwise."""
    era = next(((start, name) for start, name in _ERAS if start <= value), None)
    if era is None:
        return ""
    start, name = era
    first = _MEIJI_BEGAN if name == "明治" else start.year
    return f"{name}{_count(value.year - first + 1)}年{value.month}月{value.day}日"


def fiscal_year(year: int) -> str:
    """Return a fiscal year in the era in which most of it lies: 2019 is 令和元年度."""
    text = day(date(year, 12, 31)) if 1873 <= year <= 9999 else ""
    return text.partition("年")[0] + "年度" if text else ""


def _count(year: int) -> str:
    return "元" if year == 1 else str(year)
