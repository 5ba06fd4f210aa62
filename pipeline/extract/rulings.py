"""Rulings made whole: what shows is kept, broken pieces are joined, touching ones are grouped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.content import Fill, Ruling, lightness
from pipeline.extract.paint import DOT

SNAP = 1.2
"""Points by which two strokes may differ in position and be one line."""

TOUCH = 2.5
"""Points by which a horizontal and a vertical line may miss each other and still meet."""

DASH = 12.0
"""Points up to which a piece counts as a dash of a broken line."""

DOTS = 4
"""Dots that a dotted line is long, at least: two such lines, one on the other, make short ones across."""

SIDE = 5.0
"""Points from which a piece may be the side of a box: room for a line of text."""

MAX_COVERS = 1500
"""White areas, the last ones painted, that may hide strokes."""

PALE = 0.93
"""Lightness from which ink does not show on white paper."""


Place = tuple[int, int]


class Line(NamedTuple):
    """A whole horizontal or vertical line. ``at`` is its y (horizontal) or x (vertical)."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Network:
    """Lines that touch one another, directly or through others."""

    horizontal: tuple[Line, ...]
    vertical: tuple[Line, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of all its lines."""
        xs = [v.at for v in self.vertical] + [e for h in self.horizontal for e in (h.start, h.end)]
        ys = [h.at for h in self.horizontal] + [e for v in self.vertical for e in (v.start, v.end)]
        return (min(xs), min(ys), max(xs), max(ys))


def whole_lines(rulings: Sequence[Ruling], fills: Sequence[Fill]) -> list[Line]:
    """Return the lines that show on the page, each joined from its pieces."""
    return _whole(_showing(rulings, fills))


def hidden_lines(rulings: Sequence[Ruling], fills: Sequence[Fill]) -> list[Line]:
    """Return all lines of a page that has strokes in the colour of its paper, these included.

    Offices hide the rules of a table so; the text still stands in the cells that they make. Without
    such strokes the result is empty.
    """
    dark = [f for f in fills if lightness(f.colour) <= PALE]
    if not any(lightness(r.colour) > PALE and not _on_shading(r, dark) for r in rulings):
        return []
    return _whole(rulings)


def networks(lines: Sequence[Line]) -> tuple[list[Network], list[Line]]:
    """Group lines that cross or touch; the second result is the lines that touch no other."""
    horizontal = sorted((x for x in lines if x.horizontal), key=lambda x: x.at)
    vertical = [x for x in lines if not x.horizontal]
    heights = [h.at for h in horizontal]
    parent = list(range(len(horizontal) + len(vertical)))
    for index, v in enumerate(vertical, start=len(horizontal)):
        for k in range(bisect_left(heights, v.start - TOUCH), len(horizontal)):
            h = horizontal[k]
            if h.at > v.end + TOUCH:
                break
            if h.start - TOUCH <= v.at <= h.end + TOUCH:
                parent[_root(parent, k)] = _root(parent, index)
    return _grouped(horizontal, vertical, parent)


def _grouped(
    horizontal: list[Line], vertical: list[Line], parent: list[int]
) -> tuple[list[Network], list[Line]]:
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for index, line in enumerate([*horizontal, *vertical]):
        groups.setdefault(_root(parent, index), ([], []))[0 if line.horizontal else 1].append(line)
    found = [Network(tuple(h), tuple(v)) for h, v in groups.values() if h and v]
    lone = [line for h, v in groups.values() if not (h and v) for line in (*h, *v)]
    return found, lone


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _showing(rulings: Sequence[Ruling], fills: Sequence[Fill]) -> list[Ruling]:
    """Drop strokes that don't show: white on white, and what was painted over in white later."""
    dark = [f for f in fills if lightness(f.colour) <= PALE]
    covers = [f for f in fills if lightness(f.colour) > PALE]
    shown: list[Ruling] = []
    erasers: list[Ruling] = []
    for ruling in rulings:
        if lightness(ruling.colour) <= PALE or _on_shading(ruling, dark):
            shown.append(ruling)
        elif ruling.width > 0:
            erasers.append(ruling)
    for eraser in erasers[-MAX_COVERS:]:
        shown = [part for r in shown for part in _erased(r, eraser)]
    return _uncovered(shown, covers[-MAX_COVERS:])


def _uncovered(rulings: list[Ruling], covers: Sequence[Fill]) -> list[Ruling]:
    """Take away what white areas cover that were painted after the strokes."""
    if not covers or not rulings:
        return rulings
    last = max(f.order for f in covers)
    found: list[Ruling] = []
    for ruling in rulings:
        parts = [ruling]
        if ruling.order < last:
            for cover in covers:
                if cover.order > ruling.order and _over(ruling, cover):
                    start, end = (cover.x0, cover.x1) if ruling.horizontal else (cover.top, cover.bottom)
                    parts = [rest for part in parts for rest in _without(part, start, end)]
        found += parts
    return found


def _over(ruling: Ruling, cover: Fill) -> bool:
    near, far = (cover.top, cover.bottom) if ruling.horizontal else (cover.x0, cover.x1)
    return near + 0.5 < ruling.at < far - 0.5


def _on_shading(ruling: Ruling, dark: Iterable[Fill]) -> bool:
    middle = (ruling.start + ruling.end) / 2
    x, y = (middle, ruling.at) if ruling.horizontal else (ruling.at, middle)
    return any(f.x0 - 1 <= x <= f.x1 + 1 and f.top - 1 <= y <= f.bottom + 1 for f in dark)


def _erased(ruling: Ruling, eraser: Ruling) -> list[Ruling]:
    if eraser.order < ruling.order or eraser.horizontal is not ruling.horizontal:
        return [ruling]
    if abs(eraser.at - ruling.at) + ruling.width / 2 > eraser.width / 2 + 0.3:
        return [ruling]
    return _without(ruling, eraser.start, eraser.end)


def _without(ruling: Ruling, start: float, end: float) -> list[Ruling]:
    """Return what is left of ``ruling`` outside ``start`` to ``end``."""
    if end <= ruling.start or start >= ruling.end:
        return [ruling]
    parts = []
    if start > ruling.start + 0.5:
        parts.append(ruling._replace(end=start))
    if end < ruling.end - 0.5:
        parts.append(ruling._replace(start=end))
    return parts


def _whole(rulings: Sequence[Ruling]) -> list[Line]:
    level = [r for r in rulings if r.horizontal]
    upright = [r for r in rulings if not r.horizontal]
    return [*_joined(level, True, _corners(upright)), *_joined(upright, False, _corners(level))]


def _corners(rulings: Iterable[Ruling]) -> set[Place]:
    """Return where strokes end that may be the sides of boxes, in whole points: along and across them."""
    long = (r for r in rulings if r.end - r.start > SIDE)
    return {(round(end), round(r.at)) for r in long for end in (r.start, r.end)}


def _joined(rulings: list[Ruling], horizontal: bool, corners: set[Place]) -> list[Line]:
    lines: list[Line] = []
    for group in clusters(sorted(rulings, key=lambda r: r.at), SNAP):
        at = sum(r.at * (r.end - r.start + 0.1) for r in group) / sum(r.end - r.start + 0.1 for r in group)
        lines += _merged(sorted(group, key=lambda r: (r.start, r.end)), horizontal, at, corners)
    return [x for x in lines if x.end - x.start > SNAP]


def _merged(pieces: list[Ruling], horizontal: bool, at: float, corners: set[Place]) -> list[Line]:
    """Join the pieces of a line; a few dots without more in their line belong to the lines across."""
    found: list[Line] = []
    thickest: list[float] = []
    for piece in pieces:
        if found and piece.start - found[-1].end <= _gap(found[-1], piece, corners):
            thickest[-1] = max(thickest[-1], piece.width)
            if piece.end > found[-1].end:
                found[-1] = found[-1]._replace(end=piece.end)
        else:
            found.append(Line(horizontal, at, piece.start, piece.end))
            thickest.append(piece.width)
    return [line for line, width in zip(found, thickest, strict=True) if not _is_dots(line, width)]


def _is_dots(line: Line, width: float) -> bool:
    length = line.end - line.start
    return length < (DOTS if width <= DOT else 2) * width


def _gap(before: Line, piece: Ruling, corners: set[Place]) -> float:
    """Return the gap that may lie between two pieces of one line: wider between dashes."""
    length = piece.end - piece.start
    if piece.dotted or length > DASH or length > before.end - before.start + 1 or _is_side(piece, corners):
        return TOUCH
    return 1.5 * length + 1.5


def _is_side(piece: Ruling, corners: set[Place]) -> bool:
    """Whether strokes across end at both ends of a piece: it is a side of a small box, and no dash."""
    if piece.end - piece.start <= SIDE:
        return False
    return all(
        any((round(piece.at) + x, round(end) + y) in corners for x in (-1, 0, 1) for y in (-1, 0, 1))
        for end in (piece.start, piece.end)
    )


def clusters(ordered: Sequence[Ruling], reach: float) -> list[list[Ruling]]:
    """Cut strokes sorted by ``at`` wherever the next is more than ``reach`` from the first of its group."""
    groups: list[list[Ruling]] = []
    for item in ordered:
        if groups and item.at - groups[-1][0].at <= reach:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
