"""Whether a digit looks like the digit that its font says it is.

A map to Unicode may be false (made so against copying, or by a faulty program). Every reader believes
it, so that two of them agree on a wrong number; only the shape of the glyphs tells. A shape is held
against digits of several faces; it contradicts a claim only where it is clearly another digit, so that
an unusual face is not accused.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from operator import mul
from pathlib import Path

Gray = Sequence[Sequence[int]]
"""Rows of levels, 0 black to 255 white."""

HEIGHT = 32
"""Dots that a digit should be high in the picture that is judged."""

ROWS, COLUMNS = 16, 12

ALIKE = 0.8
"""Likeness (0 to 1) from which a shape is some digit at all."""

CLEARER = 0.08
"""How much more like another digit a shape must be than like the claimed one …"""

CLEARER_BY_HOLES = 0.02
"""… where the number of its holes says nothing; and where it fits the other digit only."""

NARROW, WIDE = 0.3, 0.95
"""Width : height below which a shape can only be 1, and above which it is no digit of usual width."""

CONTRAST = 60
HOLE = 3
"""Dots of paper, closed in, that are a hole and no accident of rendering."""

_HOLES = {"0": 1, "4": 1, "6": 1, "8": 2, "9": 1}
"""Holes of the digits that have some (4 and 6 may be open, 0 may be slashed)."""


def contradicts(gray: Gray, claimed: str) -> bool:
    """Whether the shape in ``gray``, a picture of one upright digit, is clearly not ``claimed``."""
    ink = _ink(gray)
    if ink is None:
        return False
    shape = len(ink[0]) / len(ink)
    if shape > WIDE:
        return False
    if shape < NARROW:
        return claimed != "1"
    alike = _likeness(_sized(ink))
    best = max(alike, key=alike.__getitem__)
    if best == claimed or alike[best] < ALIKE:
        return False
    lead = alike[best] - alike[claimed]
    fits = _HOLES.get(best, 0) != _HOLES.get(claimed, 0) and _holes(ink) == _HOLES.get(best, 0)
    return lead >= (CLEARER_BY_HOLES if fits else CLEARER)


def _ink(gray: Gray) -> list[list[float]] | None:
    """Return the part of a picture that has ink, 0 paper to 1 ink; None where nothing stands out."""
    paper, black = max(map(max, gray)), min(map(min, gray))
    if paper - black < CONTRAST:
        return None
    middle = (paper + black) / 2
    rows = [y for y, row in enumerate(gray) if min(row) < middle]
    columns = [x for x in range(len(gray[0])) if min(row[x] for row in gray) < middle]
    span = paper - black
    return [
        [(paper - level) / span for level in gray[y][columns[0] : columns[-1] + 1]]
        for y in range(rows[0], rows[-1] + 1)
    ]


def _sized(ink: list[list[float]]) -> list[float]:
    """Return ``ink`` brought to the size of the models, row after row, its proportions kept."""
    width = max(1, min(COLUMNS, round(len(ink[0]) * ROWS / len(ink))))
    left = (COLUMNS - width) // 2
    found = []
    for row in _averaged(ink, ROWS):
        across = [value[0] for value in _averaged([[v] for v in row], width)]
        found += [0.0] * left + across + [0.0] * (COLUMNS - left - width)
    return found


def _averaged(rows: list[list[float]], count: int) -> list[list[float]]:
    """Return ``count`` rows, each the mean of the rows that it covers, in part or whole."""
    step = len(rows) / count
    found = []
    for index in range(count):
        start, end = index * step, (index + 1) * step
        total = [0.0] * len(rows[0])
        at = int(start)
        while at < end - 1e-9:
            part = min(at + 1, end) - max(at, start)
            total = [t + part * v for t, v in zip(total, rows[min(at, len(rows) - 1)], strict=True)]
            at += 1
        found.append([t / step for t in total])
    return found


def _likeness(shape: list[float]) -> dict[str, float]:
    """Return how like each digit a shape is, 0 to 1: the cosine to the most like of its models."""
    size = sum(map(mul, shape, shape)) ** 0.5
    return {
        digit: max(sum(map(mul, shape, model)) for model in models) / size
        for digit, models in _models().items()
    }


@cache
def _models() -> dict[str, list[list[float]]]:
    faces = tomllib.loads(Path(__file__).with_name("digits.toml").read_text(encoding="utf-8"))
    return {
        str(digit): [
            _unit([int(dot, 16) for row in face[digit].split() for dot in row]) for face in faces.values()
        ]
        for digit in range(10)
    }


def _unit(dots: list[int]) -> list[float]:
    size = sum(dot * dot for dot in dots) ** 0.5
    return [dot / size for dot in dots]


def _holes(ink: list[list[float]]) -> int:
    """Count the pieces of paper that the ink closes in."""
    width = len(ink[0]) + 2
    paper = [True] * width
    for row in ink:
        paper += [True, *(value < 0.34 for value in row), True]
    paper += [True] * width
    sizes = []
    for start in range(len(paper)):
        if paper[start]:
            sizes.append(_flood(paper, start, width))
    return sum(size >= HOLE for size in sizes[1:])


def _flood(paper: list[bool], start: int, width: int) -> int:
    """Take the paper around ``start`` away, and return how much it was."""
    paper[start] = False
    left, size = [start], 0
    while left:
        at = left.pop()
        size += 1
        for near in (at - 1, at + 1, at - width, at + width):
            if 0 <= near < len(paper) and paper[near]:
                paper[near] = False
                left.append(near)
    return size
