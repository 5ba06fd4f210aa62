"""Linking: which lines of different documents are one indicator.

Documents are taken in order of release. A line joins the indicator that has gone by its name so far;
where several lines or several indicators share the name, attributes, headings and shared values decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.layers.ids import stable_id
from pipeline.normalize.identity.facts import Fact, Point, Value
from pipeline.normalize.identity.lines import Line
from pipeline.normalize.identity.names import is_unspecific
from pipeline.normalize.identity.review import Review

# A baseline quotes an actual: between documents the two are one thing.
_QUOTED = {"baseline": "actual"}


@dataclass(frozen=True)
class Member:
    """A line of an indicator, and what its link rests on."""

    line: Line
    basis: str
    score: float | None = None


@dataclass
class Indicator:
    """The lines that are one thing, in order of release. ``names`` are the keys that it has gone by."""

    indicator_id: str
    names: set[str]
    members: list[Member] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    values: dict[Point, set[Value]] = field(default_factory=dict)

    def join(self, member: Member) -> None:
        """Take a line in."""
        self.members.append(member)
        self.names.add(member.line.first.key)
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
    def last(self) -> Line:
        """Its line in the latest release."""
        return self.members[-1].line

    def agreement(self, line: Line) -> tuple[int, int]:
        """Return how many points of ``line`` this indicator states too: equally, and otherwise."""
        known = [(value, self.values.get(quoted(point))) for point, value in line.points.items() if value]
        equal = sum(values is not None and value in values for value, values in known)
        return equal, sum(values is not None for _, values in known) - equal


@dataclass
class Register:
    """The indicators of one municipality."""

    code: str | None
    scope: str
    review: Review
    indicators: list[Indicator] = field(default_factory=list)
    by_name: dict[str, list[Indicator]] = field(default_factory=dict)

    def known(self, key: str) -> list[Indicator]:
        """Return the indicators that have gone by ``key``, or by the name that it is an alias of."""
        return self.by_name.get(self.canonical(key), [])

    def canonical(self, key: str) -> str:
        """Return the reviewed name that ``key`` is an alias of, else ``key``."""
        return self.review.known_as(self.code, key) or key

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

    def _basis(self, line: Line) -> str:
        return "exact" if self.canonical(line.first.key) == line.first.key else "alias"

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


def link(register: Register, lines: Sequence[Line]) -> None:
    """Link the lines of one document, the next in order of release."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(register.canonical(line.first.key), []).append(line)
    for key, group in groups.items():
        _link_group(register, group, register.known(key))


def quoted(point: Point) -> Point:
    """Return ``point`` as other documents may state it: without its stage, a baseline as an actual."""
    kind, _, period_type, start, end, measure = point
    return (_QUOTED.get(kind, kind), False, period_type, start, end, measure)


def _link_group(register: Register, lines: list[Line], known: list[Indicator]) -> None:
    """Link lines that share a name: the most alike first, each indicator once."""
    pairs = [
        (_likeness(line, indicator), -i, -j)
        for i, line in enumerate(lines)
        for j, indicator in enumerate(known)
        if _may_be(line, indicator)
    ]
    chosen: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in chosen and -j not in chosen.values():
            chosen[-i] = -j
    targets = [known[chosen[i]] if i in chosen else None for i in range(len(lines))]
    for line, indicator in zip(lines, targets, strict=True):
        if indicator is None:
            register.found(line)
        else:
            register.link(indicator, line)


def _may_be(line: Line, indicator: Indicator) -> bool:
    """Whether nothing speaks against ``line`` being ``indicator``, whose name it has."""
    equal, _ = indicator.agreement(line)
    if line.units and indicator.units and line.units.isdisjoint(indicator.units):
        return False
    if not is_unspecific(line.first.key) or equal > 1:
        return True
    return any(_heads(member.line.first) == _heads(line.first) for member in indicator.members)


def _likeness(line: Line, indicator: Indicator) -> tuple[int, ...]:
    """Return how alike the two are, the weightiest first."""
    one, other = line.first, indicator.last.first
    equal, different = indicator.agreement(line)
    return (
        (one.component, one.repeated) == (other.component, other.repeated),
        equal > different,
        one.goal == other.goal,
        one.section == other.section,
        one.cumulative == other.cumulative,
        equal - different,
    )


def _heads(fact: Fact) -> tuple[str, str]:
    return fact.goal, fact.section


def _kinds(fact: Fact) -> str:
    flags: Iterable[tuple[bool, str]] = (
        (fact.cumulative, "cumulative"),
        (fact.component, "component"),
        (fact.repeated, "repeated"),
    )
    return " ".join(word for is_set, word in flags if is_set)
