"""Titles set down or up the page in a header: each made one piece, and those of one row one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.content import Char
from pipeline.extract.pieces import Piece, baselines, marked
from pipeline.extract.strips import Strip, strip_of, strips

PITCH = (0.8, 1.35)
"""Distance, in ems, between characters set singly one under the other: less than that of rows."""

OFF_CENTRE = 0.3
"""Ems by which the middles of such characters may differ; digits are narrower than kanji."""

GAP = 0.5
"""Gap, in ems, between turned titles that stand one behind the other."""

CONTINUED = (-0.3, 0.5)
"""Gap, in ems, between upright characters and turned ones of one title."""

HEADING = 1.15
"""Size from which a line is a heading, as a share of that of the line of several texts below it."""

BLANK = 1.3
"""Gap, in ems, at most, between the parts of a heading."""

TITLE = 3
"""Characters of a title, at least, that shows that text stands here; shorter ones may stand beside it."""

MANY = 3
"""Titles beside one another, at least, where values stand at the same height: another table's."""


class Title(NamedTuple):
    """A title that stands, as one piece, and the pieces of lines that it was (none of turned text)."""

    piece: Piece
    parts: tuple[Piece, ...]


def text_lines(chars: Sequence[Char]) -> list[list[Piece]]:
    """Return the text of ``chars`` as lines of pieces, top to bottom, left to right.

    Of text that runs down or up the page, only what may be a row of titles is in it: names of groups of
    rows, set so beside their values, are no line.
    """
    lines = _headed(marked(baselines(chars)))
    titles = _continued(_stacked(lines), _turned([c for c in chars if c.turn or c.vertical]))
    values = [p for line in lines for p in line if p.numeric and len(line) > 1]
    headers = [row for row in _rows(titles) if _is_header(row, values)]
    if not headers:
        return lines
    gone = {id(p) for row in headers for title in row for p in title.parts}
    rest = [kept for line in lines if (kept := [p for p in line if id(p) not in gone])]
    found = [sorted((title.piece for title in row), key=lambda p: p.x0) for row in headers]
    return sorted([*rest, *found], key=lambda line: max(p.bottom for p in line))


