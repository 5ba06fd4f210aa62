"""The second reader: playa, which shares no code with PDFium.

Glyphs are placed here from the text matrix and the advance widths, which costs a fraction of what
playa's own glyph objects do.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import playa
from playa.content import ImageObject, PathObject, TextObject, XObjectObject

from pipeline.errors import DamagedPdfError, EncryptedPdfError
from pipeline.extract.content import BLACK, MAX_CHARS, Char, PageContent
from pipeline.extract.covers import Cover, covers_after, is_of_page
from pipeline.extract.frame import Frame, Matrix, multiply, turn_of, unit_square
from pipeline.extract.paint import MOST_CURVES, Painter, Point, rounded

NAME = "playa"
MAX_DEPTH = 8
MAX_OBJECTS = 200_000
MAX_SEGMENTS = 4_000
ASCENT, DESCENT = 0.88, 0.12


Bands = Sequence[tuple[float, float]]
"""Stretches of a page's height: top and bottom of each, in points."""


class PlayaReader:
    """An open document. ``file`` names it in errors."""

    name = NAME

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        logging.getLogger("playa").setLevel(logging.CRITICAL)  # it quotes the document in its warnings
        try:
            self._document = playa.parse(data, space="default")
            self.page_count = len(self._document.pages)
        except Exception as error:  # a parser of hostile input may raise anything
            if "assword" in type(error).__name__:
                raise EncryptedPdfError("the PDF asks for a password", file=file) from error
            raise DamagedPdfError("the PDF is truncated or broken", file=file) from error

    def close(self) -> None:
        """Release the document."""
        self._document.close()

    def page(self, number: int, bands: Bands | None = None) -> PageContent:
        """Read page ``number`` (from 1); of its upright text only what stands in ``bands`` (top, bottom).

        Raises DamagedPdfError where it can't be read.
        """
        try:
            return _content(self._document.pages[number - 1], number, bands)
        except Exception as error:
            raise DamagedPdfError("the page can't be read", file=self._file, page=number) from error


def _content(page: Any, number: int, bands: Bands | None) -> PageContent:
    frame = _frame(page)
    painter = Painter(frame.width, frame.height)
    chars: list[Char] = []
    pictures: list[tuple[float, float, float, float]] = []
    covers: list[Cover] = []
    truncated = False
    for index, item in enumerate(_objects(page, 0)):
        if index > MAX_OBJECTS or len(chars) > MAX_CHARS:
            truncated = True
            break
        if isinstance(item, TextObject):
            _glyphs(item, frame.matrix, index, chars, bands)
        elif isinstance(item, PathObject):
            _path(item, frame.matrix, painter)
        elif isinstance(item, ImageObject):
            pictures.append(unit_square(multiply(item.ctm, frame.matrix)))
            if chars and is_of_page(pictures[-1], frame.width, frame.height) and _is_opaque(item):
                covers.append(Cover(len(chars), pictures[-1]))
    if covers:
        chars = [_shown(char, place, covers) for place, char in enumerate(chars)]
    return PageContent(
        number, frame.width, frame.height, frame.rotation, NAME, chars,
        painter.rulings, painter.fills, painter.slants,
        pictures, truncated or painter.truncated, painter.shapes,
    )  # fmt: skip


def _is_opaque(image: ImageObject) -> bool:
    """Whether an image hides what is below it, as far as the image itself says; a stencil does not."""
    state = image.gstate
    plain = getattr(state.blend_mode, "name", "Normal") in ("Normal", "Compatible")
    masked = image.imagemask or "SMask" in image or "Mask" in image
    return plain and state.smask is None and state.nalpha >= 1 and not masked


def _shown(char: Char, place: int, covers: Sequence[Cover]) -> Char:
    """Return the character number ``place``, hidden where a picture is painted over it afterwards."""
    if any(cover.hides(char) for cover in covers_after(place, covers)):
        return char._replace(hidden=True)
    return char


def _frame(page: Any) -> Frame:
    x0, y0, x1, y1 = page.mediabox
    a0, b0, a1, b1 = page.cropbox
    left, right = max(min(x0, x1), min(a0, a1)), min(max(x0, x1), max(a0, a1))
    bottom, top = max(min(y0, y1), min(b0, b1)), min(max(y0, y1), max(b0, b1))
    if right <= left or top <= bottom:
        left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    frame = Frame(left, bottom, right, top, page.rotate % 360)
    if not frame.sane:
        raise ValueError("no usable page size")
    return frame


def _objects(source: Any, depth: int) -> Iterator[Any]:
    for item in source:
        if isinstance(item, XObjectObject):
            if depth < MAX_DEPTH:
                yield from _objects(item, depth + 1)
        else:
            yield item


@lru_cache(maxsize=1024)
def _colour(colour: Any, alpha: float) -> int | None:
    """Return 0xRRGGBB of a device colour, None where nothing shows; other colour spaces by their size."""
    if alpha < 0.03:
        return None
    values = [min(1.0, max(0.0, float(v))) for v in colour.values]
    if len(values) == 1 and colour.pattern is None:
        values = values * 3
    elif len(values) == 4:
        values = [1 - min(1.0, v + values[3]) for v in values[:3]]
    if len(values) != 3:
        return BLACK
    red, green, blue = (round(v * 255) for v in values)
    return red << 16 | green << 8 | blue


def _path(item: PathObject, matrix: Matrix, painter: Painter) -> None:
    if not 2 <= len(item.raw_segments) <= MAX_SEGMENTS:
        painter.truncated |= len(item.raw_segments) > MAX_SEGMENTS
        return
    state = item.gstate
    fill = _colour(state.ncolor, state.nalpha) if item.fill else None
    stroke = _colour(state.scolor, state.salpha) if item.stroke else None
    if fill is None and stroke is None:
        return
    placed = multiply(item.ctm, matrix)
    width = state.linewidth * abs(placed[0] * placed[3] - placed[1] * placed[2]) ** 0.5
    painter.path(
        _subpaths(item, placed, outlines=stroke is None), fill=fill, stroke=stroke, stroke_width=width
    )


