"""The characters of a page as PDFium has them, without what it makes of them by itself.

PDFium's own table of characters drops text that a page draws twice in the same place, reports a hyphen
at a line's end as U+0002, and gives the code of a glyph for a character where no map says which it is.
All of it is undone or recorded here, never passed on.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pypdfium2 import raw

from pipeline.extract.content import BLACK, MAX_CHARS, Char, lightness
from pipeline.extract.covers import Cover, covers_after
from pipeline.extract.fonts import DIGITS, Font, Fonts, Sample
from pipeline.extract.frame import Frame, Matrix, multiply, turn_of
from pipeline.extract.paint import Point
from pipeline.extract.undecoded import UNKNOWN

ASCENT, DESCENT = 0.88, 0.12
"""Share of the em above and below the baseline, as Japanese fonts have it."""

DARK = 0.5
"""Lightness of ink that stands out from paper."""

LONGEST_STRING = 32_767
"""Characters that PDFium takes of a string."""

_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)


@dataclass(frozen=True)
class _Style:
    """What the characters of one text object have in common."""

    run: int
    size: float
    bold: bool
    hidden: bool
    turn: int
    colour: int
    font: Font
    covers: tuple[Cover, ...] = ()


class Painted(NamedTuple):
    """In what order a page paints: its text objects by their address, and the pictures that hide them."""

    texts: Mapping[int, int]
    covers: Sequence[Cover]


_RGBA = tuple(ctypes.c_uint() for _ in range(4))


def colour_of(getter: Any, item: Any) -> int | None:
    """Return 0xRRGGBB, None where nothing shows; a pattern counts as black ink on a white page."""
    red, green, blue, alpha = _RGBA
    if not getter(item, red, green, blue, alpha):
        return BLACK
    if alpha.value < 8:
        return None
    return int(red.value << 16 | green.value << 8 | blue.value)


def characters(page: Any, frame: Frame, fonts: Fonts, painted: Painted) -> tuple[list[Char], set[int], bool]:
    """Return the characters, the text objects that they come from, and whether some were left out."""
    text = raw.FPDFText_LoadPage(page)
    if not text:
        return [], set(), False
    try:
        count = raw.FPDFText_CountChars(text)
        chars, styles = _read(text, min(count, MAX_CHARS), frame, fonts, painted)
    finally:
        raw.FPDFText_ClosePage(text)
    cut = count > MAX_CHARS or _has_cut_string(chars)
    return _believed(chars, styles.values(), page, fonts), set(styles), cut


def _has_cut_string(chars: list[Char]) -> bool:
    """Whether a string is so long that PDFium drops the rest of it."""
    if len(chars) < LONGEST_STRING:
        return False
    return max(Counter(char.run for char in chars).values()) >= LONGEST_STRING


def _believed(chars: list[Char], styles: Iterable[_Style], page: Any, fonts: Fonts) -> list[Char]:
    """Return ``chars``, those of a font whose map is false as characters that nothing tells."""
    used = {id(style.font): style.font for style in styles}
    false = {key for key, font in used.items() if fonts.is_false(font, page)}
    if not false:
        return chars
    runs = {style.run for style in styles if id(style.font) in false}
    return [c._replace(text=UNKNOWN) if c.run in runs and not c.text.isspace() else c for c in chars]


def _read(
    text: Any, count: int, frame: Frame, fonts: Fonts, painted: Painted
) -> tuple[list[Char], dict[int, _Style]]:
    matrix = frame.matrix
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int, _Style] = {}
    known: dict[int, Font] = {}  # by address, which holds for this page
    found: list[Char] = []
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13) and not raw.FPDFText_HasUnicodeMapError(text, index):
            continue
        if code in (32, 2) and raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if 0xD800 <= code < 0xDC00 and 0xDC00 <= raw.FPDFText_GetUnicode(text, index + 1) < 0xE000:
            high = code
            continue
        item = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(item.contents) if item else 0
        style = styles.get(address)
        if style is None:
            style = _style(text, index, item, matrix, len(styles), known, fonts)
            if painted.covers:
                style = replace(style, covers=covers_after(painted.texts.get(address, 0), painted.covers))
            styles[address] = style
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        char = _char(_decoded(code, high), style, box, (x.value, y.value), matrix)
        if code not in style.font.mapped:
            if raw.FPDFText_HasUnicodeMapError(text, index):
                char = char._replace(text=UNKNOWN)
            else:
                _met(style, code, char, text, index, matrix)
        found.append(char)
        high = 0
    return found, styles


def _met(style: _Style, code: int, char: Char, text: Any, index: int, matrix: Matrix) -> None:
    """Note a code that its font maps; a digit until two of them were met that show their shape."""
    font = style.font
    if char.text not in DIGITS:
        font.mapped.add(code)
    elif style.turn == 0 and not style.hidden and lightness(style.colour) < DARK:
        font.add(Sample(char.text, _ink_box(text, index, matrix)))
        if len(font.samples[char.text]) == 2:
            font.mapped.add(code)


_EDGES = tuple(ctypes.c_double() for _ in range(4))


def _ink_box(text: Any, index: int, matrix: Matrix) -> tuple[float, float, float, float]:
    """Return the box of a character's ink on the page as displayed."""
    left, right, bottom, top = _EDGES
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x, y in ((left.value, bottom.value), (right.value, top.value))
    ]
    (x0, x1), (y0, y1) = sorted(p[0] for p in corners), sorted(p[1] for p in corners)
    return x0, y0, x1, y1


