"""The indicators of one municipality while its documents are linked, one after another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.layers.ids import stable_id
from pipeline.normalize.identity.facts import Fact, Point, Value
from pipeline.normalize.identity.lines import Line
from pipeline.normalize.identity.review import Review

# A baseline quotes an actual: between documents the two are one thing.
_QUOTED = {"baseline": "actual"}


@dataclass(frozen=True, eq=False)
class Member:
    """A line of an indicator, and what its link rests on."""

    line: Line
    basis: str
    score: float | None = None


@dataclass(eq=False)
class Indicator:
    """The lines that are one thing, in order of release. ``names`` are the keys that it has gone by."""

    indicator_id: str
    names: set[str]
    members: list[Member] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    values: dict[Point, set[Value]] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)

    def join(self, member: Member) -> None:
        """Take a line in."""
        self.members.append(member)
        self.names.add(member.line.first.key)
        self.documents.add(member.line.release.document_id)
        if member.line.units:
            self.units = member.line.units
        for point, value in member.line.points.items():
            if value is not None:
                self.values.setdefault(quoted(point), set()).add(value)

    @property
    def first(self) -> Fact:
        """The fact that founded it."""
        return self.members[0].line.first

    @property
    def since(self) -> int | None:
        """The fiscal year from which it counts something else than its name did before."""
        change = self.members[0].line.since
        return change.fiscal_year if change else None

    @property
    def last(self) -> Line:
        """Its line in the latest release."""
        return self.members[-1].line

    def agreement(self, line: Line) -> tuple[int, int]:
        """Return how many points of ``line`` this indicator states too: equally, and otherwise."""
        known = [(value, self.values.get(quoted(point))) for point, value in line.points.items() if value]
        equal = sum(values is not None and value in values for value, values in known)
        return equal, sum(values is not None for _, values in known) - equal


@dataclass(eq=False)
class Register:
    """The indicators of one municipality."""

    code: str | None
    scope: str
    review: Review
    indicators: list[Indicator] = field(default_factory=list)
    by_name: dict[str, list[Indicator]] = field(default_factory=dict)
    by_value: dict[tuple[Point, Value], list[Indicator]] = field(default_factory=dict)

    def known(self, key: str) -> list[Indicator]:
        """Return the indicators that have gone by ``key``, or by the name that it is an alias of."""
        return self.by_name.get(self.canonical(key), [])

    def canonical(self, key: str) -> str:
        """Return the reviewed name that ``key`` is an alias of, else ``key``."""
        return self.review.known_as(self.code, key) or key

    def is_reviewed(self, key: str) -> bool:
        """Whether a person has said that ``key`` is another name of something, or has another one."""
        canonical = self.canonical(key)
        return canonical != key or canonical in self.review.canonical.values()

    def found(self, line: Line) -> Indicator:
        """Make a new indicator of ``line``."""
        indicator = Indicator(self._new_id(line), {self.canonical(line.first.key)})
        self.indicators.append(indicator)
        self.join(indicator, Member(line, self._basis(line)))
        return indicator

    def link(self, indicator: Indicator, line: Line) -> None:
        """Link ``line`` to ``indicator`` by its name."""
        self.join(indicator, Member(line, self._basis(line)))

    def join(self, indicator: Indicator, member: Member) -> None:
        """Take ``member`` into ``indicator``, which from now on is known by its name too."""
        indicator.join(member)
        for key in {self.canonical(member.line.first.key), member.line.first.key}:
            known = self.by_name.setdefault(key, [])
            if indicator not in known:
                known.append(indicator)
        for place in _values(member.line):
            sharing = self.by_value.setdefault(place, [])
            if indicator not in sharing:
                sharing.append(indicator)

    def sharing(self, line: Line) -> list[Indicator]:
        """Return the indicators that state a value of ``line`` for the same period, in order of founding."""
        found = {id(i): i for place in _values(line) for i in self.by_value.get(place, [])}
        return sorted(found.values(), key=self.indicators.index)

    def refused(self, name: str, other: str) -> bool:
        """Whether a person has decided that two names are not one thing."""
        return any(
            not decision.accepted
            and decision.code in (None, self.code)
            and {decision.name, decision.other} == {name, other}
            for decision in self.review.decisions
        )

    def _basis(self, line: Line) -> str:
        key = line.first.key
        return "exact" if self.canonical(key) == key else self.review.basis(self.code, key)

    def _new_id(self, line: Line) -> str:
        """A hash of municipality and name; what shares a name is told apart by what it is, then by order."""
        fact = line.first
        key = self.canonical(fact.key)
        if not self.by_name.get(key):
            return stable_id(self.scope, key)
        taken = {indicator.indicator_id for indicator in self.indicators}
        parts = (self.scope, key, fact.goal, fact.section, _kinds(fact))
        ordinal = 1
        while (indicator_id := stable_id(*parts, ordinal)) in taken:
            ordinal += 1
        return indicator_id


def quoted(point: Point) -> Point:
    """Return ``point`` as other documents may state it: without its stage, a baseline as an actual."""
    kind, _, period_type, start, end, measure = point
    return (_QUOTED.get(kind, kind), False, period_type, start, end, measure)


def histories(indicator: Indicator) -> dict[Point, set[Value]]:
    """Return what an indicator has been stated to be, where a period is named."""
    return {point: values for point, values in indicator.values.items() if _is_dated(point)}


def quoted_values(line: Line) -> dict[Point, set[Value]]:
    """Return the same for a line."""
    found: dict[Point, set[Value]] = {}
    for point, value in _values(line):
        found.setdefault(point, set()).add(value)
    return found


def _values(line: Line) -> list[tuple[Point, Value]]:
    places = [(quoted(point), value) for point, value in line.points.items() if value is not None]
    return [place for place in places if _is_dated(place[0])]


def _is_dated(point: Point) -> bool:
    return point[3] is not None or point[4] is not None


def _kinds(fact: Fact) -> str:
    flags: Iterable[tuple[bool, str]] = (
        (fact.cumulative, "cumulative"),
        (fact.component, "component"),
        (fact.repeated, "repeated"),
    )
    return " ".join(word for is_set, word in flags if is_set)