def _subpaths(item: PathObject, matrix: Matrix, *, outlines: bool) -> list[list[Point]]:
    """Return the straight pieces of a path; see the same function of the PDFium reader."""
    curves = sum(segment.operator in "cvy" for segment in item.raw_segments) if outlines else 0
    if curves > MOST_CURVES:
        return []
    a, b, c, d, e, f = matrix
    paths: list[list[Point]] = []
    for segment in item.raw_segments:
        if segment.operator == "h":
            if paths and paths[-1][0] != paths[-1][-1]:
                paths[-1].append(paths[-1][0])
            continue
        x, y = segment.points[-1]
        point = (a * x + c * y + e, b * x + d * y + f)
        if segment.operator == "l" and paths:
            paths[-1].append(point)
        else:  # a move, or a curve, which breaks a straight piece
            paths.append([point])
    straight = [p for p in paths if len(p) > 1]
    if curves:
        box = rounded(straight)
        return [] if box is None else [box]
    return straight


def _glyphs(item: TextObject, matrix: Matrix, run: int, chars: list[Char], bands: Bands | None) -> None:
    state, font = item.gstate, item.gstate.font
    if font is None:
        return
    placed = multiply(multiply(item.text_matrix, item.ctm), matrix)
    a, b, c, d, e, f = placed
    fontsize, stretch = state.fontsize, state.scaling * 0.01
    size = abs(fontsize) * (c * c + d * d) ** 0.5
    turn = turn_of((a * fontsize, b * fontsize, c, d, 0, 0) if fontsize else placed)
    if turn == 0 and not font.vertical and _outside(f, size, bands):
        return
    colour = _colour(state.ncolor, state.nalpha)
    hidden = state.render_mode in (3, 7) or colour is None
    name = (font.basefont or "").lower()
    bold = state.render_mode in (2, 6) or "bold" in name or "heavy" in name or "black" in name
    wordspace = 0.0 if font.multibyte else state.wordspace
    upright = font.vertical
    ink = BLACK if colour is None else colour
    unmapped = _is_unmapped(font)
    pos, rise = 0.0, state.rise
    shared = (size, bold, hidden, turn, upright, run, ink)
    level = turn == 0 and b == 0
    top, bottom = d * rise + f - ASCENT * size, d * rise + f + DESCENT * size
    for arg in item.args:
        if isinstance(arg, int | float):
            pos -= arg * 0.001 * fontsize * (1 if upright else stretch)
            continue
        for cid, text in font.decode(arg):
            if upright:
                advance = font.vdisp(cid) * fontsize
                step = advance + state.charspace + (wordspace if cid == 32 else 0)
                box = _upright_box(font, cid, fontsize, pos, rise, placed)
            else:
                advance = font.hdisp(cid) * fontsize * stretch
                step = advance + (state.charspace + (wordspace if cid == 32 else 0)) * stretch
                ox = a * pos + c * rise + e
                if level:
                    x1 = ox + a * advance
                    box = (ox, top, x1, bottom) if ox <= x1 else (x1, top, ox, bottom)
                else:
                    box = _box(ox, b * pos + d * rise + f, a * advance, b * advance, size, turn)
            pos += step
            if text in _CONTROLS and not unmapped:
                continue
            read = UNMAPPED if unmapped else _text(text)
            chars.append(tuple.__new__(Char, (read, *box, *shared)))


def _is_unmapped(font: Any) -> bool:
    """Whether nothing says what the glyphs of a font mean; playa then gives their numbers as characters."""
    if getattr(font, "tounicode", None) is not None or not hasattr(font, "unicode_map"):
        return False
    return font.unicode_map is None and type(font.cmap).__name__.startswith("Identity")


def _outside(baseline: float, size: float, bands: Bands | None) -> bool:
    return bands is not None and not any(top <= baseline <= bottom + size for top, bottom in bands)


UNMAPPED = "\ufffd"

_CONTROLS = ("\n", "\r", "\t")
"""What a line break in a string decodes to; it has no glyph."""


def _text(text: str) -> str:
    if len(text) == 1:
        return text if text >= " " else UNMAPPED
    return text if text and all(c >= " " for c in text) else UNMAPPED


def _box(
    ox: float, oy: float, dx: float, dy: float, size: float, turn: int
) -> tuple[float, float, float, float]:
    """Return the em box of a glyph at origin ``ox``, ``oy`` that advances by ``dx``, ``dy``."""
    if turn == 0:
        return (min(ox, ox + dx), oy - ASCENT * size, max(ox, ox + dx), oy + DESCENT * size)
    if turn == 180:
        return (min(ox, ox + dx), oy - DESCENT * size, max(ox, ox + dx), oy + ASCENT * size)
    top, bottom = min(oy, oy + dy), max(oy, oy + dy)
    if turn == 90:
        return (ox - DESCENT * size, top, ox + ASCENT * size, bottom)
    return (ox - ASCENT * size, top, ox + DESCENT * size, bottom)


def _upright_box(
    font: Any, cid: int, fontsize: float, pos: float, rise: float, matrix: Matrix
) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    width = font.hdisp(cid) * fontsize or fontsize
    height = abs(font.vdisp(cid) * fontsize) or fontsize
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (-width / 2, width / 2)
        for y in (pos + rise, pos + rise - height)
    ]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return (min(xs), min(ys), max(xs), max(ys))