def _decoded(code: int, high: int) -> str:
    if high and 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
    if code == 2:
        return "-"
    if code < 32 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
        return UNKNOWN
    return chr(code)


def _style(
    text: Any, index: int, item: Any, matrix: Matrix, run: int, known: dict[int, Font], fonts: Fonts
) -> _Style:
    found = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, found)
    placed = multiply((found.a, found.b, found.c, found.d, 0, 0), matrix)
    size = raw.FPDFText_GetFontSize(text, index) * (placed[2] ** 2 + placed[3] ** 2) ** 0.5
    mode = raw.FPDFTextObj_GetTextRenderMode(item) if item else 0
    colour = colour_of(raw.FPDFPageObj_GetFillColor, item) if item else BLACK
    font = _font(item, known, fonts)
    return _Style(
        run, abs(size), mode in _OUTLINED or font.heavy, mode in _INVISIBLE or colour is None,
        turn_of(placed), BLACK if colour is None else colour, font,
    )  # fmt: skip


def _font(item: Any, known: dict[int, Font], fonts: Fonts) -> Font:
    handle = raw.FPDFTextObj_GetFont(item) if item else None
    address = ctypes.addressof(handle.contents) if handle else 0
    if address not in known:
        known[address] = fonts.font(handle)
    return known[address]


def _char(text: str, style: _Style, box: Any, origin: Point, matrix: Matrix) -> Char:
    a, b, c, d, e, f = matrix
    ax, ay = a * box.left + c * box.bottom + e, b * box.left + d * box.bottom + f
    bx, by = a * box.right + c * box.top + e, b * box.right + d * box.top + f
    ox, oy = a * origin[0] + c * origin[1] + e, b * origin[0] + d * origin[1] + f
    x0, x1 = (ax, bx) if ax <= bx else (bx, ax)
    top, bottom = (ay, by) if ay <= by else (by, ay)
    size, turn = style.size, style.turn
    vertical = False
    if turn == 0:
        vertical = size > 0 and ox - x0 > 0.25 * size
        if not vertical:
            top, bottom = oy - ASCENT * size, oy + DESCENT * size
    elif turn == 180:
        top, bottom = oy - DESCENT * size, oy + ASCENT * size
    elif turn == 90:
        x0, x1 = ox - DESCENT * size, ox + ASCENT * size
    else:
        x0, x1 = ox - ASCENT * size, ox + DESCENT * size
    char = Char(
        text, x0, top, x1, bottom, size, style.bold, style.hidden, turn, vertical, style.run, style.colour
    )
    covered = style.covers and any(cover.hides(char) for cover in style.covers)
    return char._replace(hidden=True) if covered else char
