"""Sorting what a page paints into rulings, fills and slanted strokes.

Readers hand over paths as polylines in displayed coordinates. A stroke gives rulings; a filled
rectangle gives a ruling when it is thin, as offices draw most of their lines, and a fill otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.extract.content import MAX_RULINGS, Fill, Ruling, Slant

Point = tuple[float, float]

THIN = 3.0
"""Points up to which a filled rectangle is a stroke: the thickest frames of office tables are 2.25 to 3."""

DOT = 2.25
"""Points up to which a filled square is a dot of a dotted line."""

MOST_CURVES = 16
"""Curves, at most, in a rectangle with rounded corners: four for each, as browsers draw them."""

ROUNDED = 0.3
"""Share of a side, at least, that is straight in a rectangle with rounded corners."""

DOTS_APART = 1.5
"""Gap between dots of one line, at most, in dots, beside the size of the largest one."""

MITRED = 3.0
"""Length, in thicknesses, from which a bar with slanting ends is a stroke: shorter ones are drawings."""

STRAIGHT = 0.5
"""Points by which a stroke may lean and still be horizontal or vertical."""

MAX_SUBPATHS = 4000


@dataclass
class Painter:
    """Collects the strokes and fills of one page, in painting order."""

    width: float
    height: float
    rulings: list[Ruling] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    slants: list[Slant] = field(default_factory=list)
    truncated: bool = False
    shapes: int = 0
    _order: int = 0
    _dotted: int = 0

    def path(
        self,
        subpaths: Sequence[Sequence[Point]],
        *,
        fill: int | None,
        stroke: int | None,
        stroke_width: float,
    ) -> None:
        """Take a path made of straight ``subpaths``; ``fill`` and ``stroke`` are colours, None unpainted.

        A path without straight parts is a shape: a drawing, or a letter drawn as one.
        """
        self._order += 1
        self.shapes += not subpaths
        if len(subpaths) > MAX_SUBPATHS or len(self.rulings) > MAX_RULINGS:
            self.truncated = True
            return
        box = rounded(subpaths)
        whole = subpaths if box is None else (box,)
        if fill is not None:
            for points in _sides_of(whole):
                self._filled(points, fill)
        if stroke is not None:
            for points in whole:
                self._stroked(points, stroke, stroke_width)

    def _filled(self, points: Sequence[Point], colour: int) -> None:
        box = _rectangle(points) or _mitred(points)
        if box is None:
            return
        x0, top, x1, bottom = box
        x0, x1 = max(0.0, x0), min(self.width, x1)
        top, bottom = max(0.0, top), min(self.height, bottom)
        width, height = x1 - x0, bottom - top
        if width < 0 or height < 0:
            return
        if max(width, height) <= DOT and 2 * min(width, height) > max(width, height):
            self._dot(
                Ruling(True, (top + bottom) / 2, x0, x1, height, colour, self._order),
                Ruling(False, (x0 + x1) / 2, top, bottom, width, colour, self._order),
            )
        elif height <= THIN and width >= height:
            self.rulings.append(Ruling(True, (top + bottom) / 2, x0, x1, height, colour, self._order))
        elif width <= THIN:
            self.rulings.append(Ruling(False, (x0 + x1) / 2, top, bottom, width, colour, self._order))
        else:
            self.fills.append(Fill(x0, top, x1, bottom, colour, self._order))

    def _dot(self, level: Ruling, upright: Ruling) -> None:
        """Take a dot, which may belong to a dotted line of either direction, as a stroke in each.

        Of dots that follow one another one stroke is made at once, across it those of the two ends: a page
        of dotted borders has thousands.
        """
        if self._dotted == len(self.rulings) >= 2:
            last_level, last_upright = self.rulings[-2:]
            if _follows(last_level, level):
                kept = [last_upright] if last_level.end - last_level.start <= DOT else []
                self.rulings[-2:] = [*kept, _reaching(last_level, level), upright]
            elif _follows(last_upright, upright):
                kept = [last_level] if last_upright.end - last_upright.start <= DOT else []
                self.rulings[-2:] = [*kept, level, _reaching(last_upright, upright)]
            else:
                self.rulings += [level, upright]
        else:
            self.rulings += [level, upright]
        self._dotted = len(self.rulings)

    def _stroked(self, points: Sequence[Point], colour: int, stroke_width: float) -> None:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) <= STRAIGHT and abs(ax - bx) > abs(ay - by):
                self._ruling(True, (ay + by) / 2, ax, bx, stroke_width, colour)
            elif abs(ax - bx) <= STRAIGHT and ay != by:
                self._ruling(False, (ax + bx) / 2, ay, by, stroke_width, colour)
            elif (ax, ay) != (bx, by):
                self.slants.append(Slant(ax, ay, bx, by))

    def _ruling(
        self, horizontal: bool, at: float, start: float, end: float, width: float, colour: int
    ) -> None:
        across, along = (self.height, self.width) if horizontal else (self.width, self.height)
        start, end = max(0.0, min(start, end)), min(along, max(start, end))
        if not -1 <= at <= across + 1 or end < start:
            return
        if width > 3 * THIN and width > end - start:  # a bar drawn as a short, very thick stroke
            horizontal, at, start, end, width = (
                not horizontal, (start + end) / 2, at - width / 2, at + width / 2, end - start,
            )  # fmt: skip
        if width > 2 * THIN:
            half = width / 2
            box = (start, at - half, end, at + half) if horizontal else (at - half, start, at + half, end)
            self.fills.append(Fill(*box, colour, self._order))
            return
        self.rulings.append(Ruling(horizontal, at, start, end, width, colour, self._order))


def _follows(line: Ruling, dot: Ruling) -> bool:
    gap = max(dot.start - line.end, line.start - dot.end)
    near = gap <= DOTS_APART * (dot.end - dot.start) + DOT
    return near and abs(line.at - dot.at) <= 0.1 and line.colour == dot.colour


def _reaching(line: Ruling, dot: Ruling) -> Ruling:
    return line._replace(start=min(line.start, dot.start), end=max(line.end, dot.end), dotted=True)


def _rectangle(points: Sequence[Point]) -> tuple[float, float, float, float] | None:
    """Return the box of a path that is an upright rectangle, else None."""
    if not 4 <= len(points) <= 6:
        return None
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    for x, y in points:
        if min(x - x0, x1 - x) > STRAIGHT or min(y - top, bottom - y) > STRAIGHT:
            return None
    return (x0, top, x1, bottom)


def rounded(subpaths: Sequence[Sequence[Point]]) -> list[Point] | None:
    """Return a rectangle, with its corners, of which the straight sides are there; None for anything else.

    Readers take a path apart where it is curved: so they give a rectangle with rounded corners.
    """
    if not len(_SIDES) <= len(subpaths) <= len(_SIDES) + 1:  # it may begin amid a side
        return None
    points = [point for side in subpaths for point in side]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    sides = {_side(side, x0, top, x1, bottom) for side in subpaths}
    if sides != _SIDES:
        return None
    return [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]


_SIDES = {"left", "top", "right", "bottom"}


def _side(points: Sequence[Point], x0: float, top: float, x1: float, bottom: float) -> str:
    """Return which side of a box a piece runs along, without its rounded ends; blank for none."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    if max(ys) - min(ys) <= STRAIGHT and max(xs) - min(xs) >= ROUNDED * (x1 - x0):
        return "top" if ys[0] - top <= STRAIGHT else "bottom" if bottom - ys[0] <= STRAIGHT else ""
    if max(xs) - min(xs) <= STRAIGHT and max(ys) - min(ys) >= ROUNDED * (bottom - top):
        return "left" if xs[0] - x0 <= STRAIGHT else "right" if x1 - xs[0] <= STRAIGHT else ""
    return ""


