"""Numbers that stand in columns outside every table: a table that was not found, or a chart."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.content import Char
from pipeline.extract.pieces import baselines

PROBLEM = "numbers_outside_tables"

ABREAST = 3
"""Numbers beside each other, apart, that prose hardly has."""

LINES = 3
"""Lines of such numbers from which a table may have been missed."""


def has_stray_numbers(chars: Iterable[Char]) -> bool:
    """Whether text outside the tables has lines of numbers beside each other, as the rows of a table are."""
    rows = (sum(piece.numeric for piece in line) for line in baselines(chars))
    return sum(numbers >= ABREAST for numbers in rows) >= LINES


def instead(problem: str, graver: str) -> str:
    """Return what a page with a problem says that has a ``graver`` one than stray numbers."""
    return graver if problem in ("", PROBLEM) else problem
