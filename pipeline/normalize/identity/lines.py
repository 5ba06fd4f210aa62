"""Lines: the observations of one document that are about one thing.

A name alone does not make a line. The same name under another goal or section, or as a part (内数) or
a repetition (再掲), is another line, and so is one that states other values for the same periods.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.normalize.identity.facts import Fact, Point, Release, Value
from pipeline.normalize.identity.names import is_unspecific

Attributes = tuple[str, bool, bool, bool, str, str, tuple[int, int, int]]


@dataclass(frozen=True)
class Change:
    """The first fiscal year in which an indicator counts something else, and the note that says so."""

    fiscal_year: int
    note: str


@dataclass(eq=False)
class Line:
    """Facts of one document about one thing, in the order of the page; it grows while it is built.

    ``since`` is set where a note says that it counts something else than the name did before.
    """

    release: Release
    facts: list[Fact] = field(default_factory=list)
    points: dict[Point, Value | None] = field(default_factory=dict)
    units: set[str] = field(default_factory=set)
    since: Change | None = None

    @property
    def first(self) -> Fact:
        """The fact that stands first on the page."""
        return self.facts[0]

    def fits(self, facts: Iterable[Fact]) -> bool:
        """Whether ``facts`` state nothing that this line, or they themselves, state otherwise."""
        points, units = dict(self.points), set(self.units)
        for fact in facts:
            if points.setdefault(fact.point, fact.value) != fact.value:
                return False
            units |= _unit_of(fact)
        return len(units) <= 1

    def add(self, facts: Iterable[Fact]) -> None:
        """Take ``facts`` in."""
        for fact in facts:
            self.facts.append(fact)
            self.points.setdefault(fact.point, fact.value)
            self.units |= _unit_of(fact)


def lines(release: Release, facts: Iterable[Fact]) -> list[Line]:
    """Return the lines of a document in the order of the page."""
    groups: dict[Attributes, list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: fact.order):
        groups.setdefault(_attributes(fact), []).append(fact)
    split = [line for group in groups.values() for line in _split(release, group)]
    return sorted(_joined(split), key=lambda line: line.first.order)


def _attributes(fact: Fact) -> Attributes:
    # 合計 in two tables are two things, even under one heading.
    table = (*fact.row[:2], 0) if is_unspecific(fact.key) else (0, 0, 0)
    return (fact.key, fact.cumulative, fact.component, fact.repeated, fact.goal, fact.section, table)


def _split(release: Release, facts: list[Fact]) -> list[Line]:
    """Split facts that agree in every attribute into lines that don't contradict themselves."""
    found: list[Line] = []
    for _, group in groupby(facts, key=lambda fact: fact.row):
        row = list(group)
        parts = [row] if Line(release).fits(row) else [[fact] for fact in row]
        for part in parts:
            line = next((line for line in found if line.fits(part)), None)
            if line is None:
                line = Line(release)
                found.append(line)
            line.add(part)
    return found


def _joined(split: list[Line]) -> list[Line]:
    """Join lines of one name under different headings where they share a value and contradict nowhere."""
    found: list[Line] = []
    for line in split:
        twin = next((other for other in found if _is_twin(other, line)), None)
        if twin is None:
            found.append(line)
        else:
            twin.add(line.facts)
            twin.facts.sort(key=lambda fact: fact.order)
    return found


def _is_twin(one: Line, other: Line) -> bool:
    a, b = one.first, other.first
    same = (a.key, a.component, a.repeated) == (b.key, b.component, b.repeated)
    return same and not is_unspecific(a.key) and _shares(one, other) and one.fits(other.facts)


def _shares(one: Line, other: Line) -> bool:
    return any(value and one.points.get(point) == value for point, value in other.points.items())


def _unit_of(fact: Fact) -> set[str]:
    """A rate or a difference has a unit of its own beside that of the thing it is about."""
    return {fact.unit} if fact.unit and fact.point[0] not in ("rate", "difference") else set()