def _headed(lines: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Return lines in which a heading with blanks in it is one piece: 第１章　総論 above smaller text."""
    found = list(lines)
    for k, (line, below) in enumerate(pairwise(lines)):
        size = min(p.size for p in line)
        if len(line) > 1 and len(below) > 1 and size >= HEADING * max(p.size for p in below):
            near = all(b.x0 - a.x1 <= BLANK * size for a, b in pairwise(line))
            if near and not any(p.numeric for p in line[1:]):
                found[k] = [_united(line, "\u3000")]
    return found


def _stacked(lines: Iterable[Sequence[Piece]]) -> list[Title]:
    """Return the titles whose characters stand singly one under the other, and single ones by themselves."""
    stacks: list[list[Piece]] = []
    for line in lines:
        for piece in line:
            if len(piece.text) > 1 and not (len(piece.text) == 2 and piece.text.isdecimal()):
                continue
            home = next((s for s in reversed(stacks) if _under(s[-1], piece)), None)
            if home is None:
                stacks.append([piece])
            else:
                home.append(piece)
    return [Title(_united(s), tuple(s)) for s in stacks]


def _continued(stacked: Sequence[Title], turned: Sequence[Title]) -> list[Title]:
    """Return titles that are text: turned, upright, or of both kinds one below the other (平成, 30, 年度).

    Figures that stand singly one under the other (H, 2, 9) are a title beside others only.
    """
    columns: list[list[Title]] = []
    for title in sorted([*stacked, *turned], key=lambda t: t.piece.top):
        home = next((c for c in columns if turned and _goes_on(c[-1], title)), None)
        if home is None:
            columns.append([title])
        else:
            home.append(title)
    united = [_one(column) for column in columns]
    sure = [t for t in united if not t.parts or (len(t.piece.text) > 1 and _is_word(t.piece.text))]
    known = {id(t) for t in sure}
    more = [t for t in united if id(t) not in known and len(t.parts) > 1 and _is_figured(t, sure)]
    return [*sure, *more]


def _goes_on(last: Title, title: Title) -> bool:
    """Whether a title goes on below another one, of which one is turned and one is not."""
    if bool(last.parts) is bool(title.parts):
        return False
    a, b = last.piece, title.piece
    size = max(a.size, b.size)
    middle = abs(a.x0 + a.x1 - b.x0 - b.x1) / 2
    return middle <= OFF_CENTRE * size and CONTINUED[0] * size <= b.top - a.bottom <= CONTINUED[1] * size


def _one(column: Sequence[Title]) -> Title:
    if len(column) == 1:
        return column[0]
    return Title(_united([t.piece for t in column]), tuple(p for t in column for p in t.parts))


def _is_word(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return letters > 1 or 2 * letters >= len(text)


def _is_figured(title: Title, sure: Sequence[Title]) -> bool:
    """Whether letters and figures one under the other stand at the height of a sure title."""
    return any(c.isalpha() for c in title.piece.text) and any(_beside(t.piece, title.piece) for t in sure)


def _under(last: Piece, piece: Piece) -> bool:
    size = max(last.size, piece.size)
    middle = abs(last.x0 + last.x1 - piece.x0 - piece.x1) / 2
    return middle <= OFF_CENTRE * size and PITCH[0] * size <= piece.bottom - last.bottom <= PITCH[1] * size


def _united(pieces: Sequence[Piece], blank: str = "") -> Piece:
    return Piece(
        min(p.x0 for p in pieces), pieces[0].top, max(p.x1 for p in pieces), pieces[-1].bottom,
        max(p.size for p in pieces), blank.join(p.text for p in pieces),
    )  # fmt: skip


def _turned(chars: Sequence[Char]) -> list[Title]:
    """Return the titles of text that runs down or up the page, or upside down."""
    found = []
    for strip in strips(chars):
        for part in _cut(strip):
            box = strip_of(part, strip.turn).box
            found.append(Title(Piece(*box, strip.size, "".join(c.text for c in part)), ()))
    return found


def _cut(strip: Strip) -> list[list[Char]]:
    """Return the stretches of a turned line, in its own coordinates, that no gap parts."""
    inked = [c for c in strip.chars if not c.text.isspace()]
    found: list[list[Char]] = [inked[:1]]
    for before, char in pairwise(inked):
        if char.x0 - before.x1 > GAP * max(before.size, char.size):
            found.append([])
        found[-1].append(char)
    return [part for part in found if part]


def _rows(titles: Iterable[Title]) -> list[list[Title]]:
    """Return the titles that overlap in height for the most part."""
    rows: list[list[Title]] = []
    for title in sorted(titles, key=lambda t: t.piece.top):
        home = next((row for row in rows if any(_beside(t.piece, title.piece) for t in row)), None)
        if home is None:
            rows.append([title])
        else:
            home.append(title)
    return rows


def _beside(first: Piece, second: Piece) -> bool:
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared > 0.5 * min(first.bottom - first.top, second.bottom - second.top)


def _is_header(row: Sequence[Title], values: Iterable[Piece]) -> bool:
    """Whether titles stand beside one another, and not what they seem: rows of letters spread out."""
    if len(row) < 2 or all(len(t.piece.text) < TITLE for t in row):
        return False
    parts = {p for t in row for p in t.parts}
    top, bottom = min(t.piece.top for t in row), max(t.piece.bottom for t in row)
    beside = [p for p in values if top < (p.top + p.bottom) / 2 < bottom and p not in parts]
    levels = {round(p.bottom) for p in parts}
    shared = {round(p.bottom) for p in beside} & levels
    return not beside or (len(row) >= MANY and 2 * len(shared) < max(1, len(levels)))
