"""Pieces of text: what stands together on one baseline, as material for columns and rows without rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.extract.content import Char

APART = 0.3
"""Gap, in ems, between characters of different pieces that one text operation shows."""

TOUCHING = 0.1
"""Gap, in ems, between pieces that two text operations show."""

UNEVEN = 0.04
"""Ems by which the gaps between spaced letters differ, at most."""

LEAST_GAPS, EVENLY = 3, 0.7
"""Gaps between letters, and the share of them that must be alike, from which a line is letter-spaced."""

SMALL = 0.75
"""Size of a raised mark, at most, as a share of that of the text before it."""

AFTER = 0.6
"""Gap, in ems, at most, between a mark and the text before it."""

SIGNS = ("△", "▲")

FAR = 8.0
"""Gap, in ems, at most, between a sign at the left of a column and its number."""

_NUMBER = re.compile(r"[(（]?[△▲+＋\-−－±]?\s?[(（]?[0-9０-９][0-9０-９,，.．\s]*[^0-9０-９]{0,3}")
_YEAR = re.compile(r"(19|20)[0-9]{2}[^0-9]{0,3}")
_DASH = re.compile(r"[\-‐‑‒–—―−－ー…・*＊]{1,3}")


class Piece(NamedTuple):
    """A stretch of text without a gap. Coordinates in points; blanks at its ends are left out."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    text: str

    @property
    def numeric(self) -> bool:
        """Whether it looks like a value: a number with at most a short unit, or a dash."""
        text = self.text.strip()
        return bool(_NUMBER.fullmatch(text) or _DASH.fullmatch(text))


def is_titles(pieces: Sequence[Piece]) -> bool:
    """Whether pieces may be a row of titles: two at least, and no value but years among them."""
    return len(pieces) > 1 and not any(p.numeric and not is_year(p) for p in pieces)


def is_year(piece: Piece) -> bool:
    """Whether a piece is a year of four digits."""
    return bool(_YEAR.fullmatch(piece.text.strip()))


def baselines(chars: Iterable[Char]) -> list[list[Piece]]:
    """Return the upright text of ``chars`` as lines of pieces, top to bottom, left to right."""
    upright = [c for c in chars if c.turn == 0 and not c.vertical]
    inked = {c.run for c in upright if not c.text.isspace()}  # a reader may leave out operations of blanks
    rows: list[list[Char]] = []
    for char in sorted((c for c in upright if c.run in inked), key=lambda c: c.bottom):
        if rows and char.bottom - rows[-1][0].bottom <= 1.0:
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = [_signed(_pieces(sorted(row, key=lambda c: (c.x0, c.x1)))) for row in rows]
    return [line for line in lines if line]


def marked(lines: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Return lines in which raised marks, on baselines of their own, belong to the text before them.

    That text becomes wider; it does not say the mark, with which it would be no number.
    """
    found = [list(line) for line in lines]
    for k, line in enumerate(lines):
        for piece in line:
            for other in range(k + 1, min(k + 3, len(lines))):
                home = next((i for i, p in enumerate(found[other]) if _is_mark(piece, p)), None)
                if home is not None:
                    found[other][home] = found[other][home]._replace(x1=piece.x1)
                    found[k].remove(piece)
                    break
    return [line for line in found if line]


def _is_mark(piece: Piece, text: Piece) -> bool:
    if piece.size > SMALL * text.size or not text.top - 0.5 * text.size <= piece.top < text.bottom:
        return False
    return piece.bottom > text.top and -0.1 * text.size <= piece.x0 - text.x1 <= AFTER * text.size


def _signed(line: list[Piece]) -> list[Piece]:
    """Join a minus that stands at the left of its column to the number at the right of it.

    Only △ and ▲: they are signs wherever they stand, where a dash may be a value of its own.
    """
    found: list[Piece] = []
    for piece in line:
        last = found[-1] if found else None
        if (
            last is not None
            and last.text in SIGNS
            and piece.numeric
            and piece.x0 - last.x1 < FAR * piece.size
        ):
            top, bottom = min(last.top, piece.top), max(last.bottom, piece.bottom)
            found[-1] = Piece(last.x0, top, piece.x1, bottom, piece.size, f"{last.text} {piece.text}")
        else:
            found.append(piece)
    return found


def _pieces(row: list[Char]) -> list[Piece]:
    if not any(b.x0 - a.x1 > TOUCHING * b.size for a, b in pairwise(row)):
        return _trimmed(row)
    spacing = _spacing(row)
    touching = max(TOUCHING, _letter_gap(row) + UNEVEN)
    groups: list[list[Char]] = [[row[0]]]
    for before, char in pairwise(row):
        size = max(before.size, char.size)
        apart = touching if before.run != char.run else max(APART, 1.5 * spacing.get(char.run, 0.0) + 0.1)
        if char.x0 - before.x1 > apart * size:
            groups.append([])
        groups[-1].append(char)
    return [piece for group in groups for piece in _trimmed(group)]


def _letter_gap(row: Sequence[Char]) -> float:
    """Return the gap, in ems, between the letters of a line each of which is a text operation of its own.

    0 where they touch, or stand unevenly.
    """
    if len({c.run for c in row}) < len(row):
        return 0.0
    gaps = [(b.x0 - a.x1) / b.size for a, b in pairwise(row) if b.size > 0]
    near = [gap for gap in gaps if gap <= APART]
    usual = median(near) if len(near) >= LEAST_GAPS else 0.0
    return usual if sum(abs(gap - usual) <= UNEVEN for gap in near) >= EVENLY * len(near) else 0.0


def _spacing(row: Sequence[Char]) -> dict[int, float]:
    """Return the usual gap, in ems, between the characters of each text operation of a line."""
    gaps: dict[int, list[float]] = {}
    for before, char in pairwise(row):
        if before.run == char.run and char.size > 0:
            gaps.setdefault(char.run, []).append((char.x0 - before.x1) / char.size)
    return {run: max(0.0, median(values)) for run, values in gaps.items() if len(values) > 1}


def _trimmed(group: list[Char]) -> list[Piece]:
    """Return a group without blanks at its ends, cut where two blanks or more follow one another."""
    if not any(c.text.isspace() for c in group):
        return [_piece(group)]
    found: list[Piece] = []
    current: list[Char] = []
    blanks = 0
    for char in group:
        blanks = blanks + 1 if char.text.isspace() else 0
        if blanks == 0 and current and _blank_tail(current) >= 2:
            found.append(_piece(current))
            current = []
        if current or blanks == 0:
            current.append(char)
    return [*found, _piece(current)] if current else found


def _blank_tail(chars: Sequence[Char]) -> int:
    count = 0
    for char in reversed(chars):
        if not char.text.isspace():
            break
        count += 1
    return count


def _piece(chars: list[Char]) -> Piece:
    inked = chars[: len(chars) - _blank_tail(chars)]
    return Piece(
        min(c.x0 for c in inked),
        min(c.top for c in inked),
        max(c.x1 for c in inked),
        max(c.bottom for c in inked),
        max(c.size for c in inked),
        "".join(c.text for c in inked),
    )
