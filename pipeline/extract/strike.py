"""Text that is struck out (取消線): a stroke through the middle of characters, as long as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.content import Char, Ruling
from pipeline.extract.rulings import TOUCH, Line

MIDDLE = (0.38, 0.68)
"""Where, from the top of the em box in ems, strokes run through characters; underlines run lower."""

OVERHANG = 0.7
"""Ems by which such a stroke may be longer than the text, at each end."""

COVERED = 0.7
"""Share of its length, at least, that runs through characters; a rule under overlapping text has less."""

SHORT = 0.05
"""Ems by which such a stroke may fall short of the text, at each end; strokes of one letter are shorter."""

JOINED = 1.0
"""Gap, in points, between strokes that are one; dashes stand further apart."""


@dataclass(frozen=True)
class Struck:
    """The characters of a page that are struck out (by ``id``), and the rulings that are no such strokes."""

    chars: frozenset[int]
    rulings: Sequence[Ruling]


def struck_out(chars: Sequence[Char], rulings: Sequence[Ruling]) -> Struck:
    """Tell the strokes through text from the rules of tables.

    A rule ends at other rules, or goes on beyond the text; a stroke through a whole row of cells is not told.
    """
    rows = _by_height(chars)
    touched = [r for r in rulings if r.horizontal and _under(rows, r.at, r.start, r.end)]
    if not touched:
        return Struck(frozenset(), rulings)
    heights = {round(r.at, 1) for r in touched}
    upright = [r for r in rulings if not r.horizontal]
    strokes: list[Line] = []
    found: set[int] = set()
    for line in _joined(r for r in rulings if r.horizontal and round(r.at, 1) in heights):
        inside = _under(rows, line.at, line.start, line.end)
        if inside and _is_stroke(line, inside) and not _is_side(line, upright):
            strokes.append(line)
            found |= {id(c) for c in inside}
    rest = [r for r in rulings if not (r.horizontal and any(_is_part(r, line) for line in strokes))]
    return Struck(frozenset(found), rest if strokes else rulings)


def _joined(rulings: Iterable[Ruling]) -> list[Line]:
    """Return strokes of one height as one where they touch."""
    found: list[Line] = []
    for r in sorted(rulings, key=lambda r: (round(r.at, 1), r.start)):
        last = found[-1] if found else None
        if last is not None and abs(last.at - r.at) < 0.1 and r.start - last.end <= JOINED:
            found[-1] = last._replace(end=max(last.end, r.end))
        else:
            found.append(Line(True, r.at, r.start, r.end))
    return found


def _by_height(chars: Iterable[Char]) -> dict[int, list[Char]]:
    rows: dict[int, list[Char]] = {}
    for char in chars:
        if not char.turn and not char.text.isspace():
            rows.setdefault(round((char.top + char.bottom) / 2), []).append(char)
    return rows


def _under(rows: dict[int, list[Char]], at: float, start: float, end: float) -> list[Char]:
    """Return the characters through whose middle a horizontal stroke runs."""
    near = (c for y in range(round(at) - 4, round(at) + 5) for c in rows.get(y, ()))
    return [
        c
        for c in near
        if start <= (c.x0 + c.x1) / 2 <= end
        and MIDDLE[0] * c.size <= at - (c.bottom - c.size) <= MIDDLE[1] * c.size
    ]


def _is_stroke(line: Line, inside: Sequence[Char]) -> bool:
    size = max(c.size for c in inside)
    x0, x1 = min(c.x0 for c in inside), max(c.x1 for c in inside)
    if len(inside) == 1 and inside[0].text.isalpha():
        return False
    if line.start > x0 + SHORT * size or line.end < x1 - SHORT * size:
        return False
    if line.start < x0 - OVERHANG * size or line.end > x1 + OVERHANG * size:
        return False
    return sum(c.x1 - c.x0 for c in inside) >= COVERED * (line.end - line.start)


def _is_side(line: Line, upright: Iterable[Ruling]) -> bool:
    """Whether a line runs from one upright line to another, as the side of a cell does."""
    meeting = [v.at for v in upright if v.start - TOUCH <= line.at <= v.end + TOUCH]
    return all(any(abs(at - end) <= TOUCH for at in meeting) for end in (line.start, line.end))


def _is_part(ruling: Ruling, line: Line) -> bool:
    return (
        abs(ruling.at - line.at) < 0.1 and line.start - 0.1 <= ruling.start and ruling.end <= line.end + 0.1
    )
