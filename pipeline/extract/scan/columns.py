"""Text set from top to bottom in a box of rulings, in one column or several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.extract.scan.picture import Gray

WIDEST = 6.0
"""Ems that a box with vertical text is wide at most."""

SLENDER = 1.3
"""How many times as high as wide it is, at least."""

GLYPHS = 3
"""Glyphs of the longest column, at least: two may be two lines."""

GLYPH = 1.15
"""Ems that a glyph is high and wide at most."""

KANJI = 0.6
"""Ems that most glyphs are wide: digits one below the other are figures, no word."""

APART = 1.05
"""How many times as far apart columns stand as the glyphs in them; of lines the opposite holds."""

GAP = 0.12
"""Ems of paper between two columns."""


@dataclass(frozen=True)
class Column:
    """The glyphs of a column from top to bottom: left, top, right, bottom of the ink of each, in dots."""

    glyphs: tuple[tuple[int, int, int, int], ...]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of all its ink."""
        lefts, tops, rights, bottoms = zip(*self.glyphs, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def picture(self, gray: Gray, em: float) -> Gray:
        """Return the glyphs set level, each in the middle of a square."""
        side = round(GLYPH * em)
        row = [_square(gray[top:bottom, left:right], side) for left, top, right, bottom in self.glyphs]
        return np.pad(np.concatenate(row, axis=1), round(0.1 * em), constant_values=255)


def columns_of(letters: Gray, rulings: Gray, em: float) -> Iterator[Column]:
    """Yield the columns of vertical text; ``letters`` and ``rulings`` are set where those stand."""
    paper = (rulings == 0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(paper, connectivity=4)
    for number, (left, top, width, height, _) in enumerate(stats[1:count].tolist(), start=1):
        if not (0.8 * em <= width <= WIDEST * em and height >= max(GLYPHS * em, SLENDER * width)):
            continue
        place = (slice(top, top + height), slice(left, left + width))
        ink = (letters[place] > 0) & (labels[place] == number)
        columns = [_glyphs(ink, start, end, em) for start, end in _pieces(ink.any(axis=0), GAP * em)]
        if columns and _is_vertical(columns, em):
            for glyphs in columns:
                yield Column(tuple((x0 + left, y0 + top, x1 + left, y1 + top) for x0, y0, x1, y1 in glyphs))


def _pieces(ink: npt.NDArray[np.bool_], gap: float) -> list[tuple[int, int]]:
    """Return the stretches of a profile that have ink, those less than ``gap`` apart as one."""
    places = np.flatnonzero(ink)
    if not places.size:
        return []
    breaks = np.flatnonzero(np.diff(places) > max(1.0, gap))
    starts = [int(places[0]), *(int(places[at + 1]) for at in breaks)]
    ends = [*(int(places[at]) + 1 for at in breaks), int(places[-1]) + 1]
    return list(zip(starts, ends, strict=True))


def _glyphs(ink: npt.NDArray[np.bool_], start: int, end: int, em: float) -> list[tuple[int, int, int, int]]:
    """Part a column into glyphs: pieces that together are no higher than a glyph are one."""
    found: list[tuple[int, int]] = []
    for top, bottom in _pieces(np.asarray(ink[:, start:end].any(axis=1)), 0.0):
        if found and bottom - found[-1][0] <= GLYPH * em * 0.9:
            found[-1] = (found[-1][0], bottom)
        else:
            found.append((top, bottom))
    return [(start, top, end, bottom) for top, bottom in found]


def _is_vertical(columns: list[list[tuple[int, int, int, int]]], em: float) -> bool:
    """Whether glyphs follow one another more closely downwards than across."""
    if max(map(len, columns)) < GLYPHS or any(c[0][2] - c[0][0] > GLYPH * em for c in columns):
        return False
    if median(c[0][2] - c[0][0] for c in columns) < KANJI * em:
        return False
    steps = [b[1] + b[3] - a[1] - a[3] for glyphs in columns for a, b in pairwise(glyphs)]
    down = median(steps) / 2
    if len(columns) == 1:
        return down <= 1.4 * em
    across = median((b[0][0] + b[0][2] - a[0][0] - a[0][2]) / 2 for a, b in pairwise(columns))
    return across >= APART * down


def _square(glyph: Gray, side: int) -> Gray:
    above, before = max(0, side - glyph.shape[0]) // 2, max(0, side - glyph.shape[1]) // 2
    after, below = max(0, side - glyph.shape[1] - before), max(0, side - glyph.shape[0] - above)
    return np.pad(glyph, ((above, below), (before, after)), constant_values=255)[:side]
