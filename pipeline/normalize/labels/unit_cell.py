"""The cell of a unit column: a unit, and in brackets what else it says (人（延べ）, 点（5点満点）)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.normalize.cells.unit import find_unit
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.label import join_lines

_REMARKED = regex.compile(r"(?P<unit>[^（()）\[\]［］]+)[（(\[［](?P<remark>[^（()）\[\]［］]*)[）)\]］]")
_FLAGS = {"累計": "cumulative", "延べ": "gross", "平均": "average"}


@dataclass(frozen=True)
class UnitCell:
    """A unit as printed, without its remark, and the flags that the remark states."""

    unit: str
    flags: frozenset[str] = frozenset()


def read_unit(text: str) -> UnitCell:
    """Read a unit; a remark in brackets comes off where what stands before it is a unit by itself."""
    bare = join_lines(text)
    match = _REMARKED.fullmatch(bare)
    if match is None or find_unit(vocabulary.fold(match["unit"]).strip()) is None:
        return UnitCell(bare)
    said = frozenset(flag for word, flag in _FLAGS.items() if word in match["remark"])
    return UnitCell(match["unit"].strip(), said)


def conflict(one: str, other: str) -> bool:
    """Whether two printed units, where there are two, are not the same unit."""
    if not one or not other:
        return False
    first, second = (find_unit(vocabulary.fold(unit).strip()) for unit in (one, other))
    if first is None or second is None:
        return one != other
    return (first.canonical, first.factor) != (second.canonical, second.factor)
