"""Faces: glyph outlines and widths of the fonts that pages are set in.

The fonts come from the package ``pylopdf-fonts-jp`` (Noto Sans JP and Noto Serif JP, SIL Open Font
License 1.1, which allows embedding). Their outlines are cubic (CFF); a glyph is turned into a
quadratic (TrueType) outline when it is first used, so a small subset costs little.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

PACKAGE = "pylopdf_fonts_jp"
UNITS_PER_EM = 1000
_TOLERANCE = 1.0  # how far a quadratic outline may stray from the cubic one, in font units


class MissingGlyphError(LookupError):
    """A face has no glyph for a character."""


@dataclass(frozen=True)
class Glyph:
    """A glyph: advance and bounding box in thousandths of an em, and its ``glyf`` record."""

    advance: int
    box: tuple[int, int, int, int]
    outline: bytes
    points: int
    contours: int


class Face:
    """A typeface: what is needed of a font file to measure text and to embed it."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._font: Any = TTFont(path, lazy=True)
        self._names: dict[int, str] = self._font.getBestCmap()
        self._outlines: Any = self._font.getGlyphSet()
        self._glyphs: dict[str, Glyph] = {}
        self._advances: dict[str, int] = {}
        self.ascent: int = self._font["OS/2"].sTypoAscender
        self.descent: int = self._font["OS/2"].sTypoDescender

    def has(self, char: str) -> bool:
        """Say whether the face can set ``char``."""
        return ord(char) in self._names

    def advance(self, char: str) -> int:
        """Width of ``char`` in thousandths of an em."""
        found = self._advances.get(char)
        if found is None:
            found = self._advances[char] = int(self._font["hmtx"][self._name(char)][0])
        return found

    def width(self, text: str, size: float) -> float:
        """Width of one line of ``text`` in points."""
        return sum(self.advance(char) for char in text) * size / UNITS_PER_EM

    def glyph(self, char: str) -> Glyph:
        """Return the glyph of ``char``; raises :class:`MissingGlyphError` where there is none."""
        if char not in self._glyphs:
            self._glyphs[char] = self._convert(self._name(char), self.advance(char))
        return self._glyphs[char]

    def _name(self, char: str) -> str:
        try:
            return self._names[ord(char)]
        except KeyError:
            raise MissingGlyphError(f"{self.name} has no glyph for {char!r} (U+{ord(char):04X})") from None

    def _convert(self, name: str, advance: int) -> Glyph:
        pen = TTGlyphPen(None)
        self._outlines[name].draw(Cu2QuPen(pen, _TOLERANCE, reverse_direction=True))
        drawn: Any = pen.glyph()
        outline: bytes = drawn.compile(None)
        if not outline:
            return Glyph(advance, (0, 0, 0, 0), b"", 0, 0)
        box = (drawn.xMin, drawn.yMin, drawn.xMax, drawn.yMax)
        return Glyph(advance, box, outline, len(drawn.coordinates), drawn.numberOfContours)


@cache
def gothic() -> Face:
    """Return the sans-serif face (ゴシック)."""
    return _face("NotoSansJP-Regular")


@cache
def mincho() -> Face:
    """Return the serif face (明朝)."""
    return _face("NotoSerifJP-Regular")


def _face(name: str) -> Face:
    return Face(name, font_file(name))


def font_file(name: str) -> Path:
    """Return the font file of a face; raises ModuleNotFoundError where the fonts are not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(
            "the typesetter needs the package pylopdf-fonts-jp; install the test requirements"
        )
    return Path(spec.submodule_search_locations[0]) / f"{name}.otf"
