"""Colour on terminals, and nowhere else (https://no-color.org)."""

from __future__ import annotations

import os
from typing import TextIO

_CODES = {"bold": "1", "red": "31"}


def wants_colour(stream: TextIO) -> bool:
    """Whether ``stream`` is a terminal that shows colour, and nobody asked for none (``NO_COLOR``)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, style: str, stream: TextIO) -> str:
    """Return ``text`` in a style (bold, red) where ``stream`` wants colour, else as it is."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if wants_colour(stream) else text
