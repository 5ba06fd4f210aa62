"""The commonest cells, a number with a unit of the table, without the grammar: most cells are no more."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.normalize.cells.kanji import EXACT, plain
from pipeline.normalize.cells.model import Value, make_value
from pipeline.normalize.cells.unit import Unit, find_unit, hinted_unit

_PLAIN = re.compile(
    r"([+＋△▲−－-])?(0|[1-9][0-9]{0,2}(?>(?:,[0-9]{3})+)|[1-9][0-9]{0,20}+)(?:\.([0-9]{1,10}+))?"
    r"([^0-9\s,.()（）]{1,6})?"
)
_NEGATIVE: Final = frozenset("△▲−－-")


def read_common(text: str, unit_hint: str | None) -> Value | None:
    """The value of a plain cell; None for every cell that needs the grammar."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    sign, whole, point, printed_unit = match.groups()
    unit = None
    if printed_unit is not None or unit_hint is not None:
        found = _unit(printed_unit, unit_hint)
        if found is None:
            return None
        unit, printed_unit = found
    number = Decimal(f"{whole.replace(',', '')}.{point}" if point else whole.replace(",", ""))
    if sign in _NEGATIVE and number:
        number = -number
    return make_value(
        text,
        value=number if unit is None or unit.factor == 1 else plain(EXACT.multiply(number, unit.factor)),
        unit=unit and unit.canonical,
        printed_value=number,
        printed_unit=printed_unit,
        decimals=len(point) if point else 0,
    )


def _unit(printed: str | None, hint: str | None) -> tuple[Unit, str] | None:
    """The unit as printed or, without one, the column's; None where there is anything to consider."""
    if printed is None:
        found = hinted_unit(hint or "")
        return found if found and found[0].known else None
    unit = find_unit(printed)
    if unit is None or (hint is not None and unit is not _known_hint(hint)):
        return None
    return unit, printed


def _known_hint(hint: str) -> Unit | None:
    found = hinted_unit(hint)
    return found[0] if found else None
