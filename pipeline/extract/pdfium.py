"""The PDFium reader: pages through pypdfium2's raw interface, one call per fact.

PDFium's own table of characters drops text that a page draws twice in the same place and reports a
hyphen at a line's end as U+0002; both are undone or recorded here, never passed on.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.errors import DamagedPdfError, EncryptedPdfError
from pipeline.extract.content import BLACK, MAX_CHARS, Char, PageContent
from pipeline.extract.frame import Frame, Matrix, multiply, turn_of, unit_square
from pipeline.extract.paint import Painter, Point

NAME = "pdfium"
MAX_DEPTH = 8
MAX_OBJECTS = 200_000
MAX_SEGMENTS = 4_000

ASCENT, DESCENT = 0.88, 0.12
"""Share of the em above and below the baseline, as Japanese fonts have it."""

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


class PdfiumReader:
    """An open document. ``file`` names it in errors."""

    name = NAME

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        try:
            self._document = pdfium.PdfDocument(data)
            self.page_count = len(self._document)
        except pdfium.PdfiumError as error:
            raise _refusal(error, file) from error

    def close(self) -> None:
        """Release the document."""
        self._document.close()

    def page(self, number: int) -> PageContent:
        """Read page ``number`` (from 1). Raises DamagedPdfError where PDFium can't load it."""
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError as error:
            raise DamagedPdfError(
                "the page can't be read",
                file=self._file,
                page=number,
                remedy="Get the file again from its source.",
            ) from error
        try:
            return self._content(page.raw, number)
        finally:
            page.close()

    def _content(self, page: Any, number: int) -> PageContent:
        frame = _frame(page)
        if not frame.sane:
            raise DamagedPdfError("the page has no usable size", file=self._file, page=number)
        painter = Painter(frame.width, frame.height)
        pictures, texts = _paint(page, frame.matrix, painter)
        chars, read, truncated = _characters(page, frame)
        return PageContent(
            number, frame.width, frame.height, frame.rotation, NAME, chars,
            painter.rulings, painter.fills, painter.slants,
            pictures, truncated or painter.truncated, painter.shapes, len(texts - read),
        )  # fmt: skip


def _refusal(error: pdfium.PdfiumError, file: str) -> DamagedPdfError | EncryptedPdfError:
    if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(
        error
    ):
        return EncryptedPdfError(
            "the PDF asks for a password",
            file=file,
            remedy="Save a copy without a password and put that in raw/.",
        )
    return DamagedPdfError(
        "the PDF is truncated or broken", file=file, remedy="Get the file again from its source."
    )


def _frame(page: Any) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(page) % 4 * 90)


def _paint(
    page: Any, matrix: Matrix, painter: Painter
) -> tuple[list[tuple[float, float, float, float]], set[int]]:
    """Hand the page's paths to ``painter``; return the boxes of its images, and its text objects."""
    pictures: list[tuple[float, float, float, float]] = []
    texts: set[int] = set()
    for index, (item, placed) in enumerate(_objects(page, matrix)):
        if index > MAX_OBJECTS:
            painter.truncated = True
            break
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.add(ctypes.addressof(item.contents))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _path(item, placed, painter)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(unit_square(multiply(_matrix(item), placed)))
    return pictures, texts


def _objects(page: Any, matrix: Matrix) -> Iterator[tuple[Any, Matrix]]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _flattened(raw.FPDFPage_GetObject(page, index), matrix, 0)