def _sides_of(subpaths: Sequence[Sequence[Point]]) -> Sequence[Sequence[Point]]:
    """Return the four sides of a frame, which browsers fill as a rectangle with one cut out of it."""
    boxes = [_rectangle(points) for points in subpaths] if len(subpaths) == 2 else []
    if len(boxes) != 2 or boxes[0] is None or boxes[1] is None:
        return subpaths
    (x0, top, x1, bottom), (left, upper, right, lower) = boxes[0], boxes[1]
    if not (x0 <= left < right <= x1 and top <= upper < lower <= bottom):
        return subpaths
    sides = ((x0, top, x1, upper), (x0, lower, x1, bottom), (x0, top, left, bottom), (right, top, x1, bottom))
    return [[(a, b), (c, b), (c, d), (a, d)] for a, b, c, d in sides if c > a and d > b]


def _mitred(points: Sequence[Point]) -> tuple[float, float, float, float] | None:
    """Return the box of a thin upright bar whose ends are cut slantwise, else None.

    Where the sides of a cell differ in colour or style, browsers part them so at its corners.
    """
    corners = list(points[:-1] if points[0] == points[-1] else points)
    if len(corners) != 4:
        return None
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    level = x1 - x0 > bottom - top
    across, along = (ys, xs) if level else (xs, ys)
    thick, length = max(across) - min(across), max(along) - min(along)
    if thick > THIN or length < MITRED * thick:
        return None
    for edge in (min(across), max(across)):
        side = [x for x, y in zip(along, across, strict=True) if abs(y - edge) <= thick / 4]
        if len(side) != 2 or length - abs(side[0] - side[1]) > 2 * thick + STRAIGHT:
            return None
    return (x0, top, x1, bottom)
