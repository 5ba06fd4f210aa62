"""The value of a cell: a number with its unit, or why there is none.

A cell is accounted for to its last character, or it is ``unparsed`` with what was left over.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.normalize.cells.period import Period

Qualifier = Literal["approx", "at_least", "at_most", "more_than", "less_than", "about_range"]
Status = Literal["normal", "missing", "not_applicable", "footnote_only", "multiple", "unparsed"]
Direction = Literal["increase", "decrease"]


@dataclass(frozen=True)
class Value:
    """What a cell says. ``value`` is in ``unit``, multipliers folded in; ``printed_*`` is as printed.

    ``low`` and ``high`` are bounds in ``unit``, None where open; ``decimals`` counts the printed digits after
    the point. ``notes`` are references to footnotes, ``flags`` the words beside the number. ``sub`` holds
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


def make_value(raw: str, **said: object) -> Value:
    """A value with the fields ``said``, the others at their defaults, which the class itself holds.

    Ten times cheaper than the frozen class's own ``__init__``, and cells come by the million.
    """
    value = object.__new__(Value)
    value.__dict__["raw"] = raw
    value.__dict__.update(said)
    return value
