"""Text that a picture hides: what is painted before an opaque picture of the page does not show.

So scanners and programs of text recognition lay their text under the picture. Smaller pictures are not
taken for covers: they are frames and washes, whose transparency is told in many ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.content import Char

SHARE = 0.5
"""Share of the page that a picture covers which is the page's own."""

MOST = 20
"""Covers of a page that are looked at, the last ones painted."""


class Cover(NamedTuple):
    """An opaque picture: how many objects were painted before it, and its box (x0, top, x1, bottom)."""

    order: int
    box: tuple[float, float, float, float]

    def hides(self, char: Char) -> bool:
        """Whether the centre of ``char`` lies in the box."""
        x0, top, x1, bottom = self.box
        return x0 <= (char.x0 + char.x1) / 2 <= x1 and top <= (char.top + char.bottom) / 2 <= bottom


def covers_after(order: int, covers: Sequence[Cover]) -> tuple[Cover, ...]:
    """Return the covers painted after the object number ``order``."""
    return tuple(cover for cover in covers[-MOST:] if cover.order > order)


def is_of_page(box: tuple[float, float, float, float], width: float, height: float) -> bool:
    """Whether a picture may be that of a page of ``width`` × ``height``."""
    across = min(box[2], width) - max(box[0], 0.0)
    down = min(box[3], height) - max(box[1], 0.0)
    return across > 0 and down > 0 and across * down >= SHARE * width * height
