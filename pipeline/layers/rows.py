"""Rows of a contract table: made fit for their columns, or refused with the place that is wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from pipeline.errors import InternalError
from pipeline.layers.contract import Column, Table

Row = dict[str, object]
Tables = dict[str, list[Row]]


class ContractError(InternalError):
    """A row that the contract does not allow; the message names table, row and column."""


def conform(table: Table, rows: Sequence[Mapping[str, object]]) -> list[list[object]]:
    """Return the values of every column of ``table``, in its order, each for all ``rows``.

    An empty string in a column that may be NULL becomes None, an absent list becomes empty, and a
    value of a JSON column becomes text. Raises :class:`ContractError` for an unknown column, a value
    that is missing or outside its enum, and a key that two rows share.
    """
    known = set(table.column_names)
    for number, row in enumerate(rows, start=1):
        if not row.keys() <= known:
            unknown = ", ".join(sorted(row.keys() - known))
            raise ContractError(f"{table.name}, row {number}: no column {unknown}")
    fit = {
        column.name: _column(table, column, [row.get(column.name) for row in rows])
        for column in table.columns
    }
    if table.key:
        _check_keys(table, list(zip(*(fit[name] for name in table.key), strict=True)))
    return list(fit.values())


def _column(table: Table, column: Column, values: list[object]) -> list[object]:
    """Return the values of one column made fit; all of them at once where they are so already."""
    if column.type == "VARCHAR" and column.null:
        values = [None if value == "" else value for value in values]
    if _is_plain(column, values):
        return values
    return [_value(column, value, table, number) for number, value in enumerate(values, start=1)]


def _is_plain(column: Column, values: list[object]) -> bool:
    """Whether the values of a column need no second look."""
    plain = list if column.is_list else _PLAIN.get(column.type)
    types = {*map(type, values)} - ({type(None)} if column.null and not column.is_list else set())
    if plain is None or not types <= {plain}:
        return False
    return not column.values or {*values} <= {None, *column.values}


def _value(column: Column, value: object, table: Table, number: int) -> object:
    if column.is_list:
        return [] if value is None else [*_strings(column, value, table, number)]
    if value is None or (value == "" and column.null):
        if column.null:
            return None
        raise ContractError(f"{table.name}, row {number}: {column.name} is missing")
    if column.values and value not in column.values:
        one_of = ", ".join(column.values)
        raise ContractError(f"{table.name}, row {number}: {column.name} is {value!r}, not one of {one_of}")
    try:
        return _KINDS[column.type](value)
    except (TypeError, ValueError) as error:
        raise ContractError(f"{table.name}, row {number}: {column.name} is {value!r}, not {error}") from error


def _strings(column: Column, value: object, table: Table, number: int) -> Iterable[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ContractError(f"{table.name}, row {number}: {column.name} is {value!r}, not a list")
    # A set has no order of its own, and the bytes of a file must not depend on a hash seed.
    return sorted(value) if isinstance(value, (set, frozenset)) else value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _json(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number")
    return value


def _float(value: object) -> float:
    if not isinstance(value, (int, float)) or not math.isfinite(value):
        raise TypeError("a finite number")
    return float(value)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _date(value: object) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    if not isinstance(value, date):
        raise TypeError("a date")
    return value


def _timestamp(value: object) -> datetime:
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        raise TypeError("a time")
    return value


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise TypeError("a Decimal")
    number = Decimal(value)
    if not fits(number):
        raise ValueError("a number that fits DECIMAL(38,10) exactly")
    return number


_KINDS: dict[str, Callable[[object], object]] = {
    "VARCHAR": _text,
    "JSON": _json,
    "INTEGER": _integer,
    "DOUBLE": _float,
    "BOOLEAN": _boolean,
    "DATE": _date,
    "TIMESTAMP": _timestamp,
    "DECIMAL(38,10)": _decimal,
}


# what is of this type already fits
_PLAIN: dict[str, type] = {"VARCHAR": str, "INTEGER": int, "BOOLEAN": bool, "DATE": date}


def fits(number: Decimal) -> bool:
    """Whether ``number`` fits DECIMAL(38,10) exactly: 28 digits before the point, 10 after it."""
    if not number.is_finite():
        return False
    digits, exponent = number.normalize().as_tuple()[1:]
    assert isinstance(exponent, int)
    return exponent >= -10 and len(digits) + exponent <= 28


def _check_keys(table: Table, keys: Sequence[tuple[object, ...]]) -> None:
    if len(set(keys)) == len(keys):
        return
    seen: dict[tuple[object, ...], int] = {}
    for number, key in enumerate(keys, start=1):
        first = seen.setdefault(key, number)
        if first != number:
            raise ContractError(f"{table.name}, row {number}: the same {', '.join(table.key)} as row {first}")
