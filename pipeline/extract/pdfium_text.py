"""The characters of a page as PDFium has them, without what it makes of them by itself.

PDFium's own table of characters drops text that a page draws twice in the same place, reports a hyphen
at a line's end as U+0002, and gives the code of a glyph for a character where no map says which it is.
All of it is undone or recorded here, never passed on.

A call costs more than what is done with its answer, so few are made: for each character its code, its
text object and its loose box. Characters of one object whose boxes have the same top and bottom stand
on one baseline; only the first of them is worked out in full.
"""

from __future__ import annotations

import ctypes
import struct
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import c_double, c_float
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from pypdfium2 import raw

from pipeline.extract.content import BLACK, MAX_CHARS, Char, lightness
from pipeline.extract.covers import Cover, covers_after
from pipeline.extract.fonts import DIGITS, Font, Fonts, Sample
from pipeline.extract.frame import Frame, Matrix, multiply, turn_of
from pipeline.extract.paint import Point
from pipeline.extract.pdfium_calls import (
    address_of,
    char_box,
    char_code,
    char_font_size,
    char_ink_box,
    char_matrix,
    char_object,
    char_origin,
    fill_colour,
    is_generated,
    is_unmapped,
    object_font,
    render_mode,
)
from pipeline.extract.undecoded import UNKNOWN

ASCENT, DESCENT = 0.88, 0.12
"""Share of the em above and below the baseline, as Japanese fonts have it."""

DARK = 0.5
"""Lightness of ink that stands out from paper."""

LONGEST_STRING = 32_767
"""Characters that PDFium takes of a string."""

_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)


Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a character in user space, as PDFium lays them down."""


class _Style(NamedTuple):
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


def characters(page: Any, frame: Frame, fonts: Fonts, painted: Painted) -> tuple[list[Char], set[int], bool]:
    """Return the characters, the text objects that they come from, and whether some were left out."""
    text = raw.FPDFText_LoadPage(page)
    if not text:
        return [], set(), False
    try:
        count = raw.FPDFText_CountChars(text)
        chars, styles = _read(address_of(text), min(count, MAX_CHARS), frame, fonts, painted)
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


def _facts(text: int, count: int) -> Iterator[tuple[int, int | None, Box]]:
    """Yield the code, the text object and the loose box of each character."""
    boxes = (c_float * (4 * count))()
    start, size = ctypes.addressof(boxes), 4 * ctypes.sizeof(c_float)
    deque(map(char_box, repeat(text), range(count), range(start, start + size * count, size)), maxlen=0)
    codes = map(char_code, repeat(text), range(count))
    objects = map(char_object, repeat(text), range(count))
    return zip(codes, objects, struct.iter_unpack("4f", boxes), strict=True)


def _read(
    text: int, count: int, frame: Frame, fonts: Fonts, painted: Painted
) -> tuple[list[Char], dict[int, _Style]]:
    matrix = frame.matrix
    a, _, c, _, e, _ = matrix
    styles: dict[int, _Style] = {}
    known: dict[int, Font] = {}  # by address, which holds for this page
    found: list[Char] = []
    high = 0
    head: Char | None = None  # the first character on a baseline
    shared: tuple[int, float, float] | None = None  # its text object, and top and bottom of the boxes there
    for index, (code, item, box) in enumerate(_facts(text, count)):
        if code <= 32 and _is_made_up(text, index, code):
            continue
        if 0xD800 <= code < 0xDC00 and 0xDC00 <= char_code(text, index + 1) < 0xE000:
            high = code
            continue
        character = chr(code) if 32 <= code < 0xD800 else _decoded(code, high)
        high = 0
        left, top, right, bottom = box
        place = (item or 0, top, bottom)
        if head is not None and place == shared:
            x0, x1 = a * left + e, a * right + e
            if x0 > x1:
                x0, x1 = x1, x0
            char = tuple.__new__(Char, (character, x0, head.top, x1, head.bottom, *head[5:]))
        else:
            if place[0] not in styles:
                styles[place[0]] = _style(text, index, item, matrix, len(styles), known, fonts, painted)
            style = styles[place[0]]
            origin = _origin(text, index)
            char = head = _char(character, style, box, origin, matrix)
            # elsewhere a character's place depends on more than its left and its right
            even = c == 0 and style.turn == 0 and not head.vertical and left == origin[0]
            shared = place if even and not style.covers else None
        if code not in style.font.mapped:
            if is_unmapped(text, index):
                char = char._replace(text=UNKNOWN)
            else:
                _met(style, code, char, text, index, matrix)
        found.append(char)
    return found, styles


def _is_made_up(text: int, index: int, code: int) -> bool:
    """Whether PDFium put a character in by itself: a line break, a blank, a hyphen."""
    if code in (10, 13):
        return not is_unmapped(text, index)
    return code in (32, 2) and is_generated(text, index) == 1


_X, _Y = c_double(), c_double()
_XY = (ctypes.addressof(_X), ctypes.addressof(_Y))


def _origin(text: int, index: int) -> Point:
    char_origin(text, index, *_XY)
    return _X.value, _Y.value


def _met(style: _Style, code: int, char: Char, text: int, index: int, matrix: Matrix) -> None:
    """Note a code that its font maps; a digit until two of them were met that show their shape."""
    font = style.font
    if char.text not in DIGITS:
        font.mapped.add(code)
    elif style.turn == 0 and not style.hidden and lightness(style.colour) < DARK:
        font.add(Sample(char.text, _ink_box(text, index, matrix)))
        if len(font.samples[char.text]) == 2:
            font.mapped.add(code)


_EDGES = (c_double * 4)()
_EACH_EDGE = [ctypes.addressof(_EDGES) + k * ctypes.sizeof(c_double) for k in range(4)]


def _ink_box(text: int, index: int, matrix: Matrix) -> tuple[float, float, float, float]:
    """Return the box of a character's ink on the page as displayed."""
    char_ink_box(text, index, *_EACH_EDGE)
    left, right, bottom, top = _EDGES
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in ((left, bottom), (right, top))]
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


