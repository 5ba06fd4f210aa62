"""Whether two readers see the same: the same strokes and areas, and the same characters in the same places.

Where lines enclose all tables and both see the same, the table finder reads the same and need not be
asked a second time. Where text makes columns, a hair's breadth may decide, and a second answer tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from pipeline.extract.content import Char, Fill, PageContent, Ruling, lightness

NEAR = 0.1
"""Points by which one thing may lie apart in two views: readers round widths in their own ways."""

SHADE = 0.01
"""Lightness by which one colour may differ: readers round its parts in their own ways."""

Bands = Sequence[tuple[float, float]]
Box = tuple[float, float, float, float]
_Thing = TypeVar("_Thing")


def alike(first: PageContent, second: PageContent, bands: Bands) -> bool:
    """Whether two readers see the same lines on a page, and in ``bands`` of its height the same text.

    ``second`` holds of the upright text only what stands in ``bands`` (top, bottom). Blanks don't count.
    """
    return (
        _pairwise(_same_ruling, first.rulings, second.rulings)
        and _pairwise(_same_fill, first.fills, second.fills)
        and _pairwise(_same_box, first.slants, second.slants)
        and _pairwise(_same_box, first.pictures, second.pictures)
        and _same_text(_text(first, bands), _text(second, bands))
    )


def _pairwise(
    same: Callable[[_Thing, _Thing], bool], first: Sequence[_Thing], second: Sequence[_Thing]
) -> bool:
    return len(first) == len(second) and all(map(same, first, second))


def _text(content: PageContent, bands: Bands) -> list[Char]:
    return [c for c in content.chars if not c.text.isspace() and _within(c, bands)]


def _same_text(first: list[Char], second: list[Char]) -> bool:
    """Whether characters are the same, and parted into text operations in the same way."""
    if len(first) != len(second):
        return False
    if not all(map(_same_char, first, second)):  # readers may tell the lines of a page in their own order
        first, second = sorted(first, key=_place), sorted(second, key=_place)
        if not all(map(_same_char, first, second)):
            return False
    return [a.run == b.run for a, b in pairwise(first)] == [a.run == b.run for a, b in pairwise(second)]


def _place(char: Char) -> tuple[int, int, str]:
    return round(char.bottom), round(char.x0), char.text


def _same_ruling(a: Ruling, b: Ruling) -> bool:
    return (
        a.horizontal is b.horizontal and a.order == b.order
        and abs(a.at - b.at) < NEAR and abs(a.start - b.start) < NEAR and abs(a.end - b.end) < NEAR
        and abs(a.width - b.width) < NEAR and _same_shade(a.colour, b.colour)
    )  # fmt: skip


def _same_fill(a: Fill, b: Fill) -> bool:
    return (
        a.order == b.order and _same_shade(a.colour, b.colour)
        and abs(a.x0 - b.x0) < NEAR and abs(a.x1 - b.x1) < NEAR
        and abs(a.top - b.top) < NEAR and abs(a.bottom - b.bottom) < NEAR
    )  # fmt: skip


def _same_box(a: Box, b: Box) -> bool:
    return all(abs(p - q) < NEAR for p, q in zip(a, b, strict=True))


def _same_char(a: Char, b: Char) -> bool:
    return (
        a.text == b.text and abs(a.x0 - b.x0) < NEAR and abs(a.x1 - b.x1) < NEAR
        and abs(a.top - b.top) < NEAR and abs(a.bottom - b.bottom) < NEAR
        and a[7:10] == b[7:10] and (a.colour == b.colour or _same_shade(a.colour, b.colour))
    )  # fmt: skip


def _same_shade(a: int, b: int) -> bool:
    return a == b or abs(lightness(a) - lightness(b)) < SHADE


def _within(char: Char, bands: Bands) -> bool:
    if char.turn or char.vertical:
        return True
    middle = (char.top + char.bottom) / 2
    return any(top <= middle <= bottom for top, bottom in bands)
