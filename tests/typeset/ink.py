"""Drawing a line of text with its effects."""

from __future__ import annotations

from dataclasses import replace

from tests.typeset.canvas import FILL, FILL_AND_STROKE, INVISIBLE, Canvas, Style
from tests.typeset.embedding import Naming
from tests.typeset.fonts import Face
from tests.typeset.table import Effect

ASCENT = 0.88  # of the em, above the baseline; the rest is below
COLUMN = 1.4  # from one column of vertical text to the next, in ems
SPACED = 0.3  # added after each letter of letter-spaced text, in ems
STRUCK = 0.32  # height of a stroke through text, in ems above the baseline
_SHADOW = 0.6  # points that a shadow is moved, and its gray
_NAMINGS: dict[str, Naming] = {
    "unmapped": "none", "false": "false", "codes": "codes", "private": "private", "partial": "partial",
    "replacement": "replacement",
}  # fmt: skip
_STRIKE = 0.25  # points between the two strikes of fake bold


def line_width(text: str, face: Face, size: float, effect: Effect) -> float:
    """Return what a line takes, in points."""
    spread = SPACED * size * max(len(text) - 1, 0) if effect == "spaced" else 0.0
    return face.width(text, size) + spread


def draw_line(
    canvas: Canvas, x: float, top: float, text: str, face: Face, size: float, effect: Effect
) -> None:
    """Draw ``text`` with its em box beginning at (``x``, ``top``)."""
    baseline = top + ASCENT * size
    plain = Style(face, size)
    if effect == "singly":
        for char in text:
            canvas.text(x, baseline, char, plain)
            x += face.width(char, size)
        return
    if effect == "shadow":
        canvas.text(x + _SHADOW, baseline + _SHADOW, text, replace(plain, gray=0.6))
    if effect == "double":
        canvas.text(x + _STRIKE, baseline, text, plain)
    canvas.text(x, baseline, text, _style(plain, effect))
    if effect == "struck" and text:
        height = baseline - STRUCK * size
        canvas.line((x, height), (x + face.width(text, size), height), width=0.06 * size)


def _style(plain: Style, effect: Effect) -> Style:
    return replace(
        plain,
        gray=1.0 if effect == "white" else 0.0,
        spacing=SPACED * plain.size if effect == "spaced" else 0.0,
        mode={"bold": FILL_AND_STROKE, "invisible": INVISIBLE}.get(effect, FILL),
        naming=_NAMINGS.get(effect, "true"),
    )


def draw_vertical(canvas: Canvas, x: float, top: float, text: str, face: Face, size: float) -> None:
    """Draw ``text`` downwards, one character under the other, its em boxes beginning at (``x``, ``top``).

    A line break begins a column to the left; ``x`` is that of the last one.
    """
    for column, line in enumerate(reversed(text.split("\n"))):
        for index, char in enumerate(line):
            inset = column * COLUMN * size + (size - face.width(char, size)) / 2
            canvas.text(x + inset, top + ASCENT * size + index * size * 1.05, char, Style(face, size))


def draw_turned(canvas: Canvas, x: float, bottom: float, text: str, face: Face, size: float) -> None:
    """Draw ``text`` upwards, turned a quarter to the left, from (``x``, ``bottom``)."""
    canvas.text(x + ASCENT * size, bottom, text, Style(face, size), turned=True)
