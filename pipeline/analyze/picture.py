"""A picture of a place on a page. Runs in a worker process: the PDF may be hostile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
from PIL import ImageDraw

SCALE = 200 / 72  # pixels per point
MARGIN = (180.0, 60.0)  # points beside, and above and below the cell
MARK = (214, 39, 40)


def draw(path: str, page: int, box: list[float], target: str) -> dict[str, Any]:
    """Write a PNG of the surroundings of ``box`` (points from the top left), the box framed."""
    document = pypdfium2.PdfDocument(Path(path))
    try:
        image = document[page - 1].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    frame = [value * SCALE for value in box]
    ImageDraw.Draw(image).rectangle(
        [frame[0] - 2, frame[1] - 2, frame[2] + 2, frame[3] + 2], outline=MARK, width=4
    )
    image.crop(_around(box, image.size)).save(target, format="PNG")
    return {"file": target}


def _around(box: list[float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    beside, above = MARGIN
    left, top = max(0, int((box[0] - beside) * SCALE)), max(0, int((box[1] - above) * SCALE))
    right, bottom = min(size[0], int((box[2] + beside) * SCALE)), min(size[1], int((box[3] + above) * SCALE))
    return left, top, right, bottom
