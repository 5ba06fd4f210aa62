"""Indicators that count something else from some year on, as a note says.

「令和5年度までは累計の登録者数、令和6年度は新規登録者数」: one name, two things. What the note says of the
later years becomes a line of its own, and a relation (redefined) ties the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.normalize.cells.period import ImpossibleDateError, Period, parse_period
from pipeline.normalize.identity.lines import Change, Line
from pipeline.normalize.text import fold
from pipeline.normalize.vocabulary import either, load

_UNTIL = re.compile(r"([^\s、。,()]{2,12}年度?)まで")
_YEAR = re.compile(r"[^\s、。,()]{2,12}?年度?")


def divided(lines: list[Line]) -> Iterator[Line]:
    """Yield ``lines``, those whose counting changes as two: the later one knows the change."""
    for line in lines:
        change = next(filter(None, map(change_in, line.first.notes)), None)
        later = [fact for fact in line.facts if change and (fact.fiscal_year or 0) >= change.fiscal_year]
        if change is None or not later or len(later) == len(line.facts):
            yield line
            continue
        for facts, since in (([f for f in line.facts if f not in later], None), (later, change)):
            part = Line(line.release, since=since)
            part.add(facts)
            yield part


@cache
def change_in(note: str) -> Change | None:
    """Return the change that a note tells of, or None."""
    text = fold(note)
    until = _UNTIL.search(text)
    if until is None or not _counting().search(text):
        return None
    last = _fiscal_year(until.group(1))
    years = [_fiscal_year(match.group()) for match in _YEAR.finditer(text, until.end())]
    later = [year for year in years if year and last and year > last]
    return Change(min(later), note) if later else None


def _fiscal_year(text: str) -> int | None:
    """Return the fiscal year that ``text`` ends with."""
    for start in range(len(text) - 2):
        try:
            period = parse_period(text[start:])
        except ImpossibleDateError:
            continue
        if isinstance(period, Period) and period.fiscal_year:
            return period.fiscal_year
    return None


@cache
def _counting() -> re.Pattern[str]:
    return re.compile(either(load("identity/words")["counting"]))
