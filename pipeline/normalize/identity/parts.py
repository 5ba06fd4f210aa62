"""Parts and wholes: 内数 rows under their total, and indicators that were split or merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, product

from pipeline.layers.rows import Row
from pipeline.normalize.identity.evidence import surprise
from pipeline.normalize.identity.facts import Point, Value
from pipeline.normalize.identity.lines import Line
from pipeline.normalize.identity.register import Indicator, Register, histories

Placed = list[tuple[Line, Indicator]]
_CERTAIN = 20.0  # bits of the sums that make a split certain


def documents(register: Register) -> list[Placed]:
    """Return the lines of each document with their indicators, in the order of the page."""
    found: dict[str, Placed] = {}
    for indicator in register.indicators:
        for member in indicator.members:
            found.setdefault(member.line.release.document_id, []).append((member.line, indicator))
    return [sorted(found[name], key=lambda pair: pair[0].first.order) for name in sorted(found)]


def components(placed: Iterable[Placed]) -> Iterator[Row]:
    """内数 rows belong to the row above them; for certain where they add up to it in every column."""
    for document in placed:
        for whole, parts in _blocks(document):
            sums = _adds_up([line for line, _ in parts], whole[0])
            if sums is False:
                continue
            for _, part in parts:
                state = "applied" if sums else "proposed"
                yield relation(part, whole[1], "component_of", "evidence", state)


def divisions(register: Register) -> Iterator[Row]:
    """Two indicators that begin where a third one ends, and add up to it, are what it was split into.

    The other way round it was merged.
    """
    for order, release in _releases(register):
        new = [i for i in register.indicators if i.members[0].line.release.document_id == release]
        gone = [
            i
            for i in register.indicators
            if release not in i.documents and i.members[0].line.release.order < order
        ]
        yield from _sums(gone, new, "split")
        yield from _sums(new, gone, "merged")


def relation(one: Indicator, other: Indicator, kind: str, basis: str, state: str = "applied") -> Row:
    """Return a row of ``indicator_relation``."""
    return {
        "indicator_id": one.indicator_id,
        "other_id": other.indicator_id,
        "relation": kind,
        "basis": basis,
        "state": state,
    }


def _releases(register: Register) -> list[tuple[tuple[str, int, str], str]]:
    """Return the releases in their order, without the first: what they are ordered by, and the document."""
    every = {
        (m.line.release.order, m.line.release.document_id) for i in register.indicators for m in i.members
    }
    return sorted(every)[1:]


def _blocks(document: Placed) -> Iterator[tuple[tuple[Line, Indicator], Placed]]:
    """Yield each row that 内数 rows follow, with those rows."""
    whole: tuple[Line, Indicator] | None = None
    parts: Placed = []
    for pair in document:
        if pair[0].first.component:
            parts.append(pair)
            continue
        if whole and parts:
            yield whole, parts
        whole, parts = pair, []
    if whole and parts:
        yield whole, parts


def _adds_up(parts: list[Line], whole: Line) -> bool | None:
    """Whether ``parts`` add up to ``whole`` in every column; None where they don't reach it anywhere.

    False where they exceed it, so that they can't be parts of it.
    """
    compared = []
    for point, value in whole.points.items():
        total = _number(value)
        figures = [_number(part.points.get(point)) for part in parts]
        known = [figure for figure in figures if figure is not None]
        if total is not None and known and len(known) == len(figures):
            compared.append((sum(known), total))
    if any(added > total for added, total in compared):
        return False
    return (bool(compared) and all(added == total for added, total in compared)) or None


def _sums(wholes: list[Indicator], parts: list[Indicator], kind: str) -> Iterator[Row]:
    for one, other in combinations(parts, 2):
        if _heads(one) != _heads(other) or not _same_units(one, other):
            continue
        for whole in wholes:
            if whole in (one, other) or not _same_units(whole, one):
                continue
            bits = _division_bits(histories(whole), histories(one), histories(other))
            if bits >= _CERTAIN:
                for part in (one, other):
                    pair = (part, whole) if kind == "split" else (whole, part)
                    yield relation(*pair, kind, "evidence") | {"score": round(bits, 1)}


Histories = dict[Point, set[Value]]


def _division_bits(whole: Histories, one: Histories, other: Histories) -> float:
    """Return the bits of the totals that two parts add up to; none where they once don't.

    A figure that was revised has several values; one release of it that adds up is enough.
    """
    totals: set[Decimal] = set()
    for point in whole.keys() & one.keys() & other.keys():
        parts = (_numbers(values[point]) for values in (one, other))
        sums = {first + second for first, second in product(*parts) if first and second}
        stated = _numbers(whole[point])
        if not sums or not stated:
            continue
        if sums.isdisjoint(stated):
            return 0.0
        totals.add(min(sums & stated))
    if len(totals) < 2:
        return 0.0
    return sum(surprise((total, None, None, None)) for total in sorted(totals))


def _heads(indicator: Indicator) -> tuple[str, str]:
    return indicator.first.goal, indicator.first.section


def _same_units(one: Indicator, other: Indicator) -> bool:
    return not one.units or not other.units or not one.units.isdisjoint(other.units)


def _numbers(values: set[Value]) -> set[Decimal]:
    return {number for value in values if (number := _number(value)) is not None}


def _number(value: Value | None) -> Decimal | None:
    return value[0] if value else None
