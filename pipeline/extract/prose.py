"""Text outside tables: lines in reading order, gathered into blocks (paragraphs)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.content import Char
from pipeline.extract.finder import Frame
from pipeline.extract.strips import Strip, strip_of, strips
from pipeline.extract.text import line_text, split_ruby
from pipeline.layers.extracted import Line

APART = 4.0
"""Gap, in ems, that parts two texts standing side by side on one line."""

LEADING = 1.9
"""Distance of two lines of one paragraph, at most, in ems."""

ENCLOSES = 0.9
"""Width and height of a box around text, at least, in ems: what is smaller was drawn as part of a letter."""

SHORT = 1.6
"""Ems by which a line that ends its paragraph stops before the others; less is punctuation left hanging."""


def prose(chars: Sequence[Char], frames: Sequence[Frame]) -> tuple[list[Line], int]:
    """Return the lines of ``chars`` in reading order, and how many characters of ruby were left out."""
    parts: list[Strip] = []
    for group in _by_frame(chars, frames):
        for strip in strips(group):
            parts += _pieces(strip)
    body, ruby = split_ruby(parts)
    return _numbered(_reading_order(sorted(body, key=_order)), frames), sum(_inked(s) for s in ruby)


def _numbered(body: list[Strip], frames: Sequence[Frame]) -> list[Line]:
    """Return lines with the number of their paragraph."""
    lines: list[Line] = []
    block = 0
    last: Strip | None = None
    for strip in body:
        text = line_text(strip)
        if not text.strip():
            continue
        if last is None or not _continues(last, strip, _margin(last, body, frames), frames):
            block += 1
        lines.append(Line(text, strip.box, block, round(strip.size, 2), _bold(strip)))
        last = strip
    return lines


def _margin(strip: Strip, body: Sequence[Strip], frames: Sequence[Frame]) -> float:
    """Return how far to the right the lines of the same frame and column reach."""
    home = _frame_of(strip, frames)
    left, reach = strip.box.x0, 4 * strip.size
    beside = [s for s in body if abs(s.box.x0 - left) <= reach]
    return max(s.box.x1 for s in beside if not frames or _frame_of(s, frames) == home)


def _frame_of(strip: Strip, frames: Sequence[Frame]) -> int:
    """Return the number of the frame that holds a line, -1 without one."""
    x, y = (strip.box.x0 + strip.box.x1) / 2, (strip.box.top + strip.box.bottom) / 2
    return next((k for k, f in enumerate(frames) if _holds(f, x, y, strip.size)), -1)


def _holds(frame: Frame, x: float, y: float, size: float) -> bool:
    """Whether a frame holds a point of a text of ``size`` points, and is large enough for that text.

    Where a producer draws bold letters as outlines over its text, their strokes make boxes in it.
    """
    if not (frame.x0 <= x <= frame.x1 and frame.top <= y <= frame.bottom):
        return False
    return min(frame.x1 - frame.x0, frame.bottom - frame.top) >= ENCLOSES * size


def _inked(strip: Strip) -> int:
    return sum(1 for c in strip.chars if not c.text.isspace())


def _bold(strip: Strip) -> bool:
    inked = [c for c in strip.chars if not c.text.isspace()]
    return sum(c.bold for c in inked) * 2 > len(inked)


def _by_frame(chars: Sequence[Char], frames: Sequence[Frame]) -> list[list[Char]]:
    """Part characters in a stamp's box from the lines beside it."""
    groups: dict[int, list[Char]] = {}
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        home = next((k for k, f in enumerate(frames) if _holds(f, x, y, char.size)), -1)
        groups.setdefault(home, []).append(char)
    return list(groups.values())


def _pieces(strip: Strip) -> list[Strip]:
    """Part a strip where a gap says that what follows is another text."""
    inked = [c for c in strip.chars if not c.text.isspace()]
    cuts = {id(b) for a, b in pairwise(inked) if b.x0 - a.x1 > APART * strip.size}
    groups: list[list[Char]] = []
    for char in strip.chars:
        if not groups or id(char) in cuts:
            groups.append([])
        groups[-1].append(char)
    return [strip] if len(groups) == 1 else [strip_of(g, strip.turn) for g in groups]


def _order(strip: Strip) -> tuple[float, float]:
    return (strip.box.bottom, strip.box.x0)


def _reading_order(body: list[Strip]) -> list[Strip]:
    """Sort lines that share a height from left to right."""
    rows: list[list[Strip]] = []
    for strip in body:
        if rows and rows[-1][0].box.bottom > strip.box.top + 0.5 * (strip.box.bottom - strip.box.top):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [s for row in rows for s in sorted(row, key=lambda s: s.box.x0)]


def _continues(last: Strip, strip: Strip, margin: float, frames: Sequence[Frame]) -> bool:
    """Whether ``strip`` belongs to the paragraph of the line before it.

    A line that stopped short of the right margin ended its paragraph: the next one would have had
    room on it. Centred lines go on under one another.
    """
    size = max(last.size, strip.size)
    if abs(last.size - strip.size) > 0.06 * size or last.turn != strip.turn or _bold(last) != _bold(strip):
        return False
    if _frame_of(last, frames) != _frame_of(strip, frames):
        return False
    down = strip.box.bottom - last.box.bottom
    overlap = min(last.box.x1, strip.box.x1) - max(last.box.x0, strip.box.x0)
    if not 0 < down <= LEADING * size or overlap <= 0:
        return False
    middle = abs(last.box.x0 + last.box.x1 - strip.box.x0 - strip.box.x1) / 2
    centred = middle <= 0.5 * size and abs(last.box.x0 - strip.box.x0) > size
    return centred or last.box.x1 >= margin - SHORT * size
