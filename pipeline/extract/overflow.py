"""Text that runs over the wall of its cell: it is given to one cell whole, and the cell is told so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.extract.cells import OVERLAP, Placed
from pipeline.extract.content import Char
from pipeline.extract.grid import Grid, Region
from pipeline.extract.pieces import APART
from pipeline.extract.walls import is_number, mingled, regain, straddling

WARNING = "overflow"

SPACED = 0.6
"""Gap, in ems, at most, between letter-spaced characters of one text operation."""

GOES_ON = 1.0
"""Gap, in ems, up to which text of the same operation belongs to that which runs over."""

WALLED = 0.12
"""Gap, in ems, at most, over a wall that no character stands across, if text goes on there."""


def settle(grid: Grid, placed: Placed) -> dict[Region, tuple[str, ...]]:
    """Move text that stands across a wall into one cell, in place; return the warnings of those cells,
    and of cells whose own text it meets.

    Text that begins at its cell's left wall runs over to the right, text that ends at the right wall
    (a number) runs over to the left.
    """
    warnings: dict[Region, tuple[str, ...]] = dict.fromkeys(regain(grid, placed), (WARNING,))
    crowded: list[Region] = []
    suspects = _suspects(placed)
    if not suspects:
        return warnings | dict.fromkeys(_doubted(grid, placed), (OVERLAP,))
    home = {id(char): region for region, chars in placed.inside.items() for char in chars}
    for stretch in _stretches(placed, suspects, home):
        regions = Counter(home[id(c)] for c in stretch)
        if len(regions) < 2:
            continue
        target = _target(grid, stretch, [home[id(c)] for c in stretch], regions)
        crowded += [
            region
            for region in regions
            if region != target
            and _may_be_own(placed.inside[region], [c for c in stretch if home[id(c)] == region])
        ]
        _move(placed, stretch, home, target)
        warnings[target] = (WARNING,)
        crowded += [
            region for region in regions if region != target and _meets(stretch, placed.inside[region])
        ]
    crowded += _doubted(grid, placed)
    return warnings | {region: (OVERLAP,) for region in crowded}


def _doubted(grid: Grid, placed: Placed) -> list[Region]:
    return [*mingled(grid, placed), *straddling(grid, placed)]


def _may_be_own(chars: Sequence[Char], leaving: Sequence[Char]) -> bool:
    """Whether text that leaves a cell may belong there: a number that was all of it, or one of its lines."""
    left = sum(not c.text.isspace() for c in chars) - len(leaving)
    if not left:
        return is_number(leaving)
    heights = [c.bottom for c in leaving]
    line = [c for c in chars if not c.text.isspace() and min(abs(c.bottom - y) for y in heights) <= 1.0]
    return len(line) == len(leaving)


def _meets(stretch: Sequence[Char], chars: Sequence[Char]) -> bool:
    """Whether text that runs over stands upon other text, or goes on in its cell."""
    reach = GOES_ON * max(c.size for c in stretch)
    x0, x1 = stretch[0].x0, stretch[-1].x1
    top, bottom = min(c.top for c in stretch), max(c.bottom for c in stretch)
    for c in chars:
        if c.text.isspace() or not top < (c.top + c.bottom) / 2 < bottom:
            continue
        near = reach if c.run == stretch[-1].run else 0.0
        if c.x0 < x1 + near and c.x1 > x0 - near:
            return True
    return False


def _suspects(placed: Placed) -> list[Char]:
    """Return the characters across walls, and those of text operations that go from cell to cell."""
    seen: dict[tuple[int, int], Region] = {}
    crossing: set[tuple[int, int]] = set()
    for region, chars in placed.inside.items():
        for char in chars:
            key = (char.run, round(char.bottom))
            if seen.setdefault(key, region) is not region and not char.text.isspace():
                crossing.add(key)
    if not crossing:
        return placed.across
    runs = [c for cs in placed.inside.values() for c in cs if (c.run, round(c.bottom)) in crossing]
    return [*placed.across, *runs]


def _stretches(placed: Placed, suspects: list[Char], home: dict[int, Region]) -> list[list[Char]]:
    """Return the unbroken stretches of text, of one text operation where there are several, across walls."""
    marked = {id(c) for c in suspects}
    blanks = {(c.run, round(c.x0)) for chars in placed.inside.values() for c in chars if c.text.isspace()}
    across = {id(c) for c in placed.across}
    levels = {(round(c.bottom), c.turn) for c in suspects}
    near = [
        c
        for chars in placed.inside.values()
        for c in chars
        if not c.text.isspace() and any((round(c.bottom) + d, c.turn) in levels for d in (-1, 0, 1))
    ]
    found: list[list[Char]] = []
    for char in sorted(near, key=lambda c: (c.turn, round(c.bottom), c.run, c.x0)):
        last = found[-1][-1] if found else None
        if last is not None and _joins(last, char, _reach(last, char, home, across, blanks)):
            found[-1].append(char)
        else:
            found.append([char])
    return [part for stretch in found for part in _by_run(stretch) if any(id(c) in marked for c in part)]


def _reach(
    last: Char, char: Char, home: dict[int, Region], across: set[int], blanks: set[tuple[int, int]]
) -> float:
    """Return the gap, in ems, over which text goes on: next to none at a wall without a blank."""
    if last.run == char.run and (last.run, round(last.x1)) in blanks:
        return SPACED
    if home[id(last)] is not home[id(char)] and id(last) not in across and id(char) not in across:
        return WALLED
    return SPACED if last.run == char.run else APART


def _joins(last: Char, char: Char, reach: float) -> bool:
    return (
        last.turn == char.turn
        and abs(last.bottom - char.bottom) <= 1.0
        and char.x0 - last.x1 <= reach * max(last.size, char.size)
    )


def _by_run(stretch: list[Char]) -> list[list[Char]]:
    """Cut a stretch where one text operation ends, unless each character has its own."""
    runs = Counter(c.run for c in stretch)
    if len(runs) * 2 > len(stretch):
        return [stretch]
    return [[c for c in stretch if c.run == run] for run in runs]


def _target(grid: Grid, stretch: Sequence[Char], order: Sequence[Region], regions: Counter[Region]) -> Region:
    first, last = order[0], order[-1]
    if len(regions) > 2:
        return regions.most_common(1)[0][0]
    before = stretch[0].x0 - grid.box(first)[0]
    after = grid.box(last)[2] - stretch[-1].x1
    if before <= stretch[0].size and not is_number(stretch):
        return first
    return first if before <= after else last


def _move(placed: Placed, stretch: Sequence[Char], home: dict[int, Region], target: Region) -> None:
    moved = {id(c) for c in stretch if home[id(c)] != target}
    for region in {home[k] for k in moved}:
        placed.inside[region] = [c for c in placed.inside[region] if id(c) not in moved]
    placed.inside.setdefault(target, []).extend(c for c in stretch if id(c) in moved)
    for key in moved:
        home[key] = target
