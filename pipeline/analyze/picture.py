"""Pictures of pages and of places on them. Runs in a worker process: the PDF may be hostile.

Boxes are x0, top, x1, bottom in points from the top left of the page as it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw

Box = Sequence[float]
Mark = tuple[Box, str]  # where, and a name of COLOURS

CLOSE = 200 / 72  # pixels per point of a close crop
PAGE = 120 / 72  # of a whole page
TABLE = 110 / 72  # enough to read figures of 7 points
LARGEST = 25_000_000  # pixels; a page may claim any size
MARGIN = (180.0, 60.0)  # points beside, and above and below a cell
TABLE_MARGIN = 6.0  # points around a table
GAP = 24  # pixels between page and crop
COLOURS = {
    "cell": (214, 39, 40),
    "header": (31, 119, 180),
    "table": (31, 119, 180),
    "observation": (44, 160, 44),
    "quarantine": (214, 39, 40),
    "disputed": (255, 127, 14),
    "other": (150, 150, 150),
}


@dataclass(frozen=True)
class Rendered:
    """A part of a page; ``origin`` is its top left corner in points, ``scale`` pixels per point."""

    image: Image.Image
    origin: tuple[float, float]
    scale: float

    def mark(self, marks: Iterable[Mark], line: int, out: int = 2) -> Image.Image:
        """Frame each place with lines of ``line`` pixels, ``out`` pixels outside it."""
        pencil = ImageDraw.Draw(self.image)
        for box, kind in marks:
            left, top = self.origin
            moved = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
            frame = [v * self.scale + d for v, d in zip(moved, (-out, -out, out, out), strict=True)]
            if frame[0] < frame[2] and frame[1] < frame[3]:
                pencil.rectangle(frame, outline=COLOURS[kind], width=line)
        return self.image


def draw(path: str, page: int, box: Box, target: str, headers: Sequence[Box] = ()) -> dict[str, Any]:
    """Write a PNG: the whole page, and beside it the surroundings of ``box``; cell and headers framed."""
    marks: list[Mark] = [*((header, "header") for header in headers), (box, "cell")]
    with _page(path, page) as found:
        whole = _render(found, PAGE).mark(marks, 3)
        close = _render(found, CLOSE, _around(box)).mark(marks, 4)
    _side_by_side(whole, close).save(target, format="PNG")
    return {"file": target}


def show(path: str, page: int, marks: Sequence[Mark], target: str) -> dict[str, Any]:
    """Write a PNG of a page with ``marks`` framed, each in the colour of its kind."""
    with _page(path, page) as found:
        _render(found, PAGE).mark(marks, 2, out=-2).save(target, format="PNG")
    return {"file": target}


def crops(path: str, places: Sequence[tuple[int, Box, str]], scale: float = TABLE) -> dict[str, Any]:
    """Write a small grey WebP file of each place (page, box, file); tell the box that each shows."""
    shown = []
    for page, box, target in places:
        with _page(path, page) as found:
            part = _render(found, scale, _grown(box, TABLE_MARGIN, TABLE_MARGIN))
        part.image.convert("L").save(target, format="WEBP", quality=45, method=4)
        left, top = part.origin
        right, bottom = (left + part.image.width / part.scale, top + part.image.height / part.scale)
        shown.append({"file": target, "box": [left, top, right, bottom]})
    return {"shown": shown}


@contextmanager
def _page(path: str, page: int) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(Path(path))
    try:
        yield document[page - 1]
    finally:
        document.close()


def _render(page: Any, scale: float, part: Box | None = None) -> Rendered:
    """Render ``part`` of a page, all of it by default; no finer than LARGEST allows."""
    width, height = page.get_size()
    left, top, right, bottom = part or (0.0, 0.0, width, height)
    left, top = max(0.0, min(left, width - 1)), max(0.0, min(top, height - 1))
    right, bottom = min(width, max(right, left + 1)), min(height, max(bottom, top + 1))
    scale = min(scale, math.sqrt(LARGEST / ((right - left) * (bottom - top))))
    crop = (left, height - bottom, width - right, top)
    image = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
    return Rendered(image, (left, top), scale)


def _around(box: Box) -> Box:
    return _grown(box, *MARGIN)


def _grown(box: Box, beside: float, above: float) -> Box:
    return (box[0] - beside, box[1] - above, box[2] + beside, box[3] + above)


def _side_by_side(left: Image.Image, right: Image.Image) -> Image.Image:
    size = (left.width + GAP + right.width, max(left.height, right.height))
    sheet = Image.new("RGB", size, (255, 255, 255))
    sheet.paste(left, (0, 0))
    sheet.paste(right, (left.width + GAP, 0))
    return sheet
