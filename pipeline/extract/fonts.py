"""What PDFium tells of the fonts of a document, and whether their maps to Unicode can be believed."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from pipeline.extract.digits import HEIGHT, contradicts

DIGITS = frozenset("0123456789")

_LEAST, _MOST = 2.0, 200.0
"""Points that a digit is high whose shape is looked at."""

_MARGIN = 2
"""Dots of paper left around a digit."""

Key = tuple[bytes, int]
"""The name and the size in bytes of an embedded font; of a Type 3 font, which has neither, a number."""

Box = tuple[float, float, float, float]


class Sample(NamedTuple):
    """A digit on the page: what it is said to be, and the box of its ink (x0, top, x1, bottom)."""

    claimed: str
    box: Box


@dataclass
class Font:
    """A font as one page uses it.

    ``key`` knows it again on another page; a font that is not embedded has none, for nothing in the file
    tells its shapes. ``mapped`` has the codes that a map to Unicode gave, ``samples`` its first upright
    digits.
    """

    heavy: bool = False
    key: Key | None = None
    mapped: set[int] = field(default_factory=set)
    samples: dict[str, list[Sample]] = field(default_factory=dict)

    def add(self, sample: Sample) -> None:
        """Keep ``sample`` where it is one of the first two of its digit."""
        held = self.samples.setdefault(sample.claimed, [])
        if len(held) < 2:
            held.append(sample)


class Fonts:
    """The fonts of a document."""

    def __init__(self) -> None:
        self._looked: dict[Key, set[str]] = {}
        self._false: set[Key] = set()
        self._nameless = 0

    def font(self, found: Any) -> Font:
        """Return what is known of a font (its handle, or None)."""
        if not found:
            return Font()
        name = _name(found)
        lowered = name.lower()
        heavy = any(word in lowered for word in (b"bold", b"heavy", b"black"))
        if not name:
            self._nameless += 1
            return Font(heavy, (b"", self._nameless))
        if raw.FPDFFont_GetIsEmbedded(found) != 1:
            return Font(heavy)
        size = ctypes.c_size_t()
        raw.FPDFFont_GetFontData(found, None, 0, size)
        return Font(heavy, (name, size.value))

    def is_false(self, font: Font, page: Any) -> bool:
        """Whether the digits of ``font`` are not those that its map says; looked at once for each digit."""
        if font.key is None:
            return False
        looked = self._looked.setdefault(font.key, set())
        new = [digit for digit in font.samples if digit not in looked]
        looked.update(new)
        if any(_all_contradict(font.samples[digit], page) for digit in new):
            self._false.add(font.key)
        return font.key in self._false


_NAME = ctypes.create_string_buffer(256)


def _name(font: Any) -> bytes:
    length = raw.FPDFFont_GetBaseFontName(font, _NAME, len(_NAME))
    return _NAME.raw[: max(0, min(length, len(_NAME)) - 1)]


def _all_contradict(samples: Iterable[Sample], page: Any) -> bool:
    """Whether each of the samples of one digit looks like another one: a stroke may run through one."""
    return all(_contradicts(sample, page) for sample in samples)


def _contradicts(sample: Sample, page: Any) -> bool:
    x0, top, x1, bottom = sample.box
    if not (_LEAST <= bottom - top <= _MOST and 0 < x1 - x0 <= 2 * (bottom - top)):
        return False
    return contradicts(_picture(page, sample.box), sample.claimed)


def _picture(page: Any, box: Box) -> list[list[int]]:
    """Render a part of the page as displayed, so that it is :data:`HEIGHT` dots high."""
    x0, top, x1, bottom = box
    scale = HEIGHT / (bottom - top)
    width, height = round((x1 - x0) * scale) + 2 * _MARGIN, HEIGHT + 2 * _MARGIN
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        placed = raw.FS_MATRIX(scale, 0, 0, scale, _MARGIN - x0 * scale, _MARGIN - top * scale)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, placed, raw.FS_RECTF(0, 0, width, height), 0)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        levels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return [list(levels[row * stride : row * stride + width]) for row in range(height)]
