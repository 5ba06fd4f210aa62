"""What is only likely: pairs of indicators that a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.layers.rows import Row
from pipeline.normalize.identity.evidence import contained, surprise, weigh
from pipeline.normalize.identity.facts import Value
from pipeline.normalize.identity.parts import relation
from pipeline.normalize.identity.register import Indicator, Register, histories

Pair = tuple[Indicator, Indicator]


def proposals(register: Register) -> Iterator[Row]:
    """Yield a proposal (renamed) for each pair that shares values, or a part of the name and a value."""
    pairs = _tried(register)
    for older, newer in _sharing(register):
        evidence = weigh(histories(older), histories(newer))
        if evidence.likely(pairs):
            yield _proposed(older, newer, evidence.net(pairs))
    for older, newer in _contained(register):
        shared = _stated(older) & _stated(newer)
        if _may_be(older, newer) and shared:
            yield _proposed(older, newer, max(map(surprise, shared)))


def _tried(register: Register) -> int:
    """How many pairs might be one by their units; without a unit, a thing might be any other."""
    units = Counter(unit for indicator in register.indicators for unit in indicator.units or {""})
    bare, every = units.pop("", 0), len(register.indicators)
    return sum(number * (number - 1) // 2 for number in units.values()) + bare * every


def _proposed(older: Indicator, newer: Indicator, score: float) -> Row:
    return relation(newer, older, "renamed", "evidence", "proposed") | {"score": round(score, 1)}


def _sharing(register: Register) -> Iterator[Pair]:
    """Yield each pair of indicators that state one value for one period, in order of founding."""
    order = {id(indicator): number for number, indicator in enumerate(register.indicators)}
    found = set()
    for sharing in register.by_value.values():
        numbers = sorted(order[id(indicator)] for indicator in sharing)
        found |= {(a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :]}
    for a, b in sorted(found):
        pair = (register.indicators[a], register.indicators[b])
        if _may_be(*pair):
            yield pair


def _contained(register: Register) -> Iterator[Pair]:
    for short, long in contained(register.by_name):
        for one in register.by_name[short]:
            for other in register.by_name[long]:
                if one is not other:
                    yield (one, other)


def _may_be(one: Indicator, other: Indicator) -> bool:
    """Whether two indicators can be one: no document has both, and they are of one sort."""
    return (
        one.documents.isdisjoint(other.documents)
        and one.first.component == other.first.component
        and not (one.first.repeated or other.first.repeated)
        and (not one.units or not other.units or not one.units.isdisjoint(other.units))
    )


def _stated(indicator: Indicator) -> set[Value]:
    """Return the values that an indicator states for any period, zero left out."""
    return {value for values in indicator.values.values() for value in values if any(value)}
