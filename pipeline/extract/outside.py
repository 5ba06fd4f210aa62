"""Numbers that stand in columns outside every table: a table that was not found, or a chart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.content import Char
from pipeline.extract.pieces import Piece, baselines

PROBLEM = "numbers_outside_tables"

ABREAST = 3
"""Numbers beside each other, apart, that prose hardly has."""

LINES = 3
"""Lines of such numbers from which a table may have been missed."""

AMOUNTS = 6
"""Amounts in columns, each apart from the name before it, from which a list may have been missed."""

COLUMN = 3
"""Amounts with one right edge that make a column."""

APART = 2.0
"""Gap, in ems, at least, between a name and its amount."""

FLUSH = 0.3
"""Ems by which the right edges of amounts in a column differ, at most."""

# With separators of thousands: the numbers of pages, articles and years have none.
_AMOUNT = re.compile(r"[△▲+＋\-−－]?\s?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+")


def has_stray_numbers(chars: Iterable[Char]) -> bool:
    """Whether text outside the tables has lines of numbers beside each other, as the rows of a table are.

    Amounts in one column, each after the name of what it is, are such lines too.
    """
    lines = baselines(chars)
    abreast = (sum(piece.numeric for piece in line) for line in lines)
    return sum(numbers >= ABREAST for numbers in abreast) >= LINES or _has_amounts(lines)


def _has_amounts(lines: Sequence[Sequence[Piece]]) -> bool:
    amounts = sorted((a for line in lines for a in _amounts(line)), key=lambda piece: piece.x1)
    columns: list[list[Piece]] = []
    for piece in amounts:
        if columns and piece.x1 - columns[-1][0].x1 <= FLUSH * piece.size:
            columns[-1].append(piece)
        else:
            columns.append([piece])
    return sum(len(column) for column in columns if len(column) >= COLUMN) >= AMOUNTS


def _amounts(line: Sequence[Piece]) -> list[Piece]:
    """Return the amounts of a line that stand apart from the text before them, or have none before them."""
    before = (None, *line)
    return [
        piece
        for left, piece in zip(before, line, strict=False)
        if _AMOUNT.fullmatch(piece.text.strip())
        and (left is None or piece.x0 - left.x1 >= APART * piece.size)
    ]


def instead(problem: str, graver: str) -> str:
    """Return what a page with a problem says that has a ``graver`` one than stray numbers."""
    return graver if problem in ("", PROBLEM) else problem
