"""Evidence: how surprising it would be that two things share what they share, if they were two.

Scores are bits. A shared value is worth the more, the more digits it has (187,066 about 20, 72 about 6,
0 nothing), a second one half of that, since a series goes on as it began. What was to be expected from
trying so many pairs is taken off.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.normalize.identity.facts import Point, Value

LINKED = 12.0  # bits that make a shared history certain
NEAR_NAME_LINKED = 6.0  # bits that make it certain where the names are nearly the same
PROPOSED = 5.0  # bits that are worth a person's look
LARGE = 13.0  # bits before anything is taken off: four digits, or several values
_NEAR = 0.85  # share of characters that two nearly equal names have in common
_PART = 6  # characters that a name needs to be looked for in a longer one


@dataclass(frozen=True)
class Evidence:
    """What two things state alike (``equal`` values, ``distinct`` ones) and otherwise (``different``)."""

    equal: int
    distinct: int
    different: int
    bits: float

    def certain(self, near_name: bool, pairs: int) -> bool:
        """Whether they are one thing, when ``pairs`` were tried."""
        net = self.net(pairs)
        if near_name:
            return self.different == 0 and self.bits >= LARGE and net >= NEAR_NAME_LINKED
        return self.distinct >= 3 and self.different * 4 <= self.equal and net >= LINKED

    def likely(self, pairs: int) -> bool:
        """Whether a person should look at them."""
        return self.different <= self.equal and self.bits >= LARGE and self.net(pairs) >= PROPOSED

    def net(self, pairs: int) -> float:
        """Return the bits that are left when ``pairs`` were tried."""
        return self.bits - math.log2(max(pairs, 1))


def weigh(one: dict[Point, set[Value]], other: dict[Point, set[Value]]) -> Evidence:
    """Return the evidence that two histories of values are of one thing."""
    shared = [(one[point], other[point]) for point in one if point in other]
    equal = [min(a & b, key=str) for a, b in shared if a & b]
    surprises = sorted((surprise(value) for value in set(equal)), reverse=True)
    bits = sum(value / (1 if rank == 0 else 2) for rank, value in enumerate(surprises))
    return Evidence(len(equal), sum(value > 0 for value in surprises), len(shared) - len(equal), bits)


def surprise(value: Value) -> float:
    """Return the bits of one value: those of its digits, zeros at both ends left out."""
    number, low, high, _ = value
    figure = number if number is not None else low if low is not None else high
    if figure is None or figure == 0:
        return 0.0
    digits = "".join(map(str, figure.as_tuple().digits)).strip("0")
    return math.log2(9 * 10 ** (len(digits) - 1))


def is_near(one: str, other: str) -> bool:
    """Whether one name is the other with a little put in, and nothing put in place of anything.

    日平均 and 一日平均 are near; 男性 and 女性, or 小学校 and 中学校, stand for different things.
    """
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    replaced = any(tag == "replace" for tag, *_ in matcher.get_opcodes())
    put_in = {tag for tag, *_ in matcher.get_opcodes()} - {"equal"}
    return not replaced and len(put_in) <= 1 and matcher.ratio() >= _NEAR


def contained(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of names of which one begins or ends with the other, itself long enough to tell."""
    found = set()
    for turn in (1, -1):
        ordered = sorted({name[::turn] for name in names})
        open_names: list[str] = []
        for name in ordered:
            while open_names and not name.startswith(open_names[-1]):
                open_names.pop()
            found |= {(short[::turn], name[::turn]) for short in open_names if len(short) >= _PART}
            open_names.append(name)
    return sorted(found)
