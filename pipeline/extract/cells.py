"""Characters put into the cells of a grid, and the text that a cell then has."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.content import Char
from pipeline.extract.grid import Grid, Region
from pipeline.extract.strips import Strip, strips, usual_size
from pipeline.extract.text import line_text, split_ruby
from pipeline.extract.undecoded import is_undecoded
from pipeline.layers.extracted import Box

ACROSS = 0.25
"""Share of a character's width that must stand beyond a wall for it to stand across."""

PRINTED_OVER = 0.35
"""Share of a character's width that another one must cover for text to be printed over other text."""

WIDE = 0.8
"""Width, in ems, from which a character is a full-width one."""

UNMAPPED = "unmapped_glyph"
OVERLAP = "overlap"
DOUBTFUL = "columns"
CUT = "cut_off"
STRUCK = "struck_out"
UNSURE = frozenset((UNMAPPED, OVERLAP, DOUBTFUL, CUT, STRUCK))
"""Warnings of cells whose text is not sure, whoever agrees on it."""

MISPLACED = UNSURE - {UNMAPPED} | {"structure"}
"""Warnings that doubt which text stands in a cell: no further reading of it settles that."""


@dataclass(frozen=True)
class CellText:
    """What stands in a cell: its lines joined by line breaks, their boxes, the ruby taken out of it."""

    text: str = ""
    lines: tuple[Box, ...] = ()
    size: float = 0.0
    ruby: str = ""
    ruby_count: int = 0
    warnings: tuple[str, ...] = ()


def owners(grid: Grid) -> dict[tuple[int, int], Region]:
    """Return the region of each position."""
    return {
        (region.row + i, region.col + k): region
        for region in grid.regions
        for i in range(region.row_span)
        for k in range(region.col_span)
    }


@dataclass(frozen=True)
class Placed:
    """Characters by region, those outside the grid, and those that stand across a wall."""

    inside: dict[Region, list[Char]]
    outside: list[Char]
    across: list[Char]

    @property
    def filled(self) -> list[Region]:
        """The regions that hold more than blanks."""
        return [r for r, chars in self.inside.items() if any(not c.text.isspace() for c in chars)]


def assign(grid: Grid, chars: Sequence[Char]) -> Placed:
    """Give each character to the region that holds its centre."""
    owner = owners(grid)
    placed = Placed({}, [], [])
    inside, xs, ys = placed.inside, grid.xs, grid.ys
    left, top, right, bottom = xs[0], ys[0], xs[-1], ys[-1]
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if not (left <= x <= right and top <= y <= bottom):
            placed.outside.append(char)
            continue
        row = min(bisect_right(ys, y), len(ys) - 1) - 1
        col = min(bisect_right(xs, x), len(xs) - 1) - 1
        region = owner[row, col]
        inside.setdefault(region, []).append(char)
        lean = ACROSS * (char.x1 - char.x0)
        if char.x0 < xs[region.col] - lean or char.x1 > xs[region.col + region.col_span] + lean:
            placed.across.append(char)
    return placed


def read_cell(chars: Sequence[Char]) -> CellText:
    """Return the text of the characters of one cell."""
    if not any(not c.text.isspace() for c in chars):
        return CellText()
    body, ruby = split_ruby(strips(chars))
    texts = [(line_text(s), s.box) for s in body]
    texts = [(t, b) for t, b in texts if t.strip()]
    return CellText(
        "\n".join(t for t, _ in texts),
        tuple(b for _, b in texts),
        usual_size(chars),
        " ".join(line_text(s) for s in ruby),
        _inked(ruby),
        _warnings(chars, body),
    )


def _inked(lines: Sequence[Strip]) -> int:
    return sum(len(c.text) for s in lines for c in s.chars if not c.text.isspace())


def _warnings(chars: Sequence[Char], lines: Sequence[Strip]) -> tuple[str, ...]:
    found = []
    if is_undecoded("".join([c.text for c in chars])):
        found.append(UNMAPPED)
    if any(_overlaps(a, b) for line in lines for a, b in pairwise(line.chars)):
        found.append(OVERLAP)
    return tuple(found)


def _overlaps(first: Char, second: Char) -> bool:
    """Whether one text is printed over another."""
    if first.x1 <= second.x0 or first.run == second.run or first.text.isspace() or second.text.isspace():
        return False
    (a0, a1), (b0, b1) = ink_span(first), ink_span(second)
    return a1 - b0 > PRINTED_OVER * min(a1 - a0, b1 - b0)


def ink_span(char: Char) -> tuple[float, float]:
    """Return where the ink of a character begins and ends, at most.

    Full-width brackets, stops and letters leave up to half of their box blank, and may be set closer.
    """
    width = char.x1 - char.x0
    if width < WIDE * char.size or len(char.text) != 1:
        return char.x0, char.x1
    if unicodedata.category(char.text) in ("Ps", "Pi"):
        return char.x0 + width / 2, char.x1
    if unicodedata.category(char.text) in ("Pe", "Pf") or char.text in "、。，．":
        return char.x0, char.x1 - width / 2
    blank = width / 4 if unicodedata.east_asian_width(char.text) == "F" else 0.0
    return char.x0 + blank, char.x1 - blank
