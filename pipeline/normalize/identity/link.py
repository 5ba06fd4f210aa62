"""Linking: which lines of different documents are one indicator.

Documents are taken in order of release. A line joins the indicator that has gone by its name so far;
where several lines or several indicators share the name, attributes, headings and shared values decide.
A line whose name is new may join by evidence; what is then left becomes an indicator of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.normalize.identity.adopt import adopt
from pipeline.normalize.identity.facts import Fact
from pipeline.normalize.identity.lines import Line
from pipeline.normalize.identity.names import is_unspecific
from pipeline.normalize.identity.register import Indicator, Register


def link(register: Register, lines: Sequence[Line]) -> None:
    """Link the lines of one document, the next in order of release."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(register.canonical(line.first.key), []).append(line)
    fresh = []
    for key, group in groups.items():
        known = register.known(key)
        if known:
            _link_group(register, group, known)
        else:
            fresh += group
    for line in adopt(register, fresh):
        register.found(line)


def _link_group(register: Register, lines: list[Line], known: list[Indicator]) -> None:
    """Link lines that share a name: the most alike first, each indicator once."""
    # What a person has said of a name needs no proof.
    reviewed = register.is_reviewed(lines[0].first.key)
    pairs = [
        (_likeness(line, indicator), -i, -j)
        for i, line in enumerate(lines)
        for j, indicator in enumerate(known)
        if _same_counting(line, indicator) and (reviewed or _may_be(line, indicator))
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


def _same_counting(line: Line, indicator: Indicator) -> bool:
    return line.since is None or indicator.since == line.since.fiscal_year


def _may_be(line: Line, indicator: Indicator) -> bool:
    """Whether nothing speaks against ``line`` being ``indicator``, whose name it has."""
    equal, different = indicator.agreement(line)
    if line.units and indicator.units and line.units.isdisjoint(indicator.units):
        # Another unit is another thing, unless the figures say that only the unit was put right.
        return equal > 1 and not different
    if not is_unspecific(line.first.key) or equal > 1:
        return True
    return any(_heads(member.line.first) == _heads(line.first) for member in indicator.members)


def _likeness(line: Line, indicator: Indicator) -> tuple[int, ...]:
    """Return how alike the two are, the weightiest first."""
    one, other = line.first, indicator.last.first
    equal, different = indicator.agreement(line)
    return (
        (one.component, one.repeated) == (other.component, other.repeated),
        (indicator.since is None) == (line.since is None),
        equal > different,
        one.goal == other.goal,
        one.section == other.section,
        one.cumulative == other.cumulative,
        equal - different,
    )


def _heads(fact: Fact) -> tuple[str, str]:
    return fact.goal, fact.section
