"""Text that touches text on the other side of a wall, or goes on beyond the last one: it may be one text.

Walls are no help there: browsers let a long number run over them, up to its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.cells import Placed, ink_span
from pipeline.extract.content import Char
from pipeline.extract.grid import Grid, Region

TOUCHING = 0.12
"""Gap, in ems, at most, between texts that may be one, over what lies between the letters of the first."""

SPACED = 0.35
"""Gap, in ems, at most, between letters of one text."""

AT_WALL = 0.6
"""Ems from its wall within which text begins that may be its neighbour's."""

EVEN = 0.03
"""Ems by which gaps between letters of one text may differ."""

STRADDLING = 0.3
"""Ems by which a wall must be inside a character, from above or below, for the text to stand across it."""

LEVEL = 1.0
"""Points by which the baselines of one line may differ."""

Levels = dict[int, list[tuple[Char, Region]]]


def regain(grid: Grid, placed: Placed) -> list[Region]:
    """Move text that runs on over the right side of the table into its cell; return the cells."""
    edge, top, bottom = grid.xs[-1], grid.ys[0], grid.ys[-1]
    beyond = [
        c
        for c in placed.outside
        if edge < c.x1 and c.x0 < edge + SPACED * c.size and top < c.bottom and c.top < bottom and _counts(c)
    ]
    if not beyond:
        return []
    ends = _ends(grid, placed)
    found: list[Region] = []
    for char in beyond:
        before = next(_touched(char, None, ends, placed), None)
        if before is None:
            continue
        last, region = before
        line = [last, char]
        for other in _line(placed.outside, char):
            if other.x0 > line[-1].x0 and other.x0 - line[-1].x1 <= _reach(line):
                line.append(other)
        moved = {id(c) for c in line[1:]}
        placed.inside[region] += line[1:]
        placed.outside[:] = [c for c in placed.outside if id(c) not in moved]
        found.append(region)
    return found


def mingled(grid: Grid, placed: Placed) -> list[Region]:
    """Return the cells whose text touches that of the cell beside, and may be one with it.

    Text that stands apart from the rest of its line, and touches its neighbour's, is moved to it: 1,234t
    that runs over a wall by its last letter. Text operations don't tell: a browser sets the digits and
    the sign of 1,234％ by two of them.
    """
    begun = [
        (char, region)
        for region, chars in placed.inside.items()
        for char in chars
        if char.x0 < grid.xs[region.col] + AT_WALL * char.size and region.col and _counts(char)
    ]
    if not begun:
        return []
    ends = _ends(grid, placed)
    found: list[Region] = []
    for char, region in begun:
        if not any(char is c for c in placed.inside[region]):
            continue  # moved
        for before, other in list(_touched(char, region, ends, placed)):
            found += [region, other]
            _part(grid, placed, (before, other), (char, region))
    return found


def straddling(grid: Grid, placed: Placed) -> list[Region]:
    """Return the cells whose text stands across a wall between two rows, and those beyond that wall.

    Where text has more lines than its row has room for, offices let it run over above and below.
    """
    found: list[Region] = []
    for region, chars in placed.inside.items():
        top, bottom = grid.ys[region.row], grid.ys[region.row + region.row_span]
        for char in chars:
            inset = STRADDLING * char.size
            above, below = char.top + inset < top, char.bottom - inset > bottom
            if (above or below) and _counts(char):
                found.append(region)
                row = region.row - 1 if above else region.row + region.row_span
                found += _at(grid, row, (char.x0 + char.x1) / 2)
    return found


def _at(grid: Grid, row: int, x: float) -> list[Region]:
    return [
        r
        for r in grid.regions
        if r.row <= row < r.row + r.row_span and grid.xs[r.col] <= x <= grid.xs[r.col + r.col_span]
    ]


def _counts(char: Char) -> bool:
    return char.turn == 0 and not char.text.isspace()


def _ends(grid: Grid, placed: Placed) -> Levels:
    """Return the characters near the right walls of their cells by their baselines in whole points."""
    found: Levels = {}
    for region, chars in placed.inside.items():
        wall = grid.xs[region.col + region.col_span]
        for char in chars:
            if char.x1 + AT_WALL * char.size > wall and _counts(char):
                found.setdefault(round(char.bottom), []).append((char, region))
    return found


def _touched(
    char: Char, region: Region | None, ends: Levels, placed: Placed
) -> Iterator[tuple[Char, Region]]:
    """Yield the characters of other cells that end where ``char`` begins."""
    least, most = -TOUCHING * char.size, (SPACED + TOUCHING) * char.size
    for step in (-1, 0, 1):
        for other, home in ends.get(round(char.bottom) + step, ()):
            if home != region and least <= char.x0 - ink_span(other)[1] <= most:
                line = [c for c in _line(placed.inside[home], other) if c.x0 <= other.x0]
                if line and line[-1] is other and char.x0 - ink_span(other)[1] <= _reach(line):
                    yield other, home  # and not moved to another cell before


def _reach(line: Sequence[Char]) -> float:
    """Return the gap up to which text goes on after the last character of ``line``."""
    size = line[-1].size
    spaced = line[-1].x0 - line[-2].x1 if len(line) > 1 else 0.0
    return (spaced if 0 < spaced <= SPACED * size else 0.0) + TOUCHING * size


def _line(chars: Iterable[Char], char: Char) -> list[Char]:
    """Return those of ``chars`` that stand on one line with ``char``, from left to right."""
    return sorted(
        (c for c in chars if _counts(c) and abs(c.bottom - char.bottom) <= LEVEL), key=lambda c: c.x0
    )


def _part(grid: Grid, placed: Placed, first: tuple[Char, Region], second: tuple[Char, Region]) -> None:
    """Move the beginning of the second cell's line to the first one, if more follows after a gap.

    Without a gap all of it is moved if it is all that the second cell has, and goes on with what fills the
    first one as closely as its own letters follow one another; but no number.
    """
    (before, home), (char, region) = first, second
    line = [c for c in _line(placed.inside[region], char) if c.x0 >= char.x0]
    own = [c for c in _line(placed.inside[home], before) if c.x0 <= before.x0]
    reach = _reach(own)
    end = next((k for k in range(1, len(line)) if line[k].x0 - line[k - 1].x1 > reach), len(line))
    if end == len(line):
        alone = end == sum(_counts(c) for c in placed.inside[region])
        close = line[0].x0 - before.x1 <= reach - (TOUCHING - EVEN) * before.size
        fills = own[0].x0 <= grid.xs[home.col] + own[0].size
        if not (alone and close and fills) or is_number(line) or is_number(own):
            return
    moved = {id(c) for c in line[:end]}
    placed.inside[home] += line[:end]
    placed.inside[region] = [c for c in placed.inside[region] if id(c) not in moved]


def is_number(chars: Sequence[Char]) -> bool:
    """Whether most of some text is digits."""
    return sum(c.text.isdigit() or c.text in ",.%" for c in chars) * 2 > len(chars)
