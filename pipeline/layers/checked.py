"""Values of a JSON record that must be of one kind; each function raises ``ValueError`` for another."""

from __future__ import annotations

import math
from typing import Any, get_args

from pipeline.layers.page import Agreement, Box

_AGREEMENTS: dict[object, Agreement] = {word: word for word in get_args(Agreement)}


def text(value: Any) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value


def texts(values: Any) -> tuple[str, ...]:
    """Return a list of texts."""
    return tuple(text(value) for value in _list(values))


def flag(value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def count(value: Any, least: int = 0) -> int:
    """Return a whole number that is not below ``least``."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{value!r} is no whole number from {least} on")
    return value


def counts(values: Any, number: int, least: int = 0) -> tuple[int, ...]:
    """Return a list of so many whole numbers."""
    found = tuple(count(value, least) for value in _list(values))
    if len(found) != number:
        raise ValueError(f"{values!r} are not {number} numbers")
    return found


def size(value: Any) -> float:
    """Return a number that is finite."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return value


def sizes(values: Any) -> tuple[float, ...]:
    """Return a list of numbers that are finite."""
    return tuple(size(value) for value in _list(values))


def box(values: Any) -> Box:
    """Return four numbers as a box."""
    found = sizes(values)
    if len(found) != 4:
        raise ValueError(f"{values!r} is no box")
    return Box(*found)


def agreement(value: Any) -> Agreement:
    """Return one of the words for how far readers agree."""
    if not isinstance(value, str) or value not in _AGREEMENTS:
        raise ValueError(f"{value!r} is no word for agreement")
    return _AGREEMENTS[value]


def _list(values: Any) -> list[Any] | tuple[Any, ...]:
    if not isinstance(values, list | tuple):
        raise ValueError(f"{values!r} is no list")
    return values
