"""Drawing the rules of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.typeset.canvas import Canvas
from tests.typeset.table import Rules
from tests.typeset.truth import Box


@dataclass(frozen=True)
class Segment:
    """A straight rule: at ``at`` from ``start`` to ``end``; ``level`` is y, else x."""

    level: bool
    at: float
    start: float
    end: float


def draw_rules(canvas: Canvas, rules: Rules, cells: Sequence[Box], header_bottom: float | None) -> None:
    """Draw the edges of ``cells``, which tile a table."""
    for box in cells if rules.specks else ():
        canvas.line((box.x0 + 2.0, box.top + 3.0), (box.x0 + 2.5, box.top + 3.0), width=rules.width)
    if rules.made_of == "boxes":
        for box in cells:
            canvas.rectangle(box, stroke=rules.gray, width=rules.width)
        return
    outer = Box(
        min(box.x0 for box in cells),
        min(box.top for box in cells),
        max(box.x1 for box in cells),
        max(box.bottom for box in cells),
    )
    for segment in segments(rules, cells, outer, header_bottom):
        _draw(canvas, rules, segment, _width(rules, segment, outer, header_bottom))


def segments(rules: Rules, cells: Sequence[Box], outer: Box, header_bottom: float | None) -> list[Segment]:
    """Return the rules to draw, each as long as it runs without a gap."""
    levels = [Segment(True, y, box.x0, box.x1) for box in cells for y in (box.top, box.bottom)]
    uprights = [Segment(False, x, box.top, box.bottom) for box in cells for x in (box.x0, box.x1)]
    if rules.horizontal == "none":
        levels = []
    if rules.horizontal == "ends":
        levels = [s for s in levels if _near(s.at, (outer.top, outer.bottom, header_bottom))]
    if rules.vertical == "none":
        uprights = []
    if rules.vertical == "inner":
        uprights = [s for s in uprights if not _near(s.at, (outer.x0, outer.x1))]
    return [*_joined(levels), *_joined(uprights)]


def _near(at: float, places: Iterable[float | None]) -> bool:
    return any(place is not None and abs(at - place) < 0.01 for place in places)


def _joined(parts: Iterable[Segment]) -> list[Segment]:
    result: list[Segment] = []
    for part in sorted(parts, key=lambda s: (round(s.at, 2), s.start)):
        last = result[-1] if result else None
        if last and _near(last.at, (part.at,)) and part.start <= last.end + 0.01:
            result[-1] = Segment(last.level, last.at, last.start, max(last.end, part.end))
        else:
            result.append(part)
    return result


def _width(rules: Rules, segment: Segment, outer: Box, header_bottom: float | None) -> float:
    ends = (outer.top, outer.bottom) if segment.level else (outer.x0, outer.x1)
    if _near(segment.at, ends):
        return rules.outer_width or rules.width
    if segment.level and _near(segment.at, (header_bottom,)):
        return rules.header_width or rules.width
    return rules.width


def _draw(canvas: Canvas, rules: Rules, segment: Segment, width: float) -> None:
    for offset in (-rules.double / 2, rules.double / 2) if rules.double else (0.0,):
        for start, end in _pieces(segment, rules.broken):
            moved = Segment(segment.level, segment.at + offset, start, end)
            if rules.made_of == "bars":
                canvas.rectangle(_bar(moved, width), fill=rules.gray)
            elif rules.made_of == "dots":
                for dot in _dots(moved, width):
                    canvas.rectangle(_bar(dot, width), fill=rules.gray)
            else:
                _stroke(canvas, moved, width, rules.gray, rules.dash)
    if rules.whitened:
        _stroke(canvas, segment, width + 0.3, 1.0, ())


def _dots(segment: Segment, width: float) -> list[Segment]:
    count = int((segment.end - segment.start) / (2 * width)) + 1
    starts = [segment.start + 2 * width * place for place in range(count)]
    return [Segment(segment.level, segment.at, start, start + width) for start in starts]


def _pieces(segment: Segment, length: float) -> list[tuple[float, float]]:
    if not length:
        return [(segment.start, segment.end)]
    pieces, start = [], segment.start
    while start < segment.end:
        pieces.append((start, min(start + length, segment.end)))
        start += length
    return pieces


def _bar(segment: Segment, width: float) -> Box:
    low, high = segment.at - width / 2, segment.at + width / 2
    if segment.level:
        return Box(segment.start - width / 2, low, segment.end + width / 2, high)
    return Box(low, segment.start - width / 2, high, segment.end + width / 2)


def _stroke(canvas: Canvas, segment: Segment, width: float, gray: float, dash: tuple[float, ...]) -> None:
    start, end = (segment.start, segment.at), (segment.end, segment.at)
    if not segment.level:
        start, end = start[::-1], end[::-1]
    canvas.line(start, end, width=width, gray=gray, dash=dash)
