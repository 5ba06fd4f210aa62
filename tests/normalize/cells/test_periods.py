"""Every period of ``data/periods.tsv`` spans the days that the specification says, and nothing else does."""

from __future__ import annotations

import pytest

from pipeline.normalize.cells.period import ImpossibleDateError, Period, PeriodList, parse_period
from tests.normalize.cells.tables_of_facts import more, rows

PERIODS = [tuple(row) for row in rows("periods.tsv", 5)]
CHUNK = 50
CHUNKS = [PERIODS[start : start + CHUNK] for start in range(0, len(PERIODS), CHUNK)]


def _read(text: str, facts: dict[str, str]) -> Period | PeriodList | str:
    year = facts.get("in")
    try:
        found = parse_period(text, default_era=facts.get("era"), fiscal_year=int(year) if year else None)
    except ImpossibleDateError:
        return "impossible"
    return found or "none"


def _said(found: Period | PeriodList | str, facts: dict[str, str]) -> dict[str, str]:
    if isinstance(found, str):
        return {"type": found}
    if isinstance(found, PeriodList):
        said = _said(found.periods[0], facts)
        years = ",".join(str(period.start and period.start.year) for period in found.periods)
        return {name: word for name, word in said.items() if name in ("point", "warning")} | {
            "type": "list",
            "start": years,
        }
    warned = facts.get("warning") in found.warnings
    words: dict[str, object] = {
        "start": found.start,
        "end": found.end,
        "type": found.type,
        "fy": found.fiscal_year,
        "point": found.point,
        "stage": found.stage,
        "warning": facts.get("warning") if warned else None,
        "conflict": "yes" if "conflict" in found.warnings else None,
    }
    return {name: str(word) for name, word in words.items() if word}


def _wrong(text: str, start: str, end: str, kind: str, rest: str) -> str | None:
    facts = more(rest.replace("conflict", "conflict=yes"))
    expected = {"start": start, "end": end, "type": kind, **facts}
    expected = {name: word for name, word in expected.items() if word and name not in ("era", "in")}
    said = _said(_read(text, facts), facts)
    return None if said == expected else f"{text!r}: {said} instead of {expected}"


@pytest.mark.parametrize("periods", CHUNKS, ids=[chunk[0][0] for chunk in CHUNKS])
def test_periods(periods: list[tuple[str, ...]]) -> None:
    wrong = [complaint for period in periods if (complaint := _wrong(*period))]
    assert not wrong, "\n".join(wrong)


def test_there_are_enough_periods() -> None:
    assert len(set(PERIODS)) >= 400


def test_a_range_of_fiscal_years_names_them() -> None:
    period = parse_period("令和4～8年度")
    assert isinstance(period, Period)
    assert (period.fiscal_year_start, period.fiscal_year_end) == (2022, 2026)