def _flattened(item: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
        yield item, matrix
    elif depth < MAX_DEPTH:
        inner = multiply(_matrix(item), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _flattened(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


_RGBA = tuple(ctypes.c_uint() for _ in range(4))


def _colour(getter: Any, item: Any) -> int | None:
    """Return 0xRRGGBB, None where nothing shows; a pattern counts as black ink on a white page."""
    red, green, blue, alpha = _RGBA
    if not getter(item, red, green, blue, alpha):
        return BLACK
    if alpha.value < 8:
        return None
    return int(red.value << 16 | green.value << 8 | blue.value)


_FILL_MODE, _STROKED, _WIDTH = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()


def _path(item: Any, matrix: Matrix, painter: Painter) -> None:
    count = raw.FPDFPath_CountSegments(item)
    if count < 2 or not raw.FPDFPath_GetDrawMode(item, _FILL_MODE, _STROKED):
        return
    if count > MAX_SEGMENTS:
        painter.truncated = True
        return
    fill = _colour(raw.FPDFPageObj_GetFillColor, item) if _FILL_MODE.value else None
    stroke = _colour(raw.FPDFPageObj_GetStrokeColor, item) if _STROKED.value else None
    if fill is None and stroke is None:
        return
    placed = multiply(_matrix(item), matrix)
    subpaths = _subpaths(item, count, placed, outlines=stroke is None)
    width = 0.0
    if stroke is not None and raw.FPDFPageObj_GetStrokeWidth(item, _WIDTH):
        width = _WIDTH.value * abs(placed[0] * placed[3] - placed[1] * placed[2]) ** 0.5
    painter.path(subpaths, fill=fill, stroke=stroke, stroke_width=width)


_X, _Y = ctypes.c_float(), ctypes.c_float()


def _subpaths(item: Any, count: int, matrix: Matrix, *, outlines: bool) -> list[list[Point]]:
    """Return the straight pieces of a path; a curve breaks a piece.

    ``outlines``: the path is filled only; with a curve in it, it is a drawing or a letter, no table.
    """
    a, b, c, d, e, f = matrix
    paths: list[list[Point]] = []
    curve = 0
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, _X, _Y)
        x, y = _X.value, _Y.value
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            if outlines:
                return []
            curve += 1
            if curve == 3:
                paths.append([point])
                curve = 0
            continue
        if kind == raw.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([point])
        else:
            paths[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment) and paths[-1][0] != point:
            paths[-1].append(paths[-1][0])
    return [p for p in paths if len(p) > 1]


def _characters(page: Any, frame: Frame) -> tuple[list[Char], set[int], bool]:
    """Return the characters, the text objects that they come from, and whether some were left out."""
    text = raw.FPDFText_LoadPage(page)
    if not text:
        return [], set(), False
    try:
        count = raw.FPDFText_CountChars(text)
        return *_read(text, min(count, MAX_CHARS), frame), count > MAX_CHARS
    finally:
        raw.FPDFText_ClosePage(text)


def _read(text: Any, count: int, frame: Frame) -> tuple[list[Char], set[int]]:
    matrix = frame.matrix
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int, _Style] = {}
    weights: dict[int, bool] = {}  # by font, whose addresses hold for this page
    found: list[Char] = []
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13) or (code in (32, 2) and raw.FPDFText_IsGenerated(text, index) == 1):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        item = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(item.contents) if item else 0
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(text, index, item, matrix, len(styles), weights)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        found.append(_char(_decoded(code, high), style, box, (x.value, y.value), matrix))
        high = 0
    return found, set(styles)


def _decoded(code: int, high: int) -> str:
    if high and 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
    if code == 2:
        return "-"
    if code < 32 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    return chr(code)


def _style(text: Any, index: int, item: Any, matrix: Matrix, run: int, weights: dict[int, bool]) -> _Style:
    found = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, found)
    placed = multiply((found.a, found.b, found.c, found.d, 0, 0), matrix)
    size = raw.FPDFText_GetFontSize(text, index) * (placed[2] ** 2 + placed[3] ** 2) ** 0.5
    mode = raw.FPDFTextObj_GetTextRenderMode(item) if item else 0
    colour = _colour(raw.FPDFPageObj_GetFillColor, item) if item else BLACK
    return _Style(
        run, abs(size), mode in _OUTLINED or _heavy(item, weights), mode in _INVISIBLE or colour is None,
        turn_of(placed), BLACK if colour is None else colour,
    )  # fmt: skip


_NAME = ctypes.create_string_buffer(256)


def _heavy(item: Any, weights: dict[int, bool]) -> bool:
    font = raw.FPDFTextObj_GetFont(item) if item else None
    if not font:
        return False
    address = ctypes.addressof(font.contents)
    if address not in weights:
        weights[address] = _heavy_name(font)
    return weights[address]


def _heavy_name(font: Any) -> bool:
    length = raw.FPDFFont_GetBaseFontName(font, _NAME, len(_NAME))
    name = _NAME.raw[: max(0, min(length, len(_NAME)) - 1)].lower()
    return b"bold" in name or b"heavy" in name or b"black" in name


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
    return Char(
        text, x0, top, x1, bottom, size, style.bold, style.hidden, turn, vertical, style.run, style.colour
    )
