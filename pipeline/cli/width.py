"""How many columns of a terminal a text takes: full-width characters take two."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Return the columns that ``text`` takes on a terminal."""
    return sum(_columns(char) for char in text)


def pad(text: str, columns: int, right: bool = False) -> str:
    """Fill ``text`` with blanks up to ``columns``, on its left if ``right`` is set."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, columns: int) -> str:
    """Shorten ``text`` to ``columns``, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    kept, taken = [], 1
    for char in text:
        taken += _columns(char)
        if taken > columns:
            break
        kept.append(char)
    return "".join(kept) + "…"


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
