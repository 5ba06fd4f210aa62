"""Characters gathered into the lines in which they stand, whichever way the text runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.content import Char
from pipeline.layers.extracted import Box

SAME_LINE = 0.5
"""Share of a character's height that must lie within a line for it to belong there."""


@dataclass(frozen=True)
class Strip:
    """The characters of one line in reading order.

    Text that runs down or up the page is turned here: ``chars`` have coordinates in which it runs to
    the right; ``box`` is the place on the page. ``size`` is that of most of its characters, in points.
    """

    chars: tuple[Char, ...]
    box: Box
    turn: int
    size: float


def usual_size(chars: Iterable[Char]) -> float:
    """Return the most frequent size of printed characters (the larger of equals), 0 without any."""
    counts = Counter([c.size for c in chars if not c.text.isspace()])
    if len(counts) < 2:
        return round(next(iter(counts), 0.0), 2)
    rounded: Counter[float] = Counter()
    for size, count in counts.items():
        rounded[round(size, 1)] += count
    return max(rounded, key=lambda s: (rounded[s], s))


def strips(chars: Sequence[Char]) -> list[Strip]:
    """Return the lines of ``chars``, top to bottom; vertical lines right to left after the others."""
    ways: dict[int, list[Char]] = {}
    for char in chars:
        ways.setdefault(_way(char), []).append(char)
    found: list[Strip] = []
    for way, members in sorted(ways.items()):
        turned = [turned_char(c, way) for c in members] if way else members
        found += [strip_of(line, way) for line in _lines(turned)]
    return sorted(found, key=lambda s: s.box.top) if len(ways) > 1 and _is_column(found) else found


def _is_column(found: Sequence[Strip]) -> bool:
    """Whether upright characters one below the other and text set down the page make one column of text.

    So vertical writing stands whose digits are set sideways (平成, 30, 年度).
    """
    if {s.turn for s in found} != {0, 90} or any(s.turn == 0 and len(s.chars) > 1 for s in found):
        return False
    return max(s.box.x0 for s in found) < min(s.box.x1 for s in found)


def _way(char: Char) -> int:
    """Return the direction in which text runs: 0 right, 90 down, 180 left, 270 up."""
    return 90 if char.vertical else char.turn


def turned_char(char: Char, way: int) -> Char:
    """Return ``char`` in coordinates in which text that runs ``way`` runs to the right."""
    x0, top, x1, bottom = char.x0, char.top, char.x1, char.bottom
    if way == 90:
        return char._replace(x0=top, top=-x1, x1=bottom, bottom=-x0)
    if way == 180:
        return char._replace(x0=-x1, top=-bottom, x1=-x0, bottom=-top)
    if way == 270:
        return char._replace(x0=-bottom, top=x0, x1=-top, bottom=x1)
    return char


def strip_of(chars: list[Char], way: int) -> Strip:
    """Return the strip of turned characters in reading order."""
    inked = [c for c in chars if not c.text.isspace()] or chars
    x0, x1 = min(c.x0 for c in inked), max(c.x1 for c in inked)
    top, bottom = min(c.top for c in inked), max(c.bottom for c in inked)
    if way == 90:
        box = Box(-bottom, x0, -top, x1)
    elif way == 180:
        box = Box(-x1, -bottom, -x0, -top)
    elif way == 270:
        box = Box(top, -x1, bottom, -x0)
    else:
        box = Box(x0, top, x1, bottom)
    return Strip(tuple(chars), box, way, usual_size(chars))


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Group upright characters: exact baselines first, then small ones into the line beside them."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: c.bottom):
        if rows and char.bottom - rows[-1][0].bottom <= 0.6:
            rows[-1].append(char)
        else:
            rows.append([char])
    # the strips of the largest characters attract the smaller ones that they hold
    spans: list[tuple[float, float, list[Char]]] = []
    for row in sorted(rows, key=lambda r: -max(c.size for c in r)):
        top, bottom = min(c.top for c in row), max(c.bottom for c in row)
        home = _home(spans, top, bottom)
        if home is None:
            spans.append((top, bottom, row))
        else:
            home.extend(row)
    spans.sort(key=lambda s: (s[0] + s[1]) / 2)
    return [sorted(row, key=lambda c: (c.x0, c.x1)) for _, _, row in spans]


def _home(spans: list[tuple[float, float, list[Char]]], top: float, bottom: float) -> list[Char] | None:
    best, most = None, SAME_LINE * max(bottom - top, 0.1)
    for start, end, row in spans:
        shared = min(end, bottom) - max(start, top)
        if shared >= most:
            best, most = row, shared
    return best
