"""Lines of text found in a picture: ink between the rulings, smeared along the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.extract.scan.picture import Gray

ALONG = 0.75
"""Ems of paper that may stand between two characters of one piece of text."""

APART = 1.15
"""Ems of height up to which pieces above one another are parts of one character (二, ニ, ：)."""

SPECK = 0.2
"""Ems below which ink that stands alone is dirt."""

DOT = 0.085
"""Ems below which any ink is dirt: a decimal point is half as large again."""

THIN = 0.2
"""Ems of height up to which a short piece is a lone dash."""

DASH = (0.3, 1.6)
"""Ems of length of a lone dash."""


@dataclass(frozen=True)
class TextLine:
    """A piece of text in dots: left, top, right, bottom of its ink, and the em of the text around it."""

    x0: int
    top: int
    x1: int
    bottom: int
    em: float

    @property
    def is_dash(self) -> bool:
        """Whether it is a short level stroke and nothing else."""
        high, wide = self.bottom - self.top, self.x1 - self.x0
        return high <= THIN * self.em and DASH[0] * self.em <= wide <= DASH[1] * self.em


def letters_of(ink: Gray, rulings: Gray) -> tuple[Gray, float]:
    """Return ``ink`` without rulings and dirt, and the em, in dots, of most of its text."""
    letters = cv2.bitwise_and(ink, cv2.bitwise_not(rulings))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(letters, connectivity=8)
    sizes = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1]
    em = _em(sizes[1:count])
    kept = sizes.max(axis=1) > DOT * em
    kept[0] = False
    return np.where(kept[labels], 255, 0).astype(np.uint8), em


def text_lines(letters: Gray, rulings: Gray, em: float) -> list[TextLine]:
    """Return the lines of text in ``letters``, none of them across a place where ``rulings`` is set."""
    reach = max(3, round(ALONG * em))
    smeared = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    smeared[rulings > 0] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8)
    boxes = [(left, top, left + w, top + h) for left, top, w, h, _ in stats[1:count].tolist()]
    merged = _merged([b for b in boxes if _is_ink(b, em)], em)
    return [TextLine(*box, em) for box in merged]


def _em(sizes: npt.NDArray[Any]) -> float:
    """Return the usual size of the text: a little more than most letters (width, height) are high."""
    heights = [h for w, h in sizes.tolist() if h >= 8 and w >= 3]
    return float(np.percentile(heights, 80)) * 1.1 if heights else 30.0


def _is_ink(box: tuple[int, int, int, int], em: float) -> bool:
    x0, top, x1, bottom = box
    return max(x1 - x0, bottom - top) >= SPECK * em and bottom - top <= 8 * em


def _merged(boxes: Sequence[tuple[int, int, int, int]], em: float) -> list[tuple[int, int, int, int]]:
    """Join pieces that lie in one line or are parts of one character; from top to bottom."""
    found: list[tuple[int, int, int, int]] = []
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        for index, other in enumerate(found):
            if _belong(other, box, em):
                found[index] = _around(other, box)
                break
        else:
            found.append(box)
    return found if len(found) == len(boxes) else _merged(found, em)


def _belong(a: tuple[int, int, int, int], b: tuple[int, int, int, int], em: float) -> bool:
    whole = _around(a, b)
    shared = min(a[2], b[2]) - max(a[0], b[0])
    narrower = min(a[2] - a[0], b[2] - b[0])
    if whole[3] - whole[1] > APART * max(em, a[3] - a[1], b[3] - b[1]):
        return False
    return shared >= 0.4 * narrower


def _around(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
