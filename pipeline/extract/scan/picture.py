"""A page as a picture: gray levels with the scale that leads back to points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]

DPI = 300
"""Dots an inch: text of 6 points is then 25 dots high, the least that is read well."""

MAX_DOTS = 40_000_000
"""A poster is rendered more coarsely than :data:`DPI`, so that it costs no more than about A2."""

_BACKGROUND = 31
_CONTRAST = 18


@dataclass(frozen=True)
class Picture:
    """``gray`` is height × width, 0 black to 255 white; ``scale`` is dots per point."""

    gray: Gray
    scale: float

    def ink(self) -> Gray:
        """Return 255 where it is darker than around: ink, on paper or on even shading."""
        edges = cv2.adaptiveThreshold(
            self.gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BACKGROUND, _CONTRAST
        )
        return np.asarray(edges, dtype=np.uint8)


def rendered(page: Any, dpi: int = DPI) -> Picture:
    """Render a page of pypdfium2 as it is displayed, /Rotate and CropBox applied."""
    width, height = page.get_size()
    scale = min(dpi / 72, (MAX_DOTS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        levels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    finally:
        bitmap.close()
    return Picture(levels.reshape(levels.shape[0], levels.shape[1], -1)[:, :, 0].copy(), scale)
