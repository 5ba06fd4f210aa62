"""A page that lies on its side or upside down in the scanner: which way up its text is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from pipeline.extract.content import PageContent
from pipeline.extract.scan.engine import Engine
from pipeline.extract.scan.picture import Picture
from pipeline.extract.scan.reading import ReadLine, read_sample
from pipeline.extract.scan.skew import skew, straightened

SURE = 0.85
"""Mean confidence of lines from which text is the right way up, and no other way is tried."""

WHOLE = 4
"""Characters of a line that count in full; on its side a page falls into lines of one character."""

CLEARER, MORE = 1.3, 0.1
"""How much surer another way must be than that in which the page lies: vertical text is read lying, too."""

WAYS = (0, 90, 270, 180)


class Upright(NamedTuple):
    """A picture set upright and straight: it was turned by ``way`` degrees clockwise, then by ``angle``."""

    picture: Picture
    way: int
    angle: float


def upright(picture: Picture, engine: Engine) -> Upright:
    """Return ``picture`` the right way up (``way`` is 0, 90, 180 or 270) and straight."""
    angles: dict[int, float] = {}
    best: Upright | None = None
    most = needed = 0.0
    for way in WAYS:
        gray = np.ascontiguousarray(np.rot90(picture.gray, -way // 90))
        angle = angles.get(way % 180)
        if angle is None:
            angle = angles[way % 180] = skew(gray)
        found = Upright(straightened(replace(picture, gray=gray), angle), way, angle)
        sure = _sureness(read_sample(found.picture, engine))
        if best is None or sure > needed:
            best, most = found, sure
            needed = most if way else CLEARER * most + MORE
        if most >= SURE:
            break
    return best or Upright(picture, 0, 0.0)


def turned_page(content: PageContent, degrees: int) -> PageContent:
    """Return ``content``, of which only the frame is left, as a page turned clockwise by ``degrees``."""
    width, height = content.width, content.height
    if degrees % 180:
        width, height = height, width
    return replace(
        content, width=width, height=height, rotation=(content.rotation + degrees) % 360, chars=(),
    )  # fmt: skip


def _sureness(lines: Sequence[ReadLine]) -> float:
    """Return the mean confidence of lines, those of few characters counting for less."""
    sure = [line.words.confidence * min(len(line.words.text), WHOLE) / WHOLE for line in lines]
    return sum(sure) / len(sure) if sure else 0.0
