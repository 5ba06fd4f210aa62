"""Stretches of text that are one table each: lines of titles below values open the next one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.extract.extent import FLUSH, ROWS_APART, Extent, Level, levels_of
from pipeline.extract.gutters import column_edges
from pipeline.extract.pieces import Piece
from pipeline.extract.rulings import Line

WIDER = 2.0
"""Ems by which one of two tables must reach further than the other."""

DOUBLE = 3.0
"""Points between two edges up to which they are one."""

LEAST = 4
"""Sides drawn through a row, at least, that tell its columns: those of three cells."""

BANDS = 2.0
"""Gaps, in those at most between lines of one table, that drawn lines may lie apart."""

Span = tuple[int, int]


class Drawn(NamedTuple):
    """What is drawn among lines of text: the heights of ``edges``, in points, whether they are rules, and
    upright ``sides``.
    """

    edges: tuple[float, ...] = ()
    ruled: bool = False
    sides: tuple[Line, ...] = ()

    def differs(self, upper: Sequence[Level], lower: Level) -> bool:
        """Whether columns are drawn through ``lower``, and other ones through the nearest level above it
        through which some are.
        """
        own = self._columns(lower)
        above = next((found for level in reversed(upper) if (found := self._columns(level))), None)
        if above is None or min(len(own), len(above)) < LEAST:
            return False
        return any(
            all(abs(x - y) > DOUBLE for y in other) for a, other in ((own, above), (above, own)) for x in a
        )

    def _columns(self, level: Level) -> list[float]:
        middle = (level.top + level.bottom) / 2
        return [v.at for v in self.sides if v.start <= middle <= v.end]

    def has_gap(self, upper: Level, lower: Level) -> bool:
        """Whether edges end something below ``upper`` and begin something above ``lower``, further down."""
        between = [y for y in self.edges if upper.bottom - 1 <= y <= lower.top + 1]
        return bool(between) and max(between) - min(between) > DOUBLE


def tables_in(lines: Sequence[Sequence[Piece]], drawn: Drawn) -> list[Span]:
    """Return the first line, and the one after the last, of each table in ``lines``."""
    levels = levels_of(lines)
    runs: list[Span] = []
    openings: list[int] = []
    for k, level in enumerate(levels):
        if not level.valued:
            continue
        opening = _opening(levels, runs[-1], k, drawn) if runs else 0
        if opening is None:
            runs[-1] = (runs[-1][0], k)
        else:
            runs.append((k, k))
            openings.append(opening)
    if not runs:
        return []
    found: list[Span] = []
    top = 0
    for run, below in zip(runs, [*openings[1:], len(levels)], strict=True):
        extent = Extent(levels, *run)
        extent.grow(top, below)
        found.append((levels[extent.start].first, levels[extent.stop - 1].stop))
        top = extent.stop
    return found


def _opening(levels: Sequence[Level], run: Span, k: int, drawn: Drawn) -> int | None:
    """Return the level where the table of the values at level ``k`` begins, None where that is ``run``'s."""
    between = levels[run[1] + 1 : k]
    gaps = [b.top - a.bottom for a, b in pairwise(levels[run[1] : k + 1])]
    if max(gaps) > ROWS_APART * (BANDS if drawn.edges else 1.0) * levels[k].size:
        return run[1] + 1 + gaps.index(max(gaps))
    if not between:
        return None
    upper = Extent(levels, *run)
    lower = Extent(levels, k, k)
    lone = [
        j
        for j, level in enumerate(between)
        if not upper.is_row(level) and not upper.is_cell(level) and not lower.is_row(level)
    ]
    first = lone[-1] + 1 if lone else 0
    titles = [j for j in range(first, len(between)) if between[j].titled and not upper.fits(between[j])]
    titles = titles or [j for j in range(first, len(between)) if between[j].titled]
    if titles:
        opens = _is_parted(upper, levels, run, (run[1] + 1 + titles[0], k), drawn)
        return run[1] + 1 + (first if lone else titles[0]) if opens else None
    if not lone:
        return None
    goes_on = len(lone) == 1 or bool(drawn.edges)
    goes_on = goes_on and not any(upper.is_larger(between[j]) or max(gaps) > upper.wide for j in lone)
    return None if goes_on else run[1] + 1 + lone[-1]


def _is_parted(upper: Extent, levels: Sequence[Level], run: Span, lower: Span, drawn: Drawn) -> bool:
    """Whether a row of titles, ``lower[0]``, opens a table, and values at ``lower[1]`` are its first ones."""
    head = lower[0]
    for before, level in pairwise(levels[run[1] : head]):
        if not upper.is_row(level) and upper.stands_apart(level, level.top - before.bottom):
            return True
    above, titles = levels[head - 1], levels[head]
    if drawn.has_gap(above, titles):
        return True
    if not drawn.ruled and titles.top - above.bottom > upper.wide:
        return True
    if drawn.differs(levels[:head], titles):
        return True
    return not upper.fits(titles) and _apart(levels, run, head)


def _apart(levels: Sequence[Level], run: Span, k: int) -> bool:
    """Whether values from level ``k`` on have other columns than those of ``run``."""
    stop = k + 1
    while stop < len(levels) and not (levels[stop].titled and levels[stop - 1].valued):
        stop += 1
    upper = [list(level.pieces) for level in levels[run[0] : run[1] + 1] if level.valued]
    lower = [list(level.pieces) for level in levels[k:stop] if level.valued or level.titled]
    size = max(p.size for line in lower for p in line)
    ends = [max(p.x1 for line in part for p in line) for part in (upper, lower)]
    if abs(ends[0] - ends[1]) > WIDER * size:
        return True
    alone = [column_edges(part) for part in (upper, lower)]
    together = column_edges([*upper, *lower])
    return len(together) < max(map(len, alone)) or _is_shifted(upper, lower, together)


def _is_shifted(
    upper: Sequence[Sequence[Piece]], lower: Sequence[Sequence[Piece]], edges: Sequence[float]
) -> bool:
    """Whether the values of most columns are flush, or centred, at one place above and at another below."""
    shifted = [
        any(
            _is_narrow(a) and _is_narrow(b) and abs(median(a) - median(b)) > 2 * FLUSH
            for a, b in zip(_places(upper, edges, k), _places(lower, edges, k), strict=True)
        )
        for k in range(1, len(edges) + 1)
    ]
    return 2 * sum(shifted) > len(shifted)


def _places(lines: Sequence[Sequence[Piece]], edges: Sequence[float], column: int) -> list[list[float]]:
    """Return where the values of a column begin, end, and have their middles."""
    own = [
        p for line in lines for p in line if p.numeric and bisect_right(edges, (p.x0 + p.x1) / 2) == column
    ]
    return [[p.x0 for p in own], [p.x1 for p in own], [(p.x0 + p.x1) / 2 for p in own]]


def _is_narrow(places: Sequence[float]) -> bool:
    return len(places) > 1 and max(places) - min(places) <= FLUSH
