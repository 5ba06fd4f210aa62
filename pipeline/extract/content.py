"""What a reader hands over for one page: characters, rulings and fills, with nothing interpreted.

Every reader produces the same :class:`PageContent`, so that one table finder serves them all.
Coordinates are points from the top left corner of the page as displayed (/Rotate and CropBox applied).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

WHITE = 0xFFFFFF
BLACK = 0x000000

MAX_CHARS = 60_000
"""Characters read from one page; a page that has more is a defect, not a page of a document."""

MAX_RULINGS = 20_000
"""Straight strokes read from one page, thin rectangles included."""


class Char(NamedTuple):
    """One character, or the several that one glyph stands for.

    The box is the em box (``size`` high, as wide as the advance), not the ink, so that the boxes of
    one line agree across fonts and readers. ``turn`` is the clockwise rotation of the glyph in degrees
    (0, 90, 180, 270). ``vertical`` says that the next character of its run stands below it.
    ``run`` numbers the text-showing operation. ``colour`` is 0xRRGGBB.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    hidden: bool
    turn: int
    vertical: bool
    run: int
    colour: int


class Ruling(NamedTuple):
    """A horizontal or vertical stroke. ``at`` is its y (horizontal) or x (vertical).

    ``dotted``: it was painted as dots, which are joined already.
    """

    horizontal: bool
    at: float
    start: float
    end: float
    width: float
    colour: int
    order: int
    dotted: bool = False


class Fill(NamedTuple):
    """A filled rectangle too thick to be a ruling: shading, or a white cover."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: int
    order: int


class Slant(NamedTuple):
    """A straight stroke that is neither horizontal nor vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class PageContent:
    """A page as one reader sees it.

    ``pictures`` are the boxes of its images (x0, top, x1, bottom); ``shapes`` counts the paths that are
    neither rulings nor fills, among them letters drawn as outlines. ``unread`` counts the text operations
    of which the reader gave no character: drawn twice, or in a font that it can't decode.
    """

    number: int
    width: float
    height: float
    rotation: int
    reader: str
    chars: Sequence[Char] = ()
    rulings: Sequence[Ruling] = ()
    fills: Sequence[Fill] = ()
    slants: Sequence[Slant] = ()
    pictures: Sequence[tuple[float, float, float, float]] = ()
    truncated: bool = False
    shapes: int = 0
    unread: int = 0


def lightness(colour: int) -> float:
    """Return the lightness of 0xRRGGBB, 0 (black) to 1 (white)."""
    red, green, blue = colour >> 16 & 255, colour >> 8 & 255, colour & 255
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
