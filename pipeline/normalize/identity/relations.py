"""Relations between two indicators of a municipality: repetitions, parts, and what people decided."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.layers.rows import Row
from pipeline.normalize.identity.lines import Line
from pipeline.normalize.identity.link import Indicator, Register

Placed = list[tuple[Line, Indicator]]


def relations(register: Register) -> list[Row]:
    """Return the relations of a municipality's indicators, each once, strongest basis first."""
    found: dict[tuple[object, ...], Row] = {}
    for row in [*_decided(register), *_repeats(register)]:
        found.setdefault((row["indicator_id"], row["other_id"], row["relation"]), row)
    return list(found.values())


def _decided(register: Register) -> Iterator[Row]:
    for decision in register.review.decisions:
        if decision.code not in (None, register.code) or not decision.accepted:
            continue
        for one in register.known(decision.name):
            for other in register.known(decision.other):
                if one is not other:
                    yield _row(one, other, decision.relation, "manual") | {
                        "from_fiscal_year": decision.from_fiscal_year,
                        "reason": decision.reason,
                    }


def _repeats(register: Register) -> Iterator[Row]:
    """A row marked （再掲） repeats the one row of its document that states all that it states."""
    for placed in _documents(register):
        for line, indicator in placed:
            if not line.first.repeated:
                continue
            same = [other for twin, other in placed if other is not indicator and _states(twin, line)]
            exact = [other for other in same if other.first.key == line.first.key]
            if len(found := exact or same) == 1:
                yield _row(indicator, found[0], "repeats", "exact" if exact else "evidence")


def _states(line: Line, repeated: Line) -> bool:
    """Whether ``line`` is an original that states every value of ``repeated``, and there are some."""
    values = {point: value for point, value in repeated.points.items() if value is not None}
    return (
        not line.first.repeated
        and bool(values)
        and all(line.points.get(point) == value for point, value in values.items())
    )


def _documents(register: Register) -> list[Placed]:
    """Return the lines of each document with their indicators."""
    found: dict[str, Placed] = {}
    for indicator in register.indicators:
        for member in indicator.members:
            found.setdefault(member.line.release.document_id, []).append((member.line, indicator))
    return [found[name] for name in sorted(found)]


def _row(one: Indicator, other: Indicator, relation: str, basis: str, state: str = "applied") -> Row:
    return {
        "indicator_id": one.indicator_id,
        "other_id": other.indicator_id,
        "relation": relation,
        "basis": basis,
        "state": state,
    }