_MATRIX = (c_float * 6)()


def _style(
    text: int, index: int, item: int | None, matrix: Matrix, run: int,
    known: dict[int, Font], fonts: Fonts, painted: Painted,
) -> _Style:  # fmt: skip
    char_matrix(text, index, ctypes.addressof(_MATRIX))
    scale, turn = _scale_and_turn(*_MATRIX[:4], matrix)
    size = char_font_size(text, index) * scale
    mode = render_mode(item) if item else 0
    colour = fill_colour(item) if item else BLACK
    font = _font(item, known, fonts)
    covers = covers_after(painted.texts.get(item or 0, 0), painted.covers) if painted.covers else ()
    return _Style(
        run, abs(size), mode in _OUTLINED or font.heavy, mode in _INVISIBLE or colour is None,
        turn, BLACK if colour is None else colour, font, covers,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _scale_and_turn(a: float, b: float, c: float, d: float, matrix: Matrix) -> tuple[float, int]:
    """Return how much a text matrix enlarges the height of a font, and the quarter turn of its glyphs."""
    placed = multiply((a, b, c, d, 0, 0), matrix)
    return (placed[2] ** 2 + placed[3] ** 2) ** 0.5, turn_of(placed)


def _font(item: int | None, known: dict[int, Font], fonts: Fonts) -> Font:
    address = object_font(item) if item else None
    if (address or 0) not in known:
        known[address or 0] = fonts.font(ctypes.cast(address, raw.FPDF_FONT) if address else None)
    return known[address or 0]


def _char(text: str, style: _Style, loose: Box, origin: Point, matrix: Matrix) -> Char:
    a, b, c, d, e, f = matrix
    left, upper, right, lower = loose
    ax, ay = a * left + c * lower + e, b * left + d * lower + f
    bx, by = a * right + c * upper + e, b * right + d * upper + f
    ox, oy = a * origin[0] + c * origin[1] + e, b * origin[0] + d * origin[1] + f
    x0, x1 = (ax, bx) if ax <= bx else (bx, ax)
    top, bottom = (ay, by) if ay <= by else (by, ay)
    size, turn = style.size, style.turn
    vertical = False
    if turn == 0:
        vertical = size > 0 and ox - x0 > 0.25 * size
        if not vertical:
            top, bottom = oy - ASCENT * size, oy + DESCENT * size
            if x0 > ox + 0.001 * size:
                # What a page states itself (/ActualText) has the box of the ink: put the em around it.
                x0, x1 = ox, max(x1, min(x1 + x0 - ox, ox + size))
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
