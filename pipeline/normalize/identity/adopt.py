"""Linking by evidence: a line whose name is new, and an indicator that this document does not name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.normalize.identity.evidence import is_near, weigh
from pipeline.normalize.identity.lines import Line
from pipeline.normalize.identity.register import Indicator, Member, Register, histories, quoted_values

_CLEARLY = 0.5  # the next best match may have this share of the best one's bits, or nothing is certain


@dataclass(frozen=True)
class Match:
    """A line and an indicator that share values, and the bits that speak for them."""

    line: int
    indicator: Indicator
    near: bool
    net: float
    certain: bool


def adopt(register: Register, lines: Sequence[Line]) -> list[Line]:
    """Link what is certain among ``lines``, whose names are new; return the lines that are left."""
    found = _matches(register, lines)
    linked = set()
    for match in found:
        if match.certain and _stands_out(match, found):
            member = Member(lines[match.line], "evidence", round(match.net, 1))
            register.join(match.indicator, member)
            linked.add(match.line)
    return [line for number, line in enumerate(lines) if number not in linked]


def _matches(register: Register, lines: Sequence[Line]) -> list[Match]:
    """Return every pair that shares a value, with the evidence for it."""
    tried = [
        (number, line, register.sharing(line))
        for number, line in enumerate(lines)
        if not line.first.repeated and line.since is None
    ]
    free = _free(register, lines)
    return [
        _match(number, line, indicator, len(lines) * _candidates(line, free))
        for number, line, indicators in tried
        for indicator in indicators
        if _may_be(register, line, indicator)
    ]


def _free(register: Register, lines: Sequence[Line]) -> Counter[str]:
    """Count the indicators that the document of ``lines`` does not name, by unit ("": without one)."""
    documents = {line.release.document_id for line in lines}
    free = [indicator for indicator in register.indicators if documents.isdisjoint(indicator.documents)]
    return Counter(unit for indicator in free for unit in indicator.units or {""})


def _candidates(line: Line, free: Counter[str]) -> int:
    """How many of them ``line`` might be, by its unit: each of them is tried."""
    return sum(free[unit] for unit in (*line.units, "")) if line.units else free.total()


def _match(number: int, line: Line, indicator: Indicator, pairs: int) -> Match:
    evidence = weigh(quoted_values(line), histories(indicator))
    near = any(is_near(line.first.key, name) for name in sorted(indicator.names))
    return Match(number, indicator, near, evidence.net(pairs), evidence.certain(near, pairs))


def _may_be(register: Register, line: Line, indicator: Indicator) -> bool:
    """Whether evidence may be asked: two documents, one sort of thing, and nobody has refused it."""
    return (
        line.release.document_id not in indicator.documents
        and line.first.component == indicator.first.component
        and not indicator.first.repeated
        and (not line.units or not indicator.units or not line.units.isdisjoint(indicator.units))
        and not any(register.refused(line.first.key, name) for name in indicator.names)
    )


def _stands_out(match: Match, found: Sequence[Match]) -> bool:
    """Whether nothing else comes near this match, for its line or for its indicator."""
    rivals = [
        other
        for other in found
        if other is not match
        and (other.line == match.line or other.indicator is match.indicator)
        and not (match.near and not other.near)
    ]
    return all(other.net <= match.net * _CLEARLY for other in rivals)
