"""The value of a cell (NORMALIZE section 1): a number with its unit, or why there is none.

A cell is accounted for to its last character, or it is ``unparsed`` with what was left over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from pipeline.normalize.marks import Legend
from pipeline.normalize.period import Period
from pipeline.normalize.unit import find_unit, hinted_unit

Qualifier = Literal["approx", "at_least", "at_most", "more_than", "less_than", "about_range"]
Status = Literal["normal", "missing", "not_applicable", "footnote_only", "multiple", "unparsed"]
Direction = Literal["increase", "decrease"]


@dataclass(frozen=True)
class Value:
    """What a cell says. ``value`` is in ``unit``, multipliers folded in; ``printed_*`` is as printed.

    ``low`` and ``high`` are bounds in ``unit``, None where open; ``decimals`` counts the printed digits after
    the point. ``notes`` are references to footnotes, ``flags`` the printed words beside the number. ``sub`` holds
    the values in brackets, ``multi`` those of a cell with several (``status`` multiple).
    """

    raw: str
    value: Decimal | None = None
    unit: str | None = None
    printed_value: Decimal | None = None
    printed_unit: str | None = None
    decimals: int | None = None
    qualifier: Qualifier | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_exclusive: bool = False
    high_exclusive: bool = False
    status: Status = "normal"
    missing_mark: str | None = None
    notes: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    direction: Direction | None = None
    sub: tuple[Value, ...] = ()
    multi: tuple[Value, ...] = ()
    period: Period | None = None
    warnings: tuple[str, ...] = ()


_PLAIN = re.compile(
    r"([+＋△▲−－-])?(0|[1-9][0-9]{0,2}(?:,[0-9]{3})++|[1-9][0-9]{0,20}+)(?:\.([0-9]{1,10}+))?([^0-9\s,.()（）]{1,6})?"
)
_NEGATIVE: Final = frozenset("△▲−－-")


def parse_value(
    text: str,
    *,
    unit_hint: str | None = None,
    legend: Legend | None = None,
    default_era: str | None = None,
    fiscal_year: int | None = None,
) -> Value:
    """The value of the cell ``text``.

    ``unit_hint`` is the unit of the column or the table, which the cell's own beats (V2); ``legend`` what the
    table says of its marks, as printed or mark by mark; ``default_era`` and ``fiscal_year`` date the periods in
    brackets (P6). Raises nothing: what can't be read is ``unparsed``.
    """
    match = _PLAIN.fullmatch(text)
    if match is not None and legend is None and (value := _plain(text, match, unit_hint)) is not None:
        return value
    from pipeline.normalize.cell import Circumstances, read_cell

    return read_cell(text, Circumstances(unit_hint, legend, default_era, fiscal_year))


def _plain(text: str, match: re.Match[str], unit_hint: str | None) -> Value | None:
    """A number with a unit of the table and nothing else, which is what most cells are."""
    sign, whole, point, printed_unit = match.groups()
    unit = None
    if printed_unit is not None:
        unit = find_unit(printed_unit)
        if unit is None or unit.factor != 1 or unit_hint is not None:
            return None
    elif unit_hint is not None:
        hint = hinted_unit(unit_hint)
        if hint is None or hint[0].factor != 1 or not hint[0].known:
            return None
        unit, printed_unit = hint
    number = Decimal(whole.replace(",", "") + ("." + point if point else ""))
    if sign in _NEGATIVE and number:
        number = -number
    value: Value = object.__new__(Value)
    value.__dict__.update(
        raw=text,
        value=number,
        unit=unit and unit.canonical,
        printed_value=number,
        printed_unit=printed_unit,
        decimals=len(point) if point else 0,
    )
    return value
