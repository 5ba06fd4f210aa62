"""How wide a column of a spreadsheet must be: full-width characters take two columns of digits."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

WIDEST = 48.0
NARROWEST = 7.0


def fitting(label: str, texts: Iterable[str]) -> float:
    """Return the width that shows ``label`` and nearly all ``texts``; long ones wrap."""
    widest = max((_width(line) for text in (label, *texts) for line in text.split("\n")), default=0)
    return min(WIDEST, max(NARROWEST, widest + 2.0))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
