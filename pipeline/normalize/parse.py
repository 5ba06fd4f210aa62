"""Lines in, JSON out: what ``shihyo parse value|period|text`` prints for one line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pipeline.normalize.cells.label import split_label, without_notes
from pipeline.normalize.cells.marks import Legend
from pipeline.normalize.cells.period import ImpossibleDateError, Period, PeriodList, parse_period
from pipeline.normalize.cells.value import Value, parse_value
from pipeline.normalize.text import display, key

Answer = dict[str, Any]
Maybe = Answer | None


@dataclass(frozen=True)
class Line:
    """One line of input: a text and what is known of its column."""

    text: str
    unit_hint: str | None = None
    legend: Legend | None = None
    default_era: str | None = None
    fiscal_year: int | None = None


class UnreadableLineError(ValueError):
    """A line that looks like JSON and can't be read."""


def read_line(line: str) -> Line:
    """A line of plain text, or a JSON object with ``text`` and more; raises `UnreadableLineError`."""
    line = line.removesuffix("\n").removesuffix("\r")
    if not line.lstrip().startswith("{"):
        return Line(line)
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as reason:
        raise UnreadableLineError(f"not JSON: {reason}") from None
    if not isinstance(given, dict):
        raise UnreadableLineError("not a JSON object")
    return _line(given)


def _line(given: Mapping[str, object]) -> Line:
    unknown = sorted(set(given) - set(Line.__dataclass_fields__))
    if unknown:
        raise UnreadableLineError(f"unknown key: {', '.join(unknown)}")
    text, year = given.get("text"), given.get("fiscal_year")
    if not isinstance(text, str):
        raise UnreadableLineError("text is not a string")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
        raise UnreadableLineError("fiscal_year is not a whole number")
    legend = given.get("legend")
    if isinstance(legend, Mapping):
        legend = {str(mark): str(meaning) for mark, meaning in legend.items()}
    elif legend is not None and not isinstance(legend, str):
        raise UnreadableLineError("legend is neither a string nor an object")
    return Line(text, _text(given, "unit_hint"), legend, _text(given, "default_era"), year)


def _text(given: Mapping[str, object], name: str) -> str | None:
    found = given.get(name)
    if found is not None and not isinstance(found, str):
        raise UnreadableLineError(f"{name} is not a string")
    return found


def value_line(line: str) -> Maybe:
    """What ``parse value`` answers to ``line``."""
    return _answer(line, lambda given: value_answer(_value(given)))


def period_line(line: str) -> Maybe:
    """What ``parse period`` answers to ``line``; None where it names no period."""
    return _answer(line, _period)


def text_line(line: str) -> Maybe:
    """What ``parse text`` answers to ``line``."""
    return _answer(line, _label)


PARSERS: Final[dict[str, Callable[[str], Maybe]]] = {
    "value": value_line,
    "period": period_line,
    "text": text_line,
}


def _answer(line: str, parse: Callable[[Line], Maybe]) -> Maybe:
    try:
        return parse(read_line(line))
    except (UnreadableLineError, ImpossibleDateError) as reason:
        return {"error": str(reason)}


def _value(given: Line) -> Value:
    return parse_value(
        given.text,
        unit_hint=given.unit_hint,
        legend=given.legend,
        default_era=given.default_era,
        fiscal_year=given.fiscal_year,
    )


def _period(given: Line) -> Maybe:
    period = parse_period(given.text, default_era=given.default_era, fiscal_year=given.fiscal_year)
    if isinstance(period, PeriodList):
        return {"periods": [period_answer(one) for one in period.periods]}
    return None if period is None else period_answer(period)


def _label(given: Line) -> Answer:
    label = split_label(given.text)
    return {
        "text": display(given.text),
        "key": key(without_notes(given.text)[0]),
        "label": label.label,
        "notes": list(label.notes),
        "flags": list(label.flags),
        "is_value": _value(given).status in ("normal", "multiple"),
    }


def value_answer(value: Value) -> Answer:
    """``value`` as it is printed in JSON: numbers as strings, so that 1.40 stays 1.40."""
    answer: Answer = {
        "value": _number(value.value),
        "unit": value.unit,
        "printed": {"value": _number(value.printed_value), "unit": value.printed_unit},
        "decimals": value.decimals,
        "qualifier": value.qualifier,
        "low": _number(value.low),
        "high": _number(value.high),
        "status": value.status,
        "notes": list(value.notes),
        "flags": sorted(value.flags),
        "sub": [_sub(sub) for sub in value.sub],
    }
    more = {
        "multi": [value_answer(one) for one in value.multi],
        "period": value.period and period_answer(value.period),
        "direction": value.direction,
        "warnings": list(value.warnings),
    }
    return answer | {name: said for name, said in more.items() if said}


def _sub(value: Value) -> Answer:
    bounds = {"qualifier": value.qualifier, "low": _number(value.low), "high": _number(value.high)}
    plain = {"value": _number(value.value), "unit": value.unit}
    return plain | {name: bound for name, bound in bounds.items() if bound is not None}


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def period_answer(period: Period) -> Answer:
    """``period`` as it is printed in JSON; ``conflict`` and ``warnings`` only where there are any."""
    answer: Answer = {
        "start": period.start and period.start.isoformat(),
        "end": period.end and period.end.isoformat(),
        "type": period.type,
        "point": period.point,
        "fiscal_year": period.fiscal_year,
        "stage": period.stage,
    }
    if "conflict" in period.warnings:
        answer["conflict"] = True
    if period.warnings:
        answer["warnings"] = list(period.warnings)
    return answer
