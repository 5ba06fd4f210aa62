"""Relations between two indicators of a municipality, from the strongest basis to the weakest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.layers.rows import Row
from pipeline.normalize.identity.lines import Line
from pipeline.normalize.identity.parts import Placed, components, divisions, documents, relation
from pipeline.normalize.identity.proposals import proposals
from pipeline.normalize.identity.register import Indicator, Register


def relations(register: Register) -> list[Row]:
    """Return the relations of a municipality's indicators, each once."""
    placed = documents(register)
    found: dict[tuple[object, ...], Row] = {}
    every = [
        *_decided(register),
        *(row for document in placed for row in _repeats(document)),
        *_redefined(register),
        *components(placed),
        *divisions(register),
        *proposals(register),
    ]
    for row in every:
        # 内数 and 再掲 may stand on two rows of two indicators; one thing said of a pair is enough.
        found.setdefault((row["indicator_id"], row["other_id"], row["relation"]), row)
    return [row for row in found.values() if not _is_refused(register, row)]


def _decided(register: Register) -> Iterator[Row]:
    for decision in register.review.decisions:
        if decision.code not in (None, register.code) or not decision.accepted:
            continue
        for one in register.known(decision.name):
            for other in register.known(decision.other):
                if one is not other:
                    yield relation(one, other, decision.relation, "manual") | {
                        "from_fiscal_year": decision.from_fiscal_year,
                        "reason": decision.reason,
                    }


def _repeats(placed: Placed) -> Iterator[Row]:
    """A row marked （再掲） repeats the one row of its document that states all that it states."""
    for line, indicator in placed:
        if not line.first.repeated:
            continue
        same = [other for twin, other in placed if other is not indicator and _states(twin, line)]
        exact = [other for other in same if other.first.key == line.first.key]
        if len(found := exact or same) == 1:
            yield relation(indicator, found[0], "repeats", "exact" if exact else "evidence")


def _states(line: Line, repeated: Line) -> bool:
    """Whether ``line`` is an original that states every value of ``repeated``, and there are some."""
    values = {point: value for point, value in repeated.points.items() if value is not None}
    return (
        not line.first.repeated
        and bool(values)
        and all(line.points.get(point) == value for point, value in values.items())
    )


def _redefined(register: Register) -> Iterator[Row]:
    """One name, but a note says that the counting changed, or the unit is another one."""
    for name in sorted(register.by_name):
        for old, new in combinations(register.by_name[name], 2):
            if change := new.members[0].line.since:
                yield relation(new, old, "redefined", "exact") | {
                    "from_fiscal_year": change.fiscal_year,
                    "reason": change.note,
                }
            elif _other_unit(old, new):
                reason = f"unit {', '.join(sorted(old.units))} → {', '.join(sorted(new.units))}"
                yield relation(new, old, "redefined", "exact") | {"reason": reason}


def _other_unit(old: Indicator, new: Indicator) -> bool:
    return bool(old.units and new.units) and old.units.isdisjoint(new.units | _all_units(new)) and (
        old.documents.isdisjoint(new.documents)
    )  # fmt: skip


def _all_units(indicator: Indicator) -> set[str]:
    return {unit for member in indicator.members for unit in member.line.units}


def _is_refused(register: Register, row: Row) -> bool:
    if row["basis"] == "manual":
        return False
    names = {indicator.indicator_id: indicator.names for indicator in register.indicators}
    pairs = ((a, b) for a in names[str(row["indicator_id"])] for b in names[str(row["other_id"])])
    return any(register.refused(one, other) for one, other in pairs)
