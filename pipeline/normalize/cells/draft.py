"""A value in the making, and how it is finished: units, multipliers and hints put together (V1, V2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.normalize.cells.kanji import EXACT, Numeral, plain
from pipeline.normalize.cells.marks import Legend
from pipeline.normalize.cells.model import Direction, Qualifier, Value, make_value
from pipeline.normalize.cells.period import Period
from pipeline.normalize.cells.unit import Unit, hinted_unit

_ONE: Final = Decimal(1)
_LOW: Final = frozenset(["at_least", "more_than"])
_WITHOUT_TIME: Final = frozenset(["%", "‰", "ポイント", "倍", "歳", "点"])  # 毎年95% is 95 %, not 95 %/年
_HIGH: Final = frozenset(["at_most", "less_than"])


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a cell besides its text; see `parse_value`."""

    unit_hint: str | None = None
    legend: Legend | None = None
    default_era: str | None = None
    fiscal_year: int | None = None


@dataclass(slots=True)
class Draft:
    """What was read of one value so far. ``low`` and ``high`` are the ends of a range, in their unit."""

    number_at: int = 0
    number: Numeral | None = None
    unit: Unit | None = None
    unit_text: str = ""
    qualifier: Qualifier | None = None
    low: Numeral | None = None
    high: Numeral | None = None
    low_exclusive: bool = False
    high_exclusive: bool = False
    direction: Direction | None = None
    period: Period | None = None
    per: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    sub: tuple[Value, ...] = ()
    warnings: tuple[str, ...] = ()


def finished(draft: Draft, raw: str, given: Circumstances) -> Value:
    """The value of ``draft`` in its canonical unit; the column's unit where the cell prints none."""
    number = draft.number
    assert number is not None
    unit, printed_unit = _units(draft, given)
    value = make_value(raw, unit=_per(unit, draft.per), printed_unit=printed_unit, decimals=number.decimals)
    said = value.__dict__
    _amounts(draft, said, _factor(unit))
    for name in ("direction", "period", "sub"):
        if found := getattr(draft, name):
            said[name] = found
    if draft.notes:
        said["notes"] = tuple(dict.fromkeys(draft.notes))
    if draft.flags:
        said["flags"] = frozenset(draft.flags)
    if draft.warnings:
        said["warnings"] = tuple(dict.fromkeys(draft.warnings))
    return value


def _amounts(draft: Draft, said: dict[str, object], factor: Decimal) -> None:
    """The value and its bounds in the canonical unit; a range has bounds only (V5)."""
    number, qualifier = draft.number, draft.qualifier
    assert number is not None
    said["qualifier"] = qualifier
    if draft.low is not None and draft.high is not None:
        late = factor if draft.unit is None else _ONE
        said["low"], said["high"] = folded_in(draft.low.value, late), folded_in(draft.high.value, late)
        said["low_exclusive"], said["high_exclusive"] = draft.low_exclusive, draft.high_exclusive
        said["decimals"] = max(draft.low.decimals, draft.high.decimals)
        return
    value = folded_in(number.value, factor)
    said["value"], said["printed_value"] = value, number.mantissa
    if qualifier in _LOW:
        said["low"], said["low_exclusive"] = value, qualifier == "more_than"
    elif qualifier in _HIGH:
        said["high"], said["high_exclusive"] = value, qualifier == "less_than"


def folded_in(value: Decimal, factor: Decimal) -> Decimal:
    """``value`` times ``factor``, exactly; as printed where the factor is 1."""
    return value if factor == 1 else plain(EXACT.multiply(value, factor))


def _factor(unit: Unit | None) -> Decimal:
    return unit.factor if unit else _ONE


def _per(unit: Unit | None, per: tuple[str, ...]) -> str | None:
    if unit is None:
        return f"人/{per[-1]}" if per and per[-1].endswith(("万人", "千人")) else None
    if not per or unit.canonical in _WITHOUT_TIME:
        return unit.canonical
    below = "・".join(dict.fromkeys(per))
    return unit.canonical if unit.canonical.endswith("/" + below) else f"{unit.canonical}/{below}"


def _units(draft: Draft, given: Circumstances) -> tuple[Unit | None, str | None]:
    hint = hinted_unit(given.unit_hint) if given.unit_hint else None
    number = draft.high or draft.number
    multiplier = number.multiplier if number else ""
    if draft.unit is None:
        return (None, multiplier or None) if hint is None else _hinted(draft, hint, multiplier)
    if not draft.unit.known:
        draft.warnings += (f"unknown_unit: {draft.unit_text}",)
    if hint is not None and _conflicts(draft, hint[0]):
        draft.warnings += (f"unit_conflict: {draft.unit_text} in a column of {hint[1]}",)
    return draft.unit, multiplier + draft.unit_text


def _conflicts(draft: Draft, hint: Unit) -> bool:
    """人 in a column of %, 円 in one of 千円; but 回 does not contradict 回/年, nor 千円 a column of 円."""
    unit = draft.unit
    assert unit is not None
    if hint.canonical not in (unit.canonical, _per(unit, draft.per)):
        return True
    multiplied = unit.factor != 1 or bool(draft.number and draft.number.multiplier)
    return hint.factor not in (1, unit.factor) and not multiplied


def _hinted(draft: Draft, hint: tuple[Unit, str], multiplier: str) -> tuple[Unit, str]:
    """The column's unit; a multiplier that both the cell and the column print is not taken twice."""
    unit, printed = hint
    if not unit.known:
        draft.warnings += (f"unknown_unit: {printed}",)
    if multiplier and unit.factor != 1:
        draft.warnings += (f"unit_conflict: {multiplier} in a column of {printed}",)
        return Unit(unit.canonical, known=unit.known), multiplier + unit.canonical
    return unit, multiplier + printed
